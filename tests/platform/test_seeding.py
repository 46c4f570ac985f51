"""A remote org is filled through its API, and only with what it lacks."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx2
import pytest

from callflows.emulator import Options, create_app
from callflows.genesys import Client, ClientCredentials
from callflows.platform import RemoteSeeded, seed_remote
from callflows.store import Store, open_store

ORG = Path(__file__).resolve().parents[2] / "examples" / "org"
MADE = (
    ("division", "EMEA"),
    ("division", "APAC"),
    ("queue", "Support"),
    ("queue", "Sales"),
    ("queue", "Billing"),
    ("datatable", "Customer PINs"),
)


@pytest.fixture
def empty(tmp_path):
    with open_store(tmp_path / "org.db") as opened:
        yield opened


def fill(store: Store, directory: Path) -> RemoteSeeded:
    async def run() -> RemoteSeeded:
        transport = httpx2.ASGITransport(app=create_app(store, options=Options(rate_limit=0)))
        auth = ClientCredentials(client_id="callflows", client_secret="callflows")
        async with Client(environment="http://org.local", auth=auth, transport=transport) as client:
            return await seed_remote(client, directory)

    return asyncio.run(run())


def test_what_is_missing_is_made_and_the_flows_are_published(empty):
    seeded = fill(empty, ORG)
    assert (seeded.good, seeded.made, seeded.left_out, seeded.diagnostics) == (True, MADE, ("didPools",), ())
    assert [(row.flow, row.result, row.version) for row in seeded.flows] == [
        ("Global Authentication Menu", "created", "1.0")
    ]
    table = empty.objects.named("DATATABLE", "Customer PINs")
    assert [row.key for row in empty.rows.list(table.id)[0]] == ["1234", "2468"]


def test_what_is_there_is_left_alone(empty):
    fill(empty, ORG)
    again = fill(empty, ORG)
    assert (again.good, again.made) == (True, ())
    assert [(row.flow, row.result, row.version) for row in again.flows] == [
        ("Global Authentication Menu", "skipped", "1.0")
    ]


def test_a_faulty_file_changes_nothing(empty, tmp_path):
    (tmp_path / "org.yaml").write_text("queues:\n  - name: Support\n")
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "broken.yaml").write_text("inboundCall: [\n")
    seeded = fill(empty, tmp_path)
    assert (seeded.good, seeded.made, seeded.flows) == (False, (), ())
    assert empty.queues.named("Support") is None
