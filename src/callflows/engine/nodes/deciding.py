"""`decision` and `switch`."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine.builder import Place
from callflows.engine.nodes.effects import unable
from callflows.engine.semantics import switch_case_matches_not_set
from callflows.engine.sources import Source
from callflows.engine.state import Node, State
from callflows.expressions import Type, same, type_named, types
from callflows.model import Actions, Group, Items
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class DecisionNode(Node):
    """Architect: Yes if and only if the condition is true; NOT_SET goes to No."""

    condition: Source
    yes: int
    no: int

    def step(self, state: State) -> int:
        chosen = self.condition.value(state) is True
        if state.trace is not None:
            state.took(self, "yes" if chosen else "no")
        return self.yes if chosen else self.no


@dataclass(eq=False, slots=True)
class Case:
    value: Source
    entry: int
    output: str


@dataclass(kw_only=True, eq=False, slots=True)
class FirstTrueNode(Node):
    """Architect: the first case whose condition is true, else the default."""

    cases: tuple[Case, ...]
    default: int

    def step(self, state: State) -> int:
        for case in self.cases:
            if case.value.value(state) is True:
                state.took(self, case.output)
                return case.entry
        state.took(self, "default")
        return self.default


@dataclass(kw_only=True, eq=False, slots=True)
class FirstMatchNode(Node):
    """Architect: the first case whose value equals the switch's, else the default."""

    value: Source
    cases: tuple[Case, ...]
    default: int

    def step(self, state: State) -> int:
        value = self.value.value(state)
        if value is not None or switch_case_matches_not_set():
            for case in self.cases:
                if same(case.value.value(state), value):
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
        entry = place.list_of(
            actions if isinstance(actions, Actions) else None, f"{place.address}/{path}/cases[{index}]/case"
        )
        found.append(Case(place.source(inside.get("value"), wanted), entry, f"cases[{index}]"))
    return tuple(found)
