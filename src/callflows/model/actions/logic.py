"""Actions that decide which path goes on."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, group, keyed, named, output, plain, value, value_of_key
from callflows.model.flow_types import ALL
from callflows.model.spec import ActionSpec, Field, RefKind

MAX_CASES: Final = 64
"""Architect: a switch has 1 to 64 cases."""

_WHEN: Final = "The moment that is judged: now, or a date and time."


def _evaluate(above: str = "") -> tuple[Field, ...]:
    return (
        group(f"{above}evaluate", one_of=("now", "dateTime"), label="Evaluate", help=_WHEN),
        plain(f"{above}evaluate/now", "Boolean", help="The moment of the call."),
        value(f"{above}evaluate/dateTime", "DateTime", not_set=False, label="Specific", help="Another moment, in UTC."),
    )


ACTIONS: Final = (
    ActionSpec(
        key="decision",
        title="Decision",
        category="logical",
        fields=(
            value(
                "condition",
                "Boolean",
                required=True,
                not_set=True,
                label="Expression",
                help="True takes the path yes; false and NOT_SET take no.",
            ),
        ),
        outputs=("yes", "no"),
        flow_types=ALL,
        help="Goes one of two ways by a condition.",
    ),
    ActionSpec(
        key="switch",
        title="Switch",
        category="logical",
        fields=(
            group(
                "evaluate",
                required=True,
                one_of=("firstTrue", "firstMatch"),
                help="By the first case that is true, or by the first that equals a value.",
            ),
            group("evaluate/firstTrue/default", help="What runs when no case fits."),
            value(
                "evaluate/firstTrue/cases[]/case/value",
                "Boolean",
                required=True,
                not_set=True,
                help="The condition of this case; NOT_SET is not true.",
            ),
            value_of_key(
                "evaluate/firstMatch/*/value", required=True, not_set=True, label="Expression", help="What is matched."
            ),
            group("evaluate/firstMatch/*/default", help="What runs when no case fits."),
            value_of_key(
                "evaluate/firstMatch/*/cases[]/case/value",
                required=True,
                not_set=True,
                help="What it is compared with, of the type that stands above.",
            ),
        ),
        flow_types=ALL,
        help=f"Goes the way of the first of 1 to {MAX_CASES} cases that fits, else that of the default.",
    ),
    ActionSpec(
        key="evaluateScheduleGroup",
        title="Evaluate Schedule Group",
        category="logical",
        fields=(
            output(
                "inServiceSchedules",
                "StringCollection",
                label="Output Active Schedules",
                help="Receives the names of the schedules that apply.",
            ),
            *_evaluate(),
            value(
                "scheduleGroup",
                "ScheduleGroup",
                required=True,
                refers_to=RefKind.SCHEDULE_GROUP,
                label="Schedule Group",
                help="The opening hours.",
            ),
            value(
                "emergencyGroup",
                "EmergencyGroup",
                refers_to=RefKind.EMERGENCY_GROUP,
                label="Emergency Group",
                help="The emergencies that go before them.",
            ),
        ),
        outputs=("open", "closed", "holiday", "emergency"),
        flow_types=ALL,
        help="Goes by opening hours: emergency before holiday before closed before open, closed when nothing applies.",
    ),
    ActionSpec(
        key="evaluateSchedule",
        title="Evaluate Schedule",
        category="logical",
        fields=(
            group(
                "evaluationType",
                required=True,
                one_of=("schedule", "emergencyGroup"),
                help="Whether a schedule or an emergency group is judged.",
            ),
            named("evaluationType/schedule", RefKind.SCHEDULE, label="Schedule", help="The schedule, by name."),
            value(
                "evaluationType/schedule/selectedSchedule",
                "Schedule",
                refers_to=RefKind.SCHEDULE,
                label="Schedule",
                help="The schedule as a value, in newer exports.",
            ),
            value(
                "evaluationType/schedule/evaluationTimeZone",
                "String",
                bare=True,
                label="Time Zone",
                help="The time zone of the schedule by its IANA name (Europe/London).",
            ),
            value(
                "evaluationType/schedule/scheduleTimeZone",
                "String",
                label="Time Zone",
                help="The time zone as a value, in newer exports.",
            ),
            *_evaluate("evaluationType/schedule/"),
            named(
                "evaluationType/emergencyGroup",
                RefKind.EMERGENCY_GROUP,
                label="Emergency Group",
                help="The emergency group.",
            ),
        ),
        outputs=("active", "inactive"),
        flow_types=ALL,
        help="Goes by whether a schedule or an emergency group is active.",
    ),
    ActionSpec(
        key="callDecisionTable",
        title="Call Decision Table",
        category="logical",
        fields=(
            keyed("decisionTable", RefKind.DECISION_TABLE, required=True, label="Decision Table", help="The table."),
            value("input", "JSON", help="What the table decides on."),
            output("output", "JSON", help="Receives what the table comes to."),
            *FAILURE_OUTPUTS,
        ),
        outputs=("success", "failure"),
        flow_types=ALL,
        seen=False,
        help="Asks a decision table, whose rules are kept outside the flow.",
    ),
)
