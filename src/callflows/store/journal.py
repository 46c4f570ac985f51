"""The journal of bulk runs: what was done, written before and after each step, so that a run can go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import insert, select, update

from callflows.store.database import Database
from callflows.store.errors import NotFound
from callflows.store.records import JournalRow, RowState, RunRecord
from callflows.store.sql import record, records, values
from callflows.store.tables import journal_rows, journal_runs


class Journal:
    """The runs and their rows. Every `record` is on disk when it returns."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def open_run(self, key: str, *, org: str = "") -> RunRecord:
        """Start the run `key`, or go on with it: an unfinished or ended run of the key is given back as it
        stands, marked as running again, its rows kept."""
        with self._database.write() as connection:
            row = connection.execute(select(journal_runs).where(journal_runs.c.key == key)).mappings().first()
            if row is None:
                run = RunRecord(key=key, org=org, started_at=self._now())
                connection.execute(insert(journal_runs).values(**values(run)))
                return run
            connection.execute(update(journal_runs).where(journal_runs.c.key == key).values(ended_at=None))
            return record(RunRecord, row)

    def run(self, key: str) -> RunRecord | None:
        with self._database.read() as connection:
            row = connection.execute(select(journal_runs).where(journal_runs.c.key == key)).mappings().first()
        return None if row is None else record(RunRecord, row)

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs, the newest first."""
        query = select(journal_runs).order_by(journal_runs.c.started_at.desc(), journal_runs.c.key)
        with self._database.read() as connection:
            return records(RunRecord, connection.execute(query).mappings())

    def rows(self, run_key: str) -> tuple[JournalRow, ...]:
        """A run's rows, in order of row key."""
        query = select(journal_rows).where(journal_rows.c.run_key == run_key).order_by(journal_rows.c.row_key)
        with self._database.read() as connection:
            return records(JournalRow, connection.execute(query).mappings())

    def row(self, run_key: str, row_key: str) -> JournalRow | None:
        query = select(journal_rows).where(journal_rows.c.run_key == run_key, journal_rows.c.row_key == row_key)
        with self._database.read() as connection:
            found = connection.execute(query).mappings().first()
        return None if found is None else record(JournalRow, found)

    def record(
        self,
        run_key: str,
        row_key: str,
        state: RowState,
        *,
        job_id: str | None = None,
        flow_id: str | None = None,
        version: str | None = None,
        yaml_hash: str | None = None,
        error: str | None = None,
    ) -> JournalRow:
        """Write a row's state. What is None keeps its earlier value, except `error`, which is always set.
        Raises NotFound when the run was not opened."""
        with self._database.write() as connection:
            if self.run(run_key) is None:
                raise NotFound("run", run_key)
            earlier = self.row(run_key, row_key)
            now = self._now()
            base = earlier or JournalRow(run_key=run_key, row_key=row_key, state=state, started_at=now, changed_at=now)
            given = {"job_id": job_id, "flow_id": flow_id, "version": version, "yaml_hash": yaml_hash}
            known = {name: value for name, value in given.items() if value is not None}
            item = msgspec.structs.replace(base, state=state, error=error, changed_at=now, **known)
            if earlier is None:
                connection.execute(insert(journal_rows).values(**values(item)))
            else:
                same = (journal_rows.c.run_key == run_key) & (journal_rows.c.row_key == row_key)
                connection.execute(update(journal_rows).where(same).values(**values(item)))
            return item

    def close_run(self, key: str) -> None:
        """Mark a run as ended. Raises NotFound."""
        with self._database.write() as connection:
            statement = update(journal_runs).where(journal_runs.c.key == key).values(ended_at=self._now())
            if connection.execute(statement).rowcount == 0:
                raise NotFound("run", key)
