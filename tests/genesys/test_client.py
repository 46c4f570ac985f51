"""Calls: what is sent, what is given back, page after page."""

from __future__ import annotations

import asyncio
import json

import httpx2
import msgspec
import pytest

from callflows.api import OPERATIONS, command, operation, wire
from callflows.genesys import Client, ClientCredentials, UnexpectedAnswer
from callflows.testing import run_virtual
from tests.genesys.fakes import Org, answer

GET_FLOW = operation("get_flow", wire.Flow)
GET_FLOWS = operation("get_flows", wire.FlowEntityListing)


def one(replies, operation, **given):
    """The answer to one call and the request that was sent."""

    async def scenario():
        org = Org(replies)
        async with org.client() as client:
            return await client.call(operation, **given), org.requests[0]

    return run_virtual(scenario())


def test_a_query_is_written_as_the_official_sdks_write_it():
    query = {"type": ["commonmodule", "inboundcall"], "name": "A B*", "deleted": False, "pageSize": 100, "sortBy": None}
    _, request = one([answer(200, {})], GET_FLOWS, query=query)
    assert request.url.raw_path == b"/api/v2/flows?type=commonmodule,inboundcall&name=A+B*&deleted=false&pageSize=100"


def test_a_path_parameter_is_one_segment():
    _, request = one(
        [answer(200, {})], OPERATIONS["get_flows_datatable_row"], path={"datatableId": "t", "rowId": "a/b ü?"}
    )
    assert request.url.raw_path == b"/api/v2/flows/datatables/t/rows/a%2Fb%20%C3%BC%3F"


@pytest.mark.parametrize(
    ("name", "given", "complaint"),
    [
        ("get_flow", {}, "takes the path parameters ['flowId'], not []"),
        ("get_flow", {"path": {"flowId": ""}}, "flowId is ''"),
        ("get_flow", {"path": {"flowId": ".."}}, "flowId is '..'"),
        ("get_flow", {"path": {"flowId": "f"}, "query": {"colour": "red"}}, "does not take ['colour']"),
        ("get_flows_lookup", {}, "needs ['id']"),
        ("get_flow", {"path": {"flowId": "f"}, "body": wire.Flow()}, "takes no body"),
        ("post_flows", {"body": wire.Queue()}, "takes Flow, not Queue"),
        ("get_flows", {"query": {"name": ["a", "b"]}}, "name takes one value"),
    ],
)
def test_a_call_that_the_table_does_not_know_is_the_programs_fault(name: str, given, complaint: str):
    async def scenario():
        org = Org([])
        async with org.client() as client:
            with pytest.raises(TypeError) as caught:
                await client.call(OPERATIONS[name], **given)
        return str(caught.value), org.logins

    told, logins = run_virtual(scenario())
    assert complaint in told
    assert logins == []


def test_a_body_is_json_and_no_body_is_none():
    made, request = one(
        [answer(200, {"id": "q1", "name": "Support"})],
        operation("post_routing_queues", wire.Queue),
        body=wire.Queue(name="Support"),
    )
    assert (json.loads(request.content), request.headers["Content-Type"]) == ({"name": "Support"}, "application/json")
    assert made == wire.Queue(id="q1", name="Support")
    _, request = one([answer(202, {"id": "j"})], operation("post_flows_jobs", wire.RegisterArchitectJobResponse))
    assert (request.content, "Content-Type" in request.headers) == (b"", False)


def test_a_partial_answer_is_an_answer():
    listing, _ = one(
        [answer(206, {"entities": [{"id": "d"}]})],
        operation("get_architect_dependencytracking_consumingresources", wire.ConsumingResourcesEntityListing),
        query={"id": "x", "objectType": "COMMONMODULEFLOW"},
    )
    assert listing.entities == (wire.Dependency(id="d"),)


@pytest.mark.parametrize("status", [200, 202, 204])
def test_an_operation_without_an_answer_gives_none(status: int):
    assert one([answer(status)], command("delete_flow"), path={"flowId": "f"})[0] is None


def test_a_raw_answer_comes_as_it_is():
    given, _ = one([answer(200, {"nodes": []})], operation("get_routing_flow", msgspec.Raw), path={"flowId": "f"})
    assert json.loads(bytes(given)) == {"nodes": []}


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"id": 5}', b"null"])
def test_a_success_with_another_body_is_an_error_with_the_correlation_id(body: bytes):
    async def scenario():
        org = Org([httpx2.Response(200, content=body, headers={"ININ-Correlation-Id": "c-1"})])
        async with org.client() as client:
            with pytest.raises(UnexpectedAnswer) as caught:
                await client.call(GET_FLOW, path={"flowId": "f"})
        return caught.value

    error = run_virtual(scenario())
    assert (error.status, error.correlation_id, error.body) == (200, "c-1", body.decode())


