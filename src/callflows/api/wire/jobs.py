"""Publish, export and validate jobs."""

from __future__ import annotations

from callflows.api.wire.base import Body, Ref

REGISTERED = "Registered"
STARTED = "Started"
SUCCESS = "Success"
FAILURE = "Failure"


class RegisterArchitectJobRequest(Body, frozen=True):
    """`create_stubs`: make an empty object for every dependency that does not exist."""

    create_stubs: bool | None = None


class RegisterArchitectJobResponse(Body, frozen=True):
    """Where to PUT the YAML: `presigned_url` with exactly `headers`. The URL is a secret until the job has run."""

    id: str | None = None
    presigned_url: str | None = None
    headers: dict[str, str] | None = None
    self_uri: str | None = None

    def __repr__(self) -> str:
        return f"RegisterArchitectJobResponse(id={self.id!r}, presigned_url=<secret>)"


class JobMessageDetail(Body, frozen=True):
    """A request that the publish made for a reference and that failed. May hold customer data: do not log it."""

    type: str | None = None
    url: str | None = None
    method: str | None = None
    request_body: str | None = None
    status_code: int | None = None
    status_message: str | None = None
    correlation_id: str | None = None
    response_body: str | None = None
    error_code: str | None = None
    error_message: str | None = None


class ArchitectJobMessage(Body, frozen=True):
    """A line of the job's log. `type` is Error, Warning or Unknown."""

    date_time: str | None = None
    type: str | None = None
    text: str | None = None
    details: tuple[JobMessageDetail, ...] | None = None


class ArchitectJobStateResponse(Body, frozen=True):
    """A publish job. `status` is Registered, Started, Success or Failure; `messages` come with `expand=messages`."""

    id: str | None = None
    flow: Ref | None = None
    status: str | None = None
    command: str | None = None
    messages: tuple[ArchitectJobMessage, ...] | None = None
    self_uri: str | None = None


class JobFlowReference(Body, frozen=True):
    """A flow by `id`, or by `name` and `type`; without `version` the latest saved one."""

    id: str | None = None
    name: str | None = None
    type: str | None = None
    version: str | None = None


class ExportDetails(Body, frozen=True):
    """One flow of an export. `file_name` is `[A-Za-z0-9_-]+`; `export_type` is Yaml (default) or Architect."""

    flow: JobFlowReference | None = None
    file_name: str | None = None
    export_type: str | None = None


class RegisterArchitectExportJob(Body, frozen=True):
    """The flows to export in one job."""

    flows: tuple[ExportDetails, ...] | None = None


class RegisterArchitectExportJobResponse(Body, frozen=True):
    """A registered export."""

    id: str | None = None
    status: str | None = None
    total_flows: int | None = None
    self_uri: str | None = None


class ArchitectExportJobStateResponse(Body, frozen=True):
    """An export. `download_url` is signed: plain YAML for one flow, a zip for several."""

    id: str | None = None
    status: str | None = None
    command: str | None = None
    download_url: str | None = None
    messages: tuple[ArchitectJobMessage, ...] | None = None
    self_uri: str | None = None

    def __repr__(self) -> str:
        return f"ArchitectExportJobStateResponse(id={self.id!r}, status={self.status!r}, download_url=<secret>)"


class ValidateDetails(Body, frozen=True):
    """One flow of a validation; it must exist in the org."""

    flow: JobFlowReference | None = None


class RegisterArchitectValidateJob(Body, frozen=True):
    """The flows to validate in one job."""

    flows: tuple[ValidateDetails, ...] | None = None


class RegisterArchitectValidateJobResponse(Body, frozen=True):
    """A registered validation."""

    id: str | None = None
    status: str | None = None
    total_flows: int | None = None
    self_uri: str | None = None


class ArchitectValidateJobStateResponse(Body, frozen=True):
    """A validation; it has messages and neither a flow nor a URL."""

    id: str | None = None
    status: str | None = None
    command: str | None = None
    messages: tuple[ArchitectJobMessage, ...] | None = None
    self_uri: str | None = None
