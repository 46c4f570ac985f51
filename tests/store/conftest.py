"""The stores that the contract suite runs over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callflows.store import Store, open_store
from tests.store.postgres import postgres_url

T0 = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgres":
        with postgres_url() as url, open_store(url, now=lambda: T0) as opened:
            yield opened
        return
    with open_store(":memory:" if request.param == "memory" else tmp_path / "org.db", now=lambda: T0) as opened:
        yield opened
