"""Actions that decide, repeat, and move between tasks, menus and modules."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import MENU_FLOWS, group, integer, keyed, named, output, plain, value
from callflows.model.spec import ActionSpec, Field, Kind, RefKind

MAX_LOOPS: Final = 99
"""Architect: a loop runs at most 99 times."""

_EVALUATE: Final[tuple[Field, ...]] = (
    output("inServiceSchedules"),
    group("evaluate"),
    plain("evaluate/now"),
    value("evaluate/dateTime", "DateTime"),
)
_TASK_AND_INPUTS: Final[tuple[Field, ...]] = (
    Field(path="targetTaskRef", kind=Kind.TASK_REF, required=True),
    group("taskInputs"),
    plain("taskInputs[]/*/name", required=True),
    value("taskInputs[]/*/value"),
)

ACTIONS: Final = (
    ActionSpec(
        key="decision",
        title="Decision",
        category="logical",
        fields=(value("condition", "Boolean", required=True),),
        outputs=("yes", "no"),
    ),
    ActionSpec(
        key="switch",
        title="Switch",
        category="logical",
        fields=(
            group("evaluate", required=True),
            group("evaluate/firstTrue/default"),
            value("evaluate/firstTrue/cases[]/case/value", "Boolean", required=True),
            value("evaluate/firstMatch/*/value", required=True),
            group("evaluate/firstMatch/*/default"),
            value("evaluate/firstMatch/*/cases[]/case/value", required=True),
        ),
    ),
    ActionSpec(
        key="evaluateScheduleGroup",
        title="Evaluate Schedule Group",
        category="logical",
        fields=(
            *_EVALUATE,
            value("scheduleGroup", "ScheduleGroup", required=True, refers_to=RefKind.SCHEDULE_GROUP),
            value("emergencyGroup", "EmergencyGroup", refers_to=RefKind.EMERGENCY_GROUP),
        ),
        outputs=("open", "closed", "holiday", "emergency"),
    ),
    ActionSpec(
        key="evaluateSchedule",
        title="Evaluate Schedule",
        category="logical",
        fields=(
            group("evaluationType", required=True),
            named("evaluationType/schedule", RefKind.SCHEDULE),
            value("evaluationType/schedule/selectedSchedule", "Schedule", refers_to=RefKind.SCHEDULE),
            plain("evaluationType/schedule/evaluationTimeZone"),
            value("evaluationType/schedule/scheduleTimeZone", "String"),
            plain("evaluationType/schedule/evaluate/now"),
            value("evaluationType/schedule/evaluate/dateTime", "DateTime"),
            named("evaluationType/emergencyGroup", RefKind.EMERGENCY_GROUP),
        ),
        outputs=("active", "inactive"),
    ),
    ActionSpec(
        key="loop",
        title="Loop",
        category="loop",
        fields=(output("currentIndex", "Integer"), integer("loopCount", 1, MAX_LOOPS, required=True)),
        outputs=("loop",),
    ),
    ActionSpec(key="loopNext", title="Next Loop", category="loop", ends="loop"),
    ActionSpec(key="loopExit", title="Exit Loop", category="loop", ends="loop"),
    ActionSpec(
        key="callTask",
        title="Call Task",
        category="task",
        fields=(*_TASK_AND_INPUTS, group("taskOutputs")),
        outputs=("default",),
        named_outputs=True,
    ),
    ActionSpec(
        key="jumpToTask",
        title="Jump to Reusable Task",
        category="task",
        fields=_TASK_AND_INPUTS,
        ends="task",
        flow_types=MENU_FLOWS,
    ),
    ActionSpec(
        key="endTask",
        title="End Task",
        category="task",
        fields=(group("outputPath"), plain("outputPath/name")),
        ends="task",
    ),
    ActionSpec(
        key="jumpToMenu",
        title="Jump to Menu",
        category="menu",
        fields=(Field(path="targetMenuRef", kind=Kind.MENU_REF, required=True),),
        ends="task",
        flow_types=MENU_FLOWS,
    ),
    ActionSpec(
        key="previousMenu", title="Previous Menu", category="menu", ends="task", flow_types=MENU_FLOWS, seen=False
    ),
    ActionSpec(key="repeatMenu", title="Repeat Menu", category="menu", ends="task", flow_types=MENU_FLOWS, seen=False),
    ActionSpec(
        key="callCommonModule",
        title="Call Common Module",
        category="flow",
        fields=(
            keyed("commonModule", RefKind.COMMON_MODULE, required=True),
            keyed("commonModule/*", None, required=True),
            value("commonModule/*/*/inputs/*"),
            output("commonModule/*/*/outputs/*"),
        ),
    ),
)
