"""Dates, times and durations."""

EXAMPLES = r"""
AddDays
  AddDays(ToDateTime("2026-02-28T08:00:00Z"), 1) => 2026-03-01T08:00:00Z
AddDuration
  AddDuration(ToDateTime("2026-02-28T23:00:00Z"), ToDuration("PT90M")) => 2026-03-01T00:30:00Z
AddHours
  AddHours(ToDateTime("2026-01-01T00:30:00Z"), -1) => 2025-12-31T23:30:00Z
AddMinutes
  AddMinutes(ToDateTime("2026-01-01T08:00:00Z"), 90) => 2026-01-01T09:30:00Z
AddMonths
  AddMonths(ToDateTime("2026-01-31T08:00:00Z"), 1) => 2026-02-28T08:00:00Z
AddSeconds
  AddSeconds(ToDateTime("2026-01-01T08:00:00Z"), 90) => 2026-01-01T08:01:30Z
AddYears
  AddYears(ToDateTime("2024-02-29T08:00:00Z"), 1) => 2025-02-28T08:00:00Z
DateTimeDiff
  DateTimeDiff(ToDateTime("2026-01-02T08:00:00Z"), ToDateTime("2026-01-01T06:30:00Z")) => P1DT1H30M
Day
  Day(ToDateTime("2026-03-09T08:00:00Z")) => 9
DayOfWeek
  DayOfWeek(ToDateTime("2026-03-09T08:00:00Z")) => 2
GetCurrentDateTimeUtc
  GetCurrentDateTimeUtc() => 2026-11-22T12:00:05Z
GetDayOfWeekOccurrence
  GetDayOfWeekOccurrence(2, 1, 2026) => 2026-01-05T00:00:00Z
  GetDayOfWeekOccurrence(5, 4, 2026, 11) => 2026-11-26T00:00:00Z
  GetDayOfWeekOccurrence(1, -1, 2026, 8, 30, 0) => 2026-12-27T08:30:00Z
  GetDayOfWeekOccurrence(1, -1, 2026, 10, 2, 0, 0) => 2026-10-25T02:00:00Z
  GetDayOfWeekOccurrence(1, 5, 2026, 2) => NOT_SET
Hour
  Hour(ToDateTime("2026-03-09T08:05:30Z")) => 8
MakeDateTime
  MakeDateTime(2026, 3, 9) => 2026-03-09T00:00:00Z
  MakeDateTime(2026, 3, 9, 8, 5, 30) => 2026-03-09T08:05:30Z
  MakeDateTime(2026, 2, 29) => error range
MakeDuration
  MakeDuration(0, 1, 30, 0) => PT1H30M
  MakeDuration(0, 0, 0, 1, 500) => PT1.5S
Minute
  Minute(ToDateTime("2026-03-09T08:05:30Z")) => 5
Month
  Month(ToDateTime("2026-03-09T08:05:30Z")) => 3
Range
  Range(ToDuration("PT10M"), ToDuration("PT3M")) => [PT7M, PT13M]
RoundUp
  RoundUp(ToDuration("PT70S")) => PT2M
  RoundUp(ToDuration("PT70S"), ToDuration("PT1M")) => PT2M
  RoundUp(ToDuration("PT70S"), ToDuration("PT5M"), MakeList(ToDuration("PT90S"))) => PT1M30S
Second
  Second(ToDateTime("2026-03-09T08:05:30Z")) => 30
WeekNum
  WeekNum(ToDateTime("2026-03-09T08:05:30Z")) => 11
Year
  Year(ToDateTime("2026-03-09T08:05:30Z")) => 2026
"""
