"""Listing, creating, locking and deleting flows; who uses what."""

from __future__ import annotations

from typing import Any

import pytest

from callflows import architect
from tests.emulator.conftest import TestOrg
from tests.emulator.flow_files import call_module, inbound, module, to_queue
from tests.emulator.http import Http, Reply


def names(answer: Reply) -> list[str]:
    return [entity["name"] for entity in answer.json["entities"]]


@pytest.fixture
def many(http: Http) -> Http:
    for name in ("Support EMEA", "Support APAC", "Sales"):
        http.publish(inbound(name))
    http.publish(module("Support menu"))
    return http


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sortBy=name", ["Sales", "Support APAC", "Support EMEA", "Support menu"]),
        ("sortBy=name&sortOrder=desc", ["Support menu", "Support EMEA", "Support APAC", "Sales"]),
        ("name=support*&sortBy=name", ["Support APAC", "Support EMEA", "Support menu"]),
        ("name=*me*&sortBy=name", ["Support EMEA", "Support menu"]),
        ("name=support+emea", ["Support EMEA"]),
        ("name=support", []),
        ("type=inboundcall&name=support*&sortBy=name", ["Support APAC", "Support EMEA"]),
        ("type=commonmodule,inboundcall&name=*m*&sortBy=name", ["Support EMEA", "Support menu"]),
        ("type=commonmodule&type=inboundcall&name=s*a*&sortBy=name", ["Sales", "Support APAC", "Support EMEA"]),
        ("type=CommonModule", ["Support menu"]),
        ("publishedAfter=2026-01-02T03:04:06Z", []),
    ],
)
def test_filters(many: Http, query: str, found: list[str]) -> None:
    assert names(many.get(f"/api/v2/flows?{query}")) == found
    assert names(many.get(f"/api/v2/flows/divisionviews?{query}")) == found


def test_pages_have_the_addresses_of_their_neighbours(many: Http) -> None:
    page = many.get("/api/v2/flows", type="inboundcall", sortBy="name", pageSize=1, pageNumber=2).json
    base = "/api/v2/flows?type=inboundcall&sortBy=name&pageSize=1&pageNumber="
    assert {name: value for name, value in page.items() if name != "entities"} == {
        "pageSize": 1,
        "pageNumber": 2,
        "total": 3,
        "pageCount": 3,
        "firstUri": f"{base}1",
        "selfUri": f"{base}2",
        "nextUri": f"{base}3",
        "previousUri": f"{base}1",
        "lastUri": f"{base}3",
    }
    last = many.get(page["lastUri"]).json
    assert ("nextUri" in last, [flow["name"] for flow in last["entities"]]) == (False, ["Support EMEA"])
    assert many.get("/api/v2/flows", pageNumber=9).json["entities"] == []


def test_lookup_takes_ids_and_leaves_out_unknown_ones(many: Http) -> None:
    ids = [flow["id"] for flow in many.get("/api/v2/flows", name="support*").json["entities"]]
    found = many.get("/api/v2/flows/lookup", id=",".join([*ids, "none"])).json
    assert sorted(flow["id"] for flow in found["entities"]) == sorted(ids)
    missing = many.get("/api/v2/flows/lookup")
    assert (missing.status, missing.code) == (400, "architect.query.parameter.missing")


def test_enumerations_are_absent_and_never_null(many: Http) -> None:
    flow = many.get("/api/v2/flows").content
    assert b"null" not in flow


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"type": "inboundcall"}, 400, "architect.flow.validate.failed.missing.name"),
        ({"name": "A"}, 400, "architect.flow.validate.failed.missing.type"),
        ({"name": "A/B", "type": "inboundcall"}, 400, "architect.flow.validate.failed.invalid.name.contains.slash"),
        ({"name": "x-debug", "type": "inboundcall"}, 400, "architect.flow.validate.failed.invalid.name.contains.debug"),
        ({"name": "---", "type": "inboundcall"}, 400, "architect.flow.validate.failed.invalid.name.no.alpha"),
        ({"name": "A", "type": "shared"}, 400, "invalid.value"),
        ({"name": "sales", "type": "INBOUNDCALL"}, 409, "architect.flow.already.exists"),
    ],
)
def test_what_cannot_be_created(many: Http, body: dict[str, Any], status: int, code: str) -> None:
    answer = many.post("/api/v2/flows", body)
    assert (answer.status, answer.code) == (status, code)


