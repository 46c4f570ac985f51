"""The operators as functions with overloads. Architect: operand tables; what is not listed is a type error.

`and`, `or` and `? :` decide what is evaluated and are the compiler's; here they only have their types.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from callflows.expressions import types
from callflows.expressions.collation import order
from callflows.expressions.convert import bounded_datetime, bounded_duration
from callflows.expressions.errors import ExpressionError
from callflows.expressions.limits import bounded_text
from callflows.expressions.numbers import CONTEXT, Number, as_decimal, bounded, remainder, tidy
from callflows.expressions.playback import append_audio
from callflows.expressions.signatures import Function, Overload, catalogue, function, one_type, overload
from callflows.expressions.types import Type
from callflows.expressions.values import Currency, Duration, same


def _add_int(left: int, right: int) -> int:
    return bounded(left + right)


def _sub_int(left: int, right: int) -> int:
    return bounded(left - right)


def _mul_int(left: int, right: int) -> int:
    return bounded(left * right)


def _mod_int(left: int, right: int) -> int:
    """The remainder has the sign of the dividend, as in the languages Architect runs on (assumed)."""
    if right == 0:
        raise ExpressionError("division-by-zero", "the divisor is zero")
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


def _decimals(compute: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Number, Number], Decimal]:
    """Arithmetic on numbers that gives a Decimal, with its faults as ExpressionError."""

    def run(left: Number, right: Number) -> Decimal:
        try:
            return tidy(compute(as_decimal(left), as_decimal(right)))
        except (DivisionByZero, InvalidOperation) as error:
            code = "division-by-zero" if not right else "range"
            raise ExpressionError(code, "the divisor is zero" if not right else "the result is no number") from error
        except Overflow as error:
            raise ExpressionError("overflow", "the Decimal has more than 40 digits before the point") from error

    return run


_add_dec = _decimals(CONTEXT.add)
_sub_dec = _decimals(CONTEXT.subtract)
_mul_dec = _decimals(CONTEXT.multiply)
_div_dec = _decimals(CONTEXT.divide)
_mod_dec = _decimals(remainder)


def _raised(left: Decimal, right: Decimal) -> Decimal:
    """`left` to the power of `right`; anything to the power of 0 is 1, 0 to a negative power divides by zero."""
    if not right:
        return Decimal(1)
    if not left and right < 0:
        raise ExpressionError("division-by-zero", "0 has no negative power")
    return CONTEXT.power(left, right)


_power = _decimals(_raised)


def common_code(left: Currency, right: Currency) -> str | None:
    """The code two amounts share. Architect: arithmetic and comparison need equal codes at run time."""
    if left.code != right.code:
        raise ExpressionError(
            "currency-code", f"amounts in {left.code or 'NOT_SET'} and {right.code or 'NOT_SET'} do not mix"
        )
    return left.code


def amount_of(value: Currency) -> Decimal:
    """The amount of a Currency. Raises ExpressionError `not-set` where it has none (Architect: Floor)."""
    if value.amount is None:
        raise ExpressionError("not-set", "the amount of the Currency is NOT_SET")
    return value.amount


def _money(compute: Callable[[Number, Number], Decimal]) -> Callable[[Currency, Currency], Currency]:
    return lambda left, right: Currency(compute(amount_of(left), amount_of(right)), common_code(left, right))


def _scaled(compute: Callable[[Number, Number], Decimal]) -> Callable[[Currency, Number], Currency]:
    return lambda money, number: Currency(compute(amount_of(money), number), money.code)


def _scales(number: Number, money: Currency) -> Currency:
    return Currency(_mul_dec(number, amount_of(money)), money.code)


def shift(moment: datetime, by: Duration) -> datetime:
    """A DateTime plus a Duration, in whole seconds."""
    try:
        moved = moment + timedelta(milliseconds=by.ms)
    except OverflowError as error:
        raise ExpressionError("overflow", "the DateTime is outside 1800-01-01 … 2201-01-31") from error
    return bounded_datetime(moved.replace(microsecond=0))


def _equal(left: object, right: object) -> bool:
    return same(left, right)  # type: ignore[arg-type]  # overload resolution has checked that both are values


def _numbers_or_one(arguments: Sequence[Type]) -> Type | None:
    """Boolean where both sides have one type, or are an Integer and a Decimal (also as collections)."""
    loose = [Type("dec", a.collection) if a.code == "int" else a for a in arguments]
    return types.BOOLEAN if one_type(loose) else None


def _mixed(run: Callable[..., object], result: str, *more: tuple[str, str]) -> list[Overload]:
    """The overloads of an operator over the pairs with a Decimal and an Integer or Decimal, and `more` pairs."""
    pairs = ("dec", "int"), ("int", "dec"), ("dec", "dec"), *more
    return [overload(f"{a} left, {b} right -> {result}", run) for a, b in pairs]


def _comparisons(test: Callable[[int], bool]) -> list[Overload]:
    def numbers(left: Number, right: Number) -> bool:
        return test((left > right) - (left < right))

    def texts(left: str, right: str) -> bool:
        return test(order(left, right))

    def money(left: Currency, right: Currency) -> bool:
        common_code(left, right)
        return numbers(amount_of(left), amount_of(right))

    def spans(left: Duration, right: Duration) -> bool:
        return numbers(left.ms, right.ms)

    def moments(left: datetime, right: datetime) -> bool:
        return test((left > right) - (left < right))

    rest = (("str", texts), ("cur", money), ("dur", spans), ("dtm", moments))
    return [
        *_mixed(numbers, "bln", ("int", "int")),
        *(overload(f"{code} left, {code} right -> bln", run) for code, run in rest),
    ]


def _equality(run: Callable[[object, object], bool]) -> list[Overload]:
    return [
        overload("any? left, any? right -> bln", run, rule=_numbers_or_one),
        overload("any_coll left, any_coll right -> bln", run, rule=_numbers_or_one),
    ]


def _binary(name: str, help: str, *overloads: Overload) -> Function:
    return function(name, "operator", help, *overloads)


_AUDIO = [overload(f"{a} left, {b} right -> aud", append_audio) for a in ("aud", "pmt") for b in ("aud", "pmt")]

BINARY: Mapping[str, Function] = catalogue(
    (
        _binary(
            "+",
            "Adds numbers, amounts of one currency, times; joins texts and audio.",
            overload("int left, int right -> int", _add_int),
            *_mixed(_add_dec, "dec"),
            overload("cur left, cur right -> cur", _money(_add_dec)),
            *_AUDIO,
            overload("dur left, dtm right -> dtm", lambda by, moment: shift(moment, by)),
            overload("dtm left, dur right -> dtm", shift),
            overload("dur left, dur right -> dur", lambda a, b: bounded_duration(a.ms + b.ms)),
            overload("str left, str right -> str", lambda a, b: bounded_text(a + b)),
        ),
        _binary(
            "-",
            "Subtracts numbers, amounts of one currency, durations.",
            overload("int left, int right -> int", _sub_int),
            overload("cur left, cur right -> cur", _money(_sub_dec)),
            *_mixed(_sub_dec, "dec"),
            overload("dur left, dur right -> dur", lambda a, b: bounded_duration(a.ms - b.ms)),
            overload("dtm left, dur right -> dtm", lambda moment, by: shift(moment, Duration(-by.ms))),
        ),
        _binary(
            "*",
            "Multiplies numbers; an amount by a number.",
            overload("int left, int right -> int", _mul_int),
            *_mixed(_mul_dec, "dec"),
            overload("dec left, cur right -> cur", _scales),
            overload("int left, cur right -> cur", _scales),
            overload("cur left, dec right -> cur", _scaled(_mul_dec)),
            overload("cur left, int right -> cur", _scaled(_mul_dec)),
        ),
        _binary(
            "/",
            "Divides; the result is a Decimal, also of two Integers.",
            *(
                overload(f"{a} left, {b} divisor nonzero -> dec", _div_dec)
                for a in ("int", "dec")
                for b in ("dec", "int")
            ),
            overload("cur left, dec divisor nonzero -> cur", _scaled(_div_dec)),
            overload("cur left, int divisor nonzero -> cur", _scaled(_div_dec)),
        ),
        _binary(
            "%",
            "The remainder of a division.",
            overload("int left, int divisor nonzero -> int", _mod_int),
            overload("dec left, dec divisor nonzero -> dec", _mod_dec),
            overload("int left, dec divisor nonzero -> dec", _mod_dec),
            overload("dec left, int divisor nonzero -> dec", _mod_dec),
            overload("cur left, dec divisor nonzero -> cur", _scaled(_mod_dec)),
            overload("cur left, int divisor nonzero -> cur", _scaled(_mod_dec)),
        ),
        _binary("^", "A power; always a Decimal.", *_mixed(_power, "dec", ("int", "int"))),
        _binary("&", "Bitwise and.", overload("int left, int right -> int", lambda a, b: bounded(a & b))),
        _binary("|", "Bitwise or.", overload("int left, int right -> int", lambda a, b: bounded(a | b))),
        _binary("==", "Whether two values are equal.", *_equality(_equal)),
        _binary("!=", "Whether two values differ.", *_equality(lambda a, b: not _equal(a, b))),
        _binary("<", "Smaller.", *_comparisons(lambda sign: sign < 0)),
        _binary("<=", "Smaller or equal.", *_comparisons(lambda sign: sign <= 0)),
        _binary(">", "Greater.", *_comparisons(lambda sign: sign > 0)),
        _binary(">=", "Greater or equal.", *_comparisons(lambda sign: sign >= 0)),
        _binary(
            "and",
            "Both; the right side only where the left is true.",
            overload("bln left, bln right -> bln", operator.and_),
        ),
        _binary(
            "or",
            "Either; the right side only where the left is false.",
            overload("bln left, bln right -> bln", operator.or_),
        ),
    )
)

UNARY: Mapping[str, Function] = catalogue(
    (
        _binary(
            "-",
            "The opposite number, amount or duration.",
            overload("cur operand -> cur", lambda money: Currency(_sub_dec(0, amount_of(money)), money.code)),
            overload("int operand -> int", lambda number: -number),
            overload("dec operand -> dec", CONTEXT.minus),
            overload("dur operand -> dur", lambda span: Duration(-span.ms)),
        ),
        _binary("!", "Not.", overload("bln operand -> bln", lambda truth: not truth)),
        _binary("~", "Bitwise not.", overload("int operand -> int", lambda number: bounded(~number))),
    )
)
