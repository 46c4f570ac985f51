"""Candidates as values of a variable's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

import msgspec

from callflows.expressions import Duration, Entity, ExpressionError, Json, Value, from_json, parse_phone
from callflows.testing.beginning import MONDAY_MORNING
from callflows.testing.explore.constants import Plain
from callflows.testing.explore.inverses import FILLER

FILLER_TEXTS = frozenset(FILLER[:length] for length in range(len(FILLER)))
"""Texts that stand for their length."""

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_KINDS = {
    "queue": "queue",
    "user": "user",
    "group": "group",
    "skill": "skill",
    "languageSkill": "languageSkill",
    "prompt": "userPrompt",
    "scheduleGroup": "scheduleGroup",
    "emergencyGroup": "emergencyGroup",
    "schedule": "schedule",
}


def values_for(declared: str, candidates: Iterable[Plain], *, not_set: bool = True) -> tuple[Value, ...]:
    """What to try for a value of a declared type (`string`, `integerCollection`): what the candidates come to,
    something ordinary and something else, and NOT_SET. Without candidates nothing decides by it: one value, and
    NOT_SET."""
    candidates = tuple(candidates)
    one = declared.removesuffix("Collection")
    if one != declared:
        return _collections(one, candidates, not_set)
    make, usual = _MADE.get(one, (_text, ("1", "another")))
    found = [made for each in candidates if (made := make(each)) is not None]
    extra: tuple[Value, ...] = (
        tuple(usual if candidates else usual[:1]) if one not in _KINDS else (Entity(_KINDS[one], "any", "Any"),)
    )
    if one in _KINDS:
        found = [each for each in candidates if isinstance(each, Entity) and each.kind == _KINDS[one]]
    empty: tuple[Value, ...] = (None,) if not_set else ()
    return _distinct((*found, *extra, *empty))


def _collections(one: str, candidates: Iterable[Plain], not_set: bool) -> tuple[Value, ...]:
    """Lists as long as the texts that stand for them, and with each candidate as their only item."""
    listed = tuple(candidates)
    if not listed:
        single = values_for(one, (), not_set=False)[:1]
        return (single, (), None) if not_set else (single, ())
    lengths = {len(each) for each in listed if isinstance(each, str) and FILLER.startswith(each)} | {0, 1, 2}
    items = values_for(one, (each for each in listed if each not in FILLER_TEXTS), not_set=False)
    found: list[Value] = [(each,) for each in items[:3]]
    found += [tuple([item] * length) for item in items[:4] for length in sorted(lengths)]
    found += [(each,) for each in items[3:]]
    return _distinct((*found, None) if not_set else found)


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    known = {(type(each).__name__, repr(each)): each for each in values}
    return tuple(known.values())


def _text(value: Plain) -> Value:
    if value is None or isinstance(value, Duration | Entity):
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _whole(value: Plain) -> Value:
    if isinstance(value, bool | datetime | Duration | Entity | None):
        return None
    try:
        return int(value)
    except (ValueError, ArithmeticError):
        return None


def _decimal(value: Plain) -> Value:
    if isinstance(value, bool | datetime | Duration | Entity | None):
        return None
    try:
        found = Decimal(value)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


def _truth(value: Plain) -> Value:
    return value if isinstance(value, bool) else None


def _duration(value: Plain) -> Value:
    if isinstance(value, Duration):
        return value
    number = _whole(value)
    return Duration(number * 1000) if isinstance(number, int) and abs(number) < 10**9 else None


def _moment(value: Plain) -> Value:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _phone(value: Plain) -> Value:
    return parse_phone(value) if isinstance(value, str) and re.fullmatch(r"\+?[0-9]{3,15}", value) else None


def _json(value: Plain) -> Value:
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return None
    try:
        found = from_json(_decoder.decode(value))
    except (msgspec.DecodeError, ExpressionError):
        return None
    return found if isinstance(found, Json) else None


_MADE: Mapping[str, tuple[Callable[[Plain], Value], tuple[Value, ...]]] = MappingProxyType(
    {
        "string": (_text, ("1", "another", "")),
        "integer": (_whole, (1, 0, 100)),
        "decimal": (_decimal, (Decimal(1), Decimal(0), Decimal(100))),
        "boolean": (_truth, (True, False)),
        "duration": (
            _duration,
            (
                Duration(60_000),
                Duration(0),
                Duration(45_000),
                Duration(3_845_000),
                Duration(7_200_000),
                Duration(86_400_000),
            ),
        ),
        "dateTime": (_moment, (MONDAY_MORNING, datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC))),
        "phoneNumber": (_phone, (parse_phone("+13175550100"),)),
        "json": (_json, (Json("{}"),)),
    }
)
