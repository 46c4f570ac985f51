"""Several processes on one database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from callflows.emulator import Options, create_app
from callflows.store import FlowFilter, open_store
from tests.emulator.flow_files import inbound
from tests.emulator.http import Http
from tests.store.postgres import postgres_url

ROOT = Path(__file__).resolve().parents[2]
_PUBLISHER = """
import sys
import pytest

from callflows.emulator import Options, create_app
from callflows.store import open_store
from tests.emulator.flow_files import inbound
from tests.emulator.http import Http

path, who = sys.argv[1:]
with open_store(path) as store:
    http = Http(create_app(store, options=Options(rate_limit=0)))
    form = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"
    http.token = http.send("POST", "/oauth/token", data=form).json["access_token"]
    for number in range(6):
        own = http.publish(inbound(f"{who} {number}")).json
        shared = http.publish(inbound("Shared")).json
        assert (own["status"], shared["status"]) == ("Success", "Success"), (own, shared)
        assert http.get("/api/v2/flows/" + own["flow"]["id"]).status == 200
"""


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that several processes can open."""
    if request.param == "sqlite":
        yield str(tmp_path / "org.db")
        return
    with postgres_url() as url:
        yield url


def test_processes_publish_side_by_side_and_nothing_is_lost_or_done_twice(database: str) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", _PUBLISHER, database, who], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for who in ("One", "Two")
    ]
    ended = [process.communicate(timeout=120)[1] for process in running]
    assert [(process.returncode, text) for process, text in zip(running, ended, strict=True)] == [(0, "")] * 2
    with open_store(database) as store:
        flows, _ = store.flows.list(FlowFilter(sort_by="name"))
        assert [(flow.name, flow.latest) for flow in flows] == sorted(
            [(f"{who} {number}", 1) for who in ("One", "Two") for number in range(6)] + [("Shared", 12)],
            key=lambda pair: pair[0].casefold(),
        )
        assert len(store.divisions.list()[0]) == 1


def test_a_token_and_a_flow_of_one_process_are_seen_by_the_next(tmp_path: Path) -> None:
    with open_store(tmp_path / "org.db") as one, open_store(tmp_path / "org.db") as two:
        first = Http(create_app(one, options=Options(rate_limit=0)))
        second = Http(create_app(two, options=Options(rate_limit=0)))
        form = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"
        token = first.send("POST", "/oauth/token", data=form).json["access_token"]
        first.token = second.token = token
        flow_id = first.publish(inbound("Main")).json["flow"]["id"]
        assert second.get(f"/api/v2/flows/{flow_id}").json["publishedVersion"]["id"] == "1.0"
        first.publish(inbound("Main"))
        assert second.get(f"/api/v2/flows/{flow_id}").json["publishedVersion"]["id"] == "2.0"
        assert first.delete("/api/v2/tokens/me").status == 204
        assert second.get(f"/api/v2/flows/{flow_id}").code == "bad.credentials"


def test_a_job_that_two_processes_look_at_is_done_once(tmp_path: Path) -> None:
    with open_store(tmp_path / "org.db") as one, open_store(tmp_path / "org.db") as two:
        first = Http(create_app(one, options=Options(rate_limit=0)))
        second = Http(create_app(two, options=Options(rate_limit=0)))
        form = b"grant_type=client_credentials&client_id=callflows&client_secret=callflows"
        first.token = second.token = first.send("POST", "/oauth/token", data=form).json["access_token"]
        job = first.post("/api/v2/flows/jobs").json
        first.upload(job, inbound("Main"))
        seen = [http.get(f"/api/v2/flows/jobs/{job['id']}").json["status"] for http in (second, first)]
        assert seen == ["Success", "Success"]
        assert [flow.latest for flow in one.flows.list(FlowFilter())[0]] == [1]
