"""A local org in a file of its own, with a clock that the test moves."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from callflows.emulator import Options, create_app
from callflows.store import ClientRecord, Store, hash_secret, open_store
from tests.emulator.http import Http

T0 = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class TestOrg:
    """An org, its store and callers of it."""

    __test__ = False

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._numbers = itertools.count(1)

    def app(self, **options: Any) -> Starlette:
        chosen: dict[str, Any] = {
            "now": self.clock,
            "new_id": lambda: f"id-{next(self._numbers):04}",
            "rate_limit": 0,
            **options,
        }
        return create_app(self.store, options=Options(**chosen))

    def http(self, client_id: str = "callflows", *, permissions: tuple[str, ...] | None = None, **options: Any) -> Http:
        """A caller that is logged in, over an application of its own."""
        http = Http(self.app(**options))
        if client_id != "callflows":
            record = ClientRecord(
                id=client_id, name=client_id, secret_hash=hash_secret("secret"), permissions=permissions
            )
            self.store.clients.save(record)
        secret = "callflows" if client_id == "callflows" else "secret"
        form = f"grant_type=client_credentials&client_id={client_id}&client_secret={secret}"
        answer = http.send("POST", "/oauth/token", data=form.encode())
        http.token = answer.json["access_token"]
        return http


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database; copying it is quicker than migrating another one."""
    path = tmp_path_factory.mktemp("migrated") / "org.db"
    open_store(path).close()
    return path


@pytest.fixture
def org(clock: Clock, migrated: Path, tmp_path: Path) -> Iterator[TestOrg]:
    path = tmp_path / "local" / "org.db"
    path.parent.mkdir()
    shutil.copy(migrated, path)
    with open_store(path, now=clock) as store:
        yield TestOrg(store, clock)


@pytest.fixture
def http(org: TestOrg) -> Http:
    return org.http()
