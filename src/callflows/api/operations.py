"""The one table of operations, keyed by the name that the official SDKs give them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar, cast

from callflows.api.operation import Operation
from callflows.api.tables import content, dependency, dialect, flows, jobs, org, routing, telephony

Answer = TypeVar("Answer")

_ROWS = (
    *org.ROWS,
    *flows.ROWS,
    *jobs.ROWS,
    *dependency.ROWS,
    *routing.ROWS,
    *telephony.ROWS,
    *content.ROWS,
    *dialect.ROWS,
)

OPERATIONS: Mapping[str, Operation[object]] = MappingProxyType({row.name: row for row in _ROWS})
"""Every operation that callflows sends or serves. More specific paths of one method are not ordered here: a router
must prefer a literal segment to a `{parameter}` (`/flows/lookup` before `/flows/{flowId}`)."""


def operation(name: str, answer: type[Answer]) -> Operation[Answer]:
    """The operation of that name, typed by what it answers.

    Raises `TypeError` when the table gives another answer type, `KeyError` when there is no such operation.
    """
    found = OPERATIONS[name]
    if found.response != answer:
        raise TypeError(f"{name} answers {found.response}, not {answer}")
    return cast("Operation[Answer]", found)


def command(name: str) -> Operation[None]:
    """An operation that answers without a body."""
    found = OPERATIONS[name]
    if found.response is not None:
        raise TypeError(f"{name} answers {found.response}")
    return cast("Operation[None]", found)
