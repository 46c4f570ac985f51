"""The journal of one run: what was about to be done is on disk before it is done.

registering   a publish job is being asked for; nothing runs until the upload, so a resume starts over
registered    the job has an id, nothing was uploaded: a resume starts over
uploading     the upload may or may not have arrived: a resume asks the job
uploaded      the job runs or ran: a resume asks the job; with a flow id the publish succeeded already
succeeded     done, the call route too
failed        the job said no: a resume tries again
skipped       the flow was there and was left alone
"""

from __future__ import annotations

from callflows.deploy.plan import PlanRow
from callflows.store import Journal, JournalRow, RowState


class Entry:
    """One row of the journal, in its run."""

    def __init__(self, journal: Journal, run_key: str, row: PlanRow, last: JournalRow | None) -> None:
        self._journal = journal
        self._run_key = run_key
        self._row = row
        self.last = last

    @property
    def begun(self) -> bool:
        """Whether an upload was at least attempted, so that the flow may have been published."""
        return self.last is not None and self.last.state in ("uploading", "uploaded")

    def registering(self) -> None:
        """Keeps the version that the flow has now, so that a later one can be told apart."""
        before = self._row.existing.version if self._row.existing else ""
        self._write("registering", job_id="", flow_id="", version=before, yaml_hash=self._row.digest)

    def registered(self, job_id: str) -> None:
        self._write("registered", job_id=job_id)

    def uploading(self) -> None:
        self._write("uploading")

    def uploaded(self) -> None:
        self._write("uploaded")

    def published(self, flow_id: str) -> None:
        self._write("uploaded", flow_id=flow_id)

    def succeeded(self, flow_id: str, version: str = "") -> None:
        self._write("succeeded", flow_id=flow_id, version=version)

    def failed(self, reason: str) -> None:
        self._write("failed", error=reason)

    def skipped(self, flow_id: str) -> None:
        self._write("skipped", flow_id=flow_id)

    def _write(self, state: RowState, **values: str) -> None:
        self.last = self._journal.record(self._run_key, self._row.key, state, **values)
