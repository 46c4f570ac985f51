"""Publish jobs: the one supported way to bring YAML into an org."""

from __future__ import annotations

import asyncio

from callflows.api import operation, wire
from callflows.genesys.client import Client
from callflows.genesys.errors import JobFailed, JobTimedOut, UnexpectedAnswer
from callflows.genesys.pacing import LONGEST_JOB, PublishPacer

_REGISTER = operation("post_flows_jobs", wire.RegisterArchitectJobResponse)
_STATE = operation("get_flows_job", wire.ArchitectJobStateResponse)


async def register_job(client: Client, *, create_stubs: bool = False) -> wire.RegisterArchitectJobResponse:
    """Register a publish job. Nothing runs until the YAML is uploaded."""
    body = wire.RegisterArchitectJobRequest(create_stubs=True) if create_stubs else None
    registered = await client.call(_REGISTER, body=body)
    if not registered.id or not registered.presigned_url:
        raise UnexpectedAnswer("POST /api/v2/flows/jobs: the answer has no job id or no upload URL")
    return registered


async def upload_job(client: Client, job: wire.RegisterArchitectJobResponse, yaml: str | bytes) -> None:
    """Upload the YAML of a registered job; the job then starts."""
    data = yaml.encode() if isinstance(yaml, str) else yaml
    await client.upload(job.presigned_url or "", job.headers or {}, data)


async def job_state(client: Client, id: str) -> wire.ArchitectJobStateResponse:
    """The job with its messages."""
    return await client.call(_STATE, path={"jobId": id}, query={"expand": ["messages"]})


async def wait_for_job(
    client: Client, id: str, *, pacer: PublishPacer, longest: float = LONGEST_JOB, whole: bool = True
) -> wire.ArchitectJobStateResponse:
    """The job when it has ended, with Success or Failure. Call it when the upload is done: the pacer's time starts now.
    `whole` is False for a job that was begun earlier, from which the pacer has nothing to learn.

    Raises `JobTimedOut` after `longest` seconds.
    """
    began = asyncio.get_running_loop().time()
    with pacer.watch(whole=whole) as watch:
        while True:
            await watch.wait()
            state = await job_state(client, id)
            ended = state.status in (wire.SUCCESS, wire.FAILURE)
            watch.polled(ended=ended)
            if ended:
                return state
            waited = asyncio.get_running_loop().time() - began
            if waited >= longest:
                raise JobTimedOut("publish", id, waited, state.status or "")


async def publish(
    client: Client, yaml: str | bytes, *, pacer: PublishPacer, create_stubs: bool = False
) -> wire.ArchitectJobStateResponse:
    """Publish one flow and give the job that did it; `flow.id` is the flow's id.

    Raises `JobFailed` with the job's messages, `JobTimedOut`, and what the requests raise.
    """
    job = await register_job(client, create_stubs=create_stubs)
    await upload_job(client, job, yaml)
    state = await wait_for_job(client, job.id or "", pacer=pacer)
    if state.status == wire.FAILURE:
        raise job_failed("publish", job.id or "", state.messages, correlation_id=correlation_of(job))
    return state


def correlation_of(job: wire.RegisterArchitectJobResponse) -> str:
    """The correlation id of a registered job; Genesys Cloud has it among the headers of the upload."""
    headers = {name.lower(): value for name, value in (job.headers or {}).items()}
    return headers.get("x-amz-meta-correlationid", "")


def job_failed(
    kind: str, id: str, messages: tuple[wire.ArchitectJobMessage, ...] | None, *, correlation_id: str = ""
) -> JobFailed:
    """The error for a job that ended with Failure: its lines of type Error, or all lines where none is."""
    lines = messages or ()
    wrong = [line for line in lines if (line.type or "").lower() == "error"] or lines
    texts = tuple(line.text for line in wrong if line.text)
    return JobFailed(kind, id, texts, retryable=backend_was_busy(texts), correlation_id=correlation_id)


def backend_was_busy(messages: tuple[str, ...]) -> bool:
    """Whether a job failed for a request limit behind it, which shows as a flow that cannot be found."""
    text = "\n".join(messages).lower()
    return "could not find the flow with id" in text and "exit code: 107" in text
