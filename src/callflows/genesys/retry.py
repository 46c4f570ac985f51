"""When a request is sent again, and after how long.

A request is sent again when the operations table allows it: after the statuses of `Operation.retry_on`; after a lost
or missing answer when the operation is idempotent; and always when nothing was sent or a limit kept it from being
executed. The wait is the server's
`Retry-After`, else random between 0 and a bound that doubles (full jitter). Attempts and time are capped.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from callflows.api import Operation
from callflows.genesys.errors import ApiError, GenesysError, RateLimited, TransportError


class Retry(msgspec.Struct, frozen=True, kw_only=True):
    """A request failed and is about to be sent again, in `seconds`; `attempt` counts the failed ones from 1."""

    error: GenesysError
    seconds: float
    attempt: int


class RetryPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """`attempts` counts the first one. `total` caps the seconds that sending and waiting may take together, waits for
    the request budget aside. `first` and `longest` are the bounds of the random wait in seconds."""

    attempts: int = 6
    total: float = 180.0
    first: float = 0.5
    longest: float = 30.0

    def wait(
        self,
        error: GenesysError,
        *,
        attempt: int,
        spent: float,
        repeatable: bool,
        random: Callable[[], float],
    ) -> float | None:
        """Seconds to wait before the next attempt, None to give up. `attempt` counts from 1."""
        if not repeatable or attempt >= self.attempts:
            return None
        bound = min(self.longest, self.first * 2.0 ** (attempt - 1))
        wait = random() * bound
        if error.retry_after is not None:
            wait = max(error.retry_after, 0.0)
        return wait if spent + wait < self.total else None


def may_repeat(operation: Operation[object], error: GenesysError) -> bool:
    """Whether sending the operation once more after this error can do no harm."""
    if isinstance(error, TransportError):
        return error.retryable and (operation.idempotent or not error.sent)
    if isinstance(error, RateLimited):
        return True
    return isinstance(error, ApiError) and error.status in operation.retry_on
