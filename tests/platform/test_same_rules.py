"""A graph is judged alike by `RoutingApi` and by the dialect's own endpoint: status, codes, nodes and words."""

from __future__ import annotations

import asyncio
import json

import httpx2
import pytest
from msgspec.structs import replace

from callflows import ApiError, BadRequest
from callflows.emulator import Options, create_app
from callflows.models import Flow, FlowNode, InvokeNode
from tests.graph.build import tutorial
from tests.graph.test_rules import CASES

# The action of a node in JSON has no type of its own, and a value of a wrong type is said at its key.
ONLY_IN_PYTHON = {"graph-wrong-action", "graph-bad-value"}
WARNINGS = {"graph-end-in-inbound-flow", "graph-caller-data-in-shared-flow"}
CODES = {name: {code for code, _, _ in expected} for name, (_, expected) in CASES.items()}
ALIKE = [name for name, codes in CODES.items() if codes - WARNINGS and not codes & ONLY_IN_PYTHON]


@pytest.fixture
def post(store, client):
    async def answer(path: str, data: bytes) -> httpx2.Response:
        transport = httpx2.ASGITransport(app=create_app(store, options=Options(rate_limit=0)))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:1") as http:
            secret = ("callflows", "callflows")
            login = await http.post("/oauth/token", auth=secret, data={"grant_type": "client_credentials"})
            token = {"authorization": f"Bearer {login.json()['access_token']}", "content-type": "application/json"}
            return await http.post(f"/api/v2/routing/flows{path}", content=data, headers=token)

    return lambda data, path="": asyncio.run(answer(path, data))


def said(body: dict) -> list[tuple[str, str, str]]:
    return [(e["code"], e.get("entityId", ""), e["message"]) for e in body["errors"]]


def refused(api, flow) -> tuple[int, str, list[tuple[str, str, str]]]:
    with pytest.raises(ApiError) as caught:
        api.post_routing_flow(flow)
    return caught.value.status, caught.value.code, said(json.loads(caught.value.body))


@pytest.mark.parametrize("name", ALIKE)
def test_a_bad_graph_gets_the_same_answer(api, post, name):
    flow = CASES[name][0]
    status, code, errors = refused(api, flow)
    answer = post(flow.to_json().encode())
    assert (answer.status_code, answer.json()["code"], said(answer.json())) == (status, code, errors)


def test_a_disabled_shared_flow_is_judged_whole(api, post, store):
    menu = store.flows.named("commonmodule", "Global Authentication Menu")
    store.flows.update(replace(menu, active=False))
    flow = tutorial()
    flow.nodes[1].action = InvokeNode(menu.id, [{"name": "nothing", "value": "x"}])
    status, _, errors = refused(api, flow)
    assert {code for code, _, _ in errors} >= {"graph-shared-flow-disabled", "graph-unknown-input"}
    answer = post(flow.to_json().encode())
    assert (answer.status_code, said(answer.json())) == (status, errors)


def test_what_cannot_be_read_is_said_alone(api, post):
    body = tutorial().to_dict()
    body["nodes"][1]["id"] = 5
    expected = [("graph-bad-value", "", "nodes[1].id: expected str, got int. Give a value of that type.")]
    assert refused(api, body) == (400, "bad.request", expected)
    assert said(post(json.dumps(body).encode()).json()) == expected


def test_a_refusal_says_which_keys_were_left_out(api, post):
    body = {"name": "X", "nodez": [], "startNodeId": "s"}
    status, _, errors = refused(api, body)
    left_out = 'nodez: the graph has no such key; it is left out. Did you mean "nodes"? Otherwise take it out.'
    assert errors[0] == ("graph-unknown-key", "", left_out)
    assert [code for code, _, _ in errors[1:]] == ["graph-no-start", "graph-start-not-found"]
    answer = post(json.dumps(body).encode())
    assert (answer.status_code, said(answer.json())) == (status, errors)


def test_a_graph_without_lists_is_refused_and_not_raised(api):
    nothing = Flow("X")
    nothing.nodes = nothing.edges = None
    assert [code for code, _, _ in refused(api, nothing)[2]] == ["graph-no-start"]
    half = Flow("X", nodes=[FlowNode("\ud800", "x", "start")])
    assert [code for code, _, _ in refused(api, half)[2]] == ["graph-bad-value"]
    assert [code for code, _, _ in refused(api, Flow("\udc00"))[2]] == ["graph-bad-value"]


def test_a_query_names_a_flow_exactly_and_has_no_other_key(api, post):
    for name in ("Global*", "global authentication menu", "*"):
        query = {"type": "shared", "name": name}
        assert api.post_routing_flows_query(query).entities == []
        assert post(json.dumps(query).encode(), "/query").json()["entities"] == []
    assert post(b'{"pageSize":0}', "/query").status_code == 400
    with pytest.raises(BadRequest) as caught:
        api.post_routing_flows_query({"typ": "shared"})
    assert [code for code, _, _ in said(json.loads(caught.value.body))] == ["graph-unknown-key"]


def test_a_refusal_reads_as_one_line_a_breach(api):
    flow = tutorial()
    flow.edges.pop()
    flow.nodes.pop()
    flow.nodes[1].action = InvokeNode("nope")
    with pytest.raises(BadRequest) as caught:
        api.post_routing_flow(flow)
    name = flow.nodes[1].name
    assert caught.value.message.splitlines()[:2] == [
        f'the flow "{flow.name}" is not valid:',
        f'- "{name}" does not say where the call goes when the shared flow fails. Add an ON_ERROR edge, or set '
        f"on_error to the id of the next node. [graph-invoke-without-on-error at node {flow.nodes[1].id}]",
    ]
