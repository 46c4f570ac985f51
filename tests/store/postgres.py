"""A schema of its own on the Postgres server that CALLFLOWS_TEST_POSTGRES names."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text


@contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of an empty schema, dropped at the end. Skips the test where there is no server."""
    url = os.environ.get("CALLFLOWS_TEST_POSTGRES")
    if not url:
        pytest.skip("CALLFLOWS_TEST_POSTGRES (postgresql://…) is not set")
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    schema = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()
