"""When to ask a publish job whether it is done.

Every poll costs a request of the budget, and every second of delay costs the user. So the first poll of a job is made
when a publish is likely to be done, which the pacer learns from the jobs before: of each it knows a time at which it
was not done yet and a time at which it was. The delay before the first poll is the shortest at which nearly all jobs
were done; now and then a job is asked earlier, to find out whether a shorter one would do.

As long as nothing is known one job at a time, the scout, is asked early and ever later, and the others wait for what it
finds. A scout that is old hands over to the next, so that one job that hangs holds up nobody; when the network fails a
scout, every job asks for itself, so that all find out at the same time.
"""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType
from typing import Self

import msgspec

from callflows.genesys.errors import TransportError

LONGEST_JOB = 16 * 60.0
"""Seconds after which a publish is given up. Genesys Cloud: a publish is cut off after a quarter of an hour."""

FIRST_WAIT = 0.25
"""Seconds before the first poll of the first job."""

_SLOW = 3.0
_SLOW_GROWTH = 1.35
_HANDED_OVER = 8.0
_OTHERS_JOB = 2.0
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
    """What is known of how long publishes take; shared by all that publish at the same time. `first_wait` is the number
    of seconds before the first poll of the first job."""

    def __init__(self, first_wait: float = FIRST_WAIT) -> None:
        self._seen: deque[_Seen] = deque(maxlen=_REMEMBERED)
        self._scouting = asyncio.Semaphore(1)
        self._scout_due = first_wait
        self._each_alone = False
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

    def watch(self, *, whole: bool = True) -> Watch:
        """Begin to wait for a job. Use it as a context manager. `whole`: its file has just been uploaded; a job that
        was begun earlier, nobody knows when, teaches nothing."""
        return Watch(self, whole=whole)

    def _begin(self) -> float | None:
        """The delay of a new watch, None as long as nothing is known."""
        self._watches += 1
        first = self.first
        if first is None:
            return None
        undone = max((seen.undone for seen in self._seen if seen.undone < first), default=0.0)
        if self._watches % _PROBE_EVERY == 0 and first - undone > max(_GAP, _GAP_SHARE * first):
            return (undone + first) / 2
        return first

    def _in_vain(self, asked: float) -> None:
        """A scout was not done after `asked` seconds."""
        later = max(2 * asked, FIRST_WAIT) if asked < _SLOW else min(_SLOW_GROWTH * asked, asked + _LONGEST_STEP)
        self._scout_due = max(self._scout_due, later)


class Watch:
    """The wait for one job: `await wait()`, poll, `polled(…)`, until it has ended."""

    def __init__(self, pacer: PublishPacer, *, whole: bool) -> None:
        self._pacer = pacer
        self._whole = whole
        self._began = 0.0
        self._undone = 0.0
        self._asked = 0.0
        self._due: float | None = None
        self._scout = False

    def __enter__(self) -> Self:
        self._began = _now()
        self._due = self._pacer._begin() if self._whole else _OTHERS_JOB
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._scout and isinstance(error, TransportError):
            self._pacer._each_alone = True
        self._hand_over()

    async def wait(self) -> None:
        """Until the next poll is due."""
        due = self._due if self._due is not None else await self._turn()
        await asyncio.sleep(max(0.0, self._began + due - _now()))
        self._asked = _now() - self._began

    def polled(self, *, ended: bool) -> None:
        """What the poll showed."""
        if ended:
            if self._whole:
                self._pacer._seen.append(_Seen(self._undone, self._asked))
            return
        self._undone = self._asked
        if self._scout:
            self._pacer._in_vain(self._asked)
            if self._asked >= _HANDED_OVER:
                self._hand_over()
        else:
            self._due = self._asked + self._step()

    async def _turn(self) -> float:
        """The delay as a scout, or, as soon as there is none any more, that of all others."""
        if not self._scout:
            await self._pacer._scouting.acquire()
            self._scout = True
        first = self._pacer.first
        if first is None and not self._pacer._each_alone:
            return self._pacer._scout_due
        self._hand_over()
        self._due = first if first is not None and self._undone < first else self._undone + self._step()
        return self._due

    def _hand_over(self) -> None:
        """Whoever waits to be the scout goes on."""
        if self._scout:
            self._scout = False
            self._pacer._scouting.release()

    def _step(self) -> float:
        """Seconds from a poll in vain to the next one: to the time others needed, else half as long again."""
        first = self._pacer.first if self._whole else None
        if first is not None and self._undone < first:
            return max(first - self._undone, _SHORTEST_STEP)
        return min(max(self._undone / 2, _SHORTEST_STEP), _LONGEST_STEP)


def _now() -> float:
    return asyncio.get_running_loop().time()
