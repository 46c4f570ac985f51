"""Searches the calls of a flow for those that reach what no other did.

Every call is played to its end and is data: what was picked at each point. From each new place that a call comes to,
the options that it did not take wait in a queue; the next call goes there again by the same picks and takes one of
them. Options that were never taken at their point go first, so the search is broad before it is deep. Every other call
aims at a path that was not taken at a decision that was met (`Aims`). Everything is in a fixed order: the same flow and
seed give the same calls, unless the time is used up.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Final

import msgspec

from callflows.analysis import analyse
from callflows.engine import Program
from callflows.model import Flow
from callflows.testing.asked import KINDS
from callflows.testing.coverage.unreachable import dead
from callflows.testing.explore.aims import Aims, Habits
from callflows.testing.explore.beginnings import Beginnings, missing_object
from callflows.testing.explore.hints import Hints
from callflows.testing.explore.options import Options
from callflows.testing.explore.origins import Sources
from callflows.testing.explore.picks import Option, Pick, Picks, Point
from callflows.testing.explore.run import Choose, Runner, Way
from callflows.testing.explore.sites import Goal, Sites

MOST_CALLS: Final = 20_000
ENOUGH: Final = 300
"""Once everything is reached that a call may reach, so many calls without anything new end the search."""
INTERRUPT: Final = "interrupt"
Late = Callable[[], str]
"""Why a search has to end now: `time` is used up, `interrupt` by the user; "" while it may go on."""
Tell = Callable[[int, int, int], None]
"""Is told how far a search is: the calls that were played, the goals that were reached, and all goals."""


class Found(msgspec.Struct, frozen=True):
    """What a search found: the calls that reached something new, in the order in which they were found; how many calls
    were played, and why the search ended: `done` (nothing is left to try, or to reach), `calls`, `time` or `interrupt`.
    `longest` and `most_keys` are the calls that took the most time and the most key presses, of those that end by
    themselves."""

    ways: tuple[Way, ...]
    calls: int
    end: str
    longest: Way
    most_keys: Way


class Search:
    """A search over the calls of one flow. `flows` are the flow and then its shared flows."""

    def __init__(self, program: Program, flows: tuple[Flow, ...], *, seed: int = 0) -> None:
        self.hints = Hints(flows)
        self.sites = Sites(flows)
        self.reached: set[Goal] = set()
        gone = {flow.name: dead(analyse(flow)) for flow in flows}
        self._possible = frozenset(
            goal
            for goal in self.sites.goals
            if goal.address not in gone[goal.flow] and f"{goal.address}/outputs/{goal.output}" not in gone[goal.flow]
        )
        self._flow = flows[0]
        self._seed = seed
        self._options = Options(self.hints, self.sites)
        self.aims = Aims(Sources(flows, self.hints, self.sites), self.sites)
        self._offered: dict[Point, tuple[Option, ...]] = {}
        self._beginnings = Beginnings(program, flows[0], self.hints)
        self._finds = any(kind.startswith("find") for kind in self.sites.kinds) or any(
            name.startswith("find") for name in self.hints.functions
        )
        self._used: Counter[tuple[Point, str]] = Counter()
        self._used_so: Counter[tuple[Point, str, Hashable]] = Counter()
        self._places: set[Hashable] = set()
        self._queue: list[tuple[int, bool, int, int, Hashable, Picks]] = []
        self._waiting: list[tuple[Hashable, Picks]] = []
        self._tried: set[Picks] = set()
        self._endings: set[Hashable] = set()
        self._order = 0
        self._calls = 0
        self._longest: Way | None = None
        self._most_keys: Way | None = None

    def run(self, late: Late, most: int = MOST_CALLS, tell: Tell = lambda calls, reached, goals: None) -> Found:
        """Search until nothing is left to try, `most` calls were played, or it is late."""
        ways: list[Way] = []
        self._push((), None)
        self._flush(fresh=True)
        end, idle = "", 0
        while not end:
            way = self._next(aimed=self._calls % 2 == 1)
            if way is None:
                break
            new = self._is_new(way)
            if new:
                ways.append(way)
            self._flush(fresh=new)
            self.aims.take(way, self.reached, self._offered)
            idle = 0 if new else idle + 1
            if idle >= ENOUGH and self.reached.issuperset(self._possible):
                break
            tell(self._calls, len(self.reached & self.sites.goals.keys()), len(self.sites.goals))
            end = late() or ("calls" if self._calls >= most else "")
        longest, keys = self._longest or ways[0], self._most_keys or ways[0]
        return Found(tuple(ways), self._calls, end or "done", longest, keys)

    def _next(self, *, aimed: bool) -> Way | None:
        """The next call: by turns one that aims at a path and the next one of the queue; None where none is left."""
        attempt = self.aims.next(self.reached) if aimed or not self._queue else None
        if attempt is not None:
            return self._play(attempt.picks, attempt.habits)
        while self._queue:
            picks = self._pop()
            if picks is not None:
                return self._play(picks)
        return None

    def again(self, picks: Picks, leave_at: int = -1) -> Way:
        """The call with these picks, as far as their points come up, and what is usual elsewhere. At the wait with the
        number `leave_at`, counted from 0, the caller hangs up."""
        follower = _Follower(picks)
        before = follower.beginning(self._beginnings)
        return self._runner(before, follower.choose, leave_at).run(before)

    def _measured(self, way: Way) -> None:
        if way.circle is not None or way.cut:
            return
        if self._longest is None or (way.ms, way.keys) > (self._longest.ms, self._longest.keys):
            self._longest = way
        if self._most_keys is None or (way.keys, way.ms) > (self._most_keys.keys, self._most_keys.ms):
            self._most_keys = way

    def _runner(self, before: Picks, choose: Choose, leave_at: int = -1) -> Runner:
        context = self._beginnings.context(before, self._seed)
        program = self._beginnings.program(before)
        queue = self._flow.type == "inqueueCall"
        return Runner(
            program, context, self._options, choose, queue=queue, leave_at=leave_at, watched=self.aims.watched
        )

    def _is_new(self, way: Way) -> bool:
        """Whether a call reached something, or ended, as none did before."""
        ending = (
            way.ended.by,
            way.ended.flow,
            way.ended.address,
            way.told,
            way.mute,
            way.circle,
            tuple((each.flow, each.address, each.code) for each in way.failures),
        )
        new = bool(way.reached - self.reached) or ending not in self._endings
        self.reached |= way.reached
        self._endings.add(ending)
        return new

    def _play(self, picks: Picks, habits: Habits = ()) -> Way:
        self._calls += 1
        chooser = _Chooser(self, picks, habits)
        before = chooser.beginning(self._beginnings)
        way = self._runner(before, chooser.choose).run(before)
        self._measured(way)
        if self._finds:
            self._without_objects(way, before, chooser.done)
        return way

    def _without_objects(self, way: Way, before: Picks, picks: Picks) -> None:
        """The same call where an object that was asked for does not exist."""
        for kind, name in way.asked:
            if kind in KINDS.values():
                point, option = missing_object(self._flow.name, kind, name)
                if all(pick.point != point for pick in before):
                    self._push((*before, Pick(point, option), *picks[len(before) :]), None)

    def _push(self, picks: Picks, gist: Hashable) -> None:
        if picks in self._tried:
            return
        self._tried.add(picks)
        self._waiting.append((gist, picks))

    def _flush(self, *, fresh: bool) -> None:
        """Put what a call left to try into the queue; what a call that found something new left goes first."""
        for gist, picks in self._waiting:
            self._order += 1
            heapq.heappush(self._queue, (self._usage(picks, gist), not fresh, len(picks), self._order, gist, picks))
        self._waiting.clear()

    def _pop(self) -> Picks | None:
        """The next call to play; None where its turn is later than it was when it was put in the queue."""
        usage, fresh, length, order, gist, picks = heapq.heappop(self._queue)
        now = self._usage(picks, gist)
        if now > usage and self._queue:
            heapq.heappush(self._queue, (now, fresh, length, order, gist, picks))
            return None
        return picks

    def _usage(self, picks: Picks, gist: Hashable) -> int:
        """How often the last pick was made already by calls that know the same, and a little by all calls."""
        if not picks:
            return 0
        point, key = picks[-1].point, picks[-1].option.key
        used = self._used[point, key]
        return min(used, 3 * self._used_so[point, key, gist] + used // 8)

    def came(
        self,
        before: Picks,
        point: Point,
        options: tuple[Option, ...],
        where: Hashable,
        taken: tuple[Option, Hashable],
    ) -> None:
        """A call came to a point; `taken` are the option that it takes and what the call knows. From a new place the
        others are put in the queue."""
        option, gist = taken
        self._offered[point] = options
        self._used[point, option.key] += 1
        self._used_so[point, option.key, gist] += 1
        if where in self._places:
            return
        self._places.add(where)
        for other in options:
            if other.key != option.key:
                self._push((*before, Pick(point, other)), gist)

    def least_used(self, point: Point, options: tuple[Option, ...]) -> Option:
        """The option that calls took least at this point, the first of several."""
        return min(options, key=lambda each: self._used[point, each.key])


class _Chooser:
    """Follows picks as far as they go, then habits, then takes what was taken least."""

    def __init__(self, search: Search, picks: Picks, habits: Habits = ()) -> None:
        self._search = search
        self._habits = {point: list(keys) for point, keys in habits}
        self._planned = list(picks)
        self._done: list[Pick] = []

    @property
    def done(self) -> Picks:
        """What was chosen, in order."""
        return tuple(self._done)

    def beginning(self, beginnings: Beginnings) -> Picks:
        """The picks before the call: those that are planned, and what is usual elsewhere."""
        planned = {pick.point: pick for pick in self._planned if pick.option.event is None}
        self._planned = [pick for pick in self._planned if pick.option.event is not None]
        for point, options in beginnings.points.items():
            pick = planned.pop(point, Pick(point, options[0]))
            before = tuple(self._done)
            self._done.append(pick)
            where = ("before", point, before)
            self._search.came(before, point, options, where, (pick.option, None))
        self._done.extend(planned.values())
        return tuple(self._done)

    def choose(self, point: Point, options: tuple[Option, ...], where: Hashable, gist: Hashable) -> Option:
        option = self._planned_at(point, options) or self._usual(point, options)
        if option is None:
            option = self._search.least_used(point, options)
        self._search.came(tuple(self._done), point, options, where, (option, gist))
        self._done.append(Pick(point, option))
        return option

    def _usual(self, point: Point, options: tuple[Option, ...]) -> Option | None:
        """What it is a habit to pick here."""
        keys = self._habits.get(point)
        if self._planned or not keys:
            return None
        wanted = keys.pop(0) if len(keys) > 1 else keys[0]
        return next((each for each in options if each.key == wanted), None)

    def _planned_at(self, point: Point, options: tuple[Option, ...]) -> Option | None:
        if not self._planned:
            return None
        pick = self._planned.pop(0)
        if pick.point == point:
            for option in options:
                if option.key == pick.option.key:
                    return option
        self._planned.clear()
        return None


class _Follower:
    """Takes each pick when its point comes up, and what is usual at every other point."""

    def __init__(self, picks: Picks) -> None:
        self._planned = list(picks)

    def beginning(self, beginnings: Beginnings) -> Picks:
        """The picks before the call."""
        planned = {pick.point: pick for pick in self._planned if pick.option.event is None}
        self._planned = [pick for pick in self._planned if pick.option.event is not None]
        known = [planned.pop(point, Pick(point, options[0])) for point, options in beginnings.points.items()]
        return (*known, *planned.values())

    def choose(self, point: Point, options: tuple[Option, ...], where: Hashable, gist: Hashable) -> Option:
        if self._planned and self._planned[0].point == point:
            wanted = self._planned.pop(0).option.key
            return next((each for each in options if each.key == wanted), options[0])
        return options[0]
