"""Values for the variables of a condition with which it is true, or false, found by trying.

Walking backwards looks at one comparison at a time. Here the whole condition is evaluated, with what was found so
mixed: the beginning of one text with the end of another, the day of one time with the hour of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import combinations, islice, product
from types import MappingProxyType
from typing import Final

from callflows.expressions import Ast, Duration, Value, compile  # noqa: A004 - the room's verb
from callflows.testing.beginning import MONDAY_MORNING
from callflows.testing.explore.backward import NOW, functions_of, variables_of
from callflows.testing.explore.constants import Plain, Values, World, evaluated
from callflows.testing.explore.inverses import fitted
from callflows.testing.explore.values import values_for

MOST: Final = 2000
"""So often is one condition evaluated."""
VARIABLES: Final = 3
"""Conditions of more are left alone."""
_LENGTHS: Final = (4, 5, 6, 8, 10)
_FIELDS: Final = ("year", "month", "day", "hour", "minute")


def solved(
    ast: Ast,
    type_of: Callable[[str], str],
    candidates: Callable[[str], tuple[Plain, ...]],
    entries: Mapping[str, tuple[int, int]],
) -> Iterator[tuple[str, Plain]]:
    """(variable, value) that are worth trying beside the candidates there are: with them the condition comes to what it
    does not come to with those alone. `entries` are how many digits the variables have that callers key in."""
    names = list(dict.fromkeys(variables_of(ast)))
    if "getcurrentdatetimeutc" in functions_of(ast):
        names.append(NOW)
    types = ["dateTime" if name == NOW else type_of(name) for name in names]
    if not 1 <= len(names) <= VARIABLES or not all(each in _MIXED for each in types):
        return
    digits = [entries.get(name) for name in names]
    known = [values_for(each, candidates(name)) for name, each in zip(names, types, strict=True)]
    usual = [_keyed(values, most) for values, most in zip(known, digits, strict=True)]
    compiled = compile(ast)

    def outcome(values: tuple[Value, ...]) -> Value:
        given = dict(zip(names, values, strict=True))
        moment = given.pop(NOW, None)
        return evaluated(compiled, Values(given), World(moment if isinstance(moment, datetime) else MONDAY_MORNING))

    seen = map(outcome, islice(product(*usual), MOST))
    missing = {True, False} - {each for each in seen if isinstance(each, bool)}
    more = [(*values, *_MIXED[each](values)) for values, each in zip(known, types, strict=True)]
    mixed = [_keyed(values, most) for values, most in zip(more, digits, strict=True)]
    for values in islice(product(*mixed), MOST) if missing else ():
        found = outcome(values)
        if isinstance(found, bool) and found in missing:
            missing.discard(found)
            yield from (
                (name, value)
                for name, value in zip(names, values, strict=True)
                if isinstance(value, str | int | Decimal | Duration | datetime)
            )


def _keyed(values: Iterable[Value], digits: tuple[int, int] | None) -> tuple[Value, ...]:
    """The values, each once; of what callers key in, those that they can."""
    if digits is not None:
        values = (keys for each in values if isinstance(each, str) for keys in fitted(each, *digits))
    return tuple({(type(each), each): each for each in values}.values())


def _texts(values: tuple[Value, ...]) -> Iterator[Value]:
    """One text behind another, and the beginning of one with the end of another."""
    texts = [each for each in values if isinstance(each, str)][:8]
    yield ""
    for one, other in product(texts, texts):
        yield one + other
        yield from (one[: length // 2] + other[-(length - length // 2) :] for length in _LENGTHS)


def _numbers(values: tuple[Value, ...]) -> Iterator[Value]:
    yield from range(21)
    yield from (-1, 100, 1000)


def _times(values: tuple[Value, ...]) -> Iterator[Value]:
    """The usual time with what is not usual about several others."""
    times = [each for each in values if isinstance(each, datetime)][:10]
    for count in (2, 3):
        for some in combinations(times, count):
            fields = {name: getattr(each, name) for each in some for name in _FIELDS if _is_unusual(each, name)}
            try:
                yield MONDAY_MORNING.replace(**fields)
            except ValueError:
                continue


def _is_unusual(moment: datetime, name: str) -> bool:
    return bool(getattr(moment, name) != getattr(MONDAY_MORNING, name))


def _nothing(values: tuple[Value, ...]) -> Iterator[Value]:
    yield from ()


_MIXED: Mapping[str, Callable[[tuple[Value, ...]], Iterator[Value]]] = MappingProxyType(
    {
        "string": _texts,
        "integer": _numbers,
        "decimal": _nothing,
        "boolean": _nothing,
        "duration": _nothing,
        "dateTime": _times,
    }
)
