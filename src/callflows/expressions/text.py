"""Values as text, in Architect's own forms.

`to_text` is what ToString gives; `display` is how Architect's examples write a result (texts in quotes).
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from callflows.expressions.values import (
    Audio,
    AudioPart,
    Choice,
    Communication,
    Currency,
    Duration,
    Entity,
    Json,
    PhoneNumber,
    Record,
    Value,
)

_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)


def to_text(value: Value, separator: str = "\n") -> str | None:  # noqa: PLR0911 - one return a case
    """The text of a value as ToString gives it; None for NOT_SET.

    Integer `2000`; Decimal with at least one decimal place; Boolean lower case; Currency `10.00|USD`, two places;
    DateTime `2009-01-10T06:30:00Z`; Duration ISO 8601; PhoneNumber its uri; a user the username, other objects the
    name; collections joined by `separator` with NOT_SET items empty. Audio has no text in Architect: here it is its
    description.
    """
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return decimal_text(value)
        case datetime():
            return datetime_text(value)
        case Duration():
            return duration_text(value.ms)
        case Currency():
            return currency_text(value)
        case tuple():
            return separator.join(to_text(item, separator) or "" for item in value)
        case _:
            return _object_text(value)


def _object_text(value: PhoneNumber | Entity | Json | Choice | Record | Audio | Communication) -> str | None:
    match value:
        case PhoneNumber():
            return value.uri
        case Entity():
            return value.username if value.kind == "user" and value.username else value.name
        case Json():
            return value.text
        case Choice():
            return value.name
        case Record():
            return _record_text(value)
        case _:
            return " ".join(_part_text(part) for part in value.parts)


def _record_text(value: Record) -> str | None:
    """Architect: e-mail and external objects give their id, an external number what it displays, an external address
    its parts that are not blank.
    """
    for name in ("id", "display"):
        try:
            found = value.get(name)
        except KeyError:
            continue
        return found if isinstance(found, str) else None
    return ", ".join(filter(None, (to_text(item) for _, item in value.properties))) or None


def display(value: Value) -> str:
    """A value as Architect's examples write it: texts in quotes, NOT_SET by name, collections in square brackets."""
    if value is None:
        return "NOT_SET"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(display, value)) + "]"
    return exact_text(value) or ""


def exact_text(value: Value) -> str | None:
    """The text of a value without loss: as `to_text`, with all decimal places of a Currency (`3.4685|EUR`)."""
    return currency_text(value, _shown(value)) if isinstance(value, Currency) else to_text(value)


def quote(text: str) -> str:
    """A text literal of the language with this content."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def decimal_text(value: Decimal, places: int | None = None) -> str:
    """A Decimal without exponent: at least one decimal place, or exactly `places` (rounded half away from zero).

    The scale a value was written with is kept (`2.00`), and there is no negative zero.
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if not value:
        value = value.copy_abs()
    text = format(value, "f")
    return text if "." in text or places == 0 else text + ".0"


def currency_text(value: Currency, places: int = 2) -> str:
    """`amount|code` with two decimal places, or `places` (rounded half away from zero); what is NOT_SET is empty.

    Architect: "currency values return two decimal places if the amount is set".
    """
    amount = "" if value.amount is None else decimal_text(value.amount, places)
    return f"{amount}|{value.code or ''}"


def _shown(value: Currency) -> int:
    """The decimal places an amount has, at least two."""
    exponent = value.amount.as_tuple().exponent if value.amount is not None else 0
    return max(2, -exponent if isinstance(exponent, int) else 0)


def datetime_text(value: datetime) -> str:
    """ISO 8601 in UTC with whole seconds."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def duration_text(ms: int) -> str:
    """ISO 8601 with days, hours, minutes and seconds, the sign in front: `PT1H`, `-P9DT18H30M`, `PT0S`."""
    seconds, rest = divmod(abs(ms), 1000)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{rest:03d}".rstrip("0") if rest else ""
    date = f"{days}D" if days else ""
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or rest:
        time += f"{seconds}{fraction}S"
    if not date and not time:
        time = "0S"
    return ("-" if ms < 0 else "") + "P" + date + (f"T{time}" if time else "")


def _part_text(part: AudioPart) -> str:
    """What a person at the telephone would note down."""
    said = to_text(part.value) or ""
    match part.kind:
        case "tts" | "text" | "ssml":
            return said
        case "prompt":
            return f"<{said}>"
        case "blank":
            return f"<{said} ms of silence>"
        case _:
            return f"<{' '.join((part.kind, said, *part.options))}>"
