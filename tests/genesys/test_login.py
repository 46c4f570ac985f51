"""Logging in: when, how often, and what is said when it fails."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from callflows.api import OPERATIONS, operation, wire
from callflows.genesys import AccessToken, LoginRefused, RateLimited, RetryPolicy, ServerError, Unauthorized
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer, fault

GET_FLOW = operation("get_flow", wire.Flow)
F1 = {"flowId": "f1"}


async def always_a_flow(_: httpx2.Request) -> httpx2.Response:
    return answer(200, {"id": "f1"})


def tokens(org: Org) -> list[str]:
    return [request.headers["Authorization"] for request in org.requests]


def test_the_login_is_what_genesys_cloud_takes():
    async def scenario():
        org = Org(always_a_flow)
        async with org.client(environment="eu-central-1") as client:
            await client.call(GET_FLOW, path=F1)
        return org

    org = run_virtual(scenario())
    (login,) = org.logins
    assert str(login.url) == "https://login.mypurecloud.de/oauth/token"
    assert login.headers["Authorization"] == "Basic dGhlLWNsaWVudDp0aGUtc2VjcmV0"
    assert login.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert login.content == b"grant_type=client_credentials"
    assert str(org.requests[0].url) == "https://api.mypurecloud.de/api/v2/flows/f1"
    assert tokens(org) == ["Bearer token-1"]


def test_many_tasks_share_one_login():
    async def scenario():
        org = Org(always_a_flow)
        org.login_seconds = 2.0
        async with org.client() as client, asyncio.TaskGroup() as tasks:
            for _ in range(20):
                tasks.create_task(client.call(GET_FLOW, path=F1))
        return org

    org = run_virtual(scenario())
    assert len(org.logins) == 1
    assert tokens(org) == ["Bearer token-1"] * 20


def test_the_token_is_renewed_at_nine_tenths_of_its_life():
    async def scenario():
        org = Org(always_a_flow, expires_in=1000)
        async with org.client() as client:
            for moment in (0, 899, 901):
                await asyncio.sleep(moment - asyncio.get_running_loop().time())
                await client.call(GET_FLOW, path=F1)
        return org

    org = run_virtual(scenario())
    assert org.login_times == [0.0, 901.0]
    assert tokens(org) == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def refusing(*refused: str):
    """An org that answers 401 to these tokens."""

    async def reply(request: httpx2.Request) -> httpx2.Response:
        await asyncio.sleep(0.1)
        token = request.headers["Authorization"].removeprefix("Bearer ")
        return (
            fault(401, "bad.credentials", "Invalid login credentials.")
            if token in refused
            else answer(200, {"id": "f1"})
        )

    return reply


@pytest.mark.parametrize("name", ["get_flow", "post_flows_actions_unlock"])
def test_a_401_leads_to_one_more_login_also_where_nothing_is_repeated(name: str):
    async def scenario():
        org = Org(refusing("token-1"))
        async with org.client() as client:
            row = OPERATIONS[name]
            if name == "get_flow":
                await client.call(row, path=F1)
            else:
                await client.call(row, query={"flow": "f1"})
        return org

    org = run_virtual(scenario())
    assert tokens(org) == ["Bearer token-1", "Bearer token-2"]


def test_a_second_401_is_final():
    async def scenario():
        org = Org(refusing("token-1", "token-2"))
        async with org.client() as client:
            with pytest.raises(Unauthorized) as caught:
                await client.call(GET_FLOW, path=F1)
        return org, caught.value

    org, error = run_virtual(scenario())
    assert len(org.logins) == 2
    assert (error.code, error.correlation_id) == ("bad.credentials", "ctx-9")


def test_many_401_at_once_lead_to_one_login():
    async def scenario():
        org = Org(refusing("token-1"))
        org.login_seconds = 1.0
        async with org.client() as client, asyncio.TaskGroup() as tasks:
            for _ in range(10):
                tasks.create_task(client.call(GET_FLOW, path=F1))
        return org

    org = run_virtual(scenario())
    assert len(org.logins) == 2
    assert sorted(tokens(org)) == ["Bearer token-1"] * 10 + ["Bearer token-2"] * 10


@pytest.mark.parametrize("status", [400, 401])
def test_refused_credentials_are_final_and_say_what_to_check(status: int):
    async def scenario():
        org = Org([])
        org.login_answers = [
            answer(
                status,
                {"error": "invalid_client", "error_description": "authentication failed"},
                ININ_Correlation_Id="k",
            )
        ]
        async with org.client() as client:
            with pytest.raises(LoginRefused) as caught:
                await client.call(GET_FLOW, path=F1)
        return org, caught.value

    org, error = run_virtual(scenario())
    assert len(org.logins) == 1
    assert str(error) == (
        f"http://127.0.0.1:1/oauth/token: {status} invalid_client: authentication failed. "
        "Check the client id, the client secret and the region (correlation id k)"
    )
    assert (error.status, error.code, error.body, error.retryable) == (status, "invalid_client", "", False)


def test_the_login_limit_is_waited_for():
    limited = {"error": "invalid_request", "error_description": "rate limit exceeded; try later"}

    async def scenario():
        org = Org(always_a_flow)
        org.login_answers = [answer(400, limited, Retry_After="7"), answer(503), httpx2.ConnectError("down")]
        async with org.client() as client:
            await client.call(GET_FLOW, path=F1)
        return org

    assert run_virtual(scenario()).login_times == [0.0, 7.0, 8.0, 10.0]


def test_a_login_that_stays_down_is_not_tried_for_ever():
    async def scenario():
        org = Org([])
        org.login_answers = [answer(503)] * 99
        async with org.client(retry=RetryPolicy(attempts=3)) as client:
            with pytest.raises(ServerError):
                await client.call(GET_FLOW, path=F1)
            assert client.budget.free == 295
        return org

    assert len(run_virtual(scenario()).logins) == 3


def test_a_login_limit_is_an_error_of_its_own_when_it_stays():
    limited = {"error": "invalid_request", "error_description": "rate limit exceeded; try later"}

    async def scenario():
        org = Org([])
        org.login_answers = [answer(400, limited)]
        async with org.client(retry=RetryPolicy(attempts=1)) as client:
            with pytest.raises(RateLimited) as caught:
                await client.call(GET_FLOW, path=F1)
        return caught.value

    assert run_virtual(scenario()).retryable


def test_a_given_token_is_read_for_every_request():
    current = ["first"]

    async def scenario():
        org = Org(always_a_flow)
        async with org.client(auth=AccessToken(lambda: current[0])) as client:
            await client.call(GET_FLOW, path=F1)
            current[0] = "second"
            await client.call(GET_FLOW, path=F1)
        return org

    org = run_virtual(scenario())
    assert (tokens(org), org.logins) == (["Bearer first", "Bearer second"], [])


def test_a_given_token_that_was_replaced_is_tried_once_more():
    given = iter(["old", "new", "new"])

    async def scenario():
        org = Org(refusing("old"))
        async with org.client(auth=AccessToken(lambda: next(given))) as client:
            await client.call(GET_FLOW, path=F1)
        return org

    assert tokens(run_virtual(scenario())) == ["Bearer old", "Bearer new"]


def test_a_given_token_that_is_refused_is_final():
    async def scenario():
        org = Org(refusing("old"))
        async with org.client(auth=AccessToken("old")) as client:
            with pytest.raises(Unauthorized):
                await client.call(GET_FLOW, path=F1)
        return org

    assert tokens(run_virtual(scenario())) == ["Bearer old"]
