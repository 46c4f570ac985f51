"""The value a setting needs from the value an expression gave.

Architect: where a setting needs another type than its expression has, the editor wraps the whole
expression in the cast function of the needed type; what has no cast does not fit.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import cache

from callflows import expressions
from callflows.engine.errors import FlowError
from callflows.expressions import (
    Call,
    Compiled,
    Currency,
    Duration,
    Environment,
    ExpressionError,
    Json,
    PhoneNumber,
    Type,
    Value,
    Variable,
    type_of,
    types,
)

_PYTHON: dict[str, type] = {
    "str": str,
    "int": int,
    "dec": Decimal,
    "bln": bool,
    "dtm": datetime,
    "dur": Duration,
    "cur": Currency,
    "phn": PhoneNumber,
    "jsn": Json,
}
_CASTS = {
    "bln": "ToBool",
    "int": "ToInt",
    "dec": "ToDecimal",
    "str": "ToString",
    "cur": "ToCurrency",
    "dtm": "ToDateTime",
    "dur": "ToDuration",
    "phn": "ToPhoneNumber",
}


class _One:
    """The scope of a cast: one variable."""

    __slots__ = ("_value",)

    def __init__(self, value: Value) -> None:
        self._value = value

    def get(self, name: str, /) -> Value:
        del name
        return self._value


def fits(value: Value, wanted: Type) -> bool:
    """Whether a value is of the wanted type as it stands. NOT_SET is of every type."""
    if value is None:
        return True
    plain = _PYTHON.get(wanted.code)
    if plain is not None and not wanted.collection:
        return type(value) is plain
    found = type_of(value)
    return found == wanted or "unk" in (found.code, wanted.code) or wanted == types.ANY


def convert(value: Value, wanted: Type, environment: Environment, expression: str) -> Value:
    """The value as the wanted type. Raises FlowError `type` where Architect has no implicit conversion,
    and the cast's own error where the cast fails."""
    if fits(value, wanted):
        return value
    cast = _CASTS.get(wanted.code)
    if cast is None or wanted.collection:
        raise FlowError("type", f"{type_of(value)} does not fit where {wanted} is needed", expression)
    try:
        return _compiled(cast).evaluate(_One(value), environment)
    except ExpressionError as error:
        raise FlowError(error.code, error.message, expression) from error


@cache
def _compiled(cast: str) -> Compiled:
    value = Variable(0, 0, "Task", "value")
    return expressions.compile(Call(0, 0, cast, (value,)))
