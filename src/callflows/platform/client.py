"""`PlatformClient`: credentials and environment for programs that are not asynchronous."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from anyio.from_thread import BlockingPortal, start_blocking_portal

from callflows.api import DEFAULT_DOMAIN, hosts
from callflows.genesys import Client, ClientCredentials, SdkApiClient, from_sdk
from callflows.platform.connection import connect
from callflows.platform.environment import MissingCredentials

Answer = TypeVar("Answer")


class PlatformClient:
    """Which org, and as whom.

    With `client_id` and `client_secret`: the org of that OAuth client, in the region (or at the URL) that
    `set_environment` names, `mypurecloud.com` at first. With neither: what the GENESYS_* variables choose, else the
    local org in `.callflows/org.db`. Nothing is sent before the first call of an API. May be used from several
    threads and in a running event loop (a notebook); a forked process needs a client of its own. It closes itself at
    the end of the program; `close()` or `with` does so earlier.
    """

    def __init__(
        self,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        if bool(client_id) != bool(client_secret):
            missing, given = ("client_secret", "client_id") if client_id else ("client_id", "client_secret")
            raise MissingCredentials((missing,), (given,))
        self._credentials = (
            ClientCredentials(client_id=client_id, client_secret=client_secret) if client_id and client_secret else None
        )
        self._sdk: SdkApiClient | None = None
        self._environment = DEFAULT_DOMAIN
        self._transport = transport
        self._lock = threading.Lock()
        self._opened: tuple[BlockingPortal, Client] | None = None
        self._close: Callable[[], object] = _nothing

    @classmethod
    def from_sdk(cls, api_client: SdkApiClient, *, transport: httpx2.AsyncBaseTransport | None = None) -> Self:
        """The org and the token of an official SDK's authenticated `ApiClient`, with the request budget, retries and
        time-outs of callflows. The token is read for every request, so a new login of the SDK is honoured."""
        made = cls(transport=transport)
        made._sdk = api_client
        return made

    def set_environment(self, environment: str) -> None:
        """A region's domain (`usw2.pure.cloud`), an AWS region, or the URL of a server. Raises `UnknownEnvironment`
        (a ValueError) at once; takes effect for calls after it."""
        if self._credentials is None:
            raise ValueError("set_environment needs a PlatformClient with client_id and client_secret")
        hosts(environment)
        self.close()
        self._environment = environment

    def run(self, work: Callable[[Client], Awaitable[Answer]]) -> Answer:
        """Do asynchronous work with the client and wait for it. Its exceptions come through as they are."""
        portal, client = self._open()
        return portal.call(work, client)

    def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            self._opened = None
            self._close()
            self._close = _nothing

    def _open(self) -> tuple[BlockingPortal, Client]:
        with self._lock:
            if self._opened is None:
                stack = ExitStack()
                portal = stack.enter_context(start_blocking_portal("asyncio"))
                try:
                    client = portal.call(self._client)
                except BaseException:
                    stack.close()
                    raise
                stack.callback(portal.call, client.aclose)
                self._opened = portal, client
                self._close = weakref.finalize(self, stack.close)
            return self._opened

    async def _client(self) -> Client:
        if self._sdk is not None:
            return from_sdk(self._sdk, transport=self._transport)
        if self._credentials is None:
            return connect(os.environ, Path.cwd(), transport=self._transport).client
        return Client(environment=self._environment, auth=self._credentials, transport=self._transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._sdk is not None:
            return f"PlatformClient.from_sdk(<ApiClient of {self._sdk.host}>)"
        if self._credentials is None:
            return "PlatformClient()"
        return f"PlatformClient(client_id={self._credentials.client_id!r}, environment={self._environment!r})"


def _nothing() -> None:
    """Nothing is open."""
