"""The node-and-edge dialect: same store, same rules."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.emulator.conftest import TestOrg
from tests.emulator.flow_files import inbound, module
from tests.emulator.http import Http

BASE = "/api/v2/routing/flows"


@pytest.fixture
def graph(http: Http) -> dict[str, Any]:
    """A good graph over a shared flow and a queue that exist."""
    menu = http.publish(module("Menu")).json["flow"]["id"]
    queue = http.post("/api/v2/routing/queues", {"name": "Support"}).json["id"]
    return {
        "name": "Inbound",
        "type": "inbound",
        "nodes": [
            {"id": "s", "name": "Start", "type": "start"},
            {"id": "i", "name": "Authenticate", "type": "invoke", "action": {"flowId": menu}},
            {"id": "q", "name": "To Support", "type": "queue", "action": {"queueId": queue}},
            {"id": "h", "name": "Bye", "type": "hangup", "action": {"reason": "failed"}},
        ],
        "edges": [
            {"id": "1", "fromNodeId": "s", "toNodeId": "i", "type": "TRANSITION"},
            {"id": "2", "fromNodeId": "i", "toNodeId": "q", "type": "ON_COMPLETE"},
            {"id": "3", "fromNodeId": "i", "toNodeId": "h", "type": "ON_ERROR"},
        ],
        "startNodeId": "s",
    }


def test_a_graph_is_created_published_and_given_back(http: Http, graph: dict[str, Any]) -> None:
    made = http.post(BASE, graph)
    assert (made.status, made.headers["callflows-dialect"]) == (201, "tutorial")
    flow = made.json
    assert [node["id"] for node in flow["nodes"]] == ["s", "i", "q", "h"]
    assert (flow["version"], flow["published"], flow["enabled"]) == ("1.0", True, True)
    assert http.get(f"{BASE}/{flow['id']}").json == flow
    real = http.get(f"/api/v2/flows/{flow['id']}").json
    assert (real["type"], real["publishedVersion"]["id"]) == ("INBOUNDCALL", "1.0")
    used = http.get(
        "/api/v2/architect/dependencytracking/consumedresources",
        id=flow["id"], version="1.0", objectType="INBOUNDCALLFLOW",
    ).json  # fmt: skip
    assert [(item["type"], item["name"]) for item in used["entities"]] == [
        ("COMMONMODULEFLOW", "Menu"),
        ("QUEUE", "Support"),
    ]


def test_queries_take_the_type_and_the_name(http: Http, graph: dict[str, Any]) -> None:
    http.post(BASE, graph)
    shared = http.post(f"{BASE}/query", {"type": "shared", "name": "Menu"})
    assert shared.headers["callflows-dialect"] == "tutorial"
    assert [(item["name"], item["type"], item["nodes"]) for item in shared.json["entities"]] == [("Menu", "shared", [])]
    assert http.post(f"{BASE}/query", {"type": "shared", "name": "None"}).json["entities"] == []
    assert [item["name"] for item in http.get(BASE, type="inbound").json["entities"]] == ["Inbound"]
    assert http.get(BASE).json["total"] == 2
    assert http.get(BASE, type="nonsense").code == "invalid.value"


def test_every_breach_is_named(http: Http, graph: dict[str, Any]) -> None:
    graph["edges"] = graph["edges"][:2]
    answer = http.post(BASE, graph)
    assert (answer.status, answer.headers["callflows-dialect"]) == (400, "tutorial")
    assert answer.json["details"] == [
        {
            "errorCode": "graph-invoke-without-on-error",
            "fieldName": "node:i",
            "entityId": "i",
            "entityName": "Authenticate",
        },
        {"errorCode": "graph-no-incoming-edge", "fieldName": "node:h", "entityId": "h", "entityName": "Bye"},
    ]
    assert [error["code"] for error in answer.json["errors"]] == [
        "graph-invoke-without-on-error",
        "graph-no-incoming-edge",
    ]
    assert http.get(BASE, type="inbound").json["entities"] == []


def test_a_shared_flow_that_is_not_there_is_404(http: Http, graph: dict[str, Any]) -> None:
    other = http.publish(inbound("Not shared")).json["flow"]["id"]
    for flow_id in ("none", other):
        wrong = copy.deepcopy(graph)
        wrong["nodes"][1]["action"]["flowId"] = flow_id
        answer = http.post(BASE, wrong)
        assert (answer.status, answer.code) == (404, "not.found")


def test_a_shared_flow_that_is_not_published_or_not_active_is_400(http: Http, graph: dict[str, Any]) -> None:
    draft = http.post("/api/v2/flows", {"name": "Draft", "type": "commonmodule"}).json["id"]
    menu = graph["nodes"][1]["action"]["flowId"]
    wrong = copy.deepcopy(graph)
    wrong["nodes"][1]["action"]["flowId"] = draft
    assert http.post(BASE, wrong).status == 400
    http.post("/api/v2/flows/actions/deactivate", flow=menu)
    assert http.post(BASE, graph).status == 400


def test_a_name_that_is_taken_is_409(http: Http, graph: dict[str, Any]) -> None:
    http.post(BASE, graph)
    answer = http.post(BASE, graph)
    assert (answer.status, answer.code) == (409, "architect.flow.already.exists")


def test_the_dialect_has_the_same_limit(org: TestOrg, graph: dict[str, Any]) -> None:
    http = org.http(rate_limit=1)
    http.get(BASE)
    answer = http.post(BASE, graph)
    assert (answer.status, answer.code) == (429, "too.many.requests.retry.after")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"nodes":7}', b'{"name":"x","nodes":[{}],"edges":[{}]}'])
def test_junk_graphs_are_400(http: Http, data: bytes) -> None:
    assert http.send("POST", BASE, data=data).status == 400


def test_a_graph_with_a_nul_is_400_before_anything_is_looked_up(http: Http, graph: dict[str, Any]) -> None:
    graph["nodes"][1]["action"]["flowId"] = "a\0b"
    answer = http.post(BASE, graph)
    assert (answer.status, answer.code) == (400, "bad.request")
    assert answer.json["message"] == "The request body has a NUL character."


def test_a_republished_flow_has_no_graph_any_more(http: Http, graph: dict[str, Any]) -> None:
    flow_id = http.post(BASE, graph).json["id"]
    http.publish(inbound("Inbound"))
    again = http.get(f"{BASE}/{flow_id}").json
    assert (again["version"], again["nodes"], again["edges"]) == ("2.0", [], [])
