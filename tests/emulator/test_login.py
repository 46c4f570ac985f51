"""Logging in, bearer tokens, permissions."""

from __future__ import annotations

import base64

import msgspec
import pytest

from tests.emulator.conftest import TestOrg
from tests.emulator.http import Http

FORM = b"grant_type=client_credentials"


def basic(client_id: str, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()}


def test_basic_and_form_credentials_both_log_in(org: TestOrg) -> None:
    http = Http(org.app())
    for headers, form in (
        (basic("callflows", "callflows"), FORM),
        ({}, FORM + b"&client_id=callflows&client_secret=callflows"),
    ):
        answer = http.send("POST", "/oauth/token", headers=headers, data=form)
        assert (answer.status, answer.json["token_type"], answer.json["expires_in"]) == (200, "bearer", 86_399)
        assert (
            Http(http.app, answer.json["access_token"]).get("/api/v2/tokens/me").json["OAuthClient"]["id"]
            == "callflows"
        )


GOOD = basic("callflows", "callflows")


@pytest.mark.parametrize(
    ("headers", "form", "error", "text"),
    [
        (basic("nobody", "x"), FORM, "invalid_client", "client not found"),
        (basic("callflows", "wrong"), FORM, "invalid_client", "authentication failed"),
        ({"authorization": "Basic ***"}, FORM, "invalid_client", "the Basic header cannot be read"),
        ({}, FORM, "invalid_client", "client credentials are missing"),
        (GOOD, b"grant_type=password", "unsupported_grant_type", "only client_credentials is supported"),
        (GOOD, b"\xff", "invalid_request", "the body is not a form"),
    ],
)  # fmt: skip
def test_a_failed_login_has_the_shape_of_oauth(
    org: TestOrg, headers: dict[str, str], form: bytes, error: str, text: str
) -> None:
    answer = Http(org.app()).send("POST", "/oauth/token", headers=headers, data=form)
    assert answer.status == 400
    assert answer.json == {"error": error, "description": text, "error_description": text}
    assert answer.headers["inin-correlation-id"]


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "authentication.required"),
        ("Bearer ", "authentication.required"),
        ("Basic abc", "authentication.required"),
        ("Bearer nonsense", "bad.credentials"),
    ],
)
def test_a_request_without_a_good_token_is_refused(org: TestOrg, authorization: str | None, code: str) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    answer = Http(org.app()).send("GET", "/api/v2/flows", headers=headers)
    assert (answer.status, answer.code) == (401, code)
    assert answer.json["contextId"] == answer.headers["inin-correlation-id"]


def test_a_token_expires_and_can_be_given_back(org: TestOrg) -> None:
    http = org.http()
    org.clock.pass_(86_399)
    assert http.get("/api/v2/flows").status == 200
    org.clock.pass_(1)
    assert http.get("/api/v2/flows").code == "credentials.expired"
    other = org.http()
    assert other.delete("/api/v2/tokens/me").status == 204
    assert other.get("/api/v2/flows").code == "bad.credentials"


def test_whose_token_it_is_follows_the_store(org: TestOrg) -> None:
    one, other = org.http(), org.http("deploy")

    def owner(http: Http) -> str:
        return str(http.get("/api/v2/tokens/me").json["OAuthClient"]["name"])

    assert [owner(one), owner(other), owner(one)] == ["callflows", "deploy", "callflows"]
    client = org.store.clients.get("deploy")
    assert client is not None
    org.store.clients.save(msgspec.structs.replace(client, name="Deployment"))
    assert [owner(one), owner(other)] == ["callflows", "Deployment"]


def test_a_client_with_declared_permissions_may_do_no_more(org: TestOrg) -> None:
    http = org.http("reader", permissions=("architect:flow:view", "routing:*"))
    assert http.get("/api/v2/flows").status == 200
    assert http.post("/api/v2/routing/queues", {"name": "Q"}).status == 200
    refused = http.post("/api/v2/flows/jobs")
    assert (refused.status, refused.code) == (403, "missing.permissions")
    assert refused.json["message"] == (
        "Unable to perform the requested action. You are missing the following permission(s): architect:job:create"
    )
    tables = http.get("/api/v2/flows/datatables/x/rows")
    assert (tables.status, tables.code) == (403, "missing.any.permissions")
    assert tables.json["message"].endswith("architect:datatable:view, architect:datatableRow:view")
