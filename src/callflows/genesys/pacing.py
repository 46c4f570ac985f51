"""When to ask a publish job whether it is done.

Every poll costs a request of the budget, and every second of delay costs the user. So the first poll of a job is made
when a publish is likely to be done, which the pacer learns from the jobs before: of each it knows a time at which it
was not done yet and a time at which it was. The delay before the first poll is the shortest at which nearly all jobs
were done; now and then a job is asked earlier, to find out whether a shorter one would do.

As long as nothing is known one job, the scout, is asked early and often, and the others wait for what it finds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

import msgspec

LONGEST_JOB = 16 * 60.0
"""Seconds after which a publish is given up. Genesys Cloud: a publish is cut off after a quarter of an hour."""

_SCOUT_FIRST = 0.25
_UNKNOWN_FIRST = 8.0
_SHORTEST_STEP = 0.5
_LONGEST_STEP = 15.0
_REMEMBERED = 16
_DONE_SHARE = 0.75
_PROBE_EVERY = 4
_GAP_SHARE = 0.1
_GAP = 0.1


class _Seen(msgspec.Struct, frozen=True):
    """A publish took more than `undone` and at most `done` seconds."""

    undone: float
    done: float


class PublishPacer:
    """What is known of how long publishes take; shared by all that publish at the same time."""

    def __init__(self) -> None:
        self._seen: deque[_Seen] = deque(maxlen=_REMEMBERED)
        self._known = asyncio.Event()
        self._scout: Watch | None = None
        self._watches = 0

    @property
    def first(self) -> float | None:
        """Seconds before the first poll, None while nothing is known."""
        if not self._seen:
            return None
        times = sorted({seen.done for seen in self._seen})
        for time in times:
            done = sum(seen.done <= time for seen in self._seen)
            undone = sum(seen.undone >= time for seen in self._seen)
            if done >= _DONE_SHARE * (done + undone):
                return time
        return times[-1]

    def watch(self) -> Watch:
        """Begin to wait for a job whose file has just been uploaded. Use it as a context manager."""
        return Watch(self)

    def _begin(self, watch: Watch) -> float | None:
        """The delay of a new watch, None when it has to wait for the scout."""
        self._watches += 1
        first = self.first
        if first is None:
            if self._scout is not None:
                return None
            self._scout = watch
            return _SCOUT_FIRST
        undone = max((seen.undone for seen in self._seen if seen.undone < first), default=0.0)
        if self._watches % _PROBE_EVERY == 0 and first - undone > max(_GAP, _GAP_SHARE * first):
            return (undone + first) / 2
        return first

    def _learn(self, seen: _Seen) -> None:
        self._seen.append(seen)
        self._known.set()

    def _end(self, watch: Watch) -> None:
        if self._scout is watch:
            self._scout = None


class Watch:
    """The wait for one job: `await wait()`, poll, `polled(…)`, until it has ended."""

    def __init__(self, pacer: PublishPacer) -> None:
        self._pacer = pacer
        self._began = 0.0
        self._undone = 0.0
        self._asked = 0.0
        self._due: float | None = None
        self._scouting = False

    def __enter__(self) -> Self:
        self._began = _now()
        self._due = self._pacer._begin(self)
        self._scouting = self._due == _SCOUT_FIRST and self._pacer.first is None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pacer._end(self)

    async def wait(self) -> None:
        """Until the next poll is due."""
        if self._due is None:
            self._due = await self._after_the_scout()
        await asyncio.sleep(max(0.0, self._began + self._due - _now()))
        self._asked = _now() - self._began

    def polled(self, *, ended: bool) -> None:
        """What the poll showed."""
        if ended:
            self._pacer._learn(_Seen(self._undone, self._asked))
            return
        self._undone = self._asked
        self._due = self._asked + self._step()

    async def _after_the_scout(self) -> float:
        """The delay once a job has ended, or the fixed one when none does for long."""
        try:
            async with asyncio.timeout_at(self._began + _UNKNOWN_FIRST):
                await self._pacer._known.wait()
        except TimeoutError:
            return _UNKNOWN_FIRST
        return self._pacer.first or _UNKNOWN_FIRST

    def _step(self) -> float:
        """Seconds from a poll in vain to the next one: to the time others needed, else half as long again."""
        if self._scouting:
            return min(self._undone, _LONGEST_STEP)
        first = self._pacer.first
        if first is not None and self._undone < first:
            return max(first - self._undone, _SHORTEST_STEP)
        return min(max(self._undone / 2, _SHORTEST_STEP), _LONGEST_STEP)


def _now() -> float:
    return asyncio.get_running_loop().time()
