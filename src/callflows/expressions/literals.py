"""Literal scalars of flow files and JSON documents to values."""

from __future__ import annotations

import re
from decimal import Decimal

from callflows.expressions import convert, jsonvalues
from callflows.expressions.errors import ExpressionError
from callflows.expressions.phone import parse_phone
from callflows.expressions.types import Type
from callflows.expressions.values import Value

_DURATION = re.compile(r"^(-)?P(\d+)D(\d+)H(\d+)M(\d+)S(?:(\d+)F)?$", re.IGNORECASE)


def from_literal(type: Type, scalar: str | int | Decimal | bool | None) -> Value:
    """The value of a literal setting of this type, as flow files write it.

    Architect: a Duration literal is `P0D0H0M5S0F` (`F` are milliseconds) or ISO 8601, a Currency literal `5.00|USD`.
    Raises ValueError, with a message for people, where the scalar does not fit the type; types that have no literal
    (queues, audio, collections) always raise.
    """
    if scalar is None:
        return None
    text = str(scalar).lower() if isinstance(scalar, bool) else str(scalar)
    try:
        return _literal(type, text)
    except (ExpressionError, ValueError) as error:
        raise ValueError(f"{text!r} is not a literal {type.name}") from error


def _literal(type: Type, text: str) -> Value:  # noqa: PLR0911 - one return a case
    if type.collection:
        raise ValueError(type.name)
    match type.code:
        case "str":
            return text
        case "bln":
            return _truth(text)
        case "int":
            return convert.integer(_filled(text))
        case "dec":
            return convert.decimal(_filled(text))
        case "cur":
            return convert.currency(text)
        case "dtm":
            return convert.datetime_of(text)
        case "dur":
            return _duration(text)
        case "phn":
            return parse_phone(text)
        case "jsn":
            return jsonvalues.parse(text)
        case _:
            raise ValueError(type.name)


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


def _truth(text: str) -> bool:
    plain = text.strip().lower()
    if plain not in {"true", "false"}:
        raise ValueError(text)
    return plain == "true"


def _duration(text: str) -> Value:
    plain = _DURATION.match(text.strip())
    if plain is None:
        return convert.duration(text)
    days, hours, minutes, seconds, ms = (int(part or 0) for part in plain.groups()[1:])
    total = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
    return convert.bounded_duration(-total if plain.group(1) else total)
