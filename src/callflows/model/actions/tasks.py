"""Actions that go to tasks and menus."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import MENU_FLOWS, group, plain, value_of_key
from callflows.model.flow_types import ALL, all_but
from callflows.model.spec import ActionSpec, Field, Kind

_WITH_TASKS: Final = all_but("commonModule", "inqueueCall", "voicemail")
"""A module, an in-queue flow and a voicemail flow have one task (Architect: common module)."""

TARGET_TASK: Final = Field(
    path="targetTaskRef",
    kind=Kind.TASK_REF,
    required=True,
    not_set=False,
    label="Task",
    help="The task that runs, by its address.",
)
TARGET_MENU: Final = Field(
    path="targetMenuRef",
    kind=Kind.MENU_REF,
    required=True,
    not_set=False,
    label="Menu",
    help="The menu that plays, by its address.",
)
TASK_INPUTS: Final[tuple[Field, ...]] = (
    group("taskInputs", help="What is passed to the task's input variables."),
    plain("taskInputs[]/*/name", "String", required=True, help="The input variable of the task (Task.X)."),
    value_of_key("taskInputs[]/*/value", help="What it is set to."),
)

ACTIONS: Final = (
    ActionSpec(
        key="callTask",
        title="Call Task",
        category="task",
        fields=(
            TARGET_TASK,
            *TASK_INPUTS,
            group("taskOutputs", help="Which variables receive the task's output variables."),
        ),
        outputs=("default",),
        named_outputs=True,
        flow_types=_WITH_TASKS,
        help="Runs a reusable task and comes back, by the path with which the task ends.",
    ),
    ActionSpec(
        key="jumpToTask",
        title="Jump to Reusable Task",
        category="task",
        fields=(TARGET_TASK, *TASK_INPUTS),
        ends="task",
        flow_types=MENU_FLOWS,
        help="Goes on with a reusable task and does not come back.",
    ),
    ActionSpec(
        key="endTask",
        title="End Task",
        category="task",
        fields=(
            group("outputPath", help="The path on which the caller of the task goes on; default where it is left out."),
            plain("outputPath/name", "String", label="Path", help="One of the task's output paths, or default."),
        ),
        ends="task",
        flow_types=ALL,
        help="Ends the task: a called task and a common module return to their caller.",
    ),
    ActionSpec(
        key="jumpToMenu",
        title="Jump to Menu",
        category="menu",
        fields=(TARGET_MENU,),
        ends="task",
        flow_types=MENU_FLOWS,
        help="Goes on with a menu and does not come back.",
    ),
    ActionSpec(
        key="previousMenu",
        title="Previous Menu",
        category="menu",
        ends="task",
        flow_types=MENU_FLOWS,
        seen=False,
        help="Goes back to the menu before this one.",
    ),
    ActionSpec(
        key="repeatMenu",
        title="Repeat Menu",
        category="menu",
        ends="task",
        flow_types=MENU_FLOWS,
        seen=False,
        help="Plays the menu again; Architect offers it as a menu choice.",
    ),
)
