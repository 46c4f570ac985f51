"""Functions walked backwards: what an argument should come to, so that the function comes to a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from callflows.expressions import Ast, Call, Index, Literal
from callflows.testing.beginning import MONDAY_MORNING
from callflows.testing.explore.constants import Plain, constant

FILLER: Final = "12345678901234567890123456789012345678901234567890"
"""What stands where any digits do."""
_LONGEST = len(FILLER)
Needs: TypeAlias = Iterator[tuple[Ast, Plain]]
"""(expression, what it should come to)."""


def arguments_for(call: Call, value: Plain) -> Needs:
    """What the arguments of a function should come to; of one that is not known, each the value itself."""
    known = _INVERSES.get(call.name.lower())
    if known is not None and call.arguments:
        yield from known(call, value)
    else:
        yield from ((argument, value) for argument in call.arguments)


def indexed(ast: Index, value: Plain) -> Needs:
    """What `x[…]` needs of `x`."""
    at = constant(ast.index)
    if isinstance(ast.target, Call) and ast.target.name.lower() == "split" and isinstance(at, int):
        yield from _part(ast.target, at, value)
    elif isinstance(at, str):
        yield ast.target, with_property(at, value)
    elif isinstance(at, int) and isinstance(value, str) and value[:1] == "{" and 0 <= at < _LONGEST:
        yield ast.target, f"[{','.join([value] * (at + 1))}]"
    else:
        yield ast.target, value


def fitted(entry: str, low: int, high: int) -> tuple[str, ...]:
    """A candidate as digits of the right number: cut, or filled up, at either end."""
    if not (entry.isascii() and entry.isdigit()):
        return ()
    if len(entry) > high:
        return entry[:high], entry[-high:]
    filling = FILLER[: low - len(entry)] if len(entry) < low else ""
    return (entry + filling, filling + entry) if filling else (entry,)


def with_property(name: str, value: Plain) -> str:
    """JSON with one property; a text that is JSON itself is nested in it."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return '{"%s":%s}' % (name, value)  # noqa: UP031 - braces
    return msgspec.json.encode({name: value if isinstance(value, str | int | bool | None) else str(value)}).decode()


def _split(call: Call, value: Plain) -> Needs:
    yield from _part(call, 0, value)


def _get_at(call: Call, value: Plain) -> Needs:
    inner = call.arguments[0]
    at = constant(call.arguments[1]) if len(call.arguments) > 1 else None
    if isinstance(inner, Call) and inner.name.lower() == "split":
        yield from _part(inner, at if isinstance(at, int) else 0, value)
    else:
        yield inner, value


def _part(split: Call, at: int, value: Plain, *, count: int = 5) -> Needs:
    """`Split(x, ",")` with `value` as its part number `at`, of `count` parts at least."""
    separator = constant(split.arguments[1]) if len(split.arguments) > 1 else None
    if isinstance(separator, str) and 0 <= at < _LONGEST:
        parts = [str(number) for number in range(1, max(count, at + 1) + 1)]
        parts[at] = str(value)
        yield split.arguments[0], separator.join(parts)


def _length(call: Call, value: Plain) -> Needs:
    inner = call.arguments[0]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LONGEST:
        return
    if isinstance(inner, Call) and inner.name.lower() == "split":
        yield from _part(inner, value - 1, FILLER[:1], count=value)
    else:
        yield inner, FILLER[:value]


def _property(call: Call, value: Plain) -> Needs:
    name = call.arguments[1] if len(call.arguments) > 1 else None
    if isinstance(name, Literal):
        yield call.arguments[0], with_property(str(name.value), value)
    else:
        yield from ((argument, value) for argument in call.arguments)


def _if(call: Call, value: Plain) -> Needs:
    ways = call.arguments[1:] if len(call.arguments) == 3 else call.arguments
    yield from ((argument, value) for argument in ways)


def _padded(pad: Callable[[str, Call], str]) -> Callable[[Call, Plain], Needs]:
    """A function that gives a part of its text."""

    def needs(call: Call, value: Plain) -> Needs:
        if isinstance(value, str):
            yield call.arguments[0], pad(value, call)
        else:
            yield from ((argument, value) for argument in call.arguments)

    return needs


def _left(value: str, call: Call) -> str:
    return value + FILLER[: max(0, 10 - len(value))]


def _right(value: str, call: Call) -> str:
    return FILLER[: max(0, 10 - len(value))] + value


def _middle(value: str, call: Call) -> str:
    start = constant(call.arguments[1]) if len(call.arguments) > 1 else 0
    return FILLER[: start if isinstance(start, int) and 0 <= start <= _LONGEST else 0] + value + FILLER[:2]


def _same(value: str, call: Call) -> str:
    return value


def _date_part(name: str, least: int, most: int) -> Callable[[Call, Plain], Needs]:
    """A function that gives the hour, the month… of a time."""

    def needs(call: Call, value: Plain) -> Needs:
        if isinstance(value, int) and least <= value <= most:
            yield call.arguments[0], MONDAY_MORNING.replace(**{name: value})  # type: ignore[arg-type]

    return needs


def _day_of_week(call: Call, value: Plain) -> Needs:
    yield from ((call.arguments[0], MONDAY_MORNING + timedelta(days=by)) for by in range(7))


def _added(unit: timedelta) -> Callable[[Call, Plain], Needs]:
    """A function that adds so many units to a time."""

    def needs(call: Call, value: Plain) -> Needs:
        by = constant(call.arguments[1]) if len(call.arguments) > 1 else None
        if isinstance(value, datetime) and isinstance(by, int) and abs(by) < 100_000:
            yield call.arguments[0], value - unit * by

    return needs


_INVERSES: Mapping[str, Callable[[Call, Plain], Needs]] = MappingProxyType(
    {
        "split": _split,
        "getat": _get_at,
        "length": _length,
        "count": _length,
        "getjsonobjectproperty": _property,
        "if": _if,
        "left": _padded(_left),
        "right": _padded(_right),
        "substring": _padded(_middle),
        "upper": _padded(_same),
        "lower": _padded(_same),
        "trim": _padded(_same),
        "ltrim": _padded(_same),
        "rtrim": _padded(_same),
        "year": _date_part("year", 1970, 2200),
        "month": _date_part("month", 1, 12),
        "day": _date_part("day", 1, 31),
        "hour": _date_part("hour", 0, 23),
        "minute": _date_part("minute", 0, 59),
        "dayofweek": _day_of_week,
        "adddays": _added(timedelta(days=1)),
        "addhours": _added(timedelta(hours=1)),
        "addminutes": _added(timedelta(minutes=1)),
        "addseconds": _added(timedelta(seconds=1)),
    }
)
