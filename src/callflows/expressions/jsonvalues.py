"""JSON values: reading, members, items."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TypeAlias

import msgspec

from callflows.expressions.errors import ExpressionError
from callflows.expressions.numbers import CONTEXT, MAX_INTEGER
from callflows.expressions.text import exact_text
from callflows.expressions.values import Json, Value

JsonPlain: TypeAlias = "bool | int | float | Decimal | str | list[JsonPlain] | dict[str, JsonPlain] | None"

_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


def parse(text: str) -> Json:
    """JSON text as a value, in canonical form. Raises ExpressionError `conversion` where it is not JSON."""
    try:
        return Json(_encoder.encode(_decoder.decode(text)).decode())
    except (msgspec.DecodeError, ArithmeticError, RecursionError, ValueError) as error:
        raise ExpressionError("conversion", f"the text is not JSON: {_reason(error)}") from error


def plain(value: Json) -> JsonPlain:
    """The decoded form, not to be changed; numbers with a fraction are Decimal. What a call reads from one value
    again and again is decoded once: the 64 texts of up to 20,000 characters that were asked for last are kept."""
    return _kept(value.text) if len(value.text) <= _KEPT_LENGTH else _decoded(value.text)


def _decoded(text: str) -> JsonPlain:
    try:
        decoded: JsonPlain = _decoder.decode(text)
    except (msgspec.DecodeError, ArithmeticError, RecursionError, ValueError) as error:
        raise ExpressionError("conversion", f"the JSON value cannot be read: {_reason(error)}") from error
    return decoded


_KEPT_LENGTH = 20_000
_kept = functools.lru_cache(maxsize=64)(_decoded)


def _reason(error: Exception) -> str:
    return "a number is out of range" if isinstance(error, ArithmeticError) else str(error)


def from_json(value: JsonPlain) -> Value:
    """A decoded JSON value: scalars become String, Integer, Decimal, Boolean or NOT_SET; objects and arrays stay JSON.

    Whole numbers beyond Architect's Integer become Decimals of 40 digits; what is beyond those stays JSON.
    """
    if isinstance(value, (dict, list)):
        return encode(value)
    if isinstance(value, (str, bool)) or value is None:
        return value
    if isinstance(value, int) and abs(value) <= MAX_INTEGER:
        return value
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if number.adjusted() >= CONTEXT.prec:
        return encode(value)
    found = CONTEXT.plus(number)
    return found if found or not number else Decimal(0)


def to_json(value: Value) -> JsonPlain:
    """A value for a machine to read: scalars and JSON as themselves, collections as arrays, the rest in text form."""
    if value is None or isinstance(value, (bool, int, str, Decimal)):
        return value
    if isinstance(value, Json):
        return plain(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return exact_text(value)


def member(value: Json, name: str) -> Value:
    """A property of a JSON object, NOT_SET where there is none or the value is no object. Names keep their case."""
    decoded = plain(value)
    return from_json(decoded.get(name)) if isinstance(decoded, dict) else None


def item(value: Json, index: int) -> Value:
    """An item of a JSON array. Raises ExpressionError `index` outside it."""
    decoded = plain(value)
    if not isinstance(decoded, list) or not 0 <= index < len(decoded):
        raise ExpressionError("index", f"there is no item {index} in the JSON value")
    return from_json(decoded[index])


def encode(value: JsonPlain) -> Json:
    """A decoded value as JSON. Raises ExpressionError `overflow` where it is nested too deeply."""
    try:
        return Json(_encoder.encode(value).decode())
    except (RecursionError, ValueError) as error:
        raise ExpressionError("overflow", f"there is no JSON for the value: {error}") from error
