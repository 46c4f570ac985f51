"""Publish, export and validate jobs. A job goes registered → started → success or failure, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping, delete, func, insert, select, update

from callflows.store.database import Database
from callflows.store.errors import Conflict, NotFound
from callflows.store.records import JobMessage, JobRecord
from callflows.store.sql import values
from callflows.store.tables import jobs


class Jobs:
    """The jobs of the org, those of all clients."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, job_id: str) -> JobRecord:
        """Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job_id)).mappings().first()
        if row is None:
            raise NotFound("job", job_id)
        return _record(row)

    def create(self, item: JobRecord) -> None:
        with self._database.write() as connection:
            connection.execute(insert(jobs).values(**_columns(item)))

    def start(self, job_id: str, upload: bytes | None, *, due_at: datetime) -> None:
        """Take what was uploaded and make the job due. Raises NotFound, or Conflict when it started before."""
        statement = update(jobs).where(jobs.c.id == job_id, jobs.c.state == "registered")
        with self._database.write() as connection:
            done = connection.execute(statement.values(state="started", upload=upload, due_at=due_at))
            if done.rowcount == 0:
                self.get(job_id)
                raise Conflict("job", job_id, f"job {job_id!r} has already started")

    def finish(self, item: JobRecord) -> None:
        """Write a job's end. Raises Conflict unless it was started and not finished: so it ends once."""
        statement = update(jobs).where(jobs.c.id == item.id, jobs.c.state == "started")
        with self._database.write() as connection:
            if connection.execute(statement.values(**_columns(item))).rowcount == 0:
                raise Conflict("job", item.id, f"job {item.id!r} is not running")

    def due(self, now: datetime) -> tuple[str, ...]:
        """The ids of started jobs whose time has come, the oldest first."""
        query = select(jobs.c.id).where(jobs.c.state == "started", jobs.c.due_at <= now)
        with self._database.read() as connection:
            return tuple(connection.execute(query.order_by(jobs.c.due_at, jobs.c.registered_at, jobs.c.id)).scalars())

    def next_due(self) -> datetime | None:
        """When the first started job is due, None when none has started."""
        query = select(func.min(jobs.c.due_at)).where(jobs.c.state == "started")
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def claim(self, job_id: str) -> JobRecord | None:
        """Inside `write()`: a started job that nobody else can finish until the transaction ends; None when
        somebody finished it before."""
        statement = update(jobs).where(jobs.c.id == job_id, jobs.c.state == "started").values(state="started")
        with self._database.write() as connection:
            if connection.execute(statement).rowcount == 0:
                return None
            return self.get(job_id)

    def drop_older(self, before: datetime) -> None:
        """Remove jobs that were registered before a moment and are not running."""
        with self._database.write() as connection:
            connection.execute(delete(jobs).where(jobs.c.registered_at < before, jobs.c.state != "started"))


def _columns(item: JobRecord) -> dict[str, Any]:
    return values(item, "messages") | {"messages": msgspec.json.encode(item.messages).decode()}


def _record(row: RowMapping) -> JobRecord:
    columns = dict(row)
    columns["messages"] = msgspec.json.decode(row["messages"], type=tuple[JobMessage, ...])
    return JobRecord(**columns)
