"""Date and time functions. All DateTimes are UTC with whole seconds."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from callflows.expressions.convert import bounded_datetime, bounded_duration
from callflows.expressions.environment import Environment
from callflows.expressions.errors import ExpressionError
from callflows.expressions.operators import shift
from callflows.expressions.signatures import Function, function, overload
from callflows.expressions.values import Duration

MINUTE = 60_000


def _adder(ms: int) -> Callable[[datetime, int], datetime]:
    return lambda moment, count: shift(moment, Duration(count * ms))


def _add_months(moment: datetime, months: int) -> datetime:
    """The day is cut to the end of the month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    if not 1800 <= year <= 2201:
        raise ExpressionError("overflow", "the DateTime is outside 1800-01-01 … 2201-01-31")
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return bounded_datetime(moment.replace(year=year, month=month + 1, day=day))


def _make(year: int, month: int, day: int, *time: int) -> datetime:
    """A day or time that does not exist is a run-time error (assumed)."""
    try:
        return bounded_datetime(datetime(year, month, day, tzinfo=UTC) + _time_of_day(*time))
    except (ValueError, OverflowError) as error:
        clock = "".join(f" {part:02}" if not index else f":{part:02}" for index, part in enumerate(time))
        raise ExpressionError("range", f"{year}-{month:02}-{day:02}{clock} is no DateTime") from error


