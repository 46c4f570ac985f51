"""A program's view: an org in this process, reached as if by the network."""

from pathlib import Path

import httpx2
import pytest

from callflows.emulator import Options, create_app, seed
from callflows.platform import PlatformClient, RoutingApi
from callflows.store import Store, open_store

ORG = Path(__file__).resolve().parents[2] / "examples" / "org"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "org.db") as opened:
        create_app(opened)
        assert seed(opened, ORG).good
        yield opened


@pytest.fixture
def client(store: Store):
    transport = httpx2.ASGITransport(app=create_app(store, options=Options(rate_limit=0)))
    with PlatformClient(client_id="callflows", client_secret="callflows", transport=transport) as made:
        made.set_environment("http://127.0.0.1:1")
        yield made


@pytest.fixture
def api(client):
    return RoutingApi(client)