def test_a_new_flow_is_empty_locked_and_unpublished(http: Http) -> None:
    flow = http.post("/api/v2/flows", {"name": "New", "type": "inboundcall", "description": "d"}).json
    assert (flow["lockedClient"]["id"], "publishedVersion" in flow, "savedVersion" in flow) == (
        "callflows",
        False,
        False,
    )
    renamed = http.put(f"/api/v2/flows/{flow['id']}", {"name": "Renamed"}).json
    assert (renamed["name"], renamed["description"]) == ("Renamed", "d")
    publish = http.post("/api/v2/flows/actions/publish", flow=flow["id"])
    assert (publish.status, publish.code) == (404, "flow.no.config.available")


def test_locks(org: TestOrg, http: Http) -> None:
    flow_id = http.publish(inbound("Main")).json["flow"]["id"]
    other = org.http("other")
    action = "/api/v2/flows/actions"
    assert http.put(f"/api/v2/flows/{flow_id}", {"name": "X"}).code == "architect.flow.not.locked.by.user"
    assert http.post(f"{action}/checkOut", flow=flow_id).json["lockedClient"]["id"] == "callflows"
    refused = other.post(f"{action}/checkout", flow=flow_id)
    assert (refused.status, refused.code) == (409, "architect.flow.locked.by.user")
    assert other.post(f"{action}/publish", flow=flow_id).code == "architect.flow.locked.by.user"
    deletion = other.delete(f"/api/v2/flows/{flow_id}")
    assert (deletion.status, deletion.code) == (405, "architect.flow.cannot.delete.user.does.not.have.lock")
    checkin = http.post(f"{action}/checkin", flow=flow_id)
    assert (checkin.status, checkin.json["actionName"], checkin.json["complete"]) == (202, "CHECKIN", True)
    other.post(f"{action}/checkout", flow=flow_id)
    assert "lockedClient" not in http.post(f"{action}/unlock", flow=flow_id).json


def test_an_older_version_is_published_again(http: Http) -> None:
    flow_id = http.publish(inbound("Main")).json["flow"]["id"]
    http.publish(inbound("Main", "- disconnect: {name: Second}"))
    http.post("/api/v2/flows/actions/checkout", flow=flow_id)
    done = http.post("/api/v2/flows/actions/publish", flow=flow_id, version="1.0").json
    flow = http.get(f"/api/v2/flows/{flow_id}").json
    assert flow["currentOperation"]["id"] == done["id"]
    assert (flow["publishedVersion"]["id"], "lockedClient" in flow) == ("3.0", False)


def test_a_renamed_flow_is_published_and_exported_as_it_is_called_now(http: Http) -> None:
    emea = http.post("/api/v2/authorization/divisions", {"name": "EMEA"}).json["id"]
    home = http.get("/api/v2/authorization/divisions/home").json["id"]
    text = inbound("Main", extra="  division: EMEA\n")
    flow_id = http.publish(text).json["flow"]["id"]
    path = f"/api/v2/flows/{flow_id}"
    assert http.get(path).json["division"]["id"] == emea
    assert exported(http, flow_id) == text
    http.post("/api/v2/flows/actions/checkout", flow=flow_id)
    renamed = {"name": "Renamed", "description": "For callers", "division": {"id": home}}
    assert http.put(path, renamed).json["name"] == "Renamed"
    written = architect.read(exported(http, flow_id)).flow
    assert written is not None
    assert (written.name, written.description, written.division) == ("Renamed", "For callers", "Home")
    assert http.post("/api/v2/flows/actions/publish", flow=flow_id, version="1.0").status == 202
    found = http.get("/api/v2/flows").json["entities"]
    assert [
        (flow["id"], flow["name"], flow["description"], flow["division"]["name"], flow["publishedVersion"]["id"])
        for flow in found
    ] == [(flow_id, "Renamed", "For callers", "Home", "2.0")]


def exported(http: Http, flow_id: str) -> str:
    """The file of the flow's newest version."""
    job = http.post("/api/v2/flows/export/jobs", {"flows": [{"flow": {"id": flow_id}}]}).json
    url = http.get(f"/api/v2/flows/export/jobs/{job['id']}").json["downloadUrl"]
    return http.get(url).content.decode()


