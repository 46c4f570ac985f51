"""Publish jobs, told to whoever keeps a journal, and read as an outcome."""

from __future__ import annotations

import asyncio
from typing import Protocol

import msgspec

from callflows.api import wire
from callflows.genesys import (
    Client,
    PublishPacer,
    correlation_of,
    job_failed,
    job_state,
    register_job,
    upload_job,
    wait_for_job,
)

ATTEMPTS = 4
"""How often a job is started that failed because the org itself was over a limit."""
BUSY_SECONDS = 10.0
ARRIVAL_SECONDS = 60.0
ARRIVAL_STEP = 5.0


class JobEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How a job ended: the id of the flow that it published, or the reasons why it did not. `busy`: the org was over a
    limit of its own, so the same job may work later. `correlation_id` is for Genesys Cloud's support, "" where an
    earlier run registered the job."""

    flow_id: str = ""
    messages: tuple[str, ...] = ()
    busy: bool = False
    warnings: tuple[str, ...] = ()
    correlation_id: str = ""

    @property
    def reason(self) -> str:
        """Why nothing was published, for people."""
        why = "; ".join(self.messages) or "the publish job failed without a reason"
        return f"{why} (correlation id {self.correlation_id})" if self.correlation_id else why


class Steps(Protocol):
    """Told before and after each step that matters to whoever continues an interrupted publish."""

    def registering(self) -> None: ...
    def registered(self, job_id: str) -> None: ...
    def uploading(self) -> None: ...
    def uploaded(self) -> None: ...


class NoSteps:
    """For a publish without a journal."""

    def registering(self) -> None:
        """Nothing is kept."""

    def registered(self, job_id: str) -> None:
        """Nothing is kept."""

    def uploading(self) -> None:
        """Nothing is kept."""

    def uploaded(self) -> None:
        """Nothing is kept."""


class Publisher:
    """Publishes through one client; all its jobs share what is learned of how long a publish takes."""

    def __init__(self, client: Client, *, create_stubs: bool = False) -> None:
        self._client = client
        self._create_stubs = create_stubs
        self._pacer = PublishPacer(client.job_wait)

    async def publish(self, yaml: str, steps: Steps | None = None) -> JobEnd:
        """Publish one flow and wait until the job has ended. A job that fails for a limit of the org (a 429 in
        disguise) is started again. Raises the client's errors, `JobTimedOut` among them."""
        told = steps or NoSteps()
        for attempt in range(1, ATTEMPTS + 1):
            end = await self._once(yaml, told)
            if not end.busy or attempt == ATTEMPTS:
                return end
            await asyncio.sleep(BUSY_SECONDS * attempt)
        raise AssertionError("the last attempt returns")

    async def _once(self, yaml: str, steps: Steps) -> JobEnd:
        steps.registering()
        job = await register_job(self._client, create_stubs=self._create_stubs)
        steps.registered(job.id or "")
        steps.uploading()
        await upload_job(self._client, job, yaml)
        steps.uploaded()
        state = await wait_for_job(self._client, job.id or "", pacer=self._pacer)
        return _end(state, correlation_of(job))

    async def settle(self, job_id: str, *, uploaded: bool) -> JobEnd | None:
        """How a job ended that somebody began earlier; None when it certainly will not run: nothing was uploaded.

        `uploaded` says that the upload was confirmed. Otherwise it may still be on its way, and a job that says
        Registered is asked for a minute more before it is given up (Genesys Cloud: how long after an upload a job
        says Registered is not documented). Raises the client's errors; NotFound when the job is forgotten.
        """
        loop = asyncio.get_running_loop()
        began = loop.time()
        state = await job_state(self._client, job_id)
        while state.status == wire.REGISTERED and not uploaded:
            if loop.time() - began >= ARRIVAL_SECONDS:
                return None
            await asyncio.sleep(ARRIVAL_STEP)
            state = await job_state(self._client, job_id)
        if state.status not in (wire.SUCCESS, wire.FAILURE):
            state = await wait_for_job(self._client, job_id, pacer=self._pacer, whole=False)
        return _end(state)


def _end(state: wire.ArchitectJobStateResponse, correlation_id: str = "") -> JobEnd:
    if state.status == wire.SUCCESS:
        lines = [line for line in state.messages or () if (line.type or "").lower() == "warning"]
        flow_id = (state.flow.id or "") if state.flow else ""
        return JobEnd(flow_id=flow_id, warnings=tuple(line.text for line in lines if line.text))
    failed = job_failed("publish", state.id or "", state.messages)
    return JobEnd(messages=failed.messages, busy=failed.retryable, correlation_id=correlation_id)
