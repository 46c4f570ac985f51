"""Carrying out a plan: many rows at once, each step in the journal before it is taken.

A run that was interrupted (Ctrl-C, kill, the network) is continued by the same call: rows that are done stay done, a
row whose job may run is asked about first, and only a row that certainly published nothing starts over.
"""

from __future__ import annotations

from msgspec.structs import replace

from callflows.deploy.plan import OnConflict, Plan, PlanRow, run_key
from callflows.deploy.report import Progress, Report, ReportRow, Step
from callflows.deploy.row_run import EARLIER, FIRST, RowRun, Run
from callflows.deploy.together import each
from callflows.deploy.versions import with_versions
from callflows.genesys import Client
from callflows.store import Journal

AT_ONCE = 100
"""Rows in flight. The request budget sets the pace; this only has to be more than a publish's duration needs
(300 requests a minute, 3 a flow: 100 flows a minute)."""


async def apply(
    client: Client,
    plan: Plan,
    journal: Journal,
    *,
    on_conflict: OnConflict = "fail",
    at_once: int = AT_ONCE,
    progress: Progress | None = None,
) -> Report:
    """Publish what the plan holds and report every row. Never raises for what the org or the network does: that is in
    the report. What interrupts the caller (cancellation, Ctrl-C) goes through; the journal then holds the rest."""
    key = _open_run(journal, plan, on_conflict)
    run = Run(client=client, journal=journal, key=key, on_conflict=on_conflict)
    last = {entry.row_key: entry for entry in journal.rows(key)}
    done: dict[str, ReportRow] = {}

    def tell(flow: str, state: str) -> None:
        if progress is not None:
            progress(Step(flow, state, len(done), len(plan.rows)))

    async def work(numbered: tuple[int, PlanRow]) -> None:
        index, row = numbered
        found = await RowRun(run, row, last.get(row.key), tell).report()
        done[str(index)] = found
        tell(found.flow, found.result)

    await each(enumerate(plan.rows), work, at_once=max(1, min(at_once, len(plan.rows))))
    rows = await with_versions(client, [done[str(index)] for index in range(len(plan.rows))])
    report = Report(key=key, rows=tuple(_judged(row) for row in rows), resumed=run.resumed)
    if report.complete:
        journal.close_run(key)
    return report


def _judged(row: ReportRow) -> ReportRow:
    """A row that was to be a new flow and is not: an org has no way to publish only where nothing is yet."""
    if row.result != "created" or row.version in ("", FIRST) or row.message == EARLIER:
        return row
    told = f"somebody else published this flow at the same time: it is version {row.version} now"
    return replace(row, message=f"{row.message}; {told}" if row.message else told)


def _open_run(journal: Journal, plan: Plan, on_conflict: OnConflict) -> str:
    """The key of the run that is not complete yet, else of a new one: a run that was completed is history, and the
    same command given again means its flows anew."""
    base = run_key(plan.org, [row.line for row in plan.rows], on_conflict)[:48]
    key, count = base, 1
    while (earlier := journal.run(key)) is not None and earlier.ended_at is not None:
        count += 1
        key = f"{base}-{count}"
    journal.open_run(key, org=plan.org)
    return key
