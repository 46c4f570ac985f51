"""Reads the value that an example states in prose, where it states one."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from decimal import Decimal

from callflows.expressions import Currency, Duration, Value

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_WORDS = {"eleven": "11", "four": "4", "zero": "0"}
_CURRENCY = re.compile(r'amount of (-?[\d.]+|NOT_SET)\s+and\s+(?:a\s+)?(?:code of\s+)?(NOT_SET|"(\w+)")')
_NO_AMOUNT = re.compile(r'with a NOT_SET amount and code of "(\w+)"')
_NO_CODE = re.compile(r"with an amount of ([\d.]+) and NOT_SET code")
_UNIT = re.compile(r"(-?\d+(?:\.\d+)?) (day|hour|minute|second)s?")
_MS = {"day": 86_400_000, "hour": 3_600_000, "minute": 60_000, "second": 1000}
_MOMENT = re.compile(
    r"([A-Z][a-z]+) (\d+)(?:st|nd|rd|th)?,? (\d{4}) at (\d+):(\d\d):(\d\d) ?([AP])M",
)
_INDEXES = re.compile(r"Integer collection with (?:\d+|one|two) elements? whose values? (?:is|are) ([\d and,]+)")


class Nothing:
    """The prose states no value that this reader knows."""


NOTHING = Nothing()


def stated(prose: str) -> Value | Nothing:
    """The value in the words of the example, NOTHING where there is none to compare."""
    for read in (_text, _not_set, _indexes, _currency, _moment, _duration):
        found = read(prose)
        if not isinstance(found, Nothing):
            return found
    return NOTHING


def _text(prose: str) -> Value | Nothing:
    """`"a\\\\nb" ( where … )`: a text with a remark."""
    found = re.match(r'"([^"]*)"\s*(?:\(|-|$)', prose)
    return found.group(1).replace("\\\\n", "\n") if found else NOTHING


def _not_set(prose: str) -> Value | Nothing:
    return None if re.match(r"A NOT_SET [A-Z]", prose) else NOTHING


def _indexes(prose: str) -> Value | Nothing:
    if re.match(r"An empty \w+ collection", prose):
        return ()
    found = _INDEXES.search(prose)
    return tuple(int(number) for number in re.findall(r"\d+", found.group(1))) if found else NOTHING


def _currency(prose: str) -> Value | Nothing:
    if not prose.startswith("A Currency"):
        return NOTHING
    if found := _NO_AMOUNT.search(prose):
        return Currency(None, found.group(1))
    if found := _NO_CODE.search(prose):
        return Currency(Decimal(found.group(1)), None)
    if found := _CURRENCY.search(prose):
        return Currency(Decimal(found.group(1)), found.group(3))
    return NOTHING


def _duration(prose: str) -> Value | Nothing:
    if not re.match(r"(?:A|The) (?:negative )?(?:\d+ \w+ (?:and \d+ \w+ )?)?[Dd]uration(?! collection)", prose):
        return NOTHING
    plain = re.sub(r"\b(eleven|four|zero)\b", lambda word: _WORDS[word.group()], prose)
    parts = _UNIT.findall(plain)
    if not parts:
        return NOTHING
    total = sum(int(Decimal(number) * _MS[unit]) for number, unit in parts)
    return Duration(-total if "negative" in plain else total)


def _moment(prose: str) -> Value | Nothing:
    found = _MOMENT.search(prose)
    if found is None or "collection" in prose or found.group(1).lower() not in _MONTHS:
        return NOTHING
    month, day, year, hour, minute, second, half = found.groups()
    hours = int(hour) % 12 + (12 if half == "P" else 0)
    return datetime(int(year), _MONTHS.index(month.lower()) + 1, int(day), hours, int(minute), int(second), tzinfo=UTC)
