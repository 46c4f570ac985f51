"""Small helpers that every repository uses: name keys, globs, records from rows, pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from callflows.store.records import Page

R = TypeVar("R", bound=msgspec.Struct)


def name_key(name: str) -> str:
    """The form in which names are compared: without regard to case or outer blanks."""
    return name.strip().casefold()


def like(pattern: str) -> str:
    """An SQL LIKE pattern (escape character backslash) for a glob in which `*` stands for any text."""
    escaped = name_key(pattern).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return escaped.replace("*", "%")


def matches(column: ColumnElement[Any], pattern: str) -> ColumnElement[bool]:
    """The condition "the key in this column matches the glob"."""
    return column.like(like(pattern), escape="\\") if "*" in pattern else column == name_key(pattern)


def record(kind: type[R], row: RowMapping) -> R:
    """A record from a row that has its fields as columns; further columns are left out."""
    return kind(**{field: row[field] for field in kind.__struct_fields__ if field in row})


def records(kind: type[R], rows: Iterable[RowMapping]) -> tuple[R, ...]:
    return tuple(record(kind, row) for row in rows)


def values(item: msgspec.Struct, *without: str) -> dict[str, Any]:
    """A record's fields as column values."""
    return {field: getattr(item, field) for field in item.__struct_fields__ if field not in without}


def page_of(connection: Connection, query: Select[Any], page: Page | None, kind: type[R]) -> tuple[tuple[R, ...], int]:
    """The records of one page of an ordered query, and how many there are in all. None = all of them."""
    if page is None:
        found = records(kind, connection.execute(query).mappings())
        return found, len(found)
    total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    part = query.limit(page.size).offset((page.number - 1) * page.size)
    return records(kind, connection.execute(part).mappings()), total