def _time_of_day(hour: int = 0, minute: int = 0, second: int = 0) -> timedelta:
    """Raises ValueError for a time that no clock shows."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 59):
        raise ValueError
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _make_duration(day: int, hour: int, minute: int, second: int, milliseconds: int = 0) -> Duration:
    return bounded_duration((((day * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milliseconds)


def _difference(first: datetime, second: datetime) -> Duration:
    return bounded_duration(int((first - second).total_seconds()) * 1000)


def _day_of_week(moment: datetime) -> int:
    """1 is Sunday."""
    return moment.isoweekday() % 7 + 1


def week_number(moment: datetime) -> int:
    """The ISO 8601 week (assumed; both of Architect's examples agree with it and with weeks from 1 January)."""
    return moment.isocalendar().week


def _occurrence(day_of_week: int, nth: int, first: datetime, days: int) -> datetime | None:
    """The n-th such weekday of the `days` from `first`, from the end for a negative n; NOT_SET where there is none."""
    if not 1 <= day_of_week <= 7 or nth == 0:
        raise ExpressionError("range", "the day of the week is not 1 … 7, or the occurrence is 0")
    found = first + timedelta(days=(day_of_week - _day_of_week(first)) % 7)
    count = (first + timedelta(days=days - 1) - found).days // 7 + 1
    index = nth - 1 if nth > 0 else count + nth
    return found + timedelta(weeks=index) if 0 <= index < count else None


def _in_year(day: int, nth: int, year: int, *time: int) -> datetime | None:
    return _occurrence(day, nth, _make(year, 1, 1, *time), 366 if calendar.isleap(year) else 365)


def _in_month(day: int, nth: int, year: int, month: int, *time: int) -> datetime | None:
    first = _make(year, month, 1, *time)
    return _occurrence(day, nth, first, calendar.monthrange(year, month)[1])


def _round_up(value: Duration, interval: Duration | None = None, steps: tuple[Duration | None, ...] = ()) -> Duration:
    """To the first fitting step of the list, else up to a multiple of the interval.

    Architect: without an interval the steps are 30 seconds, 1, 2 and 5 minutes, then multiples of 5 minutes.
    """
    if interval is None:
        steps, interval = (Duration(MINUTE // 2), Duration(MINUTE), Duration(2 * MINUTE)), Duration(5 * MINUTE)
    if interval.ms <= 0:
        raise ExpressionError("range", "the interval is not above 0")
    for step in sorted(step.ms for step in steps if step is not None):
        if value.ms <= step:
            return Duration(step)
    return bounded_duration(-(-value.ms // interval.ms) * interval.ms)


def _range(value: Duration, interval: Duration) -> tuple[Duration, ...]:
    return bounded_duration(value.ms - interval.ms), bounded_duration(value.ms + interval.ms)


def _now(environment: Environment) -> datetime:
    moment = environment.now()
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.replace(microsecond=0) if moment.microsecond else moment


def _part(name: str, help: str, read: Callable[[datetime], int]) -> Function:
    return function(name, "datetime", help, overload("dtm value -> int", read))


def _add(name: str, help: str, run: Callable[[datetime, int], datetime]) -> Function:
    return function(name, "datetime", help, overload("dtm startDateTime, int count -> dtm", run))


_TIME = "int hour 0..23, int minute 0..59, int second 0..59"
_WEEKDAY = "int dayOfWeek 1..7, int occurrence"
_YEAR = "int year 1800..2200"

FUNCTIONS = (
    _add("AddDays", "Days later, or earlier.", _adder(86_400_000)),
    function(
        "AddDuration",
        "datetime",
        "A duration later, or earlier.",
        overload("dtm startDateTime, dur durationToAdd -> dtm", shift),
    ),
    _add("AddHours", "Hours later, or earlier.", _adder(3_600_000)),
    _add("AddMinutes", "Minutes later, or earlier.", _adder(MINUTE)),
    _add("AddMonths", "Months later, or earlier; the day is cut to the end of the month.", _add_months),
    _add("AddSeconds", "Seconds later, or earlier.", _adder(1000)),
    _add("AddYears", "Years later, or earlier; 29 February becomes the 28th.", lambda m, n: _add_months(m, n * 12)),
    function(
        "DateTimeDiff",
        "datetime",
        "The first DateTime minus the second.",
        overload("dtm dateTime1, dtm dateTime2 -> dur", _difference),
    ),
    _part("Day", "The day of the month.", lambda moment: moment.day),
    _part("DayOfWeek", "1 (Sunday) to 7 (Saturday).", _day_of_week),
    function("GetCurrentDateTimeUtc", "datetime", "The time now.", overload("-> dtm", _now, world=True)),
    function(
        "GetDayOfWeekOccurrence",
        "datetime",
        "The n-th weekday of a year or month, from the end for a negative n.",
        overload(f"{_WEEKDAY} -53..53 nonzero, {_YEAR} -> dtm", _in_year),
        overload(f"{_WEEKDAY} -5..5 nonzero, {_YEAR}, int month 1..12 -> dtm", _in_month),
        overload(f"{_WEEKDAY} -53..53 nonzero, {_YEAR}, {_TIME} -> dtm", _in_year),
        overload(f"{_WEEKDAY} -5..5 nonzero, {_YEAR}, int month 1..12, {_TIME} -> dtm", _in_month),
    ),
    _part("Hour", "The hour, 0 to 23.", lambda moment: moment.hour),
    function(
        "MakeDateTime",
        "datetime",
        "A DateTime from its parts.",
        overload(f"{_YEAR}, int month 1..12, int day 1..31, {_TIME} -> dtm", _make),
        overload(f"{_YEAR}, int month 1..12, int day 1..31 -> dtm", _make),
    ),
    function(
        "MakeDuration",
        "datetime",
        "A Duration from its parts.",
        overload("int day, int hour, int minute, int second -> dur", _make_duration),
        overload("int day, int hour, int minute, int second, int milliseconds -> dur", _make_duration),
    ),
    _part("Minute", "The minute, 0 to 59.", lambda moment: moment.minute),
    _part("Month", "The month, 1 to 12.", lambda moment: moment.month),
    function(
        "Range",
        "datetime",
        "A duration minus and plus an interval.",
        overload("dur durationToRound, dur intervalDuration -> dur_coll", _range),
    ),
    function(
        "RoundUp",
        "datetime",
        "A duration rounded up to steps.",
        overload("dur durationToRound -> dur", _round_up),
        overload("dur durationToRound, dur intervalDurationValue -> dur", _round_up),
        overload("dur durationToRound, dur intervalDurationValue, dur_coll specificDurationValues -> dur", _round_up),
    ),
    _part("Second", "The second, 0 to 59.", lambda moment: moment.second),
    _part("WeekNum", "The number of the week, 1 to 53.", week_number),
    _part("Year", "The year.", lambda moment: moment.year),
)
