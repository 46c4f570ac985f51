"""Opening hours by their definitions: time zones, changes of the clock, recurrence, precedence."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from callflows.engine import EmergencyGroup, KnownOrg, Schedule, ScheduleGroup, Schedules
from callflows.engine.commands import EvaluateSchedule
from callflows.engine.events import ScheduleAnswer
from tests.engine.flows import call, inbound, story, variable

BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
WEEK = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OFFICE = Schedule("Office", local("2026-01-05T09:00"), local("2026-01-05T17:00"), WEEK)
NIGHT = Schedule("Night", local("2026-01-05T22:00"), local("2026-01-06T06:00"), "FREQ=DAILY")
GAP = Schedule("Gap", local("2026-03-29T02:15"), local("2026-03-29T02:45"))
LATE = Schedule("Late", local("2026-03-01T02:30"), local("2026-03-01T04:00"), "FREQ=DAILY")
FOLD = Schedule("Fold", local("2026-10-25T02:00"), local("2026-10-25T03:00"))


@pytest.mark.parametrize(
    ("schedule", "zone", "moment", "applies"),
    [
        # the same clock time in winter and in summer
        (OFFICE, BERLIN, "2026-01-12T07:59:59", False),
        (OFFICE, BERLIN, "2026-01-12T08:00:00", True),
        (OFFICE, BERLIN, "2026-01-12T15:59:59", True),
        (OFFICE, BERLIN, "2026-01-12T16:00:00", False),
        (OFFICE, BERLIN, "2026-07-13T06:59:59", False),
        (OFFICE, BERLIN, "2026-07-13T07:00:00", True),
        (OFFICE, BERLIN, "2026-07-13T15:00:00", False),
        # weeks in which only one of two zones has changed its clocks
        (OFFICE, NEW_YORK, "2026-03-16T13:00:00", True),
        (OFFICE, NEW_YORK, "2026-03-16T12:59:59", False),
        (OFFICE, BERLIN, "2026-03-16T08:00:00", True),
        # weekends, and before the first start
        (OFFICE, BERLIN, "2026-01-10T10:00:00", False),
        (OFFICE, BERLIN, "2026-01-02T10:00:00", False),
        # the local day counts, not that of UTC
        (OFFICE, "Pacific/Auckland", "2026-01-11T20:30:00", True),
        (OFFICE, "Pacific/Auckland", "2026-01-16T20:30:00", False),
        # over midnight
        (NIGHT, BERLIN, "2026-02-01T21:00:00", True),
        (NIGHT, BERLIN, "2026-02-02T04:59:59", True),
        (NIGHT, BERLIN, "2026-02-02T05:00:00", False),
        # the night in which the clocks skip an hour is an hour shorter, the one in which they repeat one is longer
        (NIGHT, BERLIN, "2026-03-29T03:59:59", True),
        (NIGHT, BERLIN, "2026-03-29T04:00:00", False),
        (NIGHT, BERLIN, "2026-10-25T04:59:59", True),
        (NIGHT, BERLIN, "2026-10-25T05:00:00", False),
        # what lies in the hour that is skipped never comes; what starts in it starts at its end
        (GAP, BERLIN, "2026-03-29T00:59:59", False),
        (GAP, BERLIN, "2026-03-29T01:00:00", False),
        (GAP, "UTC", "2026-03-29T02:30:00", True),
        (LATE, BERLIN, "2026-03-29T00:59:59", False),
        (LATE, BERLIN, "2026-03-29T01:00:00", True),
        (LATE, BERLIN, "2026-03-29T01:59:59", True),
        (LATE, BERLIN, "2026-03-29T02:00:00", False),
        # both passes of the hour that is repeated
        (FOLD, BERLIN, "2026-10-24T23:59:59", False),
        (FOLD, BERLIN, "2026-10-25T00:30:00", True),
        (FOLD, BERLIN, "2026-10-25T01:30:00", True),
        (FOLD, BERLIN, "2026-10-25T02:00:00", False),
        # a zone whose clocks change by half an hour, and one without
        (OFFICE, "Australia/Lord_Howe", "2026-04-03T06:00:00", False),
        (OFFICE, "Asia/Kolkata", "2026-04-03T03:30:00", True),
    ],
)
def test_a_schedule_is_clock_time(schedule: Schedule, zone: str, moment: str, applies: bool) -> None:
    assert schedule.applies(utc(moment), ZoneInfo(zone)) is applies


@pytest.mark.parametrize(
    ("rule", "moment", "applies"),
    [
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26T12:00:00", True),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-19T12:00:00", False),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-10-30T12:00:00", True),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-10-23T12:00:00", False),
        ("FREQ=DAILY;COUNT=2", "2026-01-02T12:00:00", True),
        ("FREQ=DAILY;COUNT=2", "2026-01-03T12:00:00", False),
        ("FREQ=DAILY;INTERVAL=2", "2026-01-03T12:00:00", True),
        ("FREQ=DAILY;INTERVAL=2", "2026-01-04T12:00:00", False),
        ("RRULE:FREQ=DAILY;UNTIL=20260103T000000", "2026-01-03T12:00:00", True),
        ("FREQ=DAILY;UNTIL=20260103T000000", "2026-01-04T12:00:00", False),
        ("FREQ=DAILY;UNTIL=20260102T230000Z", "2026-01-03T12:00:00", True),
        ("FREQ=DAILY;UNTIL=20260102T225959Z", "2026-01-03T12:00:00", False),
        ("", "2026-01-01T12:00:00", True),
        ("", "2026-01-02T12:00:00", False),
    ],
)
def test_a_schedule_recurs_by_its_rule(rule: str, moment: str, applies: bool) -> None:
    starts = {"YEARLY": "2025-11-27T00:00", "MONTHLY": "2026-01-30T00:00"}
    start = local(next((day for word, day in starts.items() if word in rule), "2026-01-01T00:00"))
    schedule = Schedule("All day", start, start.replace(hour=23, minute=59), rule)
    assert schedule.applies(utc(moment), ZoneInfo(BERLIN)) is applies


def test_what_is_no_schedule_is_refused() -> None:
    nine, five = local("2026-01-05T09:00"), local("2026-01-05T17:00")
    for make, message in (
        (lambda: Schedule("A", five, nine), 'the schedule "A" ends before it starts'),
        (lambda: Schedule("A", utc("2026-01-05T09:00"), five), "without an offset"),
        (lambda: Schedule("A", nine, five, "FREQ=SOMETIMES"), "'FREQ=SOMETIMES', of the schedule \"A\", is no rule"),
        (lambda: ScheduleGroup("G", "Mars/Olympus"), '"Mars/Olympus" is no time zone'),
    ):
        with pytest.raises(ValueError, match=r"schedule|zone") as refused:
            make()
        assert message in str(refused.value)


CLOSED = Schedule("Meeting", local("2026-01-14T12:00"), local("2026-01-14T13:00"))
HOLIDAY = Schedule("Epiphany", local("2026-01-06T00:00"), local("2026-01-07T00:00"), "FREQ=YEARLY")
LUNCH = Schedule("Lunch", local("2026-01-14T11:00"), local("2026-01-14T14:00"))
DEFINED = Schedules(
    (OFFICE, CLOSED, HOLIDAY, LUNCH),
    (
        ScheduleGroup("Hours", BERLIN, ("Office", "Lunch"), ("Meeting", "Gone"), ("Epiphany",)),
        ScheduleGroup("Never", BERLIN),
    ),
    (EmergencyGroup("Storm", enabled=True), EmergencyGroup("Fire")),
)


@pytest.mark.parametrize(
    ("group", "emergency", "moment", "answer"),
    [
        ("Hours", None, "2026-01-12T10:00:00", ScheduleAnswer("open", schedules=("Office",))),
        ("Hours", None, "2026-01-14T10:30:00", ScheduleAnswer("open", schedules=("Office", "Lunch"))),
        ("Hours", None, "2026-01-14T11:30:00", ScheduleAnswer("closed", schedules=("Meeting",))),
        ("Hours", None, "2026-01-06T10:00:00", ScheduleAnswer("holiday", schedules=("Epiphany",))),
        ("Hours", None, "2027-01-05T23:00:00", ScheduleAnswer("holiday", schedules=("Epiphany",))),
        ("Hours", None, "2026-01-12T03:00:00", ScheduleAnswer("closed")),
        ("Hours", "Storm", "2026-01-06T10:00:00", ScheduleAnswer("emergency")),
        ("Hours", "Fire", "2026-01-06T10:00:00", ScheduleAnswer("holiday", schedules=("Epiphany",))),
        ("Never", None, "2026-01-12T10:00:00", ScheduleAnswer("closed")),
        ("Unheard of", None, "2026-01-12T10:00:00", ScheduleAnswer(None)),
    ],
)
def test_emergency_before_holiday_before_closed_before_open(
    group: str, emergency: str | None, moment: str, answer: ScheduleAnswer
) -> None:
    question = EvaluateSchedule("", "scheduleGroup", group, emergency)
    assert DEFINED.evaluate(question, utc(moment)) == answer


SAYS = "{actions: [{playAudio: {audio: {tts: %s}}}]}"
GROUP = f"""
- evaluateScheduleGroup:
    name: Hours
    inServiceSchedules: {{var: Flow.names}}
    evaluate: {{WHEN}}
    scheduleGroup: {{lit: {{name: Hours}}}}
    emergencyGroup: {{lit: {{name: Fire}}}}
    outputs: {{open: {SAYS % "open"}, closed: {SAYS % "closed"}, holiday: {SAYS % "holiday"}}}
