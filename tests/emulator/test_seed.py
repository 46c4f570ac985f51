"""Seeding from a directory, OAuth clients from a file, and what runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.emulator import load_clients, published_program_inputs, seed
from callflows.store import NotFound, Store, open_store
from tests.emulator.conftest import TestOrg
from tests.emulator.flow_files import call_module, inbound, module, to_queue

ORG = """\
divisions:
  - name: EMEA
queues:
  - name: Support
    division: EMEA
didPools:
  - startPhoneNumber: "+13175550100"
    endPhoneNumber: "+13175550149"
prompts:
  - name: welcome
    tts: {en-us: Hello}
dataTables:
  - name: PINs
    key: PIN
    columns:
      - {name: customerId, type: string}
      - {name: level, type: integer, default: 1}
    rows:
      - {key: "1234", customerId: C-1}
schedules:
  - {name: Week, start: "2026-01-05T09:00:00", end: "2026-01-05T17:00:00"}
scheduleGroups:
  - {name: Hours, openSchedules: [Week]}
skills:
  - name: Billing
oauthClients:
  - {id: reader, secret: hush, permissions: ["architect:flow:view"]}
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "org.yaml").write_text(ORG)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "a main.yaml").write_text(inbound("Main", f"{call_module('Menu')}\n{to_queue('Support')}"))
    (tmp_path / "flows" / "menu.yaml").write_text(module("Menu"))
    return tmp_path


def test_a_directory_becomes_an_org(org: TestOrg, directory: Path) -> None:
    seeded = seed(org.store, directory)
    assert seeded.diagnostics == ()
    assert seeded.made == (
        ("DIVISION", "EMEA"),
        ("QUEUE", "Support"),
        ("DIDPOOL", "+13175550100"),
        ("USERPROMPT", "welcome"),
        ("DATATABLE", "PINs"),
        ("SCHEDULE", "Week"),
        ("SCHEDULEGROUP", "Hours"),
        ("ACDSKILL", "Billing"),
    )
    assert [(flow.name, flow.version, flow.changed) for flow in seeded.flows] == [
        ("Menu", "1.0", True),
        ("Main", "1.0", True),
    ]
    http = org.http()
    assert http.get("/api/v2/routing/queues").json["entities"][0]["division"]["name"] == "EMEA"
    table = http.get("/api/v2/flows/datatables").json["entities"][0]["id"]
    row = http.get(f"/api/v2/flows/datatables/{table}/rows/1234", showbrief="false").json
    assert row == {"key": "1234", "customerId": "C-1", "level": 1}
    group = http.get("/api/v2/architect/schedulegroups").json["entities"][0]
    assert [schedule["name"] for schedule in group["openSchedules"]] == ["Week"]
    reader = org.store.clients.get("reader")
    assert reader is not None
    assert reader.permissions == ("architect:flow:view",)


def test_seeding_twice_changes_nothing(org: TestOrg, directory: Path) -> None:
    seed(org.store, directory)
    again = seed(org.store, directory)
    assert again.made == ()
    assert [(flow.name, flow.version, flow.changed) for flow in again.flows] == [
        ("Menu", "1.0", False),
        ("Main", "1.0", False),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("queues: [", "org.yaml: "),
        ("queus: []", "org.yaml: Object contains unknown field `queus`"),
        ("queues: [{name: Q, division: Nowhere}]", '"Q": there is no division "Nowhere".'),
        (
            "didPools: [{startPhoneNumber: '+13175550100', endPhoneNumber: '+13175550149'}, "
            "{startPhoneNumber: '+13175550149', endPhoneNumber: '+13175550150'}]",
            "The DID pool from +13175550149: the range overlaps another DID pool.",
        ),
        ("didPools: [{startPhoneNumber: x, endPhoneNumber: y}]", "The DID pool from x: "),
        ("dataTables: [{name: T, rows: [{key: a, b: 1}]}]", "The data table \"T\", row 'a': "),
        ("dataTables: [{name: T, columns: [{name: c, type: colour}]}]", 'The data table "T": '),
    ],
)
def test_what_is_wrong_with_an_org_file_is_said(org: TestOrg, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "org.yaml").write_text(text)
    seeded = seed(org.store, tmp_path)
    assert [item.message.startswith(message) for item in seeded.diagnostics] == [True], seeded.diagnostics
    assert not seeded.good


def test_a_flow_that_cannot_be_published_is_said_with_its_file(org: TestOrg, tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    path = tmp_path / "flows" / "main.yaml"
    path.write_text(inbound("Main", to_queue("Nowhere")))
    seeded = seed(org.store, tmp_path)
    assert [(item.code, item.span.file, item.span.line) for item in seeded.diagnostics if item.span] == [
        ("object-missing", str(path), 12)
    ]


def test_clients_come_from_a_file(org: TestOrg, tmp_path: Path) -> None:
    path = tmp_path / "clients.yaml"
    path.write_text("oauthClients: [{id: deploy, secret: hush, tokenSeconds: 300}]")
    assert load_clients(org.store, path) == ()
    http = org.http()
    form = b"grant_type=client_credentials&client_id=deploy&client_secret=hush"
    assert http.send("POST", "/oauth/token", data=form).json["expires_in"] == 299


def test_what_runs_is_found_by_id_and_by_name(org: TestOrg, directory: Path) -> None:
    seeded = seed(org.store, directory)
    by_name = published_program_inputs(org.store, "main")
    assert by_name == published_program_inputs(org.store, seeded.flows[1].id)
    assert (by_name[0].name, list(by_name[1])) == ("Main", ["Menu"])
    for missing in ("Nothing", "none"):
        with pytest.raises(NotFound):
            published_program_inputs(org.store, missing)


def test_the_example_org_seeds_without_a_fault(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "examples" / "org"
    store: Store
    with open_store(tmp_path / "org.db") as store:
        seeded = seed(store, example)
    assert [item for item in seeded.diagnostics if item.severity == "error"] == []
    assert "Global Authentication Menu" in [flow.name for flow in seeded.flows]
