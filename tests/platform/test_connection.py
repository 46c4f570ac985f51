"""Choosing and opening an org."""

import asyncio

import pytest

from callflows.api import UnknownEnvironment
from callflows.genesys import list_flows
from callflows.platform import connect, open_client
from callflows.store import open_store

REMOTE = {"GENESYS_CLIENT_ID": "id", "GENESYS_CLIENT_SECRET": "s3cret"}


def test_without_credentials_it_is_the_local_org_and_its_journal_lies_with_it(tmp_path):
    async def work():
        async with connect({}, tmp_path) as connection:
            assert connection.local is not None
            assert [flow async for flow in list_flows(connection.client)] == []
            connection.journal.open_run("k")
            return connection.name

    assert asyncio.run(work()) == str(tmp_path / ".callflows" / "org.db")
    with open_store(tmp_path / ".callflows" / "org.db") as store:
        assert [run.key for run in store.journal.runs()] == ["k"]


def test_with_credentials_it_is_remote_and_nothing_is_written_until_the_journal_is_needed(tmp_path):
    async def work():
        async with connect(REMOTE | {"GENESYS_ENVIRONMENT": "eu-central-1"}, tmp_path) as connection:
            assert (connection.local, connection.name) == (None, "eu-central-1")
            assert connection.client.hosts.api == "https://api.mypurecloud.de"
            assert "s3cret" not in repr(connection.client)
            assert list(tmp_path.iterdir()) == []
            connection.journal.open_run("k")

    asyncio.run(work())
    assert {path.name for path in (tmp_path / ".callflows").iterdir()} >= {".gitignore", "journal.db"}
    assert not (tmp_path / ".callflows" / "org.db").exists()


def test_an_unknown_environment_is_said_at_once(tmp_path):
    with pytest.raises(UnknownEnvironment):
        connect(REMOTE | {"GENESYS_ENVIRONMENT": "nowhere"}, tmp_path)


def test_a_client_alone_closes_the_local_org_with_it(tmp_path):
    async def work():
        async with open_client({}, tmp_path) as client:
            return [flow async for flow in list_flows(client)]

    assert asyncio.run(work()) == []
