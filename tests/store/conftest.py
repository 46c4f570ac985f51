"""The stores that the contract suite runs over."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from callflows.store import Store, open_store

T0 = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgres":
        yield from _postgres()
        return
    with open_store(":memory:" if request.param == "memory" else tmp_path / "org.db", now=lambda: T0) as opened:
        yield opened


def _postgres() -> Iterator[Store]:
    url = os.environ.get("CALLFLOWS_TEST_POSTGRES")
    if not url:
        pytest.skip("CALLFLOWS_TEST_POSTGRES (postgresql://…) is not set")
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    schema = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    joint = "&" if "?" in url else "?"
    with open_store(f"{url}{joint}options=-csearch_path%3D{schema}", now=lambda: T0) as opened:
        yield opened
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
