"""Queues, divisions, call routes, numbers, schedules."""

from __future__ import annotations

import pytest

from tests.emulator.flow_files import inbound, module
from tests.emulator.http import Http

POOLS = "/api/v2/telephony/providers/edges/didpools"
IVRS = "/api/v2/architect/ivrs"


@pytest.fixture
def numbers(http: Http) -> Http:
    pool = {"name": "US", "startPhoneNumber": "+13175550100", "endPhoneNumber": "+13175550102"}
    assert http.post(POOLS, pool).status == 200
    return http


def test_a_call_route_sends_a_number_to_a_flow(numbers: Http) -> None:
    flow_id = numbers.publish(inbound("Main")).json["flow"]["id"]
    body = {"name": "Support", "dnis": ["+13175550100"], "openHoursFlow": {"id": flow_id}}
    route = numbers.post(IVRS, body).json
    assert (route["version"], route["state"], route["openHoursFlow"]["name"]) == (1, "active", "Main")
    found = numbers.get(IVRS, dnis="+13175550100").json
    assert ([item["id"] for item in found["entities"]], found["totalNumberOfEntities"]) == ([route["id"]], 1)
    refused = numbers.delete(f"/api/v2/flows/{flow_id}")
    assert (refused.status, refused.code) == (409, "architect.flow.cannot.delete.used.in.ivr.configs")
    changed = numbers.put(f"{IVRS}/{route['id']}", {**route, "dnis": ["+13175550101"]}).json
    assert (changed["version"], changed["dnis"]) == (2, ["+13175550101"])
    stale = numbers.put(f"{IVRS}/{route['id']}", route)
    assert (stale.status, stale.code) == (409, "general.conflict")
    assert stale.json["message"] == "The version 1 of the request does not match the current version 2."
    assert numbers.delete(f"{IVRS}/{route['id']}").status == 200
    assert numbers.get(f"{IVRS}/{route['id']}").status == 404


def test_what_a_call_route_cannot_be(numbers: Http) -> None:
    menu = numbers.publish(module("Menu")).json["flow"]["id"]
    empty = numbers.post("/api/v2/flows", {"name": "Empty", "type": "inboundcall"}).json["id"]
    numbers.post(IVRS, {"name": "First", "dnis": ["+13175550100"]})

    def refusal(**body: object) -> tuple[int, str]:
        answer = numbers.post(IVRS, {"name": "Second", **body})
        return answer.status, answer.json["message"]

    assert refusal(dnis=["+13175559999"]) == (400, "Field 'didPoolId' is required and cannot be empty.")
    assert refusal(dnis=["+13175550100"]) == (409, "Phone numbers are already in use: +13175550100")
    assert refusal(dnis=["0317555"])[0] == 400
    assert refusal(name="first") == (409, 'A call route with the name "first" already exists.')
    assert refusal(name="") == (400, "The call route needs a name.")
    assert refusal(openHoursFlow={"id": "none"})[0] == 400
    assert refusal(openHoursFlow={"id": menu}) == (400, 'openHoursFlow: the flow "Menu" is not an inbound call flow.')
    assert refusal(openHoursFlow={"id": empty}) == (400, 'openHoursFlow: the flow "Empty" is not published.')
    assert refusal(scheduleGroup={"id": "x"}) == (
        400,
        "With a scheduleGroup both openHoursFlow and closedHoursFlow are required.",
    )
    assert numbers.get(IVRS).json["total"] == 1


def test_the_numbers_of_the_pools_know_their_routes(numbers: Http) -> None:
    route = numbers.post(IVRS, {"name": "First", "dnis": ["+13175550101"]}).json
    listed = numbers.get(f"{POOLS}/dids", type="ASSIGNED_AND_UNASSIGNED").json["entities"]
    assert [(item["number"], item["assigned"], item.get("owner", {}).get("id")) for item in listed] == [
        ("+13175550100", False, None),
        ("+13175550101", True, route["id"]),
        ("+13175550102", False, None),
    ]
    free = numbers.get(f"{POOLS}/dids", type="UNASSIGNED", numberMatch="0102").json["entities"]
    assert [item["number"] for item in free] == ["+13175550102"]
    assert "ownerType" not in free[0]
    dids = "/api/v2/telephony/providers/edges/dids"
    owned = numbers.get(dids, phoneNumber="+13175550101").json["entities"]
    assert [(did["phoneNumber"], did["owner"]["name"], did["ownerType"]) for did in owned] == [
        ("+13175550101", "First", "IVR_CONFIG")
    ]
    assert numbers.get(f"{dids}/{owned[0]['id']}").json == owned[0]
    assert numbers.get(dids, phoneNumber="+13175550100").json["entities"] == []
    overlap = {"name": "X", "startPhoneNumber": "+13175550102", "endPhoneNumber": "+13175550110"}
    assert numbers.post(POOLS, overlap).status == 409
    pool = numbers.get(POOLS).json["entities"][0]
    assert numbers.delete(f"{POOLS}/{pool['id']}").status == 409
    lost = numbers.put(f"{POOLS}/{pool['id']}", {**pool, "startPhoneNumber": "+13175550102"})
    assert (lost.status, lost.json["message"]) == (
        409, 'Numbers of the pool are in use by the call route "First".'
    )  # fmt: skip
    assert numbers.put(f"{POOLS}/{pool['id']}", {**pool, "startPhoneNumber": "+13175550101"}).status == 200
    assert numbers.delete(f"{IVRS}/{route['id']}").status == 200
    assert numbers.delete(f"{POOLS}/{pool['id']}").status == 200


