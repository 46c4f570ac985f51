"""Request limits, faults, sizes, junk."""

from __future__ import annotations

import random

import pytest

from callflows.emulator import FaultPlan, served_operations
from callflows.emulator.gate import ConnectionDroppedError
from callflows.store import FlowFilter
from tests.emulator.conftest import TestOrg
from tests.emulator.flow_files import inbound
from tests.emulator.http import Http


def test_the_limit_counts_by_token_and_ends_with_its_minute(org: TestOrg) -> None:
    http = org.http(rate_limit=3)
    org.clock.pass_(1)
    first = http.get("/api/v2/flows")
    names = ("inin-ratelimit-count", "inin-ratelimit-allowed", "inin-ratelimit-reset")
    assert [first.headers[name] for name in names] == ["1", "3", "60"]
    org.clock.pass_(18)
    assert [http.get("/api/v2/flows").headers["inin-ratelimit-count"] for _ in range(2)] == ["2", "3"]
    refused = http.get("/api/v2/flows")
    assert refused.status == 429
    assert refused.headers["retry-after"] == "42"
    assert refused.json == {
        "message": "Rate limit exceeded the maximum. Retry the request in [42] seconds",
        "code": "too.many.requests.retry.after",
        "status": 429,
        "messageParams": {},
        "contextId": refused.headers["inin-correlation-id"],
        "details": [],
        "errors": [],
        "limit": {
            "key": "client.credentials.token.rate.per.minute",
            "namespace": "platform.api",
            "value": 3,
        },
    }
    org.clock.pass_(42)
    assert http.get("/api/v2/flows").headers["inin-ratelimit-count"] == "1"


def test_faults_are_the_same_for_the_same_seed(org: TestOrg) -> None:
    plan = FaultPlan(seed=7, rate_429=0.2, rate_503=0.2, retry_after=2)
    runs = []
    for _ in range(2):
        http = org.http(faults=plan)
        runs.append([http.get("/api/v2/flows").status for _ in range(40)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 429, 503}
    assert runs[0] == [int(plan.fault(number) or 200) for number in range(40)]


def test_a_dropped_answer_was_done(org: TestOrg) -> None:
    http = org.http()
    dropping = Http(org.app(faults=FaultPlan(rate_dropped=1.0)), http.token)
    with pytest.raises(ConnectionDroppedError):
        dropping.post("/api/v2/routing/queues", {"name": "Support"})
    assert [queue["name"] for queue in http.get("/api/v2/routing/queues").json["entities"]] == ["Support"]


def test_bodies_have_limits(org: TestOrg) -> None:
    http = org.http(body_limit=100, upload_limit=200)
    refused = http.post("/api/v2/routing/queues", {"name": "x" * 100})
    assert (refused.status, refused.code) == (413, "request.entity.too.large")
    assert refused.json["message"] == "The request is over the size limit. Maximum bytes: 100"
    job = http.post("/api/v2/flows/jobs").json
    assert http.upload(job, "x" * 201).status == 413
    assert http.upload(job, "x" * 200).status == 200


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"createStubs":false}'])
def test_a_job_is_registered_with_every_form_of_an_empty_body(http: Http, body: bytes) -> None:
    assert http.send("POST", "/api/v2/flows/jobs", data=body).status == 202


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"\xff\xfe", b"[" * 50_000, b'{"name":"\\ud800"}', b'{"name":7}', b'{"name":"a\\u0000b"}', b'"x"'],
)
def test_junk_bodies_are_bad_requests(http: Http, body: bytes) -> None:
    answer = http.send("POST", "/api/v2/routing/queues", data=body)
    assert (answer.status, answer.code) == (400, "bad.request")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("pageSize=0", "invalid.value"),
        ("pageSize=501", "invalid.value"),
        ("pageNumber=99999999999999999999", "invalid.value"),
        ("pageNumber=x", "invalid.value"),
        ("deleted=maybe", "invalid.value"),
        ("type=nonsense", "invalid.value"),
        ("publishedAfter=soon", "invalid.date"),
        ("name=%00", "bad.request"),
    ],
)
def test_junk_parameters_are_bad_requests(http: Http, query: str, code: str) -> None:
    answer = http.get(f"/api/v2/flows?{query}")
    assert (answer.status, answer.code) == (400, code)


@pytest.mark.parametrize("path", ["/api/v2/flows/a\x00b", "/api/v2/flows/x\x00/versions", "/storage/exports/\x00"])
def test_nothing_has_an_id_with_a_nul(http: Http, path: str) -> None:
    answer = http.send("GET", path)
    assert (answer.status, answer.code) == (404, "not.found")


@pytest.mark.parametrize(
    "path",
    ["routing/queues", "routing/skills", "authorization/divisions", "architect/schedulegroups", "architect/ivrs"],
)
def test_a_name_has_an_end(http: Http, path: str) -> None:
    answer = http.post(f"/api/v2/{path}", {"name": "n" * 257, "description": "d"})
    assert (answer.status, answer.code) == (400, "bad.request")
    assert answer.json["message"] == "The name has 257 characters; 256 are allowed."
    assert http.post(f"/api/v2/{path}", {"name": "n" * 256, "description": "d"}).status == 200


