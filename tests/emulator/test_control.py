"""The control plane, and that what is promised is served."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from callflows.api import OPERATIONS
from callflows.emulator import served_operations
from tests.emulator.conftest import TestOrg
from tests.emulator.flow_files import inbound
from tests.emulator.http import Http

ROOT = Path(__file__).resolve().parents[2]


def test_reset_empties_the_org(org: TestOrg, http: Http) -> None:
    http.publish(inbound("Main"))
    assert http.get("/__callflows__/").json["flows"] == 1
    assert http.send("POST", "/__callflows__/reset", headers={"origin": "https://example.com"}).status == 403
    assert http.get("/__callflows__/").json["flows"] == 1
    assert http.post("/__callflows__/reset").status == 204
    assert http.get("/api/v2/flows").code == "bad.credentials"
    assert org.http().get("/api/v2/flows").json["total"] == 0


def test_pages_of_websites_are_kept_out(http: Http) -> None:
    form = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"
    for origin, status in (
        ("http://attacker.example:8080", 403),
        ("null", 403),
        ("http://127.0.0.1.attacker.example", 403),
        ("http://[", 403),
        ("http://localhost:3000", 200),
        ("http://127.0.0.1:8080", 200),
        ("http://[::1]:8080", 200),
    ):
        headers = {"origin": origin}
        assert http.send("POST", "/oauth/token", headers=headers, data=form).status == status
        assert http.send("PUT", "/__callflows__/faults", {}, headers=headers).status == status
        cleared = http.send("DELETE", "/__callflows__/faults", headers=headers).status
        assert cleared == (403 if status == 403 else 204)


def test_faults_are_switched_on_and_off(http: Http) -> None:
    assert http.put("/__callflows__/faults", {"rate_503": 1.0}).status == 200
    refused = http.get("/api/v2/flows")
    assert (refused.status, refused.code, refused.headers["retry-after"]) == (503, "service.unavailable", "1")
    assert http.put("/__callflows__/faults", {"rate_503": "often"}).status == 400
    for wrong in ({"rate_429": 5}, {"rate_503": -0.1}, {"rate_429": 0.6, "rate_dropped": 0.6}):
        refused = http.put("/__callflows__/faults", wrong)
        said = {"message": "the rates are shares of all requests: from 0 to 1, and together at most 1"}
        assert (refused.status, refused.json) == (400, said)
    assert http.put("/__callflows__/faults", {"retry_after": -1}).status == 400
    assert http.get("/api/v2/flows").status == 503
    assert http.delete("/__callflows__/faults").status == 204
    assert http.get("/api/v2/flows").status == 200


def test_preview_operations_can_be_switched_off(org: TestOrg) -> None:
    assert org.http(preview=False).post("/api/v2/flows/validate/jobs", {}).status == 404


def test_every_operation_of_the_table_is_served() -> None:
    served = {operation.name for operation, _ in served_operations()}
    assert set(OPERATIONS) - served == set()
    assert served - set(OPERATIONS) == {"put_storage_upload", "get_storage_export"}


def test_the_coverage_table_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "support/generate_coverage.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "docs/emulator.md is up to date\n")