def test_a_deleted_flow_is_gone_but_remembered(http: Http) -> None:
    flow_id = http.publish(inbound("Main")).json["flow"]["id"]
    assert http.delete(f"/api/v2/flows/{flow_id}").status == 204
    gone = http.get(f"/api/v2/flows/{flow_id}")
    assert (gone.status, gone.code) == (410, "architect.flow.deleted")
    assert http.get(f"/api/v2/flows/{flow_id}", deleted="true").json["deleted"] is True
    assert http.delete(f"/api/v2/flows/{flow_id}").status == 410
    assert http.get("/api/v2/flows/none").code == "architect.flow.not.found"
    assert names(http.get("/api/v2/flows")) == []
    assert http.publish(inbound("Main")).json["flow"]["id"] != flow_id


def test_what_is_in_use_is_neither_deleted_nor_deactivated(http: Http) -> None:
    queue = http.post("/api/v2/routing/queues", {"name": "Support"}).json["id"]
    module_id = http.publish(module("Menu")).json["flow"]["id"]
    flow_id = http.publish(inbound("Main", f"{call_module('Menu')}\n{to_queue('Support')}")).json["flow"]["id"]
    for verb, answer in (
        ("delete", http.delete(f"/api/v2/flows/{module_id}")),
        ("deactivate", http.post("/api/v2/flows/actions/deactivate", flow=module_id)),
    ):
        assert (answer.status, answer.code) == (409, f"architect.flow.cannot.{verb}.used.in.flows")
        assert answer.json["details"] == [{"errorCode": "used.in", "entityId": flow_id, "entityName": "Main"}]
    assert http.delete(f"/api/v2/routing/queues/{queue}").code == "architect.dependency.object.in.use"
    many = http.delete("/api/v2/flows", id=f"{flow_id},{module_id}")
    assert many.json["actionName"] == "DELETE"
    assert names(http.get("/api/v2/flows")) == []


def test_deletion_of_several_is_all_or_nothing(http: Http) -> None:
    first = http.publish(inbound("One")).json["flow"]["id"]
    answer = http.delete("/api/v2/flows", id=f"{first},none")
    assert (answer.status, answer.code) == (400, "architect.batch.delete.failed")
    assert [(e["entityId"], e["code"]) for e in answer.json["errors"]] == [("none", "architect.flow.not.found")]
    assert names(http.get("/api/v2/flows")) == ["One"]


def test_dependency_tracking_both_ways(http: Http) -> None:
    http.post("/api/v2/routing/queues", {"name": "Support"})
    menu = http.publish(module("Menu")).json["flow"]["id"]
    for _ in range(2):
        main = http.publish(inbound("Main", f"{call_module('Menu')}\n{to_queue('Support')}")).json["flow"]["id"]
    base = "/api/v2/architect/dependencytracking"
    users = http.get(f"{base}/consumingresources", id=menu, objectType="COMMONMODULEFLOW").json
    assert [(user["id"], user["version"], user["type"]) for user in users["entities"]] == [
        (main, "1.0", "INBOUNDCALLFLOW"),
        (main, "2.0", "INBOUNDCALLFLOW"),
    ]
    live = http.get(f"{base}/consumingresources", id=menu, objectType="COMMONMODULEFLOW", flowFilter="published").json
    assert live["entities"] == [
        {
            "id": main,
            "name": "Main",
            "version": "2.0",
            "type": "INBOUNDCALLFLOW",
            "deleted": False,
            "updated": False,
            "stateUnknown": False,
            "selfUri": f"{base}/object?id={main}&version=2.0",
        }
    ]
    used = http.get(f"{base}/consumedresources", id=main, version="2.0", objectType="INBOUNDCALLFLOW").json
    assert [(item["type"], item["name"], item.get("version")) for item in used["entities"]] == [
        ("COMMONMODULEFLOW", "Menu", "1.0"),
        ("QUEUE", "Support", None),
    ]
    both = http.get(f"{base}/object", id=menu, consumingResources="true", consumedResources="true").json
    assert (len(both["consumingResources"]), both["consumedResources"]) == (2, [])
    wrong = http.get(f"{base}/consumingresources", id=menu, objectType="NONSENSE")
    assert (wrong.status, wrong.code) == (400, "architect.dependency.object.invalid.type")
    assert http.get(f"{base}/types/queue").json["versioned"] is False
    assert http.get(f"{base}/build").json["status"] == "OPERATIONAL"
