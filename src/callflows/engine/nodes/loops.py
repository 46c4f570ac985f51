"""Loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from callflows.engine.builder import Loop, Place, Target
from callflows.engine.errors import FlowError
from callflows.engine.nodes.effects import unable
from callflows.engine.nodes.inputs import given
from callflows.engine.semantics import MAX_LOOPS, loop_passes, until_is_judged_before_a_pass
from callflows.engine.sources import Constant, Source, text_of
from callflows.engine.state import Node, State
from callflows.expressions import types
from callflows.model import Group, Items


@dataclass(kw_only=True, eq=False, slots=True)
class LoopNode(Node):
    """The beginning of a loop. Pass and count live in two slots of the flow's or module's variables, which
    restart with each entry."""

    path: str
    count: Source
    count_slot: int
    pass_slot: int
    step_at: int

    def step(self, state: State) -> int:
        count = self.count.value(state)
        if state.trace is not None:
            given(state, self, self.path, count)
        if not isinstance(count, int):
            raise FlowError("not-set", "the loop count is NOT_SET", text_of(self.count))
        state.slots[self.count_slot] = loop_passes(count)
        state.slots[self.pass_slot] = 0
        return self.step_at


@dataclass(kw_only=True, eq=False, slots=True)
class LoopPassNode(Node):
    """Begins the next pass, or leaves the loop. Architect: the index starts at 0 and grows by 1 each pass."""

    count_slot: int
    pass_slot: int
    current: Target | None
    body: int = 0
    exit: int

    def step(self, state: State) -> int:
        slots = state.slots
        at, count = cast("tuple[int, int]", (slots[self.pass_slot], slots[self.count_slot]))
        if at >= count:
            return self.exit
        slots[self.pass_slot] = at + 1
        if self.current is not None:
            state.assign(self, self.current.name, self.current.slot, at)
        return self.body


@dataclass(kw_only=True, eq=False, slots=True)
class GoNode(Node):
    """`loopNext`, `loopExit`: on to a place known when the program was compiled."""

    target: int

    def step(self, state: State) -> int:
        return self.target


@dataclass(eq=False, slots=True)
class Until:
    """A condition at `path` that ends a loop, and the output path of its name."""

    name: str
    path: str
    condition: Source
    entry: int


@dataclass(kw_only=True, eq=False, slots=True)
class UntilPassNode(LoopPassNode):
    """The next pass of Loop Until: the first condition that is true ends it by its path, the last one by `loopsMax`."""

    untils: tuple[Until, ...] = ()

    def step(self, state: State) -> int:
        at = cast(int, state.slots[self.pass_slot])
        if at > 0 or until_is_judged_before_a_pass():
            for until in self.untils:
                found = until.condition.value(state)
                if state.trace is not None:
                    given(state, self, until.path, found)
                if found is True:
                    state.took(self, until.name)
                    return until.entry
        then = LoopPassNode.step(self, state)
        if then == self.exit:
            state.took(self, "loopsMax")
        return then


def loop(place: Place) -> Node:
    count_slot, pass_slot = place.around.names.hidden_slot(), place.around.names.hidden_slot()
    passing = LoopPassNode(
        address=place.address,
        cost=0,
        count_slot=count_slot,
        pass_slot=pass_slot,
        current=place.target("currentIndex"),
        exit=place.next,
    )
    return _begin(place, passing, "loopCount", place.value("loopCount", types.INTEGER), place.next)


def loop_until(place: Place) -> Node:
    count_slot, pass_slot = place.around.names.hidden_slot(), place.around.names.hidden_slot()
    passing = UntilPassNode(
        address=place.address,
        cost=0,
        count_slot=count_slot,
        pass_slot=pass_slot,
        current=place.target("currentIndex"),
        exit=place.branch("outputs/loopsMax"),
        untils=_untils(place),
    )
    written = place.setting("maxLoopCount")
    count = Constant(MAX_LOOPS) if written is None else place.source(written, types.INTEGER)
    return _begin(place, passing, "maxLoopCount", count, place.next)


def _begin(place: Place, passing: LoopPassNode, path: str, count: Source, exit: int) -> Node:
    """The loop's first node; `path` is that of its count."""
    step_at = place.builder.add(passing)
    body = f"{place.address}/outputs/loop"
    passing.body = place.list_of(place.setting("outputs/loop"), body, exit=step_at, loop=Loop(step_at, exit))
    return LoopNode(
        **place.head,
        path=path,
        count=count,
        count_slot=passing.count_slot,
        pass_slot=passing.pass_slot,
        step_at=step_at,
    )


def _untils(place: Place) -> tuple[Until, ...]:
    written = place.setting("untilCases")
    paths = dict(place.groups("outputs"))
    found: list[Until] = []
    for at, item in enumerate(written.items if isinstance(written, Items) else ()):
        case = item.get("untilCase") if isinstance(item, Group) else None
        name = case.get("name") if isinstance(case, Group) else None
        if isinstance(case, Group) and isinstance(name, str):
            entry = place.list_of(paths.get(name), f"{place.address}/outputs/{name}")
            path = f"untilCases[{at}]/untilCase/value"
            found.append(Until(name, path, place.source(case.get("value"), types.BOOLEAN), entry))
    return tuple(found)


def loop_next(place: Place) -> Node:
    around = place.around.loop
    if around is None:
        return unable(place, "it stands in no loop")
    return GoNode(**place.head, target=around.step)


def loop_exit(place: Place) -> Node:
    around = place.around.loop
    if around is None:
        return unable(place, "it stands in no loop")
    return GoNode(**place.head, target=around.exit)
