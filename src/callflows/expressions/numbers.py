"""Whole and decimal numbers with Architect's bounds.

Integers lie within ±999,999,999,999,999; Decimals have 40 significant digits. Results of arithmetic drop trailing
zeros (`42 / 6.0` is `7.0`), while a number that is only passed on keeps the scale it was written with (`2.00`).
"""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from callflows.expressions.errors import ExpressionError

MAX_INTEGER = 999_999_999_999_999
CONTEXT = Context(
    prec=40,
    Emin=-100,  # what is smaller is rounded to nothing, so that no text form grows without bound
    rounding=ROUND_HALF_UP,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
_MAX_ADJUSTED = 39

Number = int | Decimal


def bounded(value: int) -> int:
    """The value, where Architect's Integer can hold it. Raises ExpressionError `overflow`."""
    if -MAX_INTEGER <= value <= MAX_INTEGER:
        return value
    raise ExpressionError("overflow", "the Integer is outside ±999,999,999,999,999")


def bounded_decimal(value: Decimal) -> Decimal:
    """The value, where Architect's Decimal can hold it. Raises ExpressionError `overflow` above 40 digits."""
    if value.adjusted() > _MAX_ADJUSTED and value:
        raise ExpressionError("overflow", "the Decimal has more than 40 digits before the point")
    return value


def tidy(value: Decimal) -> Decimal:
    """The result of arithmetic: within bounds, without trailing zeros."""
    return bounded_decimal(value).normalize(CONTEXT)


def as_decimal(value: Number) -> Decimal:
    """An Integer or Decimal as Decimal."""
    return value if isinstance(value, Decimal) else Decimal(value)


def rounded(value: Decimal, places: int) -> Decimal:
    """To `places` decimal places, half away from zero (Architect: 1.5 → 2, 3.225 to 2 places → 3.23)."""
    if -_exponent(value) <= places:
        return value
    return tidy(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE))


def ceiling(value: Decimal) -> Decimal:
    """The next whole number upward."""
    return tidy(value.to_integral_value(rounding=ROUND_CEILING))


def floor(value: Decimal) -> Decimal:
    """The next whole number downward."""
    return tidy(value.to_integral_value(rounding=ROUND_FLOOR))


def truncated(value: Decimal, places: int) -> Decimal:
    """Cut to `places` decimal places, towards zero."""
    if -_exponent(value) <= places:
        return value
    return value.quantize(Decimal(1).scaleb(-places), rounding="ROUND_DOWN", context=_WIDE)


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """What a division leaves, exact, with the sign of `left`. Raises DivisionByZero or InvalidOperation for 0."""
    return CONTEXT.plus(_WIDE.remainder(left, right))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
