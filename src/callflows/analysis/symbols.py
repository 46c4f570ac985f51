"""The names that a flow's expressions may use, and what each stands for.

Architect: the prefix of a name is its scope. `Flow.` and `Common.` variables are visible in the whole flow,
`Task.` variables in the task that declares them, `State.` variables in their state; names ignore case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from callflows.analysis.builtins import built_in
from callflows.analysis.places import declared_variables
from callflows.model import Flow, Site


class Symbol(msgspec.Struct, frozen=True, kw_only=True):
    """A variable. `name` is spelled as declared and carries its scope; `type` is Architect's camelCase type.

    `visible_in` is the address below which it may be used; `address` is its declaration, "" for a variable
    that Architect provides, which is `read_only`.
    """

    name: str
    type: str
    address: str = ""
    visible_in: str = ""
    is_input: bool = False
    is_output: bool = False
    read_only: bool = False

    @property
    def scope(self) -> str:
        """`Flow`, `Task`, `Common`, `Call`…"""
        return self.name.partition(".")[0]


class Symbols(msgspec.Struct, frozen=True):
    """The declared variables of a flow in file order, and the built-in ones of its type."""

    flow_type: str
    declared: tuple[Symbol, ...]
    index: Mapping[str, tuple[Symbol, ...]]

    def resolve(self, name: str, at: str = "") -> Symbol | None:
        """The variable that `name` (any case) means at the address `at`; None where it means none.

        A `Task.` variable of another task is not visible. Without an address the first one declared
        under the name is meant.
        """
        candidates = self.index.get(name.lower(), ())
        if at:
            candidates = tuple(s for s in candidates if _is_within(at, s.visible_in))
        if candidates:
            return max(candidates, key=lambda s: len(s.visible_in)) if at else candidates[0]
        found = built_in(name, self.flow_type)
        return Symbol(name=found[0], type=found[1], read_only=True) if found else None


def symbols_of(flow: Flow, sites: Iterable[Site]) -> Symbols:
    """The symbol table of a flow whose actions are `sites`."""
    declared = tuple(
        Symbol(
            name=variable.name,
            type=variable.type,
            address=address,
            visible_in=scope,
            is_input=bool(variable.is_input),
            is_output=bool(variable.is_output),
        )
        for address, scope, variable in declared_variables(flow, sites)
    )
    index: dict[str, tuple[Symbol, ...]] = {}
    for symbol in declared:
        key = symbol.name.lower()
        index[key] = (*index.get(key, ()), symbol)
    return Symbols(flow.type, declared, index)


def variable_name(text: str) -> str:
    """`Scope.Name` of a reference that may go on with properties (`Task.Queue.id` -> `Task.Queue`)."""
    return ".".join(text.split(".")[:2])


def _is_within(address: str, scope: str) -> bool:
    return address == scope or address.startswith((f"{scope}/", f"{scope}["))
