"""The request budget, against a server that counts in windows as Genesys Cloud does."""

from __future__ import annotations

import asyncio
import math

import httpx2
import pytest

from callflows.api import operation, wire
from callflows.genesys import Budget, RateLimited, RetryPolicy
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer, now

GET_FLOW = operation("get_flow", wire.Flow)
F1 = {"flowId": "f1"}


class Windows:
    """Counts per window of a minute that begins with the first request after the last one."""

    def __init__(self, allowed: int = 300, *, headers: bool = True, latency: float = 0.05) -> None:
        self.allowed = allowed
        self.headers = headers
        self.latency = latency
        self.ends = 0.0
        self.count = 0
        self.refused = 0
        self.accepted: list[float] = []

    async def __call__(self, _: httpx2.Request) -> httpx2.Response:
        if now() >= self.ends:
            self.ends, self.count = now() + 60, 0
        self.count += 1
        reset = math.ceil(self.ends - now())
        told = {
            "inin_ratelimit_count": str(self.count),
            "inin_ratelimit_allowed": str(self.allowed),
            "inin_ratelimit_reset": str(reset),
        }
        told = told if self.headers else {}
        if self.count > self.allowed:
            self.refused += 1
            response = answer(429, {"code": "too.many.requests.retry.after"}, Retry_After=str(reset), **told)
        else:
            self.accepted.append(now())
            response = answer(200, {"id": "f1"}, **told)
        await asyncio.sleep(self.latency)
        return response


async def send(client, number: int) -> None:
    async with asyncio.TaskGroup() as tasks:
        for _ in range(number):
            tasks.create_task(client.call(GET_FLOW, path=F1))


def run(windows: Windows, number: int, **given) -> tuple[float, Windows, Org]:
    async def scenario():
        org = Org(windows)
        async with org.client(**given) as client:
            await send(client, number)
        return now(), windows, org

    return run_virtual(scenario())


def test_nothing_waits_while_there_is_room():
    seconds, windows, _ = run(Windows(latency=0.0), 290)
    assert (seconds, windows.refused) == (0.0, 0)


def test_a_bulk_run_takes_as_long_as_the_limit_asks_and_is_never_refused():
    seconds, windows, _ = run(Windows(), 1000)
    assert windows.refused == 0
    assert len(windows.accepted) == 1000
    assert 180 <= seconds < 184


@pytest.mark.parametrize("allowed", [60, 600])
def test_another_limit_is_learned_from_the_first_answers(allowed: int):
    seconds, windows, _ = run(Windows(allowed), 3 * allowed - 30)
    assert windows.refused == 0
    assert 120 <= seconds < 123


def test_what_others_use_is_seen_in_the_servers_count():
    windows = Windows()

    async def scenario():
        org = Org(windows)
        async with org.client() as client:
            await client.call(GET_FLOW, path=F1)
            windows.count += 250
            await send(client, 100)
        return windows.refused, len([moment for moment in windows.accepted if moment < 60])

    refused, at_first = run_virtual(scenario())
    assert refused == 0
    assert at_first <= 50


def test_a_limit_that_is_not_told_is_learned_from_a_429():
    windows = Windows(100, headers=False)

    async def scenario():
        org = Org(windows)
        async with org.client(retry=RetryPolicy(attempts=9)) as client:
            await send(client, 150)
            return client.budget.allowed

    assert 100 <= run_virtual(scenario()) <= 146
    assert windows.refused <= 16
    assert len(windows.accepted) == 150


def test_the_429_of_one_task_holds_all_of_them_back():
    async def scenario():
        replies = iter([answer(429, Retry_After="10")])

        async def reply(_: httpx2.Request) -> httpx2.Response:
            await asyncio.sleep(0.1)
            return next(replies, None) or answer(200, {"id": "f1"})

        org = Org(reply)
        async with org.client(concurrency=1) as client:
            await send(client, 3)
        return [seen[0] for seen in org.seen]

    first, *later = run_virtual(scenario())
    assert first == 0.0
    assert len(later) == 3
    assert min(later) >= 0.1
    assert max(later) >= 10.1


def test_the_limit_of_one_resource_does_not_stop_the_others():
    async def scenario():
        told = {"inin_ratelimit_count": "7", "inin_ratelimit_allowed": "300", "inin_ratelimit_reset": "50"}

        async def reply(request: httpx2.Request) -> httpx2.Response:
            if request.url.path.endswith("busy") and now() < 5:
                return answer(429, Retry_After="10", **told)
            return answer(200, {"id": "f1"}, **told)

        org = Org(reply)
        async with org.client() as client:
            busy = asyncio.create_task(client.call(GET_FLOW, path={"flowId": "busy"}))
            await asyncio.sleep(1)
            await client.call(GET_FLOW, path=F1)
            moment = now()
            await busy
            return moment, now(), client.budget.allowed

    assert run_virtual(scenario()) == (1.0, 10.0, 300)


def test_a_lowered_limit_grows_again():
    async def scenario():
        async def reply(_: httpx2.Request) -> httpx2.Response:
            return answer(429, Retry_After="5") if len(org.seen) == 1 else answer(200, {"id": "f1"})

        org = Org(reply)
        allowed = []
        async with org.client() as client:
            for _ in range(4):
                await client.call(GET_FLOW, path=F1)
                allowed.append(client.budget.allowed)
                await asyncio.sleep(61)
        return allowed

    assert run_virtual(scenario()) == [30, 60, 90, 120]


def test_a_429_that_stays_is_an_error_with_the_servers_wait():
    async def scenario():
        org = Org([answer(429, Retry_After="30")] * 2)
        async with org.client(retry=RetryPolicy(attempts=2)) as client:
            with pytest.raises(RateLimited) as caught:
                await client.call(GET_FLOW, path=F1)
        return caught.value, [seen[0] for seen in org.seen]

    error, moments = run_virtual(scenario())
    assert (error.retry_after, moments) == (30.0, [0.0, 30.0])


def test_waiting_tasks_go_first_come_first_served():
    async def scenario():
        budget = Budget(allowed=1, reserve=0)
        order: list[tuple[int, float]] = []

        async def one(number: int) -> None:
            ticket = await budget.take()
            order.append((number, now()))
            budget.answered(ticket, {})

        async with asyncio.TaskGroup() as tasks:
            for number in range(4):
                tasks.create_task(one(number))
        return order

    assert run_virtual(scenario()) == [(0, 0.0), (1, 60.0), (2, 120.0), (3, 180.0)]


def test_a_small_reserve_is_kept():
    async def scenario():
        budget = Budget(allowed=300, reserve=5)
        for _ in range(295):
            await budget.take()
        return budget.free

    assert run_virtual(scenario()) == 0


@pytest.mark.parametrize("header", ["", "many", "-1", "1.5"])
def test_headers_that_are_not_numbers_count_as_absent(header: str):
    async def scenario():
        budget = Budget()
        ticket = await budget.take()
        names = ("count", "allowed", "reset")
        budget.answered(ticket, {f"inin-ratelimit-{name}": header for name in names})
        return budget.allowed, budget.free

    assert run_virtual(scenario()) == (300, 294)
