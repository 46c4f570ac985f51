"""Decisions and comparisons. `If` evaluates one branch only, so the compiler runs it; here it has its types."""

from __future__ import annotations

from collections.abc import Sequence

from callflows.expressions import types
from callflows.expressions.collation import fold_case
from callflows.expressions.signatures import function, one_type, overload
from callflows.expressions.types import Type
from callflows.expressions.values import Currency, Value, same


def branches(arguments: Sequence[Type]) -> Type | None:
    """The one type of both branches; NOT_SET takes the other's type. None where both are NOT_SET.

    UNKNOWN where one is: no value is checked when the branch is taken.
    """
    found = one_type(arguments[1:])
    if found and any(argument.code == "unk" for argument in arguments[1:]):
        return types.UNKNOWN
    return None if found == types.NOT_SET else found


def _if(condition: bool | None, then: Value, otherwise: Value) -> Value:
    return then if condition else otherwise


def _are_equal(first: Value, *others: Value) -> bool:
    return all(same(first, other) for other in others)


def _fold(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_fold, value))
    return fold_case(value) if isinstance(value, str) else value


def _texts_equal(ignore_case: bool, *values: Value) -> bool:
    return _are_equal(*map(_fold, values)) if ignore_case else _are_equal(*values)


def _one_type(arguments: Sequence[Type]) -> Type | None:
    return types.BOOLEAN if one_type(arguments) else None


def is_not_set_or_empty(value: Value) -> bool:
    """NOT_SET, an empty text, an empty collection, or a Currency whose amount is NOT_SET."""
    if isinstance(value, Currency):
        return value.amount is None
    return value is None or value in ("", ())


FUNCTIONS = (
    function(
        "If",
        "logical",
        "One of two values by a condition; NOT_SET counts as false.",
        overload("bln? condition, any? trueValue, any? falseValue -> any", _if, rule=branches),
        overload("bln? condition, any_coll trueValue, any_coll falseValue -> any_coll", _if, rule=branches),
        overload("bln? condition, aud trueValueAudio, aud falseValueAudio -> aud", _if),
    ),
    function(
        "IsSet",
        "logical",
        "Whether a value is anything but NOT_SET.",
        overload("any? item -> bln", lambda value: value is not None),
    ),
    function(
        "AreEqual",
        "comparison",
        "Whether all values, or two collections item by item, are equal.",
        overload("any? valueToCompare, any?* valueToCompareTo -> bln", _are_equal, rule=_one_type),
        overload("any_coll valueToCompare, any_coll valueToCompareTo -> bln", _are_equal, rule=_one_type),
        overload("bln ignoreCase, str? valueToCompare, str?* valueToCompareTo -> bln", _texts_equal),
        overload("bln ignoreCase, str_coll valueToCompare, str_coll valueToCompareTo -> bln", _texts_equal),
    ),
    function(
        "IsNotSetOrEmpty",
        "comparison",
        "Whether a value is NOT_SET or empty.",
        overload("any? item -> bln", is_not_set_or_empty),
        overload("any_coll collection -> bln", is_not_set_or_empty),
    ),
)
