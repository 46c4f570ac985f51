"""What the trace of a call says to a search, as it grows: goals that it reached, what variables hold, what is heard."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from callflows.engine import Program
from callflows.engine import trace as t
from callflows.engine.audio import text_of
from callflows.engine.codec import UnreadableError, decode
from callflows.expressions import Value
from callflows.testing.explore.hints import Hints
from callflows.testing.explore.sites import Goal


class Reading:
    """Follows one call. `flow` is the flow or shared flow that runs now; `profiles` are what the variables of each
    `watched` action held when the call came to it the last time."""

    def __init__(self, program: Program, watched: Mapping[Goal, tuple[tuple[str, str], ...]]) -> None:
        self._main = program.flow
        self._program = program
        self._stack = [program.flow.name]
        self._read = 0
        self._watched = watched
        self.profiles: dict[Goal, tuple[Value, ...]] = {}
        self.reached: dict[Goal, None] = {}
        self.known: dict[tuple[str, str], Value] = {}
        self.skipped: list[tuple[str, t.Skipped]] = []
        self.heard = False
        self.heard_ever = False
        self.texts: list[str] = []
        self._initial(program.flow.name)

    @property
    def flow(self) -> str:
        """The flow or shared flow that runs now."""
        return self._stack[-1]

    def gist(self, hints: Hints) -> Hashable:
        """What decides in the call so far: the texts and truth values of the variables that conditions speak of."""
        return tuple(
            (key, value)
            for key, value in self.known.items()
            if isinstance(value, str | bool) and hints.speaks_of(key, value)
        )

    def take(self, trace: t.Trace) -> None:
        """Read what the trace has got since. `heard` then says whether something was heard in that, `texts` what."""
        self.heard = False
        self.texts = []
        for event in trace[self._read :]:
            read = _READ.get(type(event))
            if read is not None:
                read(self, event)
        self._read = len(trace)
        self.heard_ever |= self.heard

    def _initial(self, unit: str) -> None:
        found = self._main if unit == self._main.name else self._program.modules.get(unit)
        for name, declared in found.variables.items() if found is not None else ():
            self.known[unit, name] = found.template[declared.slot] if found is not None else None

    def _action(self, event: t.Action) -> None:
        goal = Goal(self.flow, event.address)
        self.reached[goal] = None
        variables = self._watched.get(goal)
        if variables is not None:
            self.profiles[goal] = tuple(self.known.get(each) for each in variables)

    def _took(self, event: t.Took) -> None:
        self.reached[Goal(self.flow, event.address, event.output)] = None

    def _came_in(self, event: t.EnteredTask | t.EnteredMenu) -> None:
        self.reached[Goal(self.flow, event.address)] = None

    def _entered(self, event: t.EnteredModule) -> None:
        self._stack.append(event.module)
        self._initial(event.module)
        for name, value in event.inputs:
            self._hold(name, value)

    def _left(self, event: t.LeftModule) -> None:
        if len(self._stack) > 1:
            self._stack.pop()

    def _failed(self, event: t.Failed) -> None:
        self._stack = [self._main.name]

    def _assigned(self, event: t.Assigned) -> None:
        self._hold(event.variable, event.value)

    def _hold(self, name: str, value: t.Shown) -> None:
        try:
            self.known[self.flow, name.lower()] = decode(value)
        except UnreadableError:
            self.known.pop((self.flow, name.lower()), None)

    def _heard(self, event: t.Heard) -> None:
        text = " ".join(text_of(event.parts).split())
        if text:
            self.heard = True
            self.texts.append(text)

    def _skipped(self, event: t.Skipped) -> None:
        self.skipped.append((self.flow, event))


_READ: Mapping[type, Callable[[Reading, Any], None]] = {
    t.Action: Reading._action,
    t.Took: Reading._took,
    t.EnteredTask: Reading._came_in,
    t.EnteredMenu: Reading._came_in,
    t.EnteredModule: Reading._entered,
    t.LeftModule: Reading._left,
    t.Failed: Reading._failed,
    t.Assigned: Reading._assigned,
    t.Heard: Reading._heard,
    t.Skipped: Reading._skipped,
}
