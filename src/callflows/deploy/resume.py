"""What an earlier run left in doubt is judged here, before anything is published again."""

from __future__ import annotations

from callflows.deploy.plan import OnConflict, PlanRow
from callflows.store import JournalRow


def already_done(row: PlanRow, last: JournalRow | None, on_conflict: OnConflict) -> bool:
    """Whether an earlier run finished this row and it still stands: the flow exists, and, where replacing was
    asked for, it was published from what would be published now."""
    if last is None or last.state != "succeeded" or row.existing is None or row.existing.id != last.flow_id:
        return False
    return on_conflict != "replace" or last.yaml_hash == row.digest


def published_meanwhile(row: PlanRow, last: JournalRow) -> bool:
    """Whether a job that the org has forgotten has done its work: the flow has a version that it had not before.

    Genesys Cloud: how long a job can be asked about is not documented; a version that appeared since this row was
    begun is taken to be its own.
    """
    return row.existing is not None and bool(row.existing.version) and row.existing.version != (last.version or "")
