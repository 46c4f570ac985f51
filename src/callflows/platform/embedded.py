"""The local org in this process: the emulator without a socket."""

from __future__ import annotations

import httpx2

from callflows.emulator import DEVELOPMENT_CLIENT, DEVELOPMENT_SECRET, Options, create_app
from callflows.genesys import Budget, Client, ClientCredentials
from callflows.store import Store

FOLDER = ".callflows"
DATABASE = "org.db"
ADDRESS = "http://callflows.local"
NO_LIMIT = 1_000_000


class EmbeddedTransport(httpx2.AsyncBaseTransport):
    """Requests go straight into the emulator; closing it closes the store."""

    def __init__(self, store: Store, options: Options) -> None:
        self._store = store
        self._inner = httpx2.ASGITransport(app=create_app(store, options=options))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()
        self._store.close()


def embedded_client(store: Store) -> Client:
    """A client on the org that `store` keeps. Jobs take no time and requests have no limit here: the waiting that the
    cloud asks for would teach nobody anything."""
    return Client(
        environment=ADDRESS,
        auth=ClientCredentials(client_id=DEVELOPMENT_CLIENT, client_secret=DEVELOPMENT_SECRET),
        transport=EmbeddedTransport(store, Options(rate_limit=0)),
        budget=Budget(allowed=NO_LIMIT),
        job_wait=0.0,
    )
