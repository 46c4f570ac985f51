"""Publish and export jobs, and how seldom they are asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import pairwise

import httpx2
import pytest

from callflows.genesys import JobFailed, JobTimedOut, NotConnected, PublishPacer, UnexpectedAnswer, resources
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer, now


class Jobs:
    """An org whose publish takes `seconds(n)` from the upload of job n."""

    def __init__(self, seconds, *, failure: tuple[dict, ...] = ()) -> None:
        self._seconds = seconds if callable(seconds) else lambda _: seconds
        self._failure = failure
        self._registered = 0
        self._ends: dict[str, float] = {}
        self.uploads: dict[str, bytes] = {}
        self.asked: Counter[str] = Counter()

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        await asyncio.sleep(0.02)
        if request.method == "POST":
            self._registered += 1
            job = f"j{self._registered}"
            headers = {"x-amz-a": job, "X-Amz-Meta-CorrelationId": f"c-{job}"}
            return answer(202, {"id": job, "presignedUrl": f"http://127.0.0.1:1/up/{job}", "headers": headers})
        job = path.rsplit("/", 1)[1]
        if request.method == "PUT":
            assert request.headers["x-amz-a"] == job
            self.uploads[job] = request.content
            self._ends[job] = now() + self._seconds(int(job[1:]))
            return answer(200)
        self.asked[job] += 1
        assert request.url.params["expand"] == "messages"
        if now() < self._ends[job]:
            return answer(200, {"id": job, "status": "Started"})
        if self._failure:
            return answer(200, {"id": job, "status": "Failure", "messages": list(self._failure)})
        return answer(200, {"id": job, "status": "Success", "flow": {"id": f"flow-{job}"}})


def publish_many(number: int, seconds, *, at_once: int = 20) -> tuple[float, float, Jobs]:
    """Requests per flow (uploads aside), the time of the whole run, the org."""

    async def scenario():
        jobs = Jobs(seconds)
        pacer = PublishPacer()
        places = asyncio.Semaphore(at_once)
        org = Org(jobs)

        async def one(client) -> None:
            async with places:
                await resources.publish(client, "inboundCall:", pacer=pacer)

        async with org.client() as client, asyncio.TaskGroup() as tasks:
            for _ in range(number):
                tasks.create_task(one(client))
        return client.requests.calls / number, now(), jobs

    return run_virtual(scenario())


def test_a_publish_gives_the_flow():
    async def scenario():
        jobs = Jobs(1.0)
        async with Org(jobs).client() as client:
            state = await resources.publish(client, "inboundCall: {name: Ä}", pacer=PublishPacer())
        return state.flow.id, jobs.uploads

    assert run_virtual(scenario()) == ("flow-j1", {"j1": "inboundCall: {name: Ä}".encode()})


@pytest.mark.parametrize("at_once", [5, 20, 200])
def test_two_hundred_publishes_of_five_seconds_cost_little_more_than_one_poll_each(at_once: int):
    per_flow, seconds, _ = publish_many(200, 5.0, at_once=at_once)
    assert per_flow <= 2.5
    allowed_by_budget = 200 * per_flow / 300 * 60
    allowed_by_places = 200 / at_once * 5.0
    assert seconds <= max(allowed_by_budget, allowed_by_places) * 1.1 + 10


@pytest.mark.parametrize("took", [0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0])
@pytest.mark.parametrize(("number", "at_once"), [(12, 100), (200, 100), (100, 20)])
def test_other_times_cost_as_little(number: int, at_once: int, took: float):
    """Even a dozen flows, where the search for the duration weighs most, and nobody waits long for what is done."""
    per_flow, seconds, _ = publish_many(number, took, at_once=at_once)
    assert per_flow <= 3.2
    batches, windows = -(-number // at_once), number * per_flow // 300
    assert seconds <= 1.36 * batches * took + 60 * windows + 2


def test_a_scout_that_hangs_holds_up_nobody():
    async def scenario():
        ended: list[float] = []

        async def one(client) -> None:
            await resources.publish(client, "inboundCall:", pacer=pacer)
            ended.append(now())

        pacer = PublishPacer()
        async with Org(Jobs(lambda n: 10_000.0 if n == 1 else 20.0)).client() as client:
            tasks = [asyncio.ensure_future(one(client)) for _ in range(40)]
            await asyncio.wait(tasks, timeout=60)
            tasks[0].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return ended

    ended = run_virtual(scenario())
    assert len(ended) == 39
    assert max(ended) <= 1.36 * 20.0


def test_when_the_network_goes_all_jobs_find_out_at_the_same_time():
    async def scenario():
        jobs = Jobs(1000.0)

        async def reply(request: httpx2.Request) -> httpx2.Response:
            if now() > 5.0:
                raise httpx2.ConnectError("refused", request=request)
            return await jobs(request)

        pacer = PublishPacer()
        async with Org(reply).client() as client:
            publishes = [resources.publish(client, "inboundCall:", pacer=pacer) for _ in range(40)]
            ends = await asyncio.gather(*publishes, return_exceptions=True)
        return {type(end) for end in ends}, now()

    kinds, seconds = run_virtual(scenario())
    assert kinds == {NotConnected}
    assert seconds <= 2 * sum((0.5, 1, 2, 4, 8)) + 10


def test_a_job_that_was_begun_earlier_teaches_nothing():
    async def scenario():
        org = Org(Jobs(6.0))
        async with org.client() as client:
            job = await resources.register_job(client)
            await resources.upload_job(client, job, "x")
            await asyncio.sleep(5.9)
            pacer = PublishPacer()
            await resources.wait_for_job(client, job.id, pacer=pacer, whole=False)
        return pacer.first

    assert run_virtual(scenario()) is None


def test_times_that_differ_are_asked_seldom_too():
    assert publish_many(200, lambda n: 3.0 + (n * 7 % 5))[0] <= 3.2


def test_a_change_of_pace_is_followed():
    _, _, jobs = publish_many(200, lambda n: 2.0 if n <= 100 else 9.0, at_once=10)
    late = [jobs.asked[f"j{number}"] for number in range(160, 201)]
    assert sum(late) / len(late) <= 1.6


def test_a_publish_without_delay_is_seen_at_once():
    _, seconds, _ = publish_many(1, 0.0)
    assert seconds <= 0.5
    assert publish_many(12, 0.0)[1] <= 1.5


def test_one_slow_publish_does_not_slow_the_others():
    per_flow, seconds, _ = publish_many(60, lambda n: 120.0 if n == 30 else 5.0, at_once=10)
    assert per_flow <= 3.2
    assert seconds <= 160


def test_the_others_do_not_wait_for_a_scout_that_is_gone():
    async def scenario():
        pacer = PublishPacer()
        with pytest.raises(RuntimeError), pacer.watch():
            raise RuntimeError
        with pacer.watch() as watch:
            await watch.wait()
        return now()

    assert run_virtual(scenario()) == 0.25


def test_a_job_is_asked_at_most_every_fifteen_seconds_and_given_up_after_sixteen_minutes():
    async def scenario():
        jobs = Jobs(10**9)
        org = Org(jobs)
        async with org.client() as client:
            job = await resources.register_job(client)
            await resources.upload_job(client, job, "x")
            with pytest.raises(JobTimedOut) as caught:
                await resources.wait_for_job(client, job.id, pacer=PublishPacer())
        polls = [moment for moment, method, _ in org.seen if method == "GET"]
        return caught.value, now(), max(b - a for a, b in pairwise(polls))

    error, seconds, longest = run_virtual(scenario())
    assert error.job_id == "j1"
    assert str(error) == f"publish job j1 is still Started after {seconds:.0f} s"
    assert 960 <= seconds <= 976
    assert longest <= 15.1


def test_a_failed_publish_says_why():
    lines = (
        {"type": "Warning", "text": "old syntax"},
        {"type": "Error", "text": "queue 'Sales' not found"},
        {"type": "Error", "text": "2 errors"},
    )

    async def scenario():
        async with Org(Jobs(0.0, failure=lines)).client() as client:
            with pytest.raises(JobFailed) as caught:
                await resources.publish(client, "x", pacer=PublishPacer())
        return caught.value

    error = run_virtual(scenario())
    assert error.messages == ("queue 'Sales' not found", "2 errors")
    assert str(error) == "publish job j1 failed: queue 'Sales' not found\n2 errors (correlation id c-j1)"
    assert error.correlation_id == "c-j1"
    assert not error.retryable


@pytest.mark.parametrize(
    ("text", "busy"),
    [
        ("could not find the flow with id 7f. Archy failed to publish … exit code: 107", True),
        ("could not find the flow with id 7f", False),
        ("Archy failed … exit code: 107", False),
    ],
)
def test_a_limit_behind_the_job_is_told_from_a_fault_of_the_flow(text: str, busy: bool):
    assert resources.backend_was_busy((text,)) is busy


def test_a_job_without_a_reason_says_so():
    assert str(resources.job_failed("publish", "j1", None)) == "publish job j1 failed: the job gave no reason"


def test_stubs_are_asked_for_only_when_wanted():
    async def scenario():
        org = Org(Jobs(0.0))
        async with org.client() as client:
            await resources.register_job(client)
            await resources.register_job(client, create_stubs=True)
        return [request.content for request in org.requests]

    assert run_virtual(scenario()) == [b"", b'{"createStubs":true}']


def test_a_registration_without_a_url_is_an_error():
    async def scenario():
        async with Org([answer(202, {"id": "j"})]).client() as client:
            await resources.register_job(client)

    with pytest.raises(UnexpectedAnswer, match="no job id or no upload URL"):
        run_virtual(scenario())


def exported(*replies: httpx2.Response):
    async def scenario():
        org = Org(replies)
        async with org.client() as client:
            text = await resources.export_flow(client, "f1", "3.0")
        return text, org

    return run_virtual(scenario())


def test_an_export_gives_the_yaml():
    text, org = exported(
        answer(202, {"id": "e1", "status": "Registered"}),
        answer(200, {"id": "e1", "status": "Registered"}),
        answer(200, {"id": "e1", "status": "Started"}),
        answer(200, {"id": "e1", "status": "Success", "downloadUrl": "http://127.0.0.1:1/down/e1?sig=x"}),
        httpx2.Response(200, content="commonModule:\n  name: Ä\n".encode()),
    )
    assert text == "commonModule:\n  name: Ä\n"
    assert org.requests[0].content == b'{"flows":[{"flow":{"id":"f1","version":"3.0"}}]}'
    assert [(moment, method) for moment, method, _ in org.seen] == [
        (0.0, "POST"),
        (0.25, "GET"),
        (0.75, "GET"),
        (1.75, "GET"),
        (1.75, "GET"),
    ]
    assert "Authorization" not in org.requests[-1].headers


def test_an_export_that_fails_says_why():
    with pytest.raises(JobFailed, match="export job e1 failed: no such version"):
        exported(
            answer(202, {"id": "e1"}),
            answer(200, {"id": "e1", "status": "Failure", "messages": [{"type": "Error", "text": "no such version"}]}),
        )


def test_an_export_that_never_ends_is_given_up():
    with pytest.raises(JobTimedOut, match="export job e1 is still Started"):
        exported(answer(202, {"id": "e1"}), *[answer(200, {"id": "e1", "status": "Started"})] * 40)


def test_an_export_that_is_not_text_is_an_error():
    with pytest.raises(UnexpectedAnswer, match="not UTF-8"):
        exported(
            answer(202, {"id": "e1"}),
            answer(200, {"id": "e1", "status": "Success", "downloadUrl": "http://127.0.0.1:1/down"}),
            httpx2.Response(200, content=b"PK\xff\xfe"),
        )
