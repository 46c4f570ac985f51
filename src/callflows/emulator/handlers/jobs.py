"""Publish, export and validate jobs, and the storage that they upload to and download from."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from callflows.api import Host, Operation, wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.org import iso
from callflows.store import Conflict, JobRecord, NotFound

_STATES = {"registered": wire.REGISTERED, "started": wire.STARTED, "success": wire.SUCCESS, "failure": wire.FAILURE}
_FILE_NAME = re.compile(r"[A-Za-z0-9_-]+")
_MOST_FLOWS = 100
_KEPT = timedelta(days=7)


def post_flows_jobs(ask: Ask) -> Answer:
    """Register a publish job. Genesys Cloud: the headers are signed and must come back as they are."""
    given = ask.body(wire.RegisterArchitectJobRequest)
    job = _new_job(ask, "publish", create_stubs=bool(given.create_stubs))
    store = ask.org.store
    store.jobs.drop_older(ask.now - _KEPT)
    store.jobs.create(job)
    seconds = ask.org.options.upload_seconds
    url = f"{ask.base_url}/storage/flow-jobs/{job.id}?X-Amz-Expires={seconds}&X-Amz-Signature={job.signature}"
    answer = wire.RegisterArchitectJobResponse(
        id=job.id, presigned_url=url, headers=_upload_headers(ask, job), self_uri=f"/api/v2/flows/jobs/{job.id}"
    )
    return ok(answer, 202)


def put_storage_upload(ask: Ask) -> Answer:
    """The upload. Sending it twice is one job: the second one is answered like the first and changes nothing."""
    job = _stored_job(ask)
    expected = _upload_headers(ask, job)
    if any(ask.headers.get(name.encode(), b"").decode("latin-1") != value for name, value in expected.items()):
        raise Refusal("not.authorized", message="SignatureDoesNotMatch: the signed headers are missing or changed.")
    if job.state == "registered" and ask.now > job.registered_at + timedelta(seconds=ask.org.options.upload_seconds):
        raise Refusal("not.authorized", message="AccessDenied: Request has expired.")
    due = ask.now + timedelta(seconds=ask.org.options.publish_seconds)
    try:
        ask.org.store.jobs.start(job.id, ask.data, due_at=due)
    except Conflict:
        return Answer(200)
    return Answer(200)


def get_storage_export(ask: Ask) -> Answer:
    """The download of a finished export."""
    job = _stored_job(ask)
    if job.result is None:
        raise Refusal("not.found")
    return Answer(200, job.result, job.result_type.encode())


def get_flows_job(ask: Ask) -> Answer:
    job = _job(ask, "publish")
    flow = wire.Ref(id=job.flow_id, self_uri=f"/api/v2/flows/{job.flow_id}") if job.flow_id else None
    return ok(
        wire.ArchitectJobStateResponse(
            id=job.id,
            flow=flow,
            status=_STATES[job.state],
            command="Publish",
            messages=_messages(ask, job),
            self_uri=f"/api/v2/flows/jobs/{job.id}",
        )
    )


def post_flows_export_jobs(ask: Ask) -> Answer:
    given = ask.body(wire.RegisterArchitectExportJob)
    flows = given.flows or ()
    _check_flows(tuple(item.flow for item in flows))
    for item in flows:
        if item.file_name is not None and not _FILE_NAME.fullmatch(item.file_name):
            raise Refusal("invalid.value", item.file_name, "fileName", "[A-Za-z0-9_-]+")
        if item.export_type not in (None, "Yaml"):
            raise Refusal("invalid.value", item.export_type or "", "exportType", "Yaml")
    job = _new_job(ask, "export", request=wire.encode(given).decode())
    ask.org.store.jobs.create(job)
    answer = wire.RegisterArchitectExportJobResponse(
        id=job.id,
        status=wire.REGISTERED,
        total_flows=len(flows),
        self_uri=f"/api/v2/flows/export/jobs/{job.id}",
    )
    return ok(answer, 202)


def get_flows_export_job(ask: Ask) -> Answer:
    job = _job(ask, "export")
    url = f"{ask.base_url}/storage/exports/{job.id}?X-Amz-Signature={job.signature}" if job.result is not None else None
    return ok(
        wire.ArchitectExportJobStateResponse(
            id=job.id,
            status=_STATES[job.state],
            command="Export",
            download_url=url,
            messages=_messages(ask, job),
            self_uri=f"/api/v2/flows/export/jobs/{job.id}",
        )
    )


def post_flows_validate_jobs(ask: Ask) -> Answer:
    """Validates flows that are in the org (Genesys Cloud: not a file)."""
    given = ask.body(wire.RegisterArchitectValidateJob)
    flows = given.flows or ()
    _check_flows(tuple(item.flow for item in flows))
    job = _new_job(ask, "validate", request=wire.encode(given).decode())
    ask.org.store.jobs.create(job)
    answer = wire.RegisterArchitectValidateJobResponse(
        id=job.id,
        status=wire.REGISTERED,
        total_flows=len(flows),
        self_uri=f"/api/v2/flows/validate/jobs/{job.id}",
    )
    return ok(answer, 202)


def get_flows_validate_job(ask: Ask) -> Answer:
    job = _job(ask, "validate")
    return ok(
        wire.ArchitectValidateJobStateResponse(
            id=job.id,
            status=_STATES[job.state],
            command="Validate",
            messages=_messages(ask, job),
            self_uri=f"/api/v2/flows/validate/jobs/{job.id}",
        )
    )


def _new_job(ask: Ask, kind: str, *, create_stubs: bool = False, request: str = "") -> JobRecord:
    """A publish job waits for its upload; the other kinds start at once."""
    waits = kind == "publish"
    return JobRecord(
        id=ask.org.options.new_id(),
        kind=kind,  # type: ignore[arg-type]
        state="registered" if waits else "started",
        client_id=ask.client.id,
        signature=secrets.token_hex(16),
        correlation_id=ask.correlation_id,
        create_stubs=create_stubs,
        request=request,
        registered_at=ask.now,
        due_at=None if waits else ask.now,
    )


def _upload_headers(ask: Ask, job: JobRecord) -> dict[str, str]:
    return {
        "x-amz-meta-jobid": job.id,
        "x-amz-meta-organizationid": ask.org.organization().id,
        "x-amz-meta-correlationid": job.correlation_id,
    }


def _stored_job(ask: Ask) -> JobRecord:
    try:
        job = ask.org.store.jobs.get(ask.path["jobId"])
    except NotFound:
        raise Refusal("not.found") from None
    if not secrets.compare_digest(ask.text("X-Amz-Signature").encode(), job.signature.encode()):
        raise Refusal("not.authorized", message="SignatureDoesNotMatch: the signature is not that of this address.")
    return job


def _job(ask: Ask, kind: str) -> JobRecord:
    try:
        job = ask.org.store.jobs.get(ask.path["jobId"])
    except NotFound:
        raise Refusal("not.found") from None
    if job.kind != kind:
        raise Refusal("not.found")
    return job


def _messages(ask: Ask, job: JobRecord) -> tuple[wire.ArchitectJobMessage, ...] | None:
    if "messages" not in ask.many("expand"):
        return None
    return tuple(
        wire.ArchitectJobMessage(date_time=iso(item.at), type=item.type, text=item.text) for item in job.messages
    )


def _check_flows(flows: tuple[wire.JobFlowReference | None, ...]) -> None:
    if not flows or any(flow is None or not (flow.id or (flow.name and flow.type)) for flow in flows):
        raise Refusal("bad.request", message="Each flow needs an id, or a name and a type.")
    if len(flows) > _MOST_FLOWS:
        raise Refusal("architect.batch.too.large")


HANDLERS = {
    function.__name__: function
    for function in (
        post_flows_jobs,
        get_flows_job,
        post_flows_export_jobs,
        get_flows_export_job,
        post_flows_validate_jobs,
        get_flows_validate_job,
    )
}

STORAGE = (
    (
        Operation[object](name="put_storage_upload", method="PUT", path="/storage/flow-jobs/{jobId}", host=Host.LOGIN),
        put_storage_upload,
    ),
    (
        Operation[object](name="get_storage_export", method="GET", path="/storage/exports/{jobId}", host=Host.LOGIN),
        get_storage_export,
    ),
)
