"""The connection to one database: transactions, and the number that says whether anything changed.

SQLite: WAL, so readers never wait for the writer; `BEGIN IMMEDIATE` for writes, so two writers queue up
at the start of a transaction and never fail in the middle of one; a busy timeout instead of an error while
they wait. Postgres: writers queue up at an advisory lock, so both databases keep the same promise: what a writing
transaction has read is still true when it writes.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, StaticPool

BUSY_TIMEOUT_MS = 30_000
_WRITES = "callflows_writes"
# Any number, the same in every process: the key of the lock at which writers of a Postgres database queue up.
_WRITE_LOCK = 7_226_173


class Database:
    """One database. Transactions nest: an inner one joins the outer one of its thread."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.memory = url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
        self.sqlite = url.get_backend_name() == "sqlite"
        self.engine = _engine(url, memory=self.memory)
        self._local = threading.local()
        # One connection serves a database in memory, so its threads take turns.
        self._turn = threading.RLock() if self.memory else None
        self._writes = itertools.count(1)
        self._written = 0
        self._watch: PoolProxiedConnection | None = None
        self._watch_lock = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: committed at the end of the block, rolled back when it raises."""
        joined: Connection | None = getattr(self._local, "connection", None)
        if joined is not None:
            yield joined
            return
        with self._alone(), self.engine.connect().execution_options(**{_WRITES: True}) as connection:
            self._local.connection = connection
            try:
                with connection.begin():
                    if not self.sqlite:
                        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})
                    yield connection
            finally:
                self._local.connection = None
            self._written = next(self._writes)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the database; inside `write` it sees what was written so far."""
        joined: Connection | None = getattr(self._local, "connection", None) or getattr(self._local, "reading", None)
        if joined is not None:
            yield joined
            return
        with self._alone(), self.engine.connect() as connection:
            self._local.reading = connection
            try:
                yield connection
            finally:
                self._local.reading = None

    def changes(self) -> tuple[int, int] | None:
        """A value that differs from an earlier one when anybody committed since, in this process or
        another. None where the database has no cheap answer (Postgres): treat it as "changed".
        """
        if not self.sqlite:
            return None
        if self.memory:
            return self._written, 0
        with self._watch_lock:
            if self._watch is None:
                self._watch = self.engine.raw_connection()
            # SQLite: data_version changes when another connection commits; this one never writes.
            row = self._watch.driver_connection.execute("PRAGMA data_version").fetchone()  # type: ignore[union-attr]
        return self._written, int(row[0])

    def close(self) -> None:
        """Close every connection."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        with self._turn:
            yield


def database_url(url_or_path: str | Path) -> URL:
    """A database URL from a URL, a path to an SQLite file, or ":memory:". Raises `sqlalchemy.exc.ArgumentError` for
    what is no URL and for databases other than these two; its text never has the password."""
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        name = str(url_or_path)
        if name in ("", ":memory:"):
            return URL.create("sqlite")
        path = Path(name).expanduser()
        path.parent.mkdir(parents=True, exist_ok=True)
        return URL.create("sqlite", database=str(path))
    try:
        url = make_url(url_or_path)
    except ValueError:
        raise ArgumentError("the URL cannot be read") from None
    backend = url.drivername.partition("+")[0]
    if backend in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise ArgumentError(f"{backend} is not supported, only SQLite and Postgres are")
    return url


def _engine(url: URL, *, memory: bool) -> Engine:
    # Parameters are hidden in the texts of errors: hashes of secrets and signatures of uploads are among them.
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    arguments = {"check_same_thread": False}
    pool = StaticPool if memory else None
    engine = create_engine(url, connect_args=arguments, poolclass=pool, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is switched off: BEGIN is sent by `_begin_sqlite`.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
