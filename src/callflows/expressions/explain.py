"""Why arguments do not fit, in words."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from decimal import Decimal

from callflows.expressions.ast import Ast, Literal
from callflows.expressions.currencies import CODES
from callflows.expressions.signatures import Function, Overload, Parameter
from callflows.expressions.types import Type

_SHOWN = 4


def no_overload(function: Function, arguments: Sequence[Type], *, together: bool = False) -> str:
    """`Left takes (String, Integer); here are (String, Decimal)`. `together`: each fits, but not beside the others."""
    given = ", ".join(argument.name for argument in arguments)
    if together:
        return f"{function.name} needs values of one type; here are ({given})"
    live = [overload for overload in function.overloads if not overload.retired]
    shown = " or ".join(map(_signature, live[:_SHOWN])) + (" or …" if len(live) > _SHOWN else "")
    return f"{function.name} takes {shown}; here are ({given})"


def _signature(overload: Overload) -> str:
    parts = [parameter.type.name + ("…" if parameter.repeat else "") for parameter in overload.parameters]
    return f"({', '.join(parts)})"


def restriction(parameter: Parameter, operand: Ast) -> str:  # noqa: PLR0911 - one return a case
    """What a parameter has against a literal argument (or against one that is none), empty where it has nothing."""
    if not isinstance(operand, Literal):
        return f"{parameter.name} must be a literal {parameter.type.name}" if parameter.literal else ""
    value = operand.value
    if isinstance(value, str) and parameter.iso4217 and value.upper() not in CODES:
        return f'"{value}" is not an ISO 4217 currency code'
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return ""
    if parameter.nonzero and not value:
        return f"{parameter.name} must not be zero"
    if parameter.low is not None and value < parameter.low:
        return f"{parameter.name} must be {parameter.low} or more, not {operand.text}"
    if parameter.high is not None and value > parameter.high:
        return f"{parameter.name} must be {parameter.high} or less, not {operand.text}"
    return ""


def nearest(name: str, known: Sequence[str]) -> str:
    """Names that are spelt much like it, as a hint; empty where there is none."""
    close = difflib.get_close_matches(name, known, n=2, cutoff=0.8)
    return f"did you mean {' or '.join(close)}?" if close else ""
