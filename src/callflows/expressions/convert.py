"""The casts between scalar types that Architect's To… functions and literal settings make."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from callflows.expressions.currencies import CODES
from callflows.expressions.errors import ExpressionError
from callflows.expressions.numbers import CONTEXT, bounded, bounded_decimal
from callflows.expressions.values import Currency, Duration

EARLIEST = datetime(1800, 1, 1, tzinfo=UTC)
LATEST = datetime(2201, 1, 31, 23, 59, 59, tzinfo=UTC)
MAX_MS = 999_999_999_999_999
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INTEGER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_DATETIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.IGNORECASE
)
_DURATION = re.compile(
    r"(-)?P(?:(\d{1,15})W)?(?:(\d{1,15})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15})(?:[.,](\d+))?S)?)?",
    re.IGNORECASE | re.ASCII,
)
_TRUE, _FALSE = frozenset({"true", "t", "1"}), frozenset({"false", "f", "0"})


def _cannot(text: str, type: str) -> ExpressionError:
    return ExpressionError("conversion", f'"{text}" cannot be converted to {type}')


def boolean(text: str) -> bool | None:
    """Architect: `True`, `T`, `1`, `False`, `F`, `0` in any case; any other text is NOT_SET."""
    plain = text.strip().lower()
    return True if plain in _TRUE else False if plain in _FALSE else None


def integer(text: str) -> int | None:
    """Digits with an optional sign; blank text is NOT_SET; anything else is a run-time error (Architect: ToInt)."""
    plain = text.strip()
    if not plain:
        return None
    if not plain.isascii() or not _INTEGER.fullmatch(plain) or len(plain) > 40:
        raise _cannot(text, "Integer")
    return bounded(int(plain))


def decimal(text: str) -> Decimal | None:
    """Digits with an optional sign and point; blank is NOT_SET; all else is a run-time error (Architect: ToDecimal)."""
    plain = text.strip()
    if not plain:
        return None
    if not plain.isascii() or not _DECIMAL.fullmatch(plain):
        raise _cannot(text, "Decimal")
    try:
        return bounded_decimal(CONTEXT.create_decimal(plain))
    except InvalidOperation as error:
        raise _cannot(text, "Decimal") from error


def currency(text: str) -> Currency:
    """`5.00|USD`, `5.00|`, `5.00`: a missing part is NOT_SET (Architect: ToCurrency)."""
    amount, _, code = text.partition("|")
    return Currency(decimal(amount), currency_code(code.strip() or None))


def currency_code(code: str | None) -> str | None:
    """An ISO 4217 code in upper case. Raises ExpressionError `currency-code` for a stranger."""
    if code is None:
        return None
    upper = code.strip().upper()
    if upper not in CODES:
        raise ExpressionError("currency-code", f'"{code}" is not an ISO 4217 currency code')
    return upper


def datetime_of(text: str) -> datetime | None:
    """ISO 8601; without an offset UTC, without a time midnight; fractions of a second are cut; blank is NOT_SET."""
    plain = text.strip()
    if not plain:
        return None
    found = _DATETIME.fullmatch(plain) if plain.isascii() else None
    if found is None:
        raise _cannot(text, "DateTime")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return bounded_datetime(local - _offset(found.group(7)))
    except (ValueError, OverflowError) as error:
        raise _cannot(text, "DateTime") from error


def _offset(zone: str | None) -> timedelta:
    """`+05:30`, `-0700`, `Z`. Raises ValueError beyond 14 hours, which no place on earth has."""
    if zone is None or zone in "Zz":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise ValueError(zone)
    found = timedelta(hours=hours, minutes=minutes)
    return -found if zone[0] == "-" else found


def datetime_from_seconds(seconds: int) -> datetime:
    """Seconds since 1970-01-01T00:00:00Z."""
    try:
        return bounded_datetime(_EPOCH + timedelta(seconds=seconds))
    except OverflowError as error:
        raise ExpressionError("overflow", f"{seconds} seconds since 1970 is no DateTime") from error


def bounded_datetime(value: datetime) -> datetime:
    """The value, if Architect has it. Raises ExpressionError `overflow` outside 1800-01-01 … 2201-01-31."""
    if not EARLIEST <= value <= LATEST:
        raise ExpressionError("overflow", "the DateTime is outside 1800-01-01 … 2201-01-31")
    return value


def duration(text: str) -> Duration | None:
    """ISO 8601 with weeks, days, hours, minutes and seconds; what is finer than a millisecond is cut; blank is NOT_SET.

    Years and months have no fixed length and are refused.
    """
    plain = text.strip()
    if not plain:
        return None
    found = _DURATION.fullmatch(plain)
    if found is None or plain[-1] in "PpTt":
        raise _cannot(text, "Duration")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:6])
    ms = int(((found.group(7) or "") + "000")[:3])
    total = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
    return bounded_duration(-total if found.group(1) else total)


def bounded_duration(ms: int) -> Duration:
    """A Duration. Raises ExpressionError `overflow` outside ±999,999,999,999,999 ms."""
    if not -MAX_MS <= ms <= MAX_MS:
        raise ExpressionError("overflow", "the Duration is outside ±999,999,999,999,999 ms")
    return Duration(ms)
