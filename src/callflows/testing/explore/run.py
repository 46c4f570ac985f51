"""One searched call, from its beginning to its end: its picks, what it reached, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from callflows.engine import Call, Ended, Event, Program, WrongEventError
from callflows.engine.commands import Collect, Command, Play, SideEffect
from callflows.engine.context import CallContext
from callflows.engine.events import AgentAnswers, Digits, HangUp, Played, Silence, Speech, TransferAnswer
from callflows.engine.position import position
from callflows.engine.trace import Failed
from callflows.expressions import Value
from callflows.testing.explore.effects import stays
from callflows.testing.explore.options import Options
from callflows.testing.explore.picks import Option, Pick, Picks, Point
from callflows.testing.explore.reading import Reading
from callflows.testing.explore.sites import Goal
from callflows.testing.explore.world import Org

MAX_WAITS: Final = 400
"""A call that has waited so often is hung up."""

Choose = Callable[[Point, tuple[Option, ...], Hashable, Hashable], Option]
"""Which option is taken at a point: where the call is then, and in a few words what it knows."""


class Doing(msgspec.Struct, frozen=True):
    """What the caller did: `press` keys, `say` words, `wait` until the flow goes on, `hang up`, or `agent answers`;
    `heard` are the texts that were heard from then on."""

    what: str
    text: str = ""
    heard: tuple[str, ...] = ()


class Circle(msgspec.Struct, frozen=True):
    """A call that came back to where it was, at this place. `silent` says that the caller did nothing in between."""

    flow: str
    address: str
    silent: bool


class Wait(msgspec.Struct, frozen=True):
    """A moment at which the caller could hang up: the place, and how much of `Way.left` had been done by then."""

    flow: str
    address: str
    left: int


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a call. `chosen` says whether the last thing that the caller did was to press or say something;
    `told` whether the caller heard something after the last thing that happened before the flow ended the call; `mute`
    is the place at which the flow waited for the caller without ever having said a thing. `cut` says that the call went
    on after `MAX_WAITS`. `greeted` are the texts that were heard before the first doing. `transfer` is the kind and
    target of the last transfer that succeeded. `left` is what the call did that stays when it is over, in words and in
    order. `order` is what was reached in its order, `steps` (how much of it, how many picks had been made) again and
    again. `profiles` are those of `Reading`."""

    picks: Picks
    greeted: tuple[str, ...]
    doings: tuple[Doing, ...]
    transfer: tuple[str, str] | None
    reached: frozenset[Goal]
    ended: Ended
    ms: int
    keys: int
    chosen: bool
    told: bool
    mute: tuple[str, str] | None
    circle: Circle | None
    cut: bool
    failures: tuple[Failed, ...]
    skipped: tuple[tuple[str, str, str], ...]
    asked: tuple[tuple[str, str], ...]
    order: tuple[Goal, ...]
    steps: tuple[tuple[int, int], ...]
    profiles: Mapping[Goal, tuple[Value, ...]]
    waits: tuple[Wait, ...]
    left: tuple[str, ...]

    def picked_before(self, goal: Goal) -> int:
        """How many picks were made before it was reached."""
        at = self.order.index(goal)
        return next(picks for reached, picks in self.steps if reached > at)


