"""Actions that move between states and end flows that have no call: states, workflows, workitems."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import value
from callflows.model.flow_types import CHAT_FLOWS, EMAIL_FLOWS, MESSAGE_FLOWS, WORK_FLOWS
from callflows.model.spec import ActionSpec, Field, Kind

STATE_FLOWS: Final = (*EMAIL_FLOWS, *CHAT_FLOWS, *MESSAGE_FLOWS, *WORK_FLOWS, "surveyInvite")
"""The flow types that are made of states."""

IN_QUEUE_STATES: Final = ("inqueueEmail", "inqueueShortMessage")
"""The flow types that wait in a queue between one event and the next."""

ACTIONS: Final = (
    ActionSpec(
        key="changeState",
        title="Change State",
        category="state",
        fields=(
            Field(
                path="targetStateRef",
                kind=Kind.STATE_REF,
                required=True,
                not_set=False,
                label="State",
                help="The state that goes on, by its address.",
            ),
        ),
        ends="task",
        flow_types=STATE_FLOWS,
        help="Leaves the current state and enters another.",
    ),
    ActionSpec(
        key="endState",
        title="End State",
        category="state",
        ends="task",
        flow_types=IN_QUEUE_STATES,
        seen=False,
        help="Ends the current state; the flow waits for its next event.",
    ),
    ActionSpec(
        key="endWorkflow",
        title="End Workflow",
        category="flow",
        fields=(
            value("exitReason", "String", label="Exit Reason", help="Why the workflow ended, for whoever launched it."),
        ),
        ends="call",
        flow_types=("workflow",),
        help="Ends the workflow.",
    ),
    ActionSpec(
        key="exitWorkitemFlow",
        title="Exit Workitem Flow",
        category="flow",
        ends="call",
        flow_types=("workitem",),
        seen=False,
        help="Ends the flow; the workitem lives on.",
    ),
)
