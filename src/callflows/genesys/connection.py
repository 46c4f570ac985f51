"""Sending one HTTP request: time-outs on everything, a bounded number at once, one kind of error."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping
from importlib.metadata import version

import httpx2
import msgspec

from callflows.genesys import answers
from callflows.genesys.quiet import hide_signed_urls

_LOG = logging.getLogger("callflows.genesys")
_AGENT = f"callflows/{version('callflows')} python/{sys.version_info.major}.{sys.version_info.minor}"


class Timeouts(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds. `call` caps one attempt of an API request as a whole, `transfer` one of an upload or download."""

    connect: float = 10.0
    read: float = 60.0
    call: float = 90.0
    transfer: float = 300.0


class Connection:
    """The HTTP connections of a client. At most `concurrency` requests are under way at once."""

    def __init__(self, *, transport: httpx2.AsyncBaseTransport | None, timeouts: Timeouts, concurrency: int) -> None:
        hide_signed_urls()
        self.timeouts = timeouts
        self._places = asyncio.Semaphore(concurrency)
        self._http = httpx2.AsyncClient(
            transport=transport,
            headers={"User-Agent": _AGENT, "Accept": "application/json"},
            timeout=httpx2.Timeout(timeouts.read, connect=timeouts.connect),
            limits=httpx2.Limits(max_connections=concurrency, max_keepalive_connections=concurrency),
        )

    async def send(
        self,
        what: str,
        *,
        method: str,
        url: str,
        seconds: float,
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> httpx2.Response:
        """One attempt that takes at most `seconds`. `what` names it without secrets. Raises `TransportError`."""
        async with self._places:
            try:
                async with asyncio.timeout(seconds):
                    response = await self._http.request(method, url, headers=headers, content=data)
            except answers.TRANSPORT_FAULTS as broken:
                raise answers.transport_error(broken, what) from broken
        correlation = response.headers.get(answers.CORRELATION, "-")
        _LOG.debug("%s: %d, correlation id %s", what, response.status_code, correlation)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()
