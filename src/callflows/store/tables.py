"""The tables of the local org and of the journal of bulk runs.

The migrations create them; a test compares the two. Times are kept as milliseconds since 1970 UTC,
lists of strings and free settings as JSON text. `name_key` is the name as the org compares it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

metadata = MetaData()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A UTC date-time, kept as milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // timedelta(milliseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(milliseconds=int(value))


class Strings(TypeDecorator[tuple[str, ...]]):
    """A list of strings, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else msgspec.json.decode(value, type=tuple[str, ...])


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(64), primary_key=True)


def _name() -> tuple[Column[str], Column[str]]:
    return Column("name", Text, nullable=False), Column("name_key", Text, nullable=False)


organization = Table("organization", metadata, _id(), Column("name", Text, nullable=False))

divisions = Table(
    "divisions",
    metadata,
    _id(),
    *_name(),
    Column("description", Text, nullable=False, default=""),
    Column("home", Boolean, nullable=False, default=False),
    Index("divisions_name", "name_key", unique=True),
)

clients = Table(
    "clients",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("permissions", Strings),
    Column("token_seconds", Integer, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    _id("digest"),
    Column("client_id", String(64), ForeignKey("clients.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("tokens_expiry", "expires_at"),
)

documents = Table("documents", metadata, _id("digest"), Column("text", Text, nullable=False))

flows = Table(
    "flows",
    metadata,
    _id(),
    Column("type", String(40), nullable=False),
    *_name(),
    Column("division_id", String(64), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    Column("deleted", Boolean, nullable=False, default=False),
    Column("stub", Boolean, nullable=False, default=False),
    Column("locked_by", String(64)),
    Column("published", Integer),
    Column("latest", Integer, nullable=False, default=0),
    Column("graph", Text),
    Column("operation", Text),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index(
        "flows_name",
        "type",
        "name_key",
        unique=True,
        sqlite_where=text("NOT deleted"),
        postgresql_where=text("NOT deleted"),
    ),
)

versions = Table(
    "versions",
    metadata,
    Column("flow_id", String(64), ForeignKey("flows.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), ForeignKey("documents.digest"), nullable=False),
    Column("default_language", Text),
    Column("languages", Strings, nullable=False),
    Column("compatible", Strings, nullable=False),
    Column("input_schema", Text, nullable=False),
    Column("output_schema", Text, nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_until", Moment),
)

version_modules = Table(
    "version_modules",
    metadata,
    Column("flow_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("module_id", String(64), primary_key=True),
    Column("module_name", Text, nullable=False),
    Column("module_version", Integer, nullable=False),
    Column("digest", String(64), ForeignKey("documents.digest"), nullable=False),
)

dependencies = Table(
    "dependencies",
    metadata,
    Column("flow_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(40), primary_key=True),
    Column("target_id", String(64), primary_key=True),
    Column("target_name", Text, nullable=False),
    Column("target_version", Integer),
    Index("dependencies_target", "kind", "target_id"),
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("signature", String(64), nullable=False),
    Column("correlation_id", String(64), nullable=False),
    Column("create_stubs", Boolean, nullable=False, default=False),
    Column("request", Text, nullable=False, default=""),
    Column("upload", LargeBinary),
    Column("registered_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("finished_at", Moment),
    Column("flow_id", String(64)),
    Column("flow_version", Integer),
    Column("messages", Text, nullable=False, default="[]"),
    Column("result", LargeBinary),
    Column("result_type", Text, nullable=False, default=""),
    Index("jobs_due", "state", "due_at"),
)

queues = Table(
    "queues",
    metadata,
    _id(),
    *_name(),
    Column("division_id", String(64), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("settings", Text, nullable=False, default="{}"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("queues_name", "name_key", unique=True),
)

ivrs = Table(
    "ivrs",
    metadata,
    _id(),
    *_name(),
    Column("division_id", String(64), nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False),
    Column("dnis", Strings, nullable=False),
    Column("open_flow_id", String(64)),
    Column("closed_flow_id", String(64)),
    Column("holiday_flow_id", String(64)),
    Column("schedule_group_id", String(64)),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ivrs_name", "name_key", unique=True),
)

ivr_numbers = Table(
    "ivr_numbers",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("ivr_id", String(64), ForeignKey("ivrs.id", ondelete="CASCADE"), nullable=False),
)

did_pools = Table(
    "did_pools",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, default=""),
    Column("start_number", String(32), nullable=False),
    Column("end_number", String(32), nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("provider", String(32), nullable=False),
)

objects = Table(
    "objects",
    metadata,
    Column("kind", String(40), primary_key=True),
    _id(),
    *_name(),
    Column("division_id", String(64)),
    Column("version", Integer, nullable=False),
    Column("stub", Boolean, nullable=False, default=False),
    Column("data", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("objects_name", "kind", "name_key", unique=True),
)

table_rows = Table(
    "table_rows",
    metadata,
    Column("table_id", String(64), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("data", Text, nullable=False),
)

journal_runs = Table(
    "journal_runs",
    metadata,
    _id("key"),
    Column("org", Text, nullable=False, default=""),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

journal_rows = Table(
    "journal_rows",
    metadata,
    Column("run_key", String(64), ForeignKey("journal_runs.key", ondelete="CASCADE"), primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("job_id", Text),
    Column("flow_id", Text),
    Column("version", Text),
    Column("yaml_hash", Text),
    Column("error", Text),
    Column("started_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