def listing(pages: dict[int, dict]) -> Org:
    async def reply(request: httpx2.Request) -> httpx2.Response:
        return answer(200, pages[int(request.url.params["pageNumber"])])

    return Org(reply)


@pytest.mark.parametrize(
    ("pages", "ids", "asked"),
    [
        ({1: {"entities": [{"id": "a"}], "pageCount": 2}, 2: {"entities": [{"id": "b"}], "pageCount": 2}}, "ab", 2),
        ({1: {"entities": [{"id": "a"}], "nextUri": "/x"}, 2: {"entities": [{"id": "b"}]}}, "ab", 2),
        ({1: {"entities": [{"id": "a"}], "pageCount": 9}, 2: {"entities": [], "pageCount": 9}}, "a", 2),
        ({1: {"entities": [{"id": "a"}], "pageCount": 1, "nextUri": "/x"}}, "a", 1),
        ({1: {"entities": [], "pageCount": 0}}, "", 1),
        ({1: {}}, "", 1),
    ],
    ids=["page count", "next uri", "an empty page ends", "page count before next uri", "none", "no fields"],
)
def test_all_pages_are_read_and_no_more(pages: dict[int, dict], ids: str, asked: int):
    async def scenario():
        org = listing(pages)
        async with org.client() as client:
            found = [flow.id async for flow in client.pages(GET_FLOWS, query={"type": "x"}, size=3)]
        return found, [seen[2] for seen in org.seen]

    found, seen = run_virtual(scenario())
    assert found == list(ids)
    assert seen == [f"/api/v2/flows?type=x&pageNumber={number}&pageSize=3" for number in range(1, asked + 1)]


def test_pages_are_fetched_as_they_are_needed():
    async def scenario():
        org = listing({1: {"entities": [{"id": "a"}, {"id": "b"}], "pageCount": 2}})
        async with org.client() as client:
            async for flow in client.pages(GET_FLOWS):
                assert flow.id == "a"
                break
        return len(org.seen)

    assert run_virtual(scenario()) == 1


def test_no_more_than_the_given_number_is_under_way():
    under_way, most = 0, 0

    async def slow(_: httpx2.Request) -> httpx2.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(1)
        under_way -= 1
        return answer(200, {})

    async def scenario():
        org = Org(slow)
        async with org.client(concurrency=4) as client, asyncio.TaskGroup() as tasks:
            for _ in range(20):
                tasks.create_task(client.call(GET_FLOW, path={"flowId": "f"}))

    run_virtual(scenario())
    assert most == 4


def test_what_was_sent_is_counted():
    async def scenario():
        org = Org([answer(503), answer(200, {}), answer(200, {"entities": []}), answer(200), answer(200)])
        async with org.client(random=lambda: 0.0) as client:
            await client.call(GET_FLOW, path={"flowId": "f"})
            await client.call(GET_FLOWS)
            await client.upload("http://127.0.0.1:1/s", {}, b"x")
            await client.download("http://127.0.0.1:1/s")
            return client.requests

    counted = run_virtual(scenario())
    assert (counted.calls, counted.logins, counted.uploads, counted.downloads, counted.retries) == (3, 1, 1, 1, 1)
    assert counted.by_operation == {"get_flow": 2, "get_flows": 1}


def test_the_agent_names_the_program():
    _, request = one([answer(200, {})], GET_FLOW, path={"flowId": "f"})
    assert request.headers["User-Agent"].startswith("callflows/")


async def an_app(scope, receive, send) -> None:
    """The smallest org there is, as an ASGI application."""
    login = scope["path"] == "/oauth/token"
    body = b'{"access_token":"t","expires_in":60}' if login else b'{"id":"f1","name":"Main","type":"INBOUNDCALL"}'
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


def test_an_application_in_this_process_is_an_org_too():
    async def scenario():
        credentials = ClientCredentials(client_id="c", client_secret="s")
        transport = httpx2.ASGITransport(app=an_app)
        async with Client(environment="http://org.local", auth=credentials, transport=transport) as client:
            return await client.call(GET_FLOW, path={"flowId": "f1"})

    assert run_virtual(scenario()) == wire.Flow(id="f1", name="Main", type="INBOUNDCALL")
