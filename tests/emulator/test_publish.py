"""Publish, export and validate jobs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from callflows.emulator import create_app, published_program
from callflows.emulator.options import Options
from callflows.model import Audio, Flow
from callflows.store import open_store
from tests.emulator.conftest import T0, Clock, TestOrg
from tests.emulator.flow_files import call_module, inbound, module, to_queue
from tests.emulator.http import Http, Reply


def errors(answer: Reply) -> list[str]:
    return [message["text"] for message in answer.json["messages"] if message["type"] == "Error"]


def spoken(flow: Flow) -> str | None:
    assert flow.actions is not None
    audio = flow.actions.items[0].get("audio")
    assert isinstance(audio, Audio)
    return audio.tts


def test_a_job_goes_from_registered_to_success(org: TestOrg) -> None:
    http = org.http(publish_seconds=5)
    registered = http.post("/api/v2/flows/jobs", None)
    job = registered.json
    assert registered.status == 202
    assert job["selfUri"] == f"/api/v2/flows/jobs/{job['id']}"
    assert job["presignedUrl"].startswith(f"http://org.test/storage/flow-jobs/{job['id']}?X-Amz-Expires=900&")
    assert job["headers"]["x-amz-meta-correlationid"] == registered.headers["inin-correlation-id"]
    path = f"/api/v2/flows/jobs/{job['id']}"
    assert http.get(path).json == {
        "id": job["id"],
        "status": "Registered",
        "command": "Publish",
        "selfUri": job["selfUri"],
    }
    assert http.upload(job, inbound("Main")).status == 200
    org.clock.pass_(4.9)
    assert http.get(path).json["status"] == "Started"
    org.clock.pass_(0.1)
    done = http.get(path, expand="messages").json
    flow_id = done["flow"]["id"]
    assert (done["status"], done["messages"]) == ("Success", [])
    flow = http.get(f"/api/v2/flows/{flow_id}").json
    assert (flow["type"], flow["publishedVersion"]["id"], flow["active"]) == ("INBOUNDCALL", "1.0", True)
    assert flow["publishedVersion"]["dateCreated"] == 1_767_323_050_000
    assert flow["publishedVersion"]["datePublished"] == "2026-01-02T03:04:10.000Z"
    assert "lockedClient" not in flow


def test_a_job_is_done_when_anything_else_is_read(org: TestOrg) -> None:
    http = org.http(publish_seconds=5)
    http.upload(http.post("/api/v2/flows/jobs").json, inbound("Main"))
    assert http.get("/api/v2/flows").json["total"] == 0
    org.clock.pass_(5)
    assert http.get("/api/v2/flows").json["total"] == 1


def test_a_second_upload_does_not_publish_twice(http: Http) -> None:
    job = http.post("/api/v2/flows/jobs").json
    assert http.upload(job, inbound("Main")).status == 200
    assert http.upload(job, inbound("Other")).status == 200
    assert [flow["name"] for flow in http.get("/api/v2/flows").json["entities"]] == ["Main"]


def test_an_upload_must_be_as_it_was_signed(org: TestOrg, http: Http) -> None:
    job = http.post("/api/v2/flows/jobs").json
    data = inbound("Main").encode()
    changed = {**job["headers"], "x-amz-meta-jobid": "other"}
    assert http.send("PUT", job["presignedUrl"], headers=changed, data=data).status == 403
    assert http.send("PUT", job["presignedUrl"][:-1], headers=job["headers"], data=data).status == 403
    assert http.send("PUT", job["presignedUrl"].replace(job["id"], "none"), data=data).status == 404
    org.clock.pass_(901)
    assert "expired" in http.upload(job, data).json["message"]


def test_the_same_name_is_a_new_version_and_a_new_name_a_new_flow(http: Http) -> None:
    first = http.publish(inbound("Main")).json["flow"]["id"]
    assert http.publish(inbound("MAIN")).json["flow"]["id"] == first
    other = http.publish(inbound("Main 2")).json["flow"]["id"]
    assert other != first
    listed = http.get(f"/api/v2/flows/{first}/versions").json
    assert [(item["id"], "datePublishedEnd" in item) for item in listed["entities"]] == [("2.0", False), ("1.0", True)]
    assert http.get(f"/api/v2/flows/{first}/versions/1.0").json["id"] == "1.0"
    assert http.get(f"/api/v2/flows/{first}/versions/9.0").code == "architect.flow.version.missing"


def test_what_a_flow_names_must_exist(http: Http) -> None:
    answer = http.publish(inbound("Main", to_queue("Support")))
    assert (answer.json["status"], "flow" in answer.json) == ("Failure", False)
    assert errors(answer) == [
        'There is no queue "Support" in the org. [object-missing] at '
        "/inboundCall/tasks/task[Main_10]/actions[0]/transferToAcd/targetQueue, line 12, column 41. "
        "Create the queue, or name one that exists."
    ]
    assert http.get("/api/v2/flows").json["total"] == 0


def test_a_missing_name_that_is_used_twice_gets_one_stub(org: TestOrg) -> None:
    http = org.http()
    answer = http.publish(inbound("Main", f"{to_queue('Support')}\n{to_queue('support')}"), stubs=True)
    assert answer.json["status"] == "Success"
    assert [queue.name for queue in org.store.queues.list()[0]] == ["Support"]


def test_stubs_are_made_where_they_are_asked_for(http: Http) -> None:
    answer = http.publish(inbound("Main", f"{call_module('Menu')}\n{to_queue('Support')}"), stubs=True)
    assert answer.json["status"] == "Success"
    texts = [message["text"] for message in answer.json["messages"]]
    assert texts[:2] == ['Created a stub: COMMONMODULEFLOW "Menu".', 'Created a stub: QUEUE "Support".']
    assert http.get("/api/v2/routing/queues", name="support").json["total"] == 1
    assert http.publish(inbound("Second", call_module("Menu"))).json["status"] == "Success"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xff\xfe\x00", "file-"),
        (b"a: b", "flow-missing"),
        (inbound("A/B").encode(), "flow-name"),
        (inbound("Main", extra="  division: Nowhere\n").encode(), "division-missing"),
    ],
)
def test_what_is_no_good_flow_fails_with_a_reason(http: Http, data: bytes, code: str) -> None:
    answer = http.publish(data)
    assert answer.json["status"] == "Failure"
    assert any(f"[{code}" in text for text in errors(answer)), errors(answer)


def test_a_flow_goes_to_the_division_that_it_names(http: Http) -> None:
    division = http.post("/api/v2/authorization/divisions", {"name": "EMEA"}).json["id"]
    flow_id = http.publish(inbound("Main", extra="  division: emea\n")).json["flow"]["id"]
    assert http.get(f"/api/v2/flows/{flow_id}").json["division"]["id"] == division
    http.publish(inbound("Main"))
    assert http.get(f"/api/v2/flows/{flow_id}").json["division"]["name"] == "EMEA"
    assert http.get("/api/v2/flows", divisionId=division).json["total"] == 1


def test_a_flow_that_another_client_has_locked_is_not_published(org: TestOrg, http: Http) -> None:
    flow_id = http.publish(inbound("Main")).json["flow"]["id"]
    other = org.http("other")
    assert other.post("/api/v2/flows/actions/checkout", flow=flow_id).json["lockedClient"]["id"] == "other"
    answer = http.publish(inbound("Main"))
    assert errors(answer)[0].startswith('The flow "Main" is locked by the client "other". [flow-locked]')
    assert other.publish(inbound("Main")).json["status"] == "Success"
    assert "lockedClient" not in http.get(f"/api/v2/flows/{flow_id}").json


def test_a_consumer_keeps_the_module_that_was_copied_into_it(org: TestOrg, http: Http) -> None:
    http.publish(module("Menu", "one"))
    http.publish(inbound("Main", call_module("Menu")))
    http.publish(module("Menu", "two"))
    program = published_program(org.store, "Main")
    assert (spoken(program.modules["Menu"]), program.module_versions) == ("one", {"Menu": "1.0"})
    http.publish(inbound("Main", call_module("Menu")))
    program = published_program(org.store, "Main")
    assert (spoken(program.modules["Menu"]), program.module_versions) == ("two", {"Menu": "2.0"})
    assert program.flow_version == "2.0"


@pytest.mark.parametrize(
    ("text", "address", "reason"),
    [
        (inbound('"a\\0b"'), "/inboundCall/name", "has a NUL character"),
        (inbound("Main", extra='  description: "a\\0b"\n'), "/inboundCall/description", "has a NUL character"),
        (inbound("Main", to_queue('"q\\0"')), "targetQueue", "has a NUL character"),
        (inbound("Main", to_queue("q" * 257)), "targetQueue", "has 257 characters; 256 are allowed"),
        (inbound("Main", call_module("m" * 257)), "commonModule", "has 257 characters; 256 are allowed"),
    ],
)
def test_what_no_object_can_be_called_is_refused_even_with_stubs(
    http: Http, text: str, address: str, reason: str
) -> None:
    job = http.publish(text, stubs=True).json
    errors = [message["text"] for message in job["messages"] if message["type"] == "Error"]
    assert job["status"] == "Failure"
    assert [f"The text here {reason}. [name-unkeepable]" in line and address in line for line in errors] == [True]


def test_a_stub_says_what_it_is(http: Http) -> None:
    http.publish(inbound("Main", call_module("Missing")), stubs=True)
    stub = http.get("/api/v2/flows", name="Missing").json["entities"][0]
    assert stub["description"] == "A stub that was made for the flow that calls it."


def test_a_module_is_found_and_run_whatever_the_case_of_its_name(org: TestOrg, http: Http) -> None:
    http.publish(module("Menu", "one"))
    assert http.publish(inbound("Main", call_module("MENU"))).json["status"] == "Success"
    program = published_program(org.store, "Main")
    assert (spoken(program.modules["MENU"]), program.module_versions) == ("one", {"MENU": "1.0"})


def test_a_module_that_was_never_published_is_refused(http: Http) -> None:
    http.post("/api/v2/flows", {"name": "Menu", "type": "commonmodule"})
    answer = http.publish(inbound("Main", call_module("Menu")))
    assert [text.split(" [")[0] for text in errors(answer)] == ['The common module "Menu" has no published version.']


def test_a_module_that_is_not_active_is_refused_until_it_is_published_again(http: Http) -> None:
    module_id = http.publish(module("Menu")).json["flow"]["id"]
    assert http.post("/api/v2/flows/actions/deactivate", flow=module_id).json["active"] is False
    answer = http.publish(inbound("Main", call_module("Menu")))
    assert errors(answer) == [
        'The common module "Menu" is not active. [module-inactive] at '
        "/inboundCall/tasks/task[Main_10]/actions[0]/callCommonModule/commonModule/Menu, line 13, column 17. "
        "Publish the module again, which activates it, or call another one."
    ]
    http.publish(module("Menu"))
    assert http.publish(inbound("Main", call_module("Menu"))).json["status"] == "Success"


def test_an_export_gives_the_file_back(http: Http) -> None:
    text = inbound("Main")
    flow_id = http.publish(text).json["flow"]["id"]
    http.publish(inbound("Main", "- disconnect: {name: Second}"))
    wanted = [{"flow": {"id": flow_id, "version": "1.0"}}]
    registered = http.post("/api/v2/flows/export/jobs", {"flows": wanted})
    assert (registered.status, registered.json["status"], registered.json["totalFlows"]) == (202, "Registered", 1)
    done = http.get(registered.json["selfUri"], expand="messages").json
    assert (done["status"], done["command"], done["messages"]) == ("Success", "Export", [])
    assert http.send("GET", done["downloadUrl"], headers={"authorization": ""}).content == text.encode()


def test_several_flows_are_exported_as_a_zip(http: Http) -> None:
    for name in ("One", "Two"):
        http.publish(inbound(name))
    wanted = [{"flow": {"name": name, "type": "INBOUNDCALL"}, "fileName": name} for name in ("one", "two")]
    job = http.post("/api/v2/flows/export/jobs", {"flows": wanted}).json
    url = http.get(job["selfUri"]).json["downloadUrl"]
    with zipfile.ZipFile(io.BytesIO(http.send("GET", url).content)) as archive:
        assert archive.namelist() == ["one.yaml", "two.yaml"]
        assert archive.read("two.yaml") == inbound("Two").encode()


def test_an_export_of_what_is_not_there_fails(http: Http) -> None:
    job = http.post("/api/v2/flows/export/jobs", {"flows": [{"flow": {"id": "none"}}]}).json
    done = http.get(job["selfUri"], expand="messages").json
    assert (done["status"], [m["text"] for m in done["messages"]]) == (
        "Failure",
        ["There is no flow with the id none."],
    )
    assert http.post("/api/v2/flows/export/jobs", {"flows": []}).code == "bad.request"


def test_a_validation_judges_what_is_in_the_org(http: Http) -> None:
    queue = http.post("/api/v2/routing/queues", {"name": "Support"}).json["id"]
    flow_id = http.publish(inbound("Main", to_queue("Support"))).json["flow"]["id"]

    def validate() -> Any:
        job = http.post("/api/v2/flows/validate/jobs", {"flows": [{"flow": {"id": flow_id}}]}).json
        return http.get(job["selfUri"], expand="messages").json

    assert validate()["status"] == "Success"
    http.delete(f"/api/v2/routing/queues/{queue}", forceDelete="true")
    after = validate()
    assert after["status"] == "Failure"
    assert after["messages"][0]["text"].startswith('There is no queue "Support" in the org.')


def test_a_job_survives_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    options = Options(now=clock, publish_seconds=60, rate_limit=0)
    with open_store(tmp_path / "org.db", now=clock) as store:
        first = TestOrg(store, clock).http(publish_seconds=60)
        job = first.post("/api/v2/flows/jobs").json
        first.upload(job, inbound("Main"))
    clock.pass_(60)
    with open_store(tmp_path / "org.db", now=clock) as store:
        second = Http(create_app(store, options=options), first.token)
        assert second.get(f"/api/v2/flows/jobs/{job['id']}").json["status"] == "Success"
    assert clock.now > T0


def test_jobs_are_not_mixed_up(http: Http) -> None:
    job = http.post("/api/v2/flows/jobs").json
    assert http.get(f"/api/v2/flows/export/jobs/{job['id']}").code == "not.found"
    assert http.get("/api/v2/flows/jobs/none").code == "not.found"
