"""What is worth giving a flow: candidates for every value that comes from outside, read from the flow itself.

Decisions, switches and `If` compare variables with literals; assignments, inputs and outputs of tasks and shared flows
carry those values back to where they come from: what the caller keys in, what a data action or table gives, participant
data, who calls. A candidate may be of no use; that a value is missing here is why a path may stay unreached.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import TypeAlias

from callflows.analysis import module_calls, symbols
from callflows.expressions import Ast
from callflows.model import Action, Expression, Flow, Group, Node, Output
from callflows.model.walk import actions_of, node_values, values_of
from callflows.testing.explore.backward import (
    Link,
    Wish,
    compared,
    deciding,
    functions_of,
    shaped,
    variables_of,
    wanted,
)
from callflows.testing.explore.constants import Plain
from callflows.testing.explore.settings import (
    ast_of,
    attribute_named,
    attribute_of,
    attributes_of,
    bodies_of,
    cases_of,
    updates_of,
)
from callflows.testing.explore.sites import CollectSite, entry_of
from callflows.testing.explore.solving import solved

MOST = 48
"""Candidates of one variable."""
ATTRIBUTE = "@attribute."
"""What participant data go by, as variables of the flow."""
Key: TypeAlias = tuple[str, str]
"""A variable: the flow, and the name in lower case."""
_OWN = ("flow.", "task.", "common.")
"""The scopes of the variables that flows declare."""
_NOW = "getcurrentdatetimeutc"
_CHANGING = frozenset({_NOW, "random", "randomint"})


class Hints:
    """Candidates by flow and variable. Names of variables ignore case. `flows` are the flow that is called and then the
    shared flows in it."""

    def __init__(self, flows: tuple[Flow, ...]) -> None:
        self.functions: set[str] = set()
        self.mentioned: set[str] = set()
        self._listed: dict[Key, tuple[Plain, ...]] = {}
        self._types: dict[Key, str] = {}
        self._spelled: dict[Key, str] = {}
        self._values: dict[Key, dict[tuple[type, Plain], None]] = {}
        self._sources: dict[Key, list[tuple[str, Ast]]] = {}
        self._inputs: set[Key] = set()
        self._links: dict[Key, dict[Key, Ast]] = {}
        self._pending: deque[tuple[Key, Plain]] = deque()
        self.main = flows[0].name
        units = {flow.name: flow for flow in flows}
        self._conditions: list[tuple[str, Ast]] = []
        self._entries: dict[Key, CollectSite] = {}
        for flow in flows:
            self._read(flow, units)
        self._spread()
        for unit, ast in self._conditions:
            entries = {name: (entry.low, entry.high) for (at, name), entry in self._entries.items() if at == unit}
            for name, value in solved(ast, partial(self.type_of, unit), partial(self.values, unit), entries):
                self._add((unit, name), value)
        self._listed.clear()
        self._spread()

    def values(self, unit: str, variable: str) -> tuple[Plain, ...]:
        """The candidates of a variable, those of decisions first."""
        key = (unit, variable.lower())
        found = self._listed.get(key)
        if found is None:
            found = self._listed[key] = tuple(value for _, value in self._values.get(key, ()))
        return found

    def speaks_of(self, key: Key, value: Plain) -> bool:
        """Whether a value is a candidate of a variable."""
        return (type(value), value) in self._values.get(key, ())

    def everywhere(self, variable: str) -> tuple[Plain, ...]:
        """The candidates of a built-in variable, in the flow and its shared flows."""
        found = (value for (_, name), values in self._values.items() if name == variable for _, value in values)
        return tuple({(type(each), each): each for each in found}.values())

    def type_of(self, unit: str, variable: str) -> str:
        """The type that a variable is declared with (`string`), "" for one that is not declared."""
        return self._types.get((unit, variable.lower()), "")

    def spelled(self, key: Key) -> str:
        """A variable's name as it is declared; "" where it is not."""
        return self._spelled.get(key, "")

    def linked(self, unit: str, variable: str) -> tuple[str, ...]:
        """The variables that this one is compared with."""
        return tuple(key for _, key in self._links.get((unit, variable.lower()), ()))

    def attributes(self) -> tuple[str, ...]:
        """The participant data that the flow reads, by name."""
        found = dict.fromkeys(
            attribute.name
            for sources in self._sources.values()
            for _, ast in sources
            if (attribute := attribute_of(ast)) is not None
        )
        return tuple(found)

    def is_open(self, unit: str, condition: Expression, outside: frozenset[Key]) -> bool:
        """Whether a condition depends on something from outside: on one of the variables `outside`, participant data, a
        built-in variable, the clock, chance, or an input of the flow itself. False only where it surely does not."""
        ast = ast_of(condition)
        pending = [] if ast is None else [(unit, ast)]
        seen: set[Key] = set()
        while pending:
            at, each = pending.pop()
            if attribute_of(each) is not None or not _CHANGING.isdisjoint(functions_of(each)):
                return True
            for name in variables_of(each):
                if (at, name) in seen:
                    continue
                seen.add((at, name))
                if (at, name) in outside or not name.startswith(_OWN) or (at, name) in self._inputs:
                    return True
                pending.extend(self._sources.get((at, name), ()))
        return False

    def closure(self, unit: str, conditions: Iterable[Expression]) -> tuple[tuple[Key, ...], frozenset[Key], bool]:
        """The variables of conditions; these and all that their values come from; and whether the clock is among it."""
        pending = deque((unit, ast) for each in conditions if (ast := ast_of(each)) is not None)
        first = tuple(dict.fromkeys((unit, name) for _, ast in pending for name in variables_of(ast)))
        seen: set[Key] = set()
        clock = False
        while pending:
            at, each = pending.popleft()
            attribute = attribute_of(each)
            names = [(at, name) for name in variables_of(each)]
            if attribute is not None:
                names.append((self.main, f"{ATTRIBUTE}{attribute.name}".lower()))
            clock = clock or _NOW in functions_of(each)
            for name in names:
                if name not in seen:
                    seen.add(name)
                    pending.extend(self._sources.get(name, ()))
        return first, frozenset(seen), clock

    def _read(self, flow: Flow, units: dict[str, Flow]) -> None:
        unit = flow.name
        if unit == self.main:
            self._inputs.update((unit, each.name.lower()) for each in flow.variables if each.is_input)
        for variable in symbols(flow).declared:
            self._types[unit, variable.name.lower()] = variable.type
            self._spelled[unit, variable.name.lower()] = variable.name
        for _, value in node_values((*flow.settings, *flow.extra), ""):
            self._expression(unit, value)
        for site in actions_of(flow):
            self._action(unit, site.action)
            for _, value in values_of(site.action, site.address):
                self._expression(unit, value)
        for call in module_calls(flow):
            module = units.get(call.name)
            if module is None:
                continue
            for binding in call.inputs:
                self._source(module.name, binding.name, unit, ast_of(binding.node))
            for binding in call.outputs:
                if isinstance(binding.node, Output):
                    self._source(unit, binding.node.name, module.name, ast_of(Expression(binding.name)))

    def _expression(self, unit: str, node: Node) -> None:
        ast = ast_of(node) if isinstance(node, Expression) else None
        if ast is not None:
            self.functions.update(functions_of(ast))
            self.mentioned.update(variables_of(ast))
            self._note(unit, deciding(ast))
            self._note(unit, shaped(ast))

    def _action(self, unit: str, action: Action) -> None:
        take = _TAKES.get(action.kind)
        if take is not None:
            take(self, unit, action)

    def _collect(self, unit: str, action: Action) -> None:
        entry = entry_of(action)
        self._entries[unit, entry.target.lower()] = entry

    def _decision(self, unit: str, action: Action) -> None:
        self._condition(unit, action.get("condition"))

    def _switch(self, unit: str, action: Action) -> None:
        evaluate = action.get("evaluate")
        for kind, body in evaluate.entries if isinstance(evaluate, Group) else ():
            if kind == "firstTrue":
                for value in cases_of(body):
                    self._condition(unit, value)
            for _, inside in body.entries if kind == "firstMatch" and isinstance(body, Group) else ():
                subject = ast_of(inside.get("value")) if isinstance(inside, Group) else None
                for value in cases_of(inside):
                    case = ast_of(value)
                    if subject is not None and case is not None:
                        self._note(unit, compared(subject, case))

    def _condition(self, unit: str, node: Node) -> None:
        ast = ast_of(node)
        if ast is not None:
            self._conditions.append((unit, ast))
            self._note(unit, wanted(ast, True))

    def _update(self, unit: str, action: Action) -> None:
        for name, value in updates_of(action):
            self._source(unit, name, unit, ast_of(value))

    def _get_attributes(self, unit: str, action: Action) -> None:
        for name, body in attributes_of(action):
            target = body.get("variable")
            into = target.name if isinstance(target, Output) else target
            if isinstance(into, str):
                self._source(unit, into, self.main, attribute_named(name))

    def _set_attributes(self, unit: str, action: Action) -> None:
        for name, body in attributes_of(action):
            self._source(self.main, f"{ATTRIBUTE}{name}", unit, ast_of(body.get("value")))

    def _task_call(self, unit: str, action: Action) -> None:
        for body in bodies_of(action.get("taskInputs")):
            name = body.get("name")
            if isinstance(name, str):
                self._source(unit, name, unit, ast_of(body.get("value")))
        for body in bodies_of(action.get("taskOutputs")):
            name, target = body.get("name"), body.get("variable") or body.get("value")
            into = target.name if isinstance(target, Output) else target
            if isinstance(name, str) and isinstance(into, str):
                self._source(unit, into, unit, ast_of(Expression(name)))

    def _source(self, unit: str, variable: str, at: str, ast: Ast | None) -> None:
        if ast is not None:
            self._sources.setdefault((unit, variable.lower()), []).append((at, ast))

    def _note(self, unit: str, found: Iterable[Wish | Link]) -> None:
        for each in found:
            if isinstance(each, Wish):
                self._add((unit, each.variable), each.value)
            else:
                self._link(unit, each.left, each.right)
                self._link(unit, each.right, each.left)

    def _link(self, unit: str, one: Ast, other: Ast) -> None:
        for wish in wanted(one, ""):
            for end in wanted(other, ""):
                self._links.setdefault((unit, wish.variable), {})[unit, end.variable] = other

    def _add(self, key: Key, value: Plain) -> None:
        known = self._values.setdefault(key, {})
        kept = (type(value), value)
        if kept not in known and len(known) < MOST:
            known[kept] = None
            self._pending.append((key, value))

    def _spread(self) -> None:
        """Carry every candidate back to where its variable gets its value, and over comparisons of two variables."""
        while self._pending:
            key, value = self._pending.popleft()
            for unit, ast in self._sources.get(key, ()):
                name = attribute_of(ast)
                if name is not None:
                    self._add((self.main, f"{ATTRIBUTE}{name.name}".lower()), value)
                    continue
                for wish in wanted(ast, value):
                    self._add((unit, wish.variable), wish.value)
            for (unit, _), ast in self._links.get(key, {}).items():
                for wish in wanted(ast, value):
                    self._add((unit, wish.variable), wish.value)


_TAKES = {
    "collectInput": Hints._collect,
    "decision": Hints._decision,
    "switch": Hints._switch,
    "updateData": Hints._update,
    "getParticipantData": Hints._get_attributes,
    "setParticipantData": Hints._set_attributes,
    "callTask": Hints._task_call,
    "jumpToTask": Hints._task_call,
    "menuJumpToTask": Hints._task_call,
}
