"""Values as a test writes them, as values of Architect's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

import msgspec

from callflows.expressions import Choice, Duration, Entity, ExpressionError, Record, Value
from callflows.expressions.jsonvalues import encode
from callflows.expressions.values import PLAIN_TYPES

Given: TypeAlias = Value | float | timedelta | list["Given"] | Mapping[str, "Given"]
"""What may be given for a value: the language's own values, and Python's for them."""


def value_of(given: Given) -> Value:
    """The value that a test means: a float is a Decimal with the digits that it shows, a list a collection, a mapping
    JSON, a time DateTime (UTC), a timedelta a Duration, None NOT_SET; the language's own values stay as they are.

    Raises ValueError where there is none, such as for bytes or a time that names no offset.
    """
    if isinstance(given, float):
        return _decimal(given)
    if isinstance(given, datetime):
        return _time(given)
    if isinstance(given, timedelta):
        return Duration(given // timedelta(milliseconds=1))
    if isinstance(given, list | tuple):
        return tuple(value_of(each) for each in given)
    if isinstance(given, Mapping):
        return _json(given)
    if type(given) not in PLAIN_TYPES and not isinstance(given, Entity | Choice | Record | str | int):
        raise ValueError(f"{given!r} is no value of Architect's language")
    return given


def pairs_of(given: Mapping[str, Given]) -> tuple[tuple[str, Value], ...]:
    """Named values, in their order. Raises ValueError as `value_of`, naming the one that is none."""
    __tracebackhide__ = True
    found = []
    for name, each in given.items():
        try:
            found.append((name, value_of(each)))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return tuple(found)


def _decimal(number: float) -> Decimal:
    found = Decimal(str(number))
    if not found.is_finite():
        raise ValueError(f"{number} is no number of Architect's language")
    return found


def _time(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} needs an offset from UTC, such as datetime(…, tzinfo=UTC)")
    return moment.astimezone(UTC).replace(microsecond=0)


def _json(given: Mapping[str, Given]) -> Value:
    try:
        return encode(msgspec.to_builtins(given, builtin_types=(Decimal,)))
    except (TypeError, ExpressionError) as error:
        raise ValueError(f"this mapping is no JSON: {error}") from error
