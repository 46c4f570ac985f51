"""A client on the org that the environment chooses, with the journal and the folder that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2

from callflows.genesys import Client, ClientCredentials, Retry
from callflows.platform.embedded import DATABASE, FOLDER, embedded_client
from callflows.platform.environment import remote_of
from callflows.store import Journal, Store, open_store

JOURNAL = "journal.db"


class Connection:
    """An open client. `local` is the store of the embedded org, None when the org is remote.

    `folder` is `.callflows` in the working directory: the local org, the journal, the locks of runs. `name` is the org
    as people call it: a region's domain, a URL, or the path of the local org. Close it, or use it as an async context.
    """

    def __init__(self, client: Client, *, name: str, folder: Path, local: Store | None) -> None:
        self.client = client
        self.name = name
        self.folder = folder
        self.local = local
        self._journal_store = local

    @property
    def journal(self) -> Journal:
        """The journal of bulk runs: inside the local org's file, so that both are deleted together, else in a file of
        its own."""
        if self._journal_store is None:
            self._journal_store = open_store(state_folder(self.folder.parent) / JOURNAL)
        return self._journal_store.journal

    async def aclose(self) -> None:
        await self.client.aclose()
        if self._journal_store is not None:
            self._journal_store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def connect(
    environ: Mapping[str, str],
    cwd: Path,
    *,
    transport: httpx2.AsyncBaseTransport | None = None,
    on_retry: Callable[[Retry], None] | None = None,
) -> Connection:
    """Genesys Cloud or another server when credentials are set in `environ`, else the local org below `cwd`.
    `transport` replaces the network; `on_retry` is told of requests that are sent again. Raises `MissingCredentials`,
    `UnknownEnvironment`; sends nothing yet."""
    remote = remote_of(environ)
    folder = cwd / FOLDER
    if remote is None:
        database = local_database(cwd)
        store = open_store(database)
        return Connection(embedded_client(store), name=str(database), folder=folder, local=store)
    credentials = ClientCredentials(client_id=remote.client_id, client_secret=remote.client_secret)
    client = Client(environment=remote.environment, auth=credentials, transport=transport, on_retry=on_retry)
    return Connection(client, name=remote.environment, folder=folder, local=None)


def state_folder(cwd: Path) -> Path:
    """`.callflows` below `cwd`, made when missing, with a note that keeps it out of version control."""
    folder = cwd / FOLDER
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(parents=True, exist_ok=True)
        ignore.write_text("*\n", encoding="utf-8")
    return folder


def local_database(cwd: Path) -> Path:
    """Where the local org of a working directory is kept; its folder exists afterwards."""
    return state_folder(cwd) / DATABASE


def open_client(environ: Mapping[str, str], cwd: Path) -> Client:
    """The client alone. Closing it closes the local org too."""
    return connect(environ, cwd).client
