"""What the repositories take and give: frozen records.

Times are UTC. Names keep the spelling they were given; the org compares them ignoring case.
Version numbers are integers here and "3.0" on the wire.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

JobState = Literal["registered", "started", "success", "failure"]
RowState = Literal["planned", "registering", "registered", "uploading", "uploaded", "succeeded", "failed", "skipped"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all records."""


class OrganizationRecord(Record, frozen=True, kw_only=True):
    id: str
    name: str


class DivisionRecord(Record, frozen=True, kw_only=True):
    """`home` marks the one division that everything falls back to."""

    id: str
    name: str
    description: str = ""
    home: bool = False


class ClientRecord(Record, frozen=True, kw_only=True):
    """An OAuth client. `permissions` None = everything is allowed. The secret is kept as a hash only."""

    id: str
    name: str
    secret_hash: str
    permissions: tuple[str, ...] | None = None
    token_seconds: int = 86_400

    def __repr__(self) -> str:
        return f"ClientRecord(id={self.id!r}, name={self.name!r})"


class TokenRecord(Record, frozen=True, kw_only=True):
    """A bearer token, known by the SHA-256 of its text."""

    digest: str
    client_id: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"TokenRecord(client_id={self.client_id!r}, expires_at={self.expires_at!r})"


class FlowRecord(Record, frozen=True, kw_only=True):
    """A flow. `type` is Genesys Cloud's lower-case name (`inboundcall`, `commonmodule`).

    `published` is the live version's number, None before the first publish; `latest` the newest version's,
    0 before the first. `stub` marks a flow that a job made only so that a reference resolves.
    `graph` is the node-and-edge graph (JSON) it was made from; `operation` its last operation (JSON).
    """

    id: str
    type: str
    name: str
    division_id: str
    description: str = ""
    active: bool = True
    deleted: bool = False
    stub: bool = False
    locked_by: str | None = None
    published: int | None = None
    latest: int = 0
    graph: str | None = None
    operation: str | None = None
    created_at: datetime
    changed_at: datetime


class ModuleCopy(Record, frozen=True, kw_only=True):
    """A common module as it was copied into a version of its consumer."""

    module_id: str
    module_name: str
    module_version: int
    yaml: str


class VersionRecord(Record, frozen=True, kw_only=True):
    """One published version of a flow, with the modules that were copied in.
    `input_schema` and `output_schema` are JSON Schema texts. `published_until` None = still live."""

    flow_id: str
    number: int
    yaml: str
    default_language: str | None = None
    languages: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    input_schema: str = "{}"
    output_schema: str = "{}"
    client_id: str
    created_at: datetime
    published_at: datetime
    published_until: datetime | None = None
    modules: tuple[ModuleCopy, ...] = ()


class DependencyRecord(Record, frozen=True, kw_only=True):
    """One thing that a version of a flow uses. `kind` is Genesys Cloud's dependency object type."""

    flow_id: str
    number: int
    kind: str
    target_id: str
    target_name: str
    target_version: int | None = None


class JobMessage(Record, frozen=True, kw_only=True):
    """A line of a job's report. `type` is Error, Warning or Unknown."""

    at: datetime
    type: str
    text: str


class JobRecord(Record, frozen=True, kw_only=True):
    """A publish, export or validate job.

    `due_at` is when a started job may be processed; `request` the JSON that it was registered with;
    `result` what an export gives to download.
    """

    id: str
    kind: Literal["publish", "export", "validate"]
    state: JobState
    client_id: str
    signature: str
    correlation_id: str
    create_stubs: bool = False
    request: str = ""
    upload: bytes | None = None
    registered_at: datetime
    due_at: datetime | None = None
    finished_at: datetime | None = None
    flow_id: str | None = None
    flow_version: int | None = None
    messages: tuple[JobMessage, ...] = ()
    result: bytes | None = None
    result_type: str = ""

    def __repr__(self) -> str:
        return f"JobRecord(id={self.id!r}, kind={self.kind!r}, state={self.state!r})"


class QueueRecord(Record, frozen=True, kw_only=True):
    """A queue. `settings` is JSON text with what the queue was created with beyond these fields."""

    id: str
    name: str
    division_id: str
    description: str = ""
    settings: str = "{}"
    created_at: datetime
    changed_at: datetime


class IvrRecord(Record, frozen=True, kw_only=True):
    """A call route. `dnis` are E.164 numbers, each in one route only."""

    id: str
    name: str
    division_id: str
    description: str = ""
    version: int = 1
    dnis: tuple[str, ...] = ()
    open_flow_id: str | None = None
    closed_flow_id: str | None = None
    holiday_flow_id: str | None = None
    schedule_group_id: str | None = None
    created_at: datetime
    changed_at: datetime


class DidPoolRecord(Record, frozen=True, kw_only=True):
    """A range of E.164 numbers, both ends included."""

    id: str
    name: str
    description: str = ""
    start_number: str
    end_number: str
    provider: str = "PURE_CLOUD"


class ObjectRecord(Record, frozen=True, kw_only=True):
    """Anything else that flows name: prompts, data tables, skills, schedules, users, scripts…
    `kind` is the dependency object type; `data` is JSON text with the object's own fields."""

    kind: str
    id: str
    name: str
    division_id: str | None = None
    version: int = 1
    stub: bool = False
    data: str = "{}"
    created_at: datetime
    changed_at: datetime


class RowRecord(Record, frozen=True, kw_only=True):
    """A row of a data table; `data` is JSON text with all columns, `key` among them."""

    table_id: str
    key: str
    data: str


class RunRecord(Record, frozen=True, kw_only=True):
    """A bulk run. `ended_at` None = it was not finished."""

    key: str
    org: str
    started_at: datetime
    ended_at: datetime | None = None


class JournalRow(Record, frozen=True, kw_only=True):
    """How far one row of a bulk run came."""

    run_key: str
    row_key: str
    state: RowState
    job_id: str | None = None
    flow_id: str | None = None
    version: str | None = None
    yaml_hash: str | None = None
    error: str | None = None
    started_at: datetime
    changed_at: datetime


class Page(Record, frozen=True, kw_only=True):
    """Which part of a listing is wanted. `size` and `number` (from 1) are already checked."""

    number: int = 1
    size: int = 25


class FlowFilter(Record, frozen=True, kw_only=True):
    """Which flows a listing has. Empty = no limit. `name` is a glob (`*`), matched ignoring case.
    `deleted` True lists deleted flows too."""

    types: tuple[str, ...] = ()
    name: str = ""
    description: str = ""
    name_or_description: str = ""
    ids: tuple[str, ...] = ()
    division_ids: tuple[str, ...] = ()
    locked_by: str = ""
    deleted: bool = False
    published_only: bool = False
    published_after: datetime | None = None
    published_before: datetime | None = None
    sort_by: str = "id"
    descending: bool = False
