"""Opening hours: schedules, schedule groups and emergency groups as the org defines them, judged at a moment.

Genesys Cloud: a schedule has a local start and end and may recur by an RRULE; a schedule group has a time zone and
lists of open, closed and holiday schedules; an emergency group is switched on by hand.
Architect: Emergency before Holiday before Closed before Open, and Closed where nothing applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from callflows.engine.events import ScheduleAnswer
from callflows.engine.semantics import is_within, rule_until, wall_clock

if TYPE_CHECKING:
    from callflows.engine.commands import EvaluateSchedule


class Schedule(msgspec.Struct, frozen=True):
    """From `start` to `end`, both without an offset: clock time of the time zone in which the schedule is judged.
    `rrule` repeats it (`FREQ=WEEKLY;BYDAY=MO,TU`), "" where it does not recur. Raises ValueError for a start or end
    with an offset, an end before the start, or a rule that is none."""

    name: str
    start: datetime
    end: datetime
    rrule: str = ""

    def __post_init__(self) -> None:
        if self.start.utcoffset() is not None or self.end.utcoffset() is not None:
            raise ValueError(f'the schedule "{self.name}" has local times: write them without an offset')
        if self.end < self.start:
            raise ValueError(f'the schedule "{self.name}" ends before it starts')
        self.last_start(self.start, UTC_ZONE)

    def applies(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether it applies at `moment` (any offset), its times being those of `zone`."""
        local = wall_clock(moment, zone)
        start = self.last_start(local, zone)
        return start is not None and is_within(local, start, start + (self.end - self.start))

    def last_start(self, local: datetime, zone: ZoneInfo) -> datetime | None:
        """The last time that it starts up to `local`, None where it has not started by then."""
        if not self.rrule:
            return self.start if self.start <= local else None
        from dateutil.rrule import rrulestr  # noqa: PLC0415 - only recurring schedules pay for it

        text = _UNTIL.sub(lambda found: rule_until(found.group(1), zone), self.rrule.strip())
        try:
            found = rrulestr(text, dtstart=self.start).before(local, inc=True)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f'{self.rrule!r}, of the schedule "{self.name}", is no rule: {error}') from None
        return found if isinstance(found, datetime) else None


class ScheduleGroup(msgspec.Struct, frozen=True):
    """Schedules by name, and the time zone (IANA) in which they are judged. Raises ValueError for another zone."""

    name: str
    time_zone: str = "UTC"
    open: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    holidays: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        zone_named(self.time_zone)


class EmergencyGroup(msgspec.Struct, frozen=True):
    """A group of emergencies, on or off."""

    name: str
    enabled: bool = False


class Schedules(msgspec.Struct, frozen=True):
    """What an org defines. Names are compared exactly."""

    schedules: tuple[Schedule, ...] = ()
    groups: tuple[ScheduleGroup, ...] = ()
    emergency_groups: tuple[EmergencyGroup, ...] = ()

    def evaluate(self, question: EvaluateSchedule, now: datetime) -> ScheduleAnswer:
        """What these definitions answer at `now`, or at the question's own moment; a state of None where they do not
        define what it names, or its time zone is none."""
        at = question.at or now
        return _EVALUATE[question.kind](self, question, at)

    def is_emergency(self, name: str) -> bool | None:
        """Whether the emergency group is switched on, None where there is none."""
        found = next((each for each in self.emergency_groups if each.name == name), None)
        return None if found is None else found.enabled

    def defines(self, kind: str, name: str) -> bool:
        """Whether there is a definition of this `schedule`, `scheduleGroup` or `emergencyGroup`."""
        known: Mapping[str, tuple[Schedule | ScheduleGroup | EmergencyGroup, ...]] = {
            "schedule": self.schedules,
            "scheduleGroup": self.groups,
            "emergencyGroup": self.emergency_groups,
        }
        return any(each.name == name for each in known[kind])

    def _emergency(self, question: EvaluateSchedule, at: datetime) -> ScheduleAnswer:
        del at
        enabled = self.is_emergency(question.name)
        return ScheduleAnswer(None if enabled is None else "active" if enabled else "inactive")

    def _schedule(self, question: EvaluateSchedule, at: datetime) -> ScheduleAnswer:
        found = next((each for each in self.schedules if each.name == question.name), None)
        if found is None:
            return ScheduleAnswer(None)
        try:
            zone = zone_named(question.time_zone or "UTC")
        except ValueError:
            return ScheduleAnswer(None)
        active = found.applies(at, zone)
        return ScheduleAnswer("active", schedules=(found.name,)) if active else ScheduleAnswer("inactive")

    def _group(self, question: EvaluateSchedule, at: datetime) -> ScheduleAnswer:
        if question.emergency_group is not None and self.is_emergency(question.emergency_group):
            return ScheduleAnswer("emergency")
        group = next((each for each in self.groups if each.name == question.name), None)
        if group is None:
            return ScheduleAnswer(None)
        zone = zone_named(group.time_zone)
        for state, names in (("holiday", group.holidays), ("closed", group.closed), ("open", group.open)):
            applying = tuple(each.name for each in self._named(names) if each.applies(at, zone))
            if applying:
                return ScheduleAnswer(state, schedules=applying)
        return ScheduleAnswer("closed")

    def _named(self, names: Iterable[str]) -> list[Schedule]:
        """The schedules of these names, in their order; a name that nothing has is left out."""
        known: Mapping[str, Schedule] = {each.name: each for each in self.schedules}
        return [known[name] for name in names if name in known]


def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'"{name}" is no time zone') from None


UTC_ZONE = ZoneInfo("UTC")
_UNTIL = re.compile(r"(?<=UNTIL=)(\d{8}T\d{6}Z)")
_EVALUATE = {
    "schedule": Schedules._schedule,
    "scheduleGroup": Schedules._group,
    "emergencyGroup": Schedules._emergency,
}
