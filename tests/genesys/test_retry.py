"""What is sent again, after which wait, and what is not."""

from __future__ import annotations

import asyncio
import contextlib

import httpx2
import pytest

from callflows.api import OPERATIONS, wire
from callflows.genesys import (
    ApiError,
    Budget,
    ConnectionLost,
    GenesysError,
    RetryPolicy,
    StorageRefused,
    TimedOut,
    Timeouts,
)
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer

GET = ("get_flow", {"path": {"flowId": "f"}})
REGISTER = ("post_flows_jobs", {})
POST = ("post_flows_actions_unlock", {"query": {"flow": "f"}})
DELETE = ("delete_flow", {"path": {"flowId": "f"}})
PUT_FLOW = ("put_flow", {"path": {"flowId": "f"}, "body": wire.Flow(name="x")})
PUT_IVR = ("put_architect_ivr", {"path": {"ivrId": "i"}, "body": wire.IVR(name="x", version=1)})

REFUSED = httpx2.ConnectError("refused")
RESET = httpx2.ReadError("reset")
SLOW = httpx2.ReadTimeout("slow")


def attempts(operation, trouble: httpx2.Response | Exception) -> int:
    """How often the operation is sent when the first answer is trouble and the next is good."""
    name, given = operation

    async def scenario():
        org = Org([trouble, answer(200, {"id": "x", "presignedUrl": "http://127.0.0.1:1/s"})])
        async with org.client() as client:
            with contextlib.suppress(GenesysError):
                await client.call(OPERATIONS[name], **given)
        return len(org.seen)

    return run_virtual(scenario())


@pytest.mark.parametrize(
    ("operation", "repeated"),
    [
        (GET, {408, 429, 500, 502, 503, 504, "refused", "reset", "slow"}),
        (REGISTER, {429, 503, "refused"}),
        (POST, {429, "refused"}),
        (DELETE, {429, "refused"}),
        (PUT_FLOW, {408, 429, 500, 502, 503, 504, "refused", "reset", "slow"}),
        (PUT_IVR, {429, "refused"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_is_sent_again(operation, repeated: set):
    troubles: dict[object, httpx2.Response | Exception] = {"refused": REFUSED, "reset": RESET, "slow": SLOW}
    troubles |= {status: answer(status) for status in (400, 403, 404, 408, 409, 429, 500, 501, 502, 503, 504)}
    assert {name for name, trouble in troubles.items() if attempts(operation, trouble) == 2} == repeated


def times(replies, *, random=lambda: 1.0, **policy) -> tuple[list[float], GenesysError | None]:
    """When the attempts of a GET were made, and how it ended."""

    async def scenario():
        org = Org(replies)
        async with org.client(retry=RetryPolicy(**policy), random=random) as client:
            try:
                await client.call(OPERATIONS["get_flow"], path={"flowId": "f"})
            except GenesysError as error:
                return [seen[0] for seen in org.seen], error
        return [seen[0] for seen in org.seen], None

    return run_virtual(scenario())


def test_the_bound_of_the_wait_doubles_up_to_the_longest():
    seen, error = times([answer(503)] * 6, attempts=6, first=1.0, longest=5.0)
    assert seen == [0.0, 1.0, 3.0, 7.0, 12.0, 17.0]
    assert isinstance(error, ApiError)
    assert error.status == 503


def test_the_wait_is_random_between_nothing_and_the_bound():
    numbers = iter([0.0, 0.25, 0.5])
    assert times([answer(503)] * 3 + [answer(200, {})], random=lambda: next(numbers), first=1.0) == (
        [0.0, 0.0, 0.5, 2.5],
        None,
    )


@pytest.mark.parametrize("status", [429, 503])
def test_the_servers_own_wait_is_kept(status: int):
    assert times([answer(status, Retry_After="42"), answer(200, {})]) == ([0.0, 42.0], None)


def test_a_wait_beyond_the_total_time_is_not_begun():
    seen, error = times([answer(503, Retry_After="61")], total=60.0)
    assert seen == [0.0]
    assert error is not None
    assert error.retry_after == 61.0


def test_the_total_time_caps_the_attempts():
    seen, _ = times([answer(503)] * 9, attempts=9, first=10.0, longest=10.0, total=35.0)
    assert seen == [0.0, 10.0, 20.0, 30.0]


def test_waiting_for_the_budget_is_not_counted_as_trying():
    async def scenario():
        async def reply(_: httpx2.Request) -> httpx2.Response:
            return answer(503) if len(org.seen) == 2 else answer(200, {})

        org = Org(reply)
        async with org.client(retry=RetryPolicy(total=30.0), budget=Budget(allowed=1, reserve=0)) as client:
            for _ in range(2):
                await client.call(OPERATIONS["get_flow"], path={"flowId": "f"})
        return [seen[0] for seen in org.seen]

    assert run_virtual(scenario()) == [0.0, 60.0, 120.0]


def test_an_attempt_has_a_time_out_whatever_the_transport():
    async def never(_: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async def scenario():
        org = Org(never)
        async with org.client(retry=RetryPolicy(attempts=2, first=1.0), timeouts=Timeouts(call=30.0)) as client:
            with pytest.raises(TimedOut) as caught:
                await client.call(OPERATIONS["get_flow"], path={"flowId": "f"})
        return [seen[0] for seen in org.seen], caught.value

    seen, error = run_virtual(scenario())
    assert seen == [0.0, 31.0]
    assert str(error) == "GET /api/v2/flows/{flowId}: no answer in time (127.0.0.1:1: TimeoutError)"


def test_an_upload_is_sent_again_with_exactly_its_headers():
    async def scenario():
        org = Org([answer(500), RESET, answer(403), answer(200)])
        async with org.client() as client:
            with pytest.raises(StorageRefused) as caught:
                await client.upload("http://127.0.0.1:1/s?X-Amz-Signature=hush", {"x-amz-meta-jobid": "j"}, b"yaml")
            counted = client.requests
        return org, caught.value, counted

    org, error, counted = run_virtual(scenario())
    assert [(request.method, request.content) for request in org.requests] == [("PUT", b"yaml")] * 3
    assert all(request.headers["x-amz-meta-jobid"] == "j" for request in org.requests)
    assert not any({"Authorization", "Content-Type"} & set(request.headers) for request in org.requests)
    assert org.logins == []
    assert (counted.uploads, counted.calls, counted.retries) == (3, 0, 2)
    assert str(error) == "the storage answered 403 to PUT of a signed URL"


def test_a_lost_post_is_told_as_it_is():
    async def scenario():
        org = Org([RESET])
        async with org.client() as client:
            with pytest.raises(ConnectionLost) as caught:
                await client.call(OPERATIONS["post_flows_jobs"])
        return caught.value

    error = run_virtual(scenario())
    assert (error.sent, error.retryable, error.status) == (True, True, 0)
    assert str(error) == "POST /api/v2/flows/jobs: the connection broke (127.0.0.1:1: reset)"


def test_a_cancelled_call_gives_its_place_back():
    async def never(_: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async def scenario():
        org = Org(never)
        async with org.client(concurrency=1) as client:
            for _ in range(2):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(1):
                        await client.call(OPERATIONS["get_flow"], path={"flowId": "f"})
            return len(org.seen), client.budget.free

    assert run_virtual(scenario()) == (2, 293)
