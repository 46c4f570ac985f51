"""How many requests may go out now.

Genesys Cloud counts the requests of a token in windows of a minute and tells in every answer how many it has counted
(`inin-ratelimit-count`), how many it allows (`inin-ratelimit-allowed`) and in how many seconds the window ends
(`inin-ratelimit-reset`). A request over the limit is not executed and answered with 429 and `Retry-After`.

The budget never delays a request while there is room. It reckons with what the server has counted plus what is under
way, which is never too little for one process; other processes on the same token show up in the server's count. A few
requests are kept back for them. Waiting tasks go first come, first served.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import msgspec

WINDOW = 60.0
"""Seconds of a window, until an answer tells when it really ends."""

START_ALLOWED = 300
"""Genesys Cloud: `client.credentials.token.rate.per.minute`."""

_SAME_END = 1.5
"""Two ends of a window that differ by no more are the same: `reset` is in whole seconds."""


class Ticket(msgspec.Struct, eq=False):
    """The right to send one request. Give it back with `Budget.answered`."""

    window: int


class Told(msgspec.Struct, frozen=True):
    """What the headers of an answer say; None where absent or not a number. `reset` is in seconds."""

    count: int | None = None
    allowed: int | None = None
    reset: int | None = None

    @classmethod
    def read(cls, headers: Mapping[str, str] | None) -> Told:
        """Read it from the headers of an answer."""
        if headers is None:
            return cls()
        return cls(_number(headers, "count"), _number(headers, "allowed"), _number(headers, "reset"))


class Budget:
    """The request budget of one token, shared by all tasks that use it."""

    def __init__(self, *, allowed: int = START_ALLOWED, reserve: int = 5) -> None:
        self._declared = allowed
        self._told = False
        self._allowed = allowed
        self._reserve = reserve
        self._window = 0
        self._ends: float | None = None
        self._end_told = False
        self._counted = 0
        self._under_way = 0
        self._limited = False
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    @property
    def allowed(self) -> int:
        """Requests a window, as far as the server has told or shown."""
        return self._allowed

    @property
    def free(self) -> int:
        """How many requests may go out at once."""
        room = self._allowed - min(self._reserve, self._allowed // 2) - self._counted - self._under_way
        return 0 if self._limited else max(room, 0)

    async def take(self) -> Ticket:
        """Wait for room and take it. No wait while there is room and nobody else waits."""
        async with self._turn:
            while True:
                self._roll()
                if self.free > 0:
                    break
                await self._wait()
            if self._ends is None:
                self._ends = _now() + WINDOW
            self._under_way += 1
            return Ticket(self._window)

    def give_back(self) -> None:
        """The ticket was not used: nothing was sent."""
        self._under_way -= 1
        self._changed.set()

    def answered(self, ticket: Ticket, headers: Mapping[str, str] | None) -> None:
        """The request of the ticket is over. `headers` are those of its answer, None when there was none."""
        self._under_way -= 1
        told = Told.read(headers)
        if told.allowed:
            self._declare(told.allowed)
        if not self._limited:
            if told.count is not None and told.reset is not None:
                self._learn(ticket, told.count, _now() + told.reset)
            elif ticket.window == self._window:
                self._counted += 1
        self._changed.set()

    def limited(self, seconds: float | None, headers: Mapping[str, str]) -> None:
        """The server answered 429, asking for a pause of `seconds`. Call it before `answered`.

        Nothing goes out until the pause is over. A limit that the server has not told is taken to be lower than
        believed: what went out when it has never told any, a tenth less when it once told another. It grows again by a
        tenth with every window that passes without a 429. When the server's own count is under its limit, another
        limit was hit (some resources have their own), and the budget stays as it is.
        """
        told = Told.read(headers)
        if told.allowed and told.count is not None and told.count < told.allowed:
            return
        if not self._limited and not told.allowed:
            lower = self._allowed - self._declared // 10 if self._told else self._counted + self._under_way
            floor = self._declared // (2 if self._told else 10)
            self._allowed = max(1, floor, min(self._allowed, lower))
        pause = _now() + seconds if seconds is not None else self._ends or _now() + WINDOW
        self._ends = max(pause, self._ends) if self._limited and self._ends is not None else pause
        self._limited = True
        self._changed.set()

    def _declare(self, allowed: int) -> None:
        if allowed != self._declared or not self._told:
            self._declared = self._allowed = allowed
        self._told = True

    def _learn(self, ticket: Ticket, count: int, ends: float) -> None:
        """What one answer says about the window that ends at `ends`."""
        if self._ends is None or not self._end_told:
            if ticket.window == self._window:
                self._ends, self._end_told, self._counted = ends, True, max(self._counted, count)
        elif ends > self._ends + _SAME_END:
            self._window += 1
            self._ends, self._counted = ends, count
        elif ends >= self._ends - _SAME_END:
            self._ends, self._counted = min(self._ends, ends), max(self._counted, count)

    def _roll(self) -> None:
        """Start a new window when the time of the old one is up."""
        if self._ends is None or _now() < self._ends:
            return
        if not self._limited:
            self._allowed = min(self._declared, self._allowed + max(1, self._declared // 10))
        self._window += 1
        self._ends, self._end_told, self._counted, self._limited = None, False, 0, False

    async def _wait(self) -> None:
        """Until the window ends or an answer changes the picture."""
        self._changed.clear()
        try:
            async with asyncio.timeout_at(self._ends):
                await self._changed.wait()
        except TimeoutError:
            return

    def __repr__(self) -> str:
        return f"Budget(allowed={self._allowed}, free={self.free}, under_way={self._under_way})"


def _now() -> float:
    return asyncio.get_running_loop().time()


def _number(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(f"inin-ratelimit-{name}", "").strip()
    return int(text) if text.isascii() and text.isdigit() else None
