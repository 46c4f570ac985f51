"""`decision` and `switch`."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine.builder import Place
from callflows.engine.nodes.effects import unable
from callflows.engine.nodes.inputs import given
from callflows.engine.semantics import switch_case_matches_not_set
from callflows.engine.sources import Source
from callflows.engine.state import Node, State
from callflows.expressions import Type, Value, same, type_named, types
from callflows.model import Actions, Group, Items
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class DecisionNode(Node):
    """Architect: Yes if and only if the condition is true; NOT_SET goes to No."""

    condition: Source
    yes: int
    no: int

    def step(self, state: State) -> int:
        found = self.condition.value(state)
        chosen = found is True
        if state.trace is not None:
            given(state, self, "condition", found)
            state.took(self, "yes" if chosen else "no")
        return self.yes if chosen else self.no


@dataclass(eq=False, slots=True)
class Case:
    """A case at `path` below the switch; `output` is the name of its output path."""

    value: Source
    entry: int
    output: str
    path: str

    def found(self, state: State, node: Node) -> Value:
        """The value, also said in the trace."""
        value = self.value.value(state)
        if state.trace is not None:
            given(state, node, self.path, value)
        return value


@dataclass(kw_only=True, eq=False, slots=True)
class FirstTrueNode(Node):
    """Architect: the first case whose condition is true, else the default."""

    cases: tuple[Case, ...]
    default: int

    def step(self, state: State) -> int:
        for case in self.cases:
            if case.found(state, self) is True:
                state.took(self, case.output)
                return case.entry
        state.took(self, "default")
        return self.default


@dataclass(kw_only=True, eq=False, slots=True)
class FirstMatchNode(Node):
    """Architect: the first case whose value equals the switch's, else the default."""

    path: str
    value: Source
    cases: tuple[Case, ...]
    default: int

    def step(self, state: State) -> int:
        value = self.value.value(state)
        if state.trace is not None:
            given(state, self, self.path, value)
        if value is not None or switch_case_matches_not_set():
            for case in self.cases:
                if same(case.found(state, self), value):
                    state.took(self, case.output)
                    return case.entry
        state.took(self, "default")
        return self.default


def decision(place: Place) -> Node:
    return DecisionNode(
        **place.head,
        condition=place.value("condition", types.BOOLEAN),
        yes=place.branch("outputs/yes"),
        no=place.branch("outputs/no"),
    )


def switch(place: Place) -> Node:
    first_true = place.setting("evaluate/firstTrue")
    if isinstance(first_true, Group):
        path = "evaluate/firstTrue"
        return FirstTrueNode(
            **place.head,
            cases=_cases(place, first_true, path, types.BOOLEAN),
            default=place.branch(f"{path}/default"),
        )
    matched = place.setting("evaluate/firstMatch")
    if not isinstance(matched, Group) or not matched.entries:
        return unable(place, "it says neither firstTrue nor firstMatch")
    kind, body = matched.entries[0]
    path = f"evaluate/firstMatch/{kind}"
    wanted = type_named(kind)
    return FirstMatchNode(
        **place.head,
        path=f"{path}/value",
        value=place.value(f"{path}/value", wanted),
        cases=_cases(place, body if isinstance(body, Group) else Group(), path, wanted),
        default=place.branch(f"{path}/default"),
    )


def _cases(place: Place, body: Group, path: str, wanted: Type | None) -> tuple[Case, ...]:
    written = body.get("cases")
    found: list[Case] = []
    for index, item in enumerate(written.items if isinstance(written, Items) else ()):
        case: Setting | None = item.get("case") if isinstance(item, Group) else None
        inside = case if isinstance(case, Group) else Group()
        actions = inside.get("actions")
        where = f"{path}/cases[{index}]/case"
        entry = place.list_of(actions if isinstance(actions, Actions) else None, f"{place.address}/{where}")
        value = place.source(inside.get("value"), wanted)
        found.append(Case(value, entry, f"cases[{index}]", f"{where}/value"))
    return tuple(found)
