"""What jobs do when their time has come.

No thread waits for them. Whoever sends a request finds the jobs whose `due_at` has passed and processes
them first, in one transaction each, so that a job runs once however many processes look, and runs after
a restart as well.
"""

from __future__ import annotations

import io
import logging
import zipfile
from datetime import datetime

import msgspec

from callflows import architect, checks
from callflows.api import wire
from callflows.diagnostics import Diagnostic, Severity
from callflows.emulator.org import Org
from callflows.emulator.publishing.current import current_text
from callflows.emulator.publishing.directory import Directory
from callflows.emulator.publishing.lookup import Missing, flow_for, version_for
from callflows.emulator.publishing.publish import Document, Published, document, publish, report
from callflows.emulator.publishing.record import Author
from callflows.store import JobMessage, JobRecord

logger = logging.getLogger("callflows.emulator")
_SEVERITIES = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Unknown"}


def advance(org: Org, now: datetime) -> None:
    """Process every job that is due."""
    if org.cached.next_due is None or org.cached.next_due > now:
        return
    for job_id in org.store.jobs.due(now):
        _process(org, job_id, now)
    org.refresh()


def _process(org: Org, job_id: str, now: datetime) -> None:
    try:
        # Reading the file needs no lock, and takes most of the time.
        waiting = org.store.jobs.get(job_id)
        found = document(waiting.upload or b"") if waiting.kind == "publish" else None
        with org.store.write():
            job = org.store.jobs.claim(job_id)
            if job is not None:
                done = _run(org, job, now) if found is None else _publish(org, job, found, now)
                org.store.jobs.finish(msgspec.structs.replace(done, finished_at=now, upload=None))
    except Exception:  # the worker's outermost point: a job must end whatever happens in it
        logger.exception("job %s failed", job_id)
        text = "The job ended with an internal error; the server's log has it."
        with org.store.write():
            job = org.store.jobs.claim(job_id)
            if job is not None:
                message = JobMessage(at=now, type="Error", text=text)
                org.store.jobs.finish(
                    msgspec.structs.replace(job, state="failure", finished_at=now, messages=(message,))
                )


def _run(org: Org, job: JobRecord, now: datetime) -> JobRecord:
    return _export(org, job, now) if job.kind == "export" else _validate(org, job, now)


def _publish(org: Org, job: JobRecord, found: Document, now: datetime) -> JobRecord:
    author = Author(job.client_id, now, org.options.new_id)
    outcome = publish(org, found, author, stubs=job.create_stubs)
    if isinstance(outcome, Published):
        made = tuple(JobMessage(at=now, type="Warning", text=f"Created a stub: {stub}.") for stub in outcome.stubs)
        return msgspec.structs.replace(
            job,
            state="success",
            flow_id=outcome.flow.id,
            flow_version=outcome.version,
            messages=(*made, *_messages(outcome.remarks, now)),
        )
    flow_id = outcome.flow.id if outcome.flow else None
    return msgspec.structs.replace(job, state="failure", flow_id=flow_id, messages=_messages(outcome.diagnostics, now))


def _export(org: Org, job: JobRecord, now: datetime) -> JobRecord:
    wanted = wire.decode(job.request, wire.RegisterArchitectExportJob)
    files: list[tuple[str, str]] = []
    for item in wanted.flows or ():
        try:
            flow = flow_for(org.store, item.flow or wire.JobFlowReference())
            version = version_for(org.store, flow, item.flow.version if item.flow else None)
        except Missing as missing:
            message = JobMessage(at=now, type="Error", text=str(missing))
            return msgspec.structs.replace(job, state="failure", messages=(message,))
        text = current_text(org.store, flow, version)
        files.append((f"{item.file_name or _file_name(flow.name)}.yaml", text))
    if len(files) == 1:
        return msgspec.structs.replace(
            job, state="success", result=files[0][1].encode(), result_type="application/x-yaml"
        )
    return msgspec.structs.replace(job, state="success", result=_zip(files), result_type="application/zip")


def _validate(org: Org, job: JobRecord, now: datetime) -> JobRecord:
    wanted = wire.decode(job.request, wire.RegisterArchitectValidateJob)
    messages: list[JobMessage] = []
    for item in wanted.flows or ():
        try:
            flow = flow_for(org.store, item.flow or wire.JobFlowReference())
            version = version_for(org.store, flow, item.flow.version if item.flow else None)
        except Missing as missing:
            messages.append(JobMessage(at=now, type="Error", text=str(missing)))
            continue
        read = architect.read(version.yaml)
        found = read.diagnostics
        if read.flow is not None:
            found = (*found, *checks.check_flow(read.flow, read.source, known=Directory(org.store)))
        messages.extend(_messages(found, now))
    failed = any(message.type == "Error" for message in messages)
    return msgspec.structs.replace(job, state="failure" if failed else "success", messages=tuple(messages))


def _messages(diagnostics: tuple[Diagnostic, ...], now: datetime) -> tuple[JobMessage, ...]:
    return tuple(JobMessage(at=now, type=_SEVERITIES[item.severity], text=report(item)) for item in diagnostics)


def _zip(files: list[tuple[str, str]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(zipfile.ZipInfo(name), text)
    return packed.getvalue()


def _file_name(name: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in name)
