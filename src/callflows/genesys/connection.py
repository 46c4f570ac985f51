"""Sending one HTTP request: time-outs on everything, one kind of error."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx2
import msgspec

from callflows.genesys import answers
from callflows.genesys.errors import InvalidTarget
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
    """The HTTP connections of a client.

    `calls` and `transfers` are the places for requests to the API and to the storage, `concurrency` of each: a request
    holds one while it is under way. The API's are taken before the request budget, so that no more requests than that
    are promised before the server has told its limit; they are apart so that uploads do not wait for the budget.
    """

    def __init__(self, *, transport: httpx2.AsyncBaseTransport | None, timeouts: Timeouts, concurrency: int) -> None:
        hide_signed_urls()
        self.timeouts = timeouts
        self.calls = asyncio.Semaphore(concurrency)
        self.transfers = asyncio.Semaphore(concurrency)
        self._http = httpx2.AsyncClient(
            transport=transport,
            headers={"User-Agent": _AGENT, "Accept": "application/json"},
            timeout=httpx2.Timeout(timeouts.read, connect=timeouts.connect),
            limits=httpx2.Limits(max_connections=2 * concurrency + 1, max_keepalive_connections=concurrency),
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
        try:
            async with asyncio.timeout(seconds):
                response = await self._http.request(method, url, headers=headers, content=data)
        except answers.TRANSPORT_FAULTS as broken:
            error = answers.transport_error(broken, what, _host(url))
            # What httpx2 says of a URL that it cannot ask quotes the URL, signature and all.
            raise error from (None if isinstance(error, InvalidTarget) else broken)
        correlation = response.headers.get(answers.CORRELATION, "-")
        _LOG.debug("%s: %d, correlation id %s", what, response.status_code, correlation)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _host(url: str) -> str:
    """The host and port of a URL: all of it that may be shown, since signed URLs hold a secret."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or "no host"
    except ValueError:
        return "no host"
