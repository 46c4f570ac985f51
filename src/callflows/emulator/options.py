"""How a local org behaves: times, limits, faults."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import datetime

import msgspec

from callflows.store import utc_now


def new_uuid() -> str:
    """A random identifier, as the cloud's are."""
    return str(uuid.uuid4())


class FaultPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which answers go wrong. Rates are shares of all API requests, 0 to 1, drawn from `seed` and the
    number of the request, so the same requests in the same order meet the same faults.

    `rate_429` and `rate_503` refuse before anything is done; `rate_dropped` does what was asked and then
    closes the connection without an answer. `retry_after` seconds stand in the refusals. Raises ValueError where
    the rates are no shares.
    """

    seed: int = 0
    rate_429: float = 0.0
    rate_503: float = 0.0
    rate_dropped: float = 0.0
    retry_after: int = 1

    def __post_init__(self) -> None:
        rates = (self.rate_429, self.rate_503, self.rate_dropped)
        if not (all(rate >= 0 for rate in rates) and sum(rates) <= 1):
            raise ValueError("the rates are shares of all requests: from 0 to 1, and together at most 1")
        if self.retry_after < 0:
            raise ValueError("retry_after is a number of seconds, 0 or more")

    def fault(self, number: int) -> str:
        """What happens to the request of this number: "429", "503", "dropped" or ""."""
        drawn = random.Random(f"{self.seed}:{number}").random()
        for name, rate in (("429", self.rate_429), ("503", self.rate_503), ("dropped", self.rate_dropped)):
            if drawn < rate:
                return name
            drawn -= rate
        return ""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a local org.

    `publish_seconds` is how long a publish job runs after its upload. `rate_limit` is the number of requests a
    minute for one token (Genesys Cloud: 300), 0 = no limit; `body_limit` and `upload_limit` are in bytes
    (Genesys Cloud: 512,000 a request; 6,291,456 a flow). `base_url` stands before upload and download addresses,
    "" = the address that the request came to. `preview` serves operations that the cloud calls preview.
    `now` and `new_id` are seams for tests.
    """

    publish_seconds: float = 0.0
    rate_limit: int = 300
    body_limit: int = 512_000
    upload_limit: int = 6_291_456
    upload_seconds: int = 900
    base_url: str = ""
    preview: bool = True
    faults: FaultPlan | None = None
    now: Callable[[], datetime] = utc_now
    new_id: Callable[[], str] = new_uuid