def test_half_a_request_does_nothing(http: Http) -> None:
    body = b'{"name":"Half"}'
    assert http.send("POST", "/api/v2/routing/queues", data=body, whole=False).status == 0
    assert http.get("/api/v2/routing/queues").json["total"] == 0
    job = http.post("/api/v2/flows/jobs").json
    broken = http.send("PUT", job["presignedUrl"], headers=job["headers"], data=inbound("Half").encode(), whole=False)
    assert broken.status == 0
    assert http.get(f"/api/v2/flows/jobs/{job['id']}").json["status"] == "Registered"
    assert http.upload(job, inbound("Whole")).status == 200
    assert [flow["name"] for flow in http.get("/api/v2/flows").json["entities"]] == ["Whole"]


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("application/merge-patch+json", 200),
        ("", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/xml", 415),
    ],
)
def test_a_body_that_says_it_is_no_json_is_not_taken(http: Http, media_type: str, status: int) -> None:
    headers = {"content-type": media_type}
    answer = http.send("POST", "/api/v2/routing/queues", {"name": "Support"}, headers=headers)
    assert answer.status == status
    assert status == 200 or answer.code == "unsupported.media.type"
    # Where there is no body its type says nothing.
    assert http.send("POST", "/api/v2/flows/jobs", headers=headers, data=b"").status == 202


def test_unknown_paths_and_methods(http: Http) -> None:
    assert http.get("/api/v2/nothing").code == "not.found"
    assert http.get("/nothing").status == 404
    refused = http.send("PATCH", "/api/v2/flows")
    assert (refused.status, refused.headers["allow"]) == (405, "DELETE, GET, POST")


def test_random_requests_never_fail_inside_and_change_nothing_by_reading(org: TestOrg, http: Http) -> None:
    http.publish(inbound("Main"))
    chance = random.Random(3)
    pieces = [
        "flows",
        "jobs",
        "..",
        "%",
        "routing",
        "queues",
        "architect",
        "ivrs",
        "",
        "rows",
        "\u00e4",
        "x" * 300,
        "1.0",
    ]
    letters = "&=;%+*[]{}\"'\\,:é0a"
    for _ in range(400):
        path = "/api/v2/" + "/".join(chance.choices(pieces, k=chance.randint(1, 5)))
        query = "".join(chance.choices(letters, k=chance.randint(0, 30)))
        scheme = chance.choice(["GET", "POST", "PUT", "DELETE"])
        data = "".join(chance.choices(letters, k=20)).encode()
        if "?" in path or scheme == "DELETE":
            continue
        answer = http.send(scheme, path, query={}, data=data) if scheme != "GET" else http.get(path, q=query)
        assert answer.status != 500, (scheme, path, query, data)
    assert [flow.name for flow in org.store.flows.list(FlowFilter())[0]] == ["Main"]


_VALUES: tuple[object, ...] = (
    None, True, 0, -1, 2**70, 1.5, "", "x", "+13175550100", "é" * 300, "\ud83d", [], [None], ["+1"], [{}], {},
    {"id": "x"},
    {"id": 7}, {"properties": {"key": {"type": "string"}}}, [{"flow": {"id": "x"}}], {"key": {"type": ["a"]}},
)  # fmt: skip
_KEYS = (
    "id", "name", "type", "version", "dnis", "division", "schema", "flows", "start", "end", "key", "language", "nodes",
    "edges", "startPhoneNumber", "endPhoneNumber", "openHoursFlow", "scheduleGroup", "pageSize", "pageNumber",
    "queueId",
    "createStubs", "description", "timeZone", "openSchedules", "settings", "acwSettings", "variables", "startNodeId",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(operation.name for operation, _ in served_operations()))
def test_no_operation_fails_inside_whatever_it_is_given(http: Http, name: str) -> None:
    operation = next(operation for operation, _ in served_operations() if operation.name == name)
    existing = http.publish(inbound("Main")).json["flow"]["id"]
    chance = random.Random(name)
    for _ in range(12):
        body = {chance.choice(_KEYS): chance.choice(_VALUES) for _ in range(chance.randint(0, 6))}
        body = {"name": "N", "type": "inboundcall"} | body if chance.random() < 0.5 else body
        query = {
            parameter.name: chance.choice(["", "x", existing, "1", "true", "*", "QUEUE", "1.0", "a,b", "%"])
            for parameter in operation.query
            if chance.random() < 0.6
        }
        path = operation.path
        for parameter in operation.path_parameters:
            path = path.replace(f"{{{parameter}}}", chance.choice([existing, "x", "é", "1.0", "a b"]))
        answer = http.send(operation.method, path, body, query=query)
        assert answer.status != 500, (path, query, body, answer.content)
