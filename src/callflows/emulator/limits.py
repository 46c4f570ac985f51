"""The request limit of each token, and the headers that speak of it.

Counted in this process: several processes on one database count each for itself.
"""

from __future__ import annotations

import math
from datetime import datetime

from callflows.api import wire
from callflows.emulator.answer import Refusal

WINDOW_SECONDS = 60
_TOKENS_KEPT = 10_000


class Limits:
    """Windows of one minute, each from a token's first request on."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self._windows: dict[str, tuple[float, int]] = {}

    def count(self, token: str, now: datetime) -> tuple[tuple[bytes, bytes], ...]:
        """Count a request; gives the headers for its answer, and refuses with 429 when it is one too many."""
        if self.allowed <= 0:
            return ()
        moment = now.timestamp()
        start, used = self._windows.get(token, (moment, 0))
        if moment - start >= WINDOW_SECONDS:
            start, used = moment, 0
        left = max(1, math.ceil(start + WINDOW_SECONDS - moment))
        if used >= self.allowed:
            raise too_many(left, self.headers(used, left), allowed=self.allowed)
        if token not in self._windows and len(self._windows) >= _TOKENS_KEPT:
            self._windows.clear()
        self._windows[token] = (start, used + 1)
        return self.headers(used + 1, left)

    def headers(self, used: int, left: int) -> tuple[tuple[bytes, bytes], ...]:
        return (
            (b"inin-ratelimit-count", b"%d" % used),
            (b"inin-ratelimit-allowed", b"%d" % self.allowed),
            (b"inin-ratelimit-reset", b"%d" % left),
        )

    def clear(self) -> None:
        """Forget all windows."""
        self._windows.clear()


def too_many(seconds: int, headers: tuple[tuple[bytes, bytes], ...] = (), *, allowed: int = 300) -> Refusal:
    """The cloud's 429 (Genesys Cloud: normalised in 2021)."""
    limit = wire.Limit(key="client.credentials.token.rate.per.minute", namespace="platform.api", value=allowed)
    return Refusal(
        "too.many.requests.retry.after",
        str(seconds),
        headers=(*headers, (b"retry-after", b"%d" % seconds)),
        limit=limit,
    )
