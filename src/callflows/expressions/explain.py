"""Why arguments do not fit, in words."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from decimal import Decimal

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from callflows.expressions import types
from callflows.expressions.ast import Ast, Literal
from callflows.expressions.currencies import MONEY
from callflows.expressions.signatures import Function, Overload, Parameter
from callflows.expressions.types import Type

_SHOWN = 4
_DIALING_CODES = frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_HABITS = {
    "len": "Length", "str": "ToString", "int": "ToInt", "float": "ToDecimal", "number": "ToDecimal", "bool": "ToBool",
    "concat": "Append", "substr": "Substring", "mid": "Substring", "indexof": "FindString", "iif": "If",
    "now": "GetCurrentDateTimeUtc", "isnull": "IsNotSetOrEmpty", "isempty": "IsNotSetOrEmpty", "coalesce": "If",
    "toupper": "Upper", "uppercase": "Upper", "tolower": "Lower", "lowercase": "Lower", "size": "Count",
}  # fmt: skip


def no_overload(function: Function, arguments: Sequence[Type], *, together: bool = False) -> str:
    """`Left takes (String, Integer); the second argument is Decimal`.

    `together`: each argument fits, but not beside the others.
    """
    given = ", ".join(argument.name for argument in arguments)
    if together:
        return f"{function.name} needs values of one type; here are ({given})"
    live = [overload for overload in function.overloads if not overload.retired]
    found = [(overload, wrong) for overload in live if (wrong := overload.misfits(arguments)) is not None]
    if not found:
        count = f"here are {len(arguments)} arguments" if len(arguments) > 1 else "here is one argument"
        return f"{function.name} takes {_signatures(live)}; {count if arguments else 'here is no argument'}"
    fewest = min(len(wrong) for _, wrong in found)
    nearest_ones = [overload for overload, wrong in found if len(wrong) == fewest]
    places = {wrong for _, wrong in found if len(wrong) == fewest}
    if function.category == "operator":
        sides = " and ".join(argument.name for argument in arguments)
        return f"{function.name} does not work on {sides}; it takes {_signatures(nearest_ones)}"
    if len(places) == 1 and fewest == 1:
        (index,) = places.pop()
        if len(arguments) == 1:
            return f"{function.name} takes {_signatures(nearest_ones)}; the argument is {given}"
        which = _ORDINALS[index] if index < len(_ORDINALS) else f"{index + 1}th"
        return f"{function.name} takes {_signatures(nearest_ones)}; the {which} argument is {arguments[index].name}"
    return f"{function.name} takes {_signatures([overload for overload, _ in found])}; here are ({given})"


def hint(function: Function, arguments: Sequence[Type]) -> str:  # noqa: PLR0911 - one return a case
    """What most often helps where no overload fits, empty where nothing is known to."""
    kinds = {argument.code for argument in arguments}
    if types.NOT_SET in arguments:
        return "NOT_SET is not allowed here; test for it with IsSet or == NOT_SET"
    if function.name in {"+", "Append"} and "str" in kinds and len(kinds) > 1 and "aud" not in kinds:
        return "nothing becomes text by itself: write ToString(…) around the other value"
    if function.name == "-" and arguments and all(argument == types.DATETIME for argument in arguments):
        return "write DateTimeDiff(a, b)"
    if function.name in {"&", "|"} and kinds == {"str"}:
        return "write + to join texts"
    if function.name in {"&", "|"} and kinds == {"bln"}:
        return f"write {'and' if function.name == '&' else 'or'} between Booleans"
    if function.name in {"==", "!=", "<", "<=", ">", ">="} and "str" in kinds and kinds & {"int", "dec"}:
        return "compare values of one type: ToInt(…) or ToDecimal(…) makes a number of text"
    return ""


def unavailable(function: Function, arguments: Sequence[Type], flow_type: str) -> str:
    """`ToAudioTTS(String) does not exist in flows of type inboundEmail`."""
    names = [argument.name for argument in arguments]
    call = f"{function.name}({', '.join(names)})"
    if function.category == "operator":
        call = f" {function.name} ".join(names)
    return f"{call} does not exist in flows of type {flow_type}"


def _signatures(overloads: Sequence[Overload]) -> str:
    return " or ".join(map(_signature, overloads[:_SHOWN])) + (" or …" if len(overloads) > _SHOWN else "")


def _signature(overload: Overload) -> str:
    parts = [parameter.type.name + ("…" if parameter.repeat else "") for parameter in overload.parameters]
    return f"({', '.join(parts)})"


def restriction(parameter: Parameter, operand: Ast) -> str:  # noqa: PLR0911 - one return a case
    """What a parameter has against a literal argument (or against one that is none), empty where it has nothing."""
    if not isinstance(operand, Literal):
        return f"{parameter.name} must be a literal {parameter.type.name}" if parameter.literal else ""
    value = operand.value
    if isinstance(value, str) and parameter.iso4217 and value.upper() not in MONEY:
        return f'"{value}" is not an ISO 4217 currency code'
    if isinstance(value, str) and parameter.dialing and value not in _DIALING_CODES:
        return f'"{value}" is not a dialing code'
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
    """Names that are spelt much like it, as a hint; empty where there is none. Case does not count."""
    spelt = {entry.lower(): entry for entry in known}
    close = difflib.get_close_matches(name.lower(), list(spelt), n=2, cutoff=0.8)
    return f"did you mean {' or '.join(spelt[entry] for entry in close)}?" if close else ""


def habit(name: str) -> str:
    """The function that other languages call `name`, as a hint; empty where none comes to mind."""
    found = _HABITS.get(name.lower())
    return f"write {found}(…)" if found else ""
