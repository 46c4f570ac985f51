"""Names to numbered slots, once, when a program is compiled.

Look-up ignores case (Architect: names of variables ignore case). Every task sees the variables of its flow or
module and its own `Task.*`; a built-in variable gets a slot when the first expression names it.
"""

from __future__ import annotations

from collections.abc import Iterable

from callflows.engine.probes import Probes
from callflows.engine.units import Declared, Unit
from callflows.expressions import Ast, Type, Value, builtin_variables, types
from callflows.model import Node as Setting

_BUILT_IN_SCOPES = frozenset({"call", "interaction"})


class Names:
    """What one task (or the flow outside its tasks) may name. `slots` is what its expressions see."""

    def __init__(
        self,
        unit: Unit,
        own: Iterable[Declared] = (),
        spare: Iterable[int] = (),
        *,
        probes: Probes | None = None,
    ) -> None:
        self.probes = probes
        self._unit = unit
        self._spare = list(spare)
        self._own = {each.name.lower(): each for each in own}
        self.slots: dict[str, int] = {}
        self.types: dict[str, Type] = {}
        for known in (unit.variables.values(), self._own.values()):
            for each in known:
                self._see(each)

    @property
    def own(self) -> tuple[Declared, ...]:
        """The task's own variables."""
        return tuple(self._own.values())

    def declared(self, name: str) -> Declared:
        """The variable of this name; one that is not declared is made (`undeclared_variable`)."""
        key = name.lower()
        found = self._own.get(key) or self._unit.variables.get(key)
        return found or self._make(name, types.UNKNOWN)

    def marks(self, setting: Setting, ast: Ast) -> bytearray | None:
        """Where the expression of a setting notes which ways it goes, None where that is not asked or it has none."""
        return None if self.probes is None else self.probes.marks(self._unit, setting, ast)

    def mention(self, name: str) -> None:
        """An expression names this: give it a slot if it is a built-in or an undeclared `Task.*` variable."""
        key = name.lower()
        if key in self.slots:
            return
        scope = key.partition(".")[0]
        if scope in _BUILT_IN_SCOPES or key in builtin_variables(self._unit.type):
            self._built_in(key)
        elif undeclared_variable(scope):
            self._make(name, types.UNKNOWN)

    def hidden_slot(self) -> int:
        """A slot without a name, of the task's own where it has one left (a loop's counters live there)."""
        return self._spare.pop() if self._spare else new_slot(self._unit, None)

    def _built_in(self, key: str) -> None:
        slot = next((slot for slot, name in self._unit.builtins if name == key), None)
        if slot is None:
            slot = new_slot(self._unit, None)
            self._unit.builtins.append((slot, key))
        self.slots[key] = slot
        self.types[key] = builtin_variables(self._unit.type).get(key, types.STRING)

    def _make(self, name: str, type: Type) -> Declared:
        made = Declared(name=name, slot=new_slot(self._unit, None), type=type)
        self._own[name.lower()] = made
        self._see(made)
        return made

    def _see(self, each: Declared) -> None:
        self.slots[each.name.lower()] = each.slot
        self.types[each.name.lower()] = each.type


def new_slot(unit: Unit, initial: Value) -> int:
    unit.template.append(initial)
    return len(unit.template) - 1


def undeclared_variable(scope: str) -> bool:
    """Whether a variable that nobody declares exists anyway: only `Task.*`, which begins as NOT_SET and
    lives as long as its flow or module runs (published modules use such variables)."""
    return scope == "task"
