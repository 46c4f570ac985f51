"""To… functions that change the type of a value. NOT_SET stays NOT_SET in all of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from callflows.expressions import convert
from callflows.expressions.environment import Environment
from callflows.expressions.errors import ExpressionError
from callflows.expressions.limits import bounded_join
from callflows.expressions.numbers import as_decimal, bounded
from callflows.expressions.phone import parse_phone
from callflows.expressions.signatures import Function, Overload, function, overload
from callflows.expressions.text import currency_text, decimal_text, to_text
from callflows.expressions.values import Currency, Entity, Value


def keeps_not_set(run: Callable[..., Value]) -> Callable[..., Value]:
    """The same, with NOT_SET in giving NOT_SET out."""
    return lambda value, *rest: None if value is None else run(value, *rest)


def _cast(name: str, help: str, code: str, /, **sources: Callable[..., Value]) -> Function:
    """A cast from each source type; its own type comes back unchanged and the literal NOT_SET takes the type."""
    overloads = [overload(f"{source}? value -> {code}", keeps_not_set(run)) for source, run in sources.items()]
    own = overload(f"{code}? valueToReturn -> {code}", lambda value: value)
    return function(name, "cast", help, *overloads, own)


def _to_int(value: Decimal) -> int:
    """Cut towards zero."""
    return bounded(int(value))


def _currency(amount: int | Decimal) -> Currency:
    return Currency(as_decimal(amount), None)


def _to_decimal(value: int | bool) -> Decimal:
    return Decimal(int(value))


def _finder(kind: str) -> Callable[[Environment, str | None], Entity | None]:
    def run(environment: Environment, name: str | None) -> Entity | None:
        return environment.find(kind, name) if name else None

    return run


def _entity(name: str, code: str, kind: str) -> Function:
    """A cast for objects of the org: it types a NOT_SET. From text it is an old form that today's editor refuses."""
    return function(
        name,
        "cast",
        "A typed NOT_SET, or the object itself.",
        overload(f"{code}? valueToReturn -> {code}", lambda value: value),
        overload(f"str? name -> {code}", _finder(kind), world=True, retired=True),
    )


def _places(places: int) -> int:
    if not 1 <= places <= 28:
        raise ExpressionError("range", f"{places} decimal places are not between 1 and 28")
    return places


def _fixed(value: Value, places: int) -> str:
    if isinstance(value, Currency):
        return currency_text(value, _places(places))
    return decimal_text(value, _places(places)) if isinstance(value, Decimal) else ""


def _joined(values: tuple[Value, ...], separator: str | None = None) -> str:
    """Items as text with a separator, a new line where that is NOT_SET."""
    return bounded_join("\n" if separator is None else separator, [to_text(value) or "" for value in values])


def _joined_fixed(values: tuple[Value, ...], separator: str | None, places: int) -> str:
    return bounded_join("\n" if separator is None else separator, [_fixed(value, places) for value in values])


def _joined_lines(values: tuple[Value, ...], places: int) -> str:
    return _joined_fixed(values, None, places)


_DIGITS = "int decimalPlaces 1..28"
_COLLECTIONS = ("dec_coll", "cur_coll?")  # Architect: only a Currency collection may be NOT_SET here


def _to_string() -> list[Overload]:
    return [
        overload("any? valueToConvert -> str", to_text),
        overload("any_coll valueToConvert -> str", _joined),
        overload("any_coll valueToConvert, str? delimiter -> str", _joined),
        *(overload(f"{c}? value, {_DIGITS} -> str", keeps_not_set(_fixed)) for c in ("dec", "cur")),
        *(overload(f"{c} values, {_DIGITS} -> str", keeps_not_set(_joined_lines)) for c in _COLLECTIONS),
        *(
            overload(f"{c} values, str? delimiter, {_DIGITS} -> str", keeps_not_set(_joined_fixed))
            for c in _COLLECTIONS
        ),
    ]


FUNCTIONS = (
    _cast(
        "ToBool",
        "To Boolean; other text than true and false is NOT_SET.",
        "bln",
        dec=bool,
        str=convert.boolean,
        int=bool,
    ),
    _cast(
        "ToCurrency",
        "To Currency, from `amount|code` or a number without a code.",
        "cur",
        str=convert.currency,
        dec=_currency,
        int=_currency,
    ),
    _cast(
        "ToDateTime",
        "To DateTime, from ISO 8601 or seconds since 1970.",
        "dtm",
        str=convert.datetime_of,
        int=convert.datetime_from_seconds,
    ),
    _cast(
        "ToDecimal",
        "To Decimal; blank text is NOT_SET, other text without a number fails.",
        "dec",
        bln=_to_decimal,
        cur=lambda money: money.amount,
        str=convert.decimal,
        int=_to_decimal,
    ),
    _cast(
        "ToDuration",
        "To Duration, from ISO 8601 or milliseconds.",
        "dur",
        str=convert.duration,
        int=convert.bounded_duration,
    ),
    _cast(
        "ToInt",
        "To Integer, cut towards zero; blank text is NOT_SET, other text without a number fails.",
        "int",
        bln=int,
        dec=_to_int,
        str=convert.integer,
        dur=lambda span: span.ms,
    ),
    function(
        "ToPhoneNumber",
        "cast",
        "To PhoneNumber, from a number or a SIP address.",
        overload("str? value -> phn", keeps_not_set(parse_phone)),
        overload("phn? valueToReturn -> phn", lambda value: value),
    ),
    function("ToString", "cast", "To String.", *_to_string()),
    function(
        "ToDisplayString",
        "cast",
        "To String in the form people read; here the form of ToString.",
        overload("any? valueToConvert -> str", to_text),
        overload("any_coll valueToConvert -> str", _joined),
    ),
    _entity("ToGroup", "grp", "group"),
    _entity("ToLanguageSkill", "lac", "languageSkill"),
    _entity("ToQueue", "que", "queue"),
    _entity("ToSkill", "skl", "skill"),
    _entity("ToUser", "usr", "user"),
    _entity("ToWrapupCode", "wrc", "wrapupCode"),
    _entity("ToScheduleGroup", "scg", "scheduleGroup"),
    _entity("ToEmergencyGroup", "emg", "emergencyGroup"),
)
