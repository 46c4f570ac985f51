"""Actions of workflows and workitems, and on the data of a conversation that is not the flow's own."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, group, plain, value
from callflows.model.flow_types import WORK_FLOWS
from callflows.model.spec import ActionSpec, Field

_CONVERSATION: Final[tuple[Field, ...]] = (
    value(
        "conversationId",
        "String",
        required=True,
        label="Conversation ID",
        help="The conversation; a workflow has none of its own.",
    ),
    value("participantId", "String", label="Participant ID", help="The participant; the customer where it is NOT_SET."),
    group("attributes", label="Attributes"),
    value("attributes[]/attribute/name", "String", required=True, label="Attribute Name"),
)


def _workitem(key: str, title: str, help: str, *fields: Field) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="workitem",
        fields=(*fields, *FAILURE_OUTPUTS),
        outputs=("success", "failure"),
        flow_types=("workitem",),
        seen=False,
        help=help,
    )


ACTIONS: Final = (
    ActionSpec(
        key="getConversationData",
        title="Get Conversation Data",
        category="data",
        fields=(
            *_CONVERSATION,
            plain(
                "attributes[]/attribute/variable",
                required=True,
                label="Variable",
                help="The variable that receives the attribute.",
            ),
        ),
        outputs=("found", "notFound"),
        flow_types=WORK_FLOWS,
        help="Reads attributes of a participant of a conversation.",
    ),
    ActionSpec(
        key="setConversationData",
        title="Set Conversation Data",
        category="data",
        fields=(
            *_CONVERSATION,
            value(
                "attributes[]/attribute/value",
                "String",
                required=True,
                label="Value",
                help="What the attribute is set to.",
            ),
        ),
        outputs=("success", "failure"),
        flow_types=WORK_FLOWS,
        help="Sets attributes of a participant of a conversation.",
    ),
    _workitem(
        "updateWorkitem",
        "Update Workitem",
        "Changes attributes of the workitem.",
        group("statements", label="Statements"),
        plain("statements[]/*/variable", label="Attribute", help="The attribute that is set."),
        value("statements[]/*/value", label="Value", help="What it is set to."),
    ),
    _workitem("disconnectWorkitem", "Disconnect Workitem", "Takes the workitem away from its agent or queue."),
    _workitem("terminateWorkitem", "Terminate Workitem", "Closes the workitem for good."),
)
