"""One row, from what an earlier run left of it to its line in the report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from callflows.deploy import call_routes, resume
from callflows.deploy.entries import Entry
from callflows.deploy.plan import OnConflict, PlanRow
from callflows.deploy.publishing import JobEnd, Publisher
from callflows.deploy.report import Cause, ReportRow, Result
from callflows.genesys import Client, Forbidden, GenesysError, JobTimedOut, NotFound, TransportError, Unauthorized
from callflows.store import Journal, JournalRow

EARLIER = "done when this command ran before"
FIRST = "1.0"


class Run:
    """What the rows of one run share. `stopped` is why no further row is begun, "" while it goes on."""

    def __init__(self, *, client: Client, journal: Journal, key: str, on_conflict: OnConflict) -> None:
        self.client = client
        self.journal = journal
        self.key = key
        self.on_conflict = on_conflict
        self.publisher = Publisher(client)
        self.resumed = 0
        self.stopped = ""


class RowRun:
    """One row of a run."""

    def __init__(self, run: Run, row: PlanRow, last: JournalRow | None, tell: Callable[[str, str], None]) -> None:
        self._run = run
        self._row = row
        self._entry = Entry(run.journal, run.key, row, last)
        self._tell = tell
        self._started = asyncio.get_running_loop().time()

    async def report(self) -> ReportRow:
        """Do what is left to do and say what became of it."""
        row, run = self._row, self._run
        if not row.ready:
            return self._result("failed", message=_first(row), cause="input")
        if resume.already_done(row, self._entry.last, run.on_conflict) and row.existing is not None:
            run.resumed += 1
            # Only a replacement gives a flow a later version than its first.
            replaced = run.on_conflict == "replace" and row.existing.version != FIRST
            result: Result = "updated" if replaced else "created"
            return self._result(result, id=row.existing.id, version=row.existing.version, message=EARLIER)
        if run.stopped:
            return self._result("unfinished", message=f"not begun: {run.stopped}", cause="remote")
        try:
            return await self._publish()
        except GenesysError as error:
            return self._broken(error)

    def _broken(self, error: GenesysError) -> ReportRow:
        if isinstance(error, TransportError | Unauthorized | Forbidden):
            self._run.stopped = self._run.stopped or str(error)  # the next row would fare alike
        open_end = isinstance(error, TransportError | JobTimedOut) or error.retryable
        return self._result("unfinished" if open_end else "failed", message=str(error), cause="remote")

    async def _publish(self) -> ReportRow:
        row, entry, last = self._row, self._entry, self._entry.last
        updated = bool(last.version) if last is not None and entry.begun else row.existing is not None
        end = await self._settle()
        if end is None:
            updated = row.existing is not None
            if row.existing is not None and self._run.on_conflict != "replace":
                return self._conflict(row.existing.id)
            self._tell(row.line.name, "publishing")
            end = await self._run.publisher.publish(row.yaml, entry)
        if not end.flow_id:
            entry.failed(end.reason)
            return self._result("failed", message=end.reason, cause="remote")
        entry.published(end.flow_id)
        try:
            note = await self._route(end.flow_id)
        except GenesysError as error:
            broken = self._broken(error)
            message = f"published, but {row.line.number} does not lead to it yet: {error}"
            return self._result(broken.result, id=end.flow_id, message=message, cause="remote")
        entry.succeeded(end.flow_id)
        return self._result("updated" if updated else "created", id=end.flow_id, message=note)

    async def _settle(self) -> JobEnd | None:
        """How an earlier run's publish of this row ended, None when it has to be published now."""
        entry, existing = self._entry, self._row.existing
        last = entry.last
        if last is None or not entry.begun:
            return None
        if last.flow_id:  # published; what is left, if the flow still stands, is its call route
            return JobEnd(flow_id=last.flow_id) if existing is not None and existing.id == last.flow_id else None
        self._tell(self._row.line.name, "asking about its job")
        try:
            end = await self._run.publisher.settle(last.job_id or "", uploaded=last.state == "uploaded")
        except NotFound:
            done = existing is not None and resume.published_meanwhile(self._row, last)
            return JobEnd(flow_id=existing.id) if done and existing is not None else None
        return None if end is None or end.busy else end

    def _conflict(self, id: str) -> ReportRow:
        existing = self._row.existing
        version = existing.version if existing else ""
        if self._run.on_conflict == "skip":
            self._entry.skipped(id)
            return self._result("skipped", id=id, version=version, message="a flow of this name exists")
        message = "a flow of this name exists"
        return self._result("failed", id=id, version=version, message=message, cause="conflict")

    async def _route(self, flow_id: str) -> str:
        line = self._row.line
        if not line.number:
            return ""
        self._tell(line.name, "routing")
        division = self._row.division_id
        wish = call_routes.Wish(number=line.number, flow=line.name, flow_id=flow_id, division_id=division)
        return await call_routes.point(self._run.client, wish, known=self._row.route)

    def _result(
        self, result: Result, *, id: str = "", version: str = "", message: str = "", cause: Cause = ""
    ) -> ReportRow:
        line = self._row.line
        seconds = 0.0 if message == EARLIER else asyncio.get_running_loop().time() - self._started
        return ReportRow(
            flow=line.name,
            result=result,
            id=id,
            version=version,
            seconds=round(seconds, 3),
            message=message,
            source=line.source,
            number=line.number,
            cause=cause,
        )


def _first(row: PlanRow) -> str:
    """The row's first error, and how many more there are."""
    errors = row.errors
    if not errors:
        return "nothing to publish"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{errors[0].message}{more}"