class Runner:
    """Plays one call. With `queue` a call that goes round is taken by an agent, else it is hung up. At the wait with
    the number `leave_at`, counted from 0, the caller hangs up."""

    def __init__(
        self,
        program: Program,
        context: CallContext,
        options: Options,
        choose: Choose,
        *,
        queue: bool,
        leave_at: int = -1,
        watched: Mapping[Goal, tuple[tuple[str, str], ...]] = MappingProxyType({}),
    ) -> None:
        self._call = Call(program, context, trace=True)
        self._org = context.directory
        self._options = options
        self._choose = choose
        self._reading = Reading(program, watched)
        self._before = 0
        self._steps: list[tuple[int, int]] = []
        self._leave: Event = AgentAnswers() if queue else HangUp()
        self._leave_at = leave_at
        self._waits: list[Wait] = []
        self._left: dict[str, None] = {}
        self._picks: list[Pick] = []
        self._seen: dict[Hashable, int] = {}
        self._fixed: dict[str, Option] = {}
        self._tables: dict[str, bool] = {}
        self._texts: list[str] = []
        self._doings: list[tuple[str, str, int]] = []
        self._transfer: tuple[str, str] | None = None
        self._busy = 0
        self._keys = 0
        self._told = False
        self._mute: tuple[str, str] | None = None
        self._circle: Circle | None = None

    def run(self, before: Picks) -> Way:
        """Play it; `before` are the picks that made its beginning."""
        call = self._call
        self._before = len(before)
        commands = call.start()
        cut = False
        self._take(commands)
        while call.ended is None:
            cut = len(self._seen) > MAX_WAITS
            event = HangUp() if cut else self._event(commands)
            self._note(event)
            if not isinstance(event, Played):
                self._told = False
            commands = call.receive(event)
            self._take(commands)
        return self._way((*before, *self._picks), call.ended, cut)

    def _take(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            if isinstance(command, SideEffect):
                self._left.update(dict.fromkeys(stays(command)))
        self._reading.take(self._call.trace)
        self._steps.append((len(self._reading.reached), self._before + len(self._picks)))
        self._told |= self._reading.heard
        self._texts.extend(self._reading.texts)

    def _note(self, event: Event) -> None:
        """Keep what the caller does; who hears music for a time waits."""
        what = "wait" if isinstance(event, Played) and event.ms else _DOINGS.get(type(event))
        if what is not None:
            said = event.keys if isinstance(event, Digits) else event.text if isinstance(event, Speech) else ""
            self._doings.append((what, said, len(self._texts)))

    def _event(self, commands: tuple[Command, ...]) -> Event:
        """What happens next."""
        wait, flow = self._call.wait, self._reading.flow
        last = commands[-1] if commands else None
        if last is None or (wait is not None and not isinstance(last, Collect)):
            return Silence(wait or 0)  # keys that do not make an entry yet: nothing more is typed
        if isinstance(last, Collect) or (isinstance(last, Play) and last.ms):
            self._waits.append(Wait(flow, last.address, len(self._left)))
            if len(self._waits) == self._leave_at + 1:
                return HangUp()
        if isinstance(last, Collect) and last.maximum and not self._reading.heard_ever:
            self._mute = (flow, last.address)
        point, options = self._options.at(last, flow, wait, self._reading.known)
        where = (point, position(self._call), tuple(self._fixed.items()))
        if where in self._seen:
            self._circle = Circle(flow, last.address, silent=self._busy <= self._seen[where])
            return self._leave
        self._seen[where] = len(self._picks)
        return self._chosen(point, options, where)

    def _chosen(self, point: Point, options: tuple[Option, ...], where: Hashable) -> Event:
        option = options[0]
        if point.kind == "table":
            options = self._consistent(point, options)
        if len(options) > 1 or point.kind not in ("played", "keys"):
            option = self._choose(point, options, where, self._reading.gist(self._options.hints))
            self._picks.append(Pick(point, option))
        if point.kind == "table":
            self._fixed[point.subject] = option
            self._tables[point.subject.partition("/")[0]] = option.key == "failure"
        if isinstance(option.event, Digits | Speech):
            self._busy = len(self._picks)
        if isinstance(option.event, Digits):
            self._keys += len(option.event.keys)
        if isinstance(option.event, TransferAnswer) and option.event.success:
            kind, _, target = point.subject.partition("/")
            self._transfer = (kind, target)
        if option.event is None:
            raise WrongEventError(f"{option.key} is nothing that a call can be told")
        return option.event

    def _consistent(self, point: Point, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """A table does not change during a call: the same row for the same key, and all look-ups fail or none does."""
        if point.subject in self._fixed:
            return (self._fixed[point.subject],)
        fails = self._tables.get(point.subject.partition("/")[0])
        if fails is None:
            return options
        return tuple(each for each in options if (each.key == "failure") is fails)

    def _way(self, picks: Picks, ended: Ended, cut: bool) -> Way:
        call, reading = self._call, self._reading
        return Way(
            picks=picks,
            greeted=tuple(self._texts[: self._doings[0][2]] if self._doings else self._texts),
            doings=tuple(self._heard_since()),
            transfer=self._transfer if ended.by == "transfer" else None,
            reached=frozenset(reading.reached),
            ended=ended,
            ms=call.time,
            keys=self._keys,
            chosen=self._doings[-1][0] in ("press", "say") if self._doings else False,
            told=self._told,
            mute=self._mute,
            circle=self._circle,
            cut=cut,
            failures=call.failures,
            skipped=tuple((flow, event.address, event.reason) for flow, event in reading.skipped),
            asked=tuple(self._org.asked) if isinstance(self._org, Org) else (),
            order=tuple(reading.reached),
            steps=tuple(self._steps),
            profiles=reading.profiles,
            waits=tuple(self._waits),
            left=tuple(self._left),
        )

    def _heard_since(self) -> Iterator[Doing]:
        """The doings, each with what was heard until the next one."""
        ends = [at for _, _, at in self._doings[1:]]
        for (what, text, at), end in zip(self._doings, (*ends, len(self._texts)), strict=False):
            yield Doing(what, text, tuple(self._texts[at:end]))


_DOINGS = {
    Digits: "press",
    Speech: "say",
    Silence: "wait",
    HangUp: "hang up",
    AgentAnswers: "agent answers",
}
