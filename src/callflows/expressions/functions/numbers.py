"""Number functions: rounding, sums, averages, chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from callflows.expressions import numbers, types
from callflows.expressions.convert import bounded_duration
from callflows.expressions.environment import Environment
from callflows.expressions.errors import ExpressionError
from callflows.expressions.operators import amount_of, common_code
from callflows.expressions.signatures import Implementation, Overload, function, one_type, overload
from callflows.expressions.types import Type
from callflows.expressions.values import Currency, Duration

ZERO = Decimal("0.0")


def _on_amount(compute: Callable[..., Decimal]) -> Callable[..., Currency]:
    return lambda money, *rest: Currency(compute(amount_of(money), *rest), money.code)


def _round(value: Decimal, places: int = 0) -> Decimal:
    if not 0 <= places <= 28:
        raise ExpressionError("range", f"{places} decimal places are not between 0 and 28")
    return numbers.rounded(value, places)


def _sum_int(*items: int | None) -> int:
    return numbers.bounded(sum(item for item in items if item is not None))


def _sum_dec(*items: Decimal | None) -> Decimal:
    total = ZERO
    for item in items:
        if item is not None:
            total = numbers.CONTEXT.add(total, item)
    return numbers.tidy(total)


def _sum_dur(*items: Duration | None) -> Duration:
    return bounded_duration(sum(item.ms for item in items if item is not None))


def _shared_code(items: Sequence[Currency]) -> str | None:
    """The one code of all amounts, NOT_SET where there is no amount."""
    for item in items[1:]:
        common_code(items[0], item)
    return items[0].code if items else None


def _sum_cur(*items: Currency | None) -> Currency:
    """NOT_SET items are skipped, amounts that are NOT_SET count nothing. Architect: no items give 0 with no code."""
    present = [item for item in items if item is not None]
    return Currency(_sum_dec(*(item.amount for item in present)), _shared_code(present))


def _mean(items: Sequence[Decimal]) -> Decimal:
    if not items:
        return ZERO
    return numbers.tidy(numbers.CONTEXT.divide(_sum_dec(*items), Decimal(len(items))))


def _average_number(*items: int | Decimal | None) -> Decimal:
    return _mean([numbers.as_decimal(item) for item in items if item is not None])


def _average_cur(*items: Currency | None) -> Currency:
    present = [item for item in items if item is not None]
    return Currency(_mean([item.amount for item in present if item.amount is not None]), _shared_code(present))


def _average_dur(*items: Duration | None) -> Duration:
    """Cut to whole milliseconds."""
    present = [item.ms for item in items if item is not None]
    return Duration(int(Decimal(sum(present)) / len(present)) if present else 0)


def _over_items(run: Callable[..., object]) -> Callable[..., object]:
    return lambda items: run(*items)


def _one_known(arguments: Sequence[Type]) -> Type | None:
    """Architect: at least one item must not be the literal NOT_SET."""
    found = one_type(arguments)
    return None if found == types.NOT_SET else found


_SUMS: Mapping[str, Implementation] = {"int": _sum_int, "cur": _sum_cur, "dec": _sum_dec, "dur": _sum_dur}
_MEANS: dict[str, tuple[Implementation, str]] = {
    "cur": (_average_cur, "cur"),
    "dec": (_average_number, "dec"),
    "dur": (_average_dur, "dur"),
}
_MEANS |= {"int": (_average_number, "dec")}


def _sums() -> list[Overload]:
    flat = [overload(f"{c}? value, {c}?* nextValue -> {c}", run, rule=_one_known) for c, run in _SUMS.items()]
    return [*flat, *(overload(f"{c}_coll collection -> {c}", _over_items(run)) for c, run in _SUMS.items())]


def _means() -> list[Overload]:
    flat = [overload(f"{c}?* value -> {to}", run) for c, (run, to) in _MEANS.items()]
    return [*flat, *(overload(f"{c}_coll collection -> {to}", _over_items(run)) for c, (run, to) in _MEANS.items())]


def _random(environment: Environment, limit: int) -> int:
    """From 0 up to the limit, the limit left out (assumed)."""
    if limit <= 0:
        raise ExpressionError("range", f"the limit {limit} is not above 0")
    return environment.random_int(limit)


def _random_fraction(environment: Environment) -> Decimal:
    """From 0 up to 1, 1 left out, with nine decimal places (assumed)."""
    return Decimal(environment.random_int(10**9)).scaleb(-9)


FUNCTIONS = (
    function(
        "Ceiling",
        "mathematical",
        "The next whole number upward.",
        overload("cur value -> cur", _on_amount(numbers.ceiling)),
        overload("dec value -> dec", numbers.ceiling),
        overload("int value -> int", int),
    ),
    function(
        "Floor",
        "mathematical",
        "The next whole number downward.",
        overload("cur value -> cur", _on_amount(numbers.floor)),
        overload("dec value -> dec", numbers.floor),
        overload("int value -> int", int),
    ),
    function(
        "Round",
        "mathematical",
        "Rounded half away from zero, to a whole number or to decimal places.",
        overload("cur value -> cur", _on_amount(_round)),
        overload("dec value -> dec", _round),
        overload("dec value, int digits 0..28 -> dec", _round),
        overload("cur value, int digits 0..28 -> cur", _on_amount(_round)),
    ),
    function("Sum", "mathematical", "The sum; NOT_SET items count nothing.", *_sums()),
    function("Average", "statistical", "The average; NOT_SET items are left out.", *_means()),
    function(
        "RandomInt",
        "mathematical",
        "A chance Integer from 0 up to, not including, a limit.",
        overload("int limit 1.. -> int", _random, world=True),
    ),
    function(
        "Random", "mathematical", "A chance Decimal from 0 up to 1.", overload("-> dec", _random_fraction, world=True)
    ),
)
