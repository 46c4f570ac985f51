"""Export jobs: a flow's YAML as the org has it."""

from __future__ import annotations

import asyncio

from callflows.api import operation, wire
from callflows.genesys.client import Client
from callflows.genesys.errors import JobTimedOut, UnexpectedAnswer
from callflows.genesys.resources.jobs import job_failed

LONGEST_EXPORT = 180.0
"""Seconds after which an export is given up."""

_SHORTEST, _FACTOR, _LAST = 0.25, 2.0, 10.0

_REGISTER = operation("post_flows_export_jobs", wire.RegisterArchitectExportJobResponse)
_STATE = operation("get_flows_export_job", wire.ArchitectExportJobStateResponse)


async def export_flow(client: Client, id: str, version: str | None = None) -> str:
    """The YAML of a flow. Without `version` the latest saved one, which may be newer than the published.

    Raises `JobFailed`, `JobTimedOut`, and what the requests raise.
    """
    flow = wire.JobFlowReference(id=id, version=version)
    body = wire.RegisterArchitectExportJob(flows=(wire.ExportDetails(flow=flow),))
    job = await client.call(_REGISTER, body=body)
    state = await _ended(client, job.id or "")
    if state.status == wire.FAILURE:
        raise job_failed("export", state.id or "", state.messages)
    if not state.download_url:
        raise UnexpectedAnswer(f"export job {state.id} succeeded without a download URL")
    data = await client.download(state.download_url)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnexpectedAnswer(f"export job {state.id}: the file is not UTF-8 text") from None


async def _ended(client: Client, id: str) -> wire.ArchitectExportJobStateResponse:
    loop = asyncio.get_running_loop()
    began, pause = loop.time(), client.job_wait
    while True:
        await asyncio.sleep(pause)
        state = await client.call(_STATE, path={"jobId": id}, query={"expand": ["messages"]})
        if state.status in (wire.SUCCESS, wire.FAILURE):
            return state
        waited = loop.time() - began
        if waited >= LONGEST_EXPORT:
            raise JobTimedOut("export", id, waited, state.status or "")
        pause = min(max(pause * _FACTOR, _SHORTEST), _LAST)