def test_queues(http: Http) -> None:
    made = http.post("/api/v2/routing/queues", {"name": "Support", "acwSettings": {"timeoutMs": 5000}}).json
    path = f"/api/v2/routing/queues/{made['id']}"
    assert http.get(path).json["acwSettings"] == {"timeoutMs": 5000}
    assert http.post("/api/v2/routing/queues", {"name": "SUPPORT"}).code == "general.conflict"
    assert http.put(path, {"name": "Service"}).json["name"] == "Service"
    for found in ("*vic*", "service"):
        assert http.get("/api/v2/routing/queues", name=found).json["total"] == 1
    views = http.get("/api/v2/routing/queues/divisionviews/all").json["entities"]
    assert [view["name"] for view in views] == ["Service"]
    assert http.delete(path).status == 200
    assert http.get(path).code == "not.found"


def test_divisions(http: Http) -> None:
    base = "/api/v2/authorization/divisions"
    home = http.get(f"{base}/home").json
    assert (home["name"], home["homeDivision"]) == ("Home", True)
    made = http.post(base, {"name": "EMEA"}).json["id"]
    assert http.post(base, {"name": "emea"}).status == 409
    paths = []
    for path in ("routing/queues", "architect/ivrs", "architect/schedulegroups"):
        there = {"name": "Q", "timeZone": "UTC", "division": {"id": made}}
        paths.append(f"/api/v2/{path}/" + http.post(f"/api/v2/{path}", there).json["id"])
    refused = http.delete(f"{base}/{made}")
    assert (refused.status, refused.json["message"]) == (
        409, "The division is in use: 1 queues, 1 call routes, 1 other objects."
    )  # fmt: skip
    assert http.delete(f"{base}/{made}", force="true").status == 204
    assert [http.get(path).json["division"]["id"] for path in paths] == [home["id"]] * 3
    assert http.delete(f"{base}/{home['id']}").status == 409
    assert http.post("/api/v2/routing/queues", {"name": "R", "division": {"id": "none"}}).status == 400


def test_schedules_and_groups(http: Http) -> None:
    base = "/api/v2/architect"
    body = {"name": "Week", "start": "2026-01-05T09:00:00.000", "end": "2026-01-05T17:00:00.000", "rrule": "FREQ=DAILY"}
    schedule = http.post(f"{base}/schedules", body).json
    assert {name: schedule[name] for name in body} == body
    group = http.post(
        f"{base}/schedulegroups", {"name": "Hours", "timeZone": "UTC", "openSchedules": [{"id": schedule["id"]}]}
    ).json
    assert (group["version"], group["openSchedules"]) == (1, [{"id": schedule["id"]}])
    assert http.put(f"{base}/schedules/{schedule['id']}", {**body, "version": 7}).status == 409
    assert http.put(f"{base}/schedules/{schedule['id']}", {**body, "version": 1}).json["version"] == 2
    assert http.post(f"{base}/schedules", {"name": "No start"}).status == 400
    assert http.get(f"{base}/schedulegroups", name="hou*").json["total"] == 1
    assert http.delete(f"{base}/schedulegroups/{group['id']}").status == 204


def test_skills_and_users_are_there_by_name(http: Http) -> None:
    made = http.post("/api/v2/routing/skills", {"name": "Billing"}).json
    assert (made["name"], made["state"]) == ("Billing", "active")
    assert http.get(f"/api/v2/routing/skills/{made['id']}").json["name"] == "Billing"
    assert http.post("/api/v2/routing/skills", {"name": "billing"}).status == 409
    assert http.get("/api/v2/routing/languages").json["entities"] == []
    assert http.get("/api/v2/users/none").status == 404