"""
NAMES = variable("stringCollection", "Flow.names") + variable("dateTime", "Flow.when")
ORG = KnownOrg(definitions=DEFINED)


@pytest.mark.parametrize(
    ("when", "heard", "names"),
    [
        ("now: true", "open", ("Office",)),
        ("dateTime: {exp: 'MakeDateTime(2026, 1, 6, 10, 0, 0)'}", "holiday", ("Epiphany",)),
        ("dateTime: {lit: {year: 2026, month: 1, day: 14, hour: 11, minute: 30}}", "closed", ("Meeting",)),
    ],
)
def test_a_flow_goes_by_the_definitions(when: str, heard: str, names: tuple[str, ...]) -> None:
    flow = inbound(GROUP.replace("{WHEN}", "{" + when + "}"), variables=NAMES)
    outcome = call(flow, org=ORG, at=utc("2026-01-12T10:00:00"))
    assert (outcome.heard, outcome.variables["Flow.names"], outcome.not_executed) == ((heard,), names, ())


def test_a_moment_that_is_not_set_is_an_error() -> None:
    flow = inbound(GROUP.replace("{WHEN}", "{dateTime: {exp: Flow.when}}"), variables=NAMES)
    assert [(each.code, each.message) for each in call(flow, org=ORG).failures] == [
        ("not-set", "the date and time to evaluate is NOT_SET")
    ]


def test_the_time_of_the_call_counts_when_the_action_runs() -> None:
    wait = "- collectInput: {inputData: {var: Flow.keys}, digits: {exact: 1}, noEntryTimeout: {lit: {seconds: 60}}}\n"
    flow = inbound(wait + GROUP.replace("{WHEN}", "{now: true}"), variables=NAMES + variable("string", "Flow.keys"))
    assert call(flow, org=ORG, at=utc("2026-01-12T07:59:30")).heard == ("open",)
    assert call(flow, "1", org=ORG, at=utc("2026-01-12T07:59:30")).heard == ("closed",)


ALONE = f"""
- evaluateSchedule:
    name: It
    evaluationType: {{TYPE}}
    outputs: {{active: {SAYS % "active"}, inactive: {SAYS % "inactive"}}}
