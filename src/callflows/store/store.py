"""One database with its repositories."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, delete

from callflows.store.clients import Clients
from callflows.store.database import Database, database_url
from callflows.store.flows import Flows
from callflows.store.jobs import Jobs
from callflows.store.journal import Journal
from callflows.store.migrate import migrate
from callflows.store.objects import Objects, TableRows
from callflows.store.organization import Divisions, Organizations
from callflows.store.routing import DidPools, Ivrs, Queues
from callflows.store.tables import metadata


def utc_now() -> datetime:
    """The present moment, in whole milliseconds as the database keeps it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


class Store:
    """The repositories of one database. Every method is one transaction, unless it runs inside `write()`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self.organizations = Organizations(database)
        self.divisions = Divisions(database)
        self.clients = Clients(database)
        self.flows = Flows(database)
        self.jobs = Jobs(database)
        self.queues = Queues(database)
        self.ivrs = Ivrs(database)
        self.did_pools = DidPools(database)
        self.objects = Objects(database)
        self.rows = TableRows(database)
        self.journal = Journal(database, now)

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction over several repositories; nobody else writes meanwhile (SQLite)."""
        return self._database.write()

    def changes(self) -> tuple[int, int] | None:
        """See `Database.changes`: what is cached may be used as long as this value stays the same."""
        return self._database.changes()

    def clear(self) -> None:
        """Remove everything that the database holds."""
        with self._database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url_or_path: str | Path, *, now: Callable[[], datetime] = utc_now) -> Store:
    """Open a database: a path to an SQLite file (made when missing), ":memory:", or a database URL
    (`sqlite:///…`, `postgresql://…`). Migrations run by themselves; several processes may open at once."""
    database = Database(database_url(url_or_path))
    migrate(database)
    return Store(database, now)
