"""The measured expressions in simpleeval and in CEL.

simpleeval runs the language's own text, as far as that is Python's too, with functions and operators that do what the
language does: they check NOT_SET and ranges as the code by hand does. CEL has no Decimal, no NOT_SET and no currency,
so it is given less to do: floats, and amounts as numbers.
"""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import celpy
import msgspec
from celpy import celtypes
from celpy.adapter import json_to_cel
from celpy.celparser import CELParser
from simpleeval import SimpleEval

from bench.expressions_by_hand import CUSTOMER, EXACT, HIGHEST, NOW, VALUES, NotSet
from callflows.expressions import Currency, Duration, Json


def right(text: str | None, length: int | None) -> str:
    if text is None or length is None:
        raise NotSet
    return text[-length:] if length > 0 else ""


def substring(text: str | None, start: int | None, length: int | None) -> str:
    if text is None or start is None or length is None:
        raise NotSet
    return text[max(start, 0) :][: max(length, 0)]


def length(text: str | None) -> int:
    if text is None:
        raise NotSet
    return len(text)


def contains(text: str | None, wanted: str | None) -> bool:
    if text is None or wanted is None:
        raise NotSet
    return wanted in text


def find_first(items: tuple[object, ...] | None, item: object) -> int:
    if items is None:
        raise NotSet
    return items.index(item) if item in items else -1


def get_at(items: tuple[object, ...] | None, index: int | None) -> object:
    if items is None or index is None:
        raise NotSet
    if not 0 <= index < len(items):
        raise IndexError(index)
    return items[index]


def difference(first: datetime | None, second: datetime | None) -> Duration:
    if first is None or second is None:
        raise NotSet
    return Duration(int((first - second).total_seconds()) * 1000)


def arithmetic(whole: Callable[[int, int], int] | None, exact: Callable[[Any, Any], Decimal]) -> Callable[..., object]:
    def run(left: Any, right: Any) -> object:
        if left is None or right is None:
            raise NotSet
        if whole is not None and type(left) is int and type(right) is int:
            found = whole(left, right)
            if not -HIGHEST <= found <= HIGHEST:
                raise OverflowError(found)
            return found
        if type(left) is Currency:
            if left.code != right.code:
                raise ValueError("currencies do not mix")
            return Currency(run(left.amount, right.amount), left.code)  # type: ignore[arg-type]
        number = exact(as_decimal(left), as_decimal(right))
        if number.adjusted() > 39:
            raise OverflowError(number)
        return number.normalize(EXACT)

    return run


def as_decimal(value: float | Decimal) -> Decimal:
    """Python's text writes a Decimal as a float."""
    return Decimal(str(value)) if type(value) is float else Decimal(value)


def ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def run(left: Any, right: Any) -> bool:
        if left is None or right is None:
            raise NotSet
        if type(left) is Currency:
            if left.code != right.code:
                raise ValueError("currencies do not mix")
            return test(left.amount, right.amount)
        return test(left.ms, right.ms) if type(left) is Duration else test(left, right)

    return run


class Document:
    """A JSON value whose members simpleeval can ask for."""

    def __init__(self, value: Json) -> None:
        self._text = value.text

    def __getitem__(self, name: str) -> object:
        return msgspec.json.decode(self._text)[name]


OPERATORS = {
    ast.Add: arithmetic(operator.add, EXACT.add),
    ast.Sub: arithmetic(operator.sub, EXACT.subtract),
    ast.Mult: arithmetic(operator.mul, EXACT.multiply),
    ast.Div: arithmetic(None, EXACT.divide),
    ast.Lt: ordered(operator.lt),
    ast.GtE: ordered(operator.ge),
    ast.Eq: operator.eq,
    ast.Not: operator.not_,
}
FUNCTIONS: dict[str, Callable[..., object]] = {
    "Append": lambda *texts: "".join(text for text in texts if text is not None),
    "Contains": contains,
    "DateTimeDiff": difference,
    "FindFirst": find_first,
    "GetAt": get_at,
    "GetCurrentDateTimeUtc": lambda: NOW.replace(microsecond=0),
    "IsNotSetOrEmpty": lambda value: value is None or value == "",
    "Length": length,
    "MakeCurrency": lambda amount, code: Currency(Decimal(amount), code),
    "Right": right,
    "Substring": substring,
    "ToString": lambda value: value if value is None or isinstance(value, str) else str(value),
}
NAMES: dict[str, object] = {
    "Call": SimpleNamespace(Ani=VALUES.ani),
    "Task": SimpleNamespace(statuses=VALUES.statuses, counts=VALUES.counts),
    "Flow": SimpleNamespace(
        **{name: getattr(VALUES, name) for name in ("lang", "tries", "pin", "expected", "notes", "price", "quantity")},
        balance=VALUES.balance,
        payment=VALUES.payment,
        updated=VALUES.updated,
        maxAge=VALUES.max_age,
        customer=Document(VALUES.customer or Json("{}")),
    ),
}


def simpleeval(text: str) -> tuple[Callable[[Any, Any], object], Any, Any]:
    """What evaluates a text that was parsed before, and its arguments."""
    evaluator = SimpleEval(operators=OPERATORS, functions=FUNCTIONS, names=NAMES)
    return evaluator.eval, text, evaluator.parse(text)


CEL_NAMES: Any = {
    **{
        name: json_to_cel(getattr(VALUES, name))
        for name in ("ani", "lang", "tries", "pin", "expected", "notes", "quantity")
    },
    "statuses": json_to_cel(list(VALUES.statuses or ())),
    "counts": json_to_cel(list(VALUES.counts or ())),
    "price": celtypes.DoubleType(19.99),
    "balance": celtypes.DoubleType(100.0),
    "payment": celtypes.DoubleType(95.5),
    "updated": celtypes.TimestampType(VALUES.updated or NOW),
    "max_age": celtypes.DurationType(timedelta(minutes=30)),
    "now": celtypes.TimestampType(NOW),
    "customer": json_to_cel(CUSTOMER),
}


def cel_right(text: Any, length: Any) -> Any:
    return celtypes.StringType(text[-int(length) :])


def cel_substring(text: Any, start: Any, length: Any) -> Any:
    return celtypes.StringType(text[int(start) : int(start) + int(length)])


def cel_find(items: Any, item: Any) -> Any:
    return celtypes.IntType(items.index(item) if item in items else -1)


# Compiled CEL finds a function by its module's name, among the names of its own module.
vars(celpy.evaluation)["bench"] = sys.modules["bench"]
CEL_FUNCTIONS: Any = {"right": cel_right, "substring": cel_substring, "find": cel_find}


def cel(text: str, runner: type[celpy.Runner]) -> tuple[Callable[[Any, Any], object], Any, Any]:
    """What evaluates a text that was compiled before, and its arguments."""
    CELParser.CEL_PARSER = None  # one parser is kept for all, and each runner needs its own kind of tree
    environment = celpy.Environment(runner_class=runner)
    program = environment.program(environment.compile(text), functions=CEL_FUNCTIONS)
    return lambda names, _: program.evaluate(names), CEL_NAMES, None