"""


@pytest.mark.parametrize(
    ("evaluation", "heard"),
    [
        ("schedule: {name: Office, evaluationTimeZone: Europe/Berlin, evaluate: {now: true}}", "active"),
        ("schedule: {name: Office, evaluationTimeZone: America/New_York, evaluate: {now: true}}", "inactive"),
        ("schedule: {name: Office, evaluate: {now: true}}", "inactive"),
        (
            "schedule: {selectedSchedule: {lit: {name: Office}}, evaluate: {now: true}, "
            'scheduleTimeZone: {exp: \'Append("Europe", "/Berlin")\'}}',
            "active",
        ),
        ("emergencyGroup: {name: Storm}", "active"),
        ("emergencyGroup: {name: Fire}", "inactive"),
    ],
)
def test_a_schedule_and_an_emergency_group_on_their_own(evaluation: str, heard: str) -> None:
    flow = inbound(ALONE.replace("{TYPE}", "{" + evaluation + "}"))
    outcome = call(flow, org=ORG, at=utc("2026-01-12T08:30:00"))
    assert (outcome.heard, outcome.not_executed) == ((heard,), ())


def test_a_state_that_is_fixed_goes_before_the_definition_and_an_emergency_before_it() -> None:
    flow = inbound(GROUP.replace("{WHEN}", "{now: true}"), variables=NAMES)
    fixed = KnownOrg(definitions=DEFINED, schedules={"Hours": "holiday"})
    assert call(flow, org=fixed, at=utc("2026-01-12T10:00:00")).heard == ("holiday",)
    storm = inbound(GROUP.replace("{WHEN}", "{now: true}").replace("Fire", "Storm"), variables=NAMES)
    assert story(call(storm, org=fixed))[-3] == "Took [0]/evaluateScheduleGroup output=emergency"


def test_a_time_zone_that_is_none_is_reported() -> None:
    flow = inbound(
        ALONE.replace("{TYPE}", "{schedule: {name: Office, evaluationTimeZone: Mars, evaluate: {now: true}}}")
    )
    outcome = call(flow, org=ORG)
    assert [(each.kind, each.reason) for each in outcome.not_executed] == [
        ("evaluateSchedule", "nobody said in which state this schedule is")
    ]
