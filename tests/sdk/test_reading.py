"""Every answer that the org gives to a GET, held against the models of the official Python SDK."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from callflows.api import OPERATIONS, Operation
from callflows.emulator import Options, create_app
from callflows.store import ObjectRecord, open_store, utc_now
from tests.emulator.flow_files import call_module, inbound, module, to_queue
from tests.emulator.http import Http
from tests.sdk.test_official_sdks import HERE, run
from tests.serving import served

pytestmark = pytest.mark.sdk
NUMBER = "+13175550100"
# A row of a data table is a free object.
CLASSES = {"dict": "object"}


def filled_org(http: Http) -> dict[str, str]:
    """Make one object of every kind; gives the ids by the names that paths have for them."""

    def made(path: str, **body: Any) -> str:
        answer = http.post(f"/api/v2/{path}", body)
        assert answer.status in (200, 202), (path, answer.content)
        return str(answer.json["id"])

    shared = http.publish(module("Menu")).json["flow"]["id"]
    job = http.publish(inbound("Main", call_module("Menu") + "\n" + to_queue("Support")), stubs=True).json
    flow = job["flow"]["id"]
    week = made("architect/schedules", name="Week", start="2026-01-05T09:00:00.000", end="2026-01-05T17:00:00.000")
    hours = made("architect/schedulegroups", name="Hours", timeZone="UTC", openSchedules=[{"id": week}])
    pool = made("telephony/providers/edges/didpools", name="Pool", startPhoneNumber=NUMBER, endPhoneNumber=NUMBER)
    both = {"openHoursFlow": {"id": flow}, "closedHoursFlow": {"id": flow}, "scheduleGroup": {"id": hours}}
    route = made("architect/ivrs", name="Route", dnis=[NUMBER], **both)
    calls = [{"emergencyFlow": {"id": flow}, "ivrs": [{"id": route}]}]
    columns = {"key": {"title": "PIN", "type": "string"}, "tries": {"title": "Tries", "type": "integer"}}
    table = made("flows/datatables", name="PINs", schema={"type": "object", "properties": columns})
    http.post(f"/api/v2/flows/datatables/{table}/rows", {"KEY": "a/b", "tries": 3})
    prompt = made("architect/prompts", name="Greeting", description="Said first")
    http.post(f"/api/v2/architect/prompts/{prompt}/resources", {"language": "en-us", "ttsString": "Hello"})
    one = {"flows": [{"flow": {"id": flow}}]}
    http.post("/api/v2/flows/actions/checkout", flow=flow)
    return {
        "flowId": flow, "sharedId": shared, "versionId": "1.0", "typeId": "COMMONMODULEFLOW", "publishJob": job["id"],
        "exportJob": made("flows/export/jobs", **one), "validateJob": made("flows/validate/jobs", **one),
        "queueId": made("routing/queues", name="Sales", description="Sells"),
        "skillId": made("routing/skills", name="Spanish"), "languageId": made("routing/languages", name="es"),
        "codeId": made("routing/wrapupcodes", name="Done"), "scheduleId": week, "scheduleGroupId": hours,
        "divisionId": made("authorization/divisions", name="EMEA", description="Europe"), "didPoolId": pool,
        "ivrId": route, "emergencyGroupId": made("architect/emergencygroups", name="Fire", emergencyCallFlows=calls),
        "datatableId": table, "rowId": "a/b", "promptId": prompt, "languageCode": "en-us", "userId": "user-1",
        "didId": http.get("/api/v2/telephony/providers/edges/dids").json["entities"][0]["id"],
    }  # fmt: skip


def address(operation: Operation[Any], ids: dict[str, str]) -> str:
    """The operation's path and a query that makes it give all that it has."""
    kind = re.search(r"/flows/(?:(export|validate)/)?jobs/", operation.path)
    known = {**ids, "jobId": ids[f"{kind[1] or 'publish'}Job"]} if kind else ids
    path = re.sub(r"\{(\w+)\}", lambda found: quote(known[found[1]], safe=""), operation.path)
    consuming = path.endswith("/consumingresources")
    values = {
        "id": ids["sharedId"] if consuming else ids["flowId"],
        "objectType": "COMMONMODULEFLOW" if consuming else "INBOUNDCALLFLOW",
        "name": "Main",
        "version": "1.0",
        "type": "ASSIGNED_AND_UNASSIGNED",
        "expand": "messages,schema",
        "showbrief": "false",
        "includeSchemas": "true",
        "consumedResources": "true",
        "consumingResources": "true",
    }
    always = {"expand", "showbrief", "includeSchemas", "consumedResources", "consumingResources"}
    query = {
        parameter.name: values[parameter.name]
        for parameter in operation.query
        if parameter.name in values and (parameter.required or parameter.name in always)
    }
    return f"{path}?{urlencode(query)}" if query else path


def test_every_get_is_understood_by_the_python_sdk(tmp_path: Path) -> None:
    with open_store(tmp_path / "org.db") as store:
        app = create_app(store, options=Options(rate_limit=0))
        http = Http(app)
        form = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"
        http.token = http.send("POST", "/oauth/token", data=form).json["access_token"]
        now = utc_now()
        for kind, name in (("USER", "user-1"), ("GROUP", "group-1")):
            store.objects.create(ObjectRecord(kind=kind, id=name, name=name, created_at=now, changed_at=now))
        ids = filled_org(http)
        wanted = {
            address(operation, ids): CLASSES.get(operation.response.__name__, operation.response.__name__)
            for operation in OPERATIONS.values()
            if operation.method == "GET" and not operation.dialect and operation.response is not None
        }
        listed = tmp_path / "wanted.json"
        listed.write_text(json.dumps(list(wanted.items())))
        with served(app) as url:
            seen = run([sys.executable, str(HERE / "python_reading.py"), str(listed)], url, tmp_path)
    assert seen == {path: [] for path in wanted}
