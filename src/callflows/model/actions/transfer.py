"""Actions that hand the call to somebody else or end it."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import (
    FAILURE_OUTPUTS,
    PRIORITY,
    TRANSFER_AUDIO,
    audio,
    boolean,
    duration,
    group,
    integer,
    keyed,
    named,
    output,
    value,
)
from callflows.model.flow_types import CALL_ACTIONS, WORK_FLOWS, all_but
from callflows.model.spec import ActionSpec, Field, RefKind

_TO_QUEUE: Final = all_but("voicemail", "voiceSurvey")
_CONNECT: Final = "How long it may ring"
_ROLLOVER: Final = boolean(
    "allowVoicemailRollover",
    label="Allow Voicemail Rollover",
    help="Whether the voicemail may answer; otherwise the transfer fails.",
)


def _connect(instead: str) -> Field:
    return duration("connectTimeout", 1000, label="Connect Timeout", help=f"{_CONNECT}; noValue is {instead}.")


QUEUE_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetQueue", "Queue", required=True, refers_to=RefKind.QUEUE, label="Queue", help="The queue."),
    group("acdSkills", label="Skills", help="The skills that the call asks of an agent."),
    value("acdSkills[]/acdSkill", "Skill", refers_to=RefKind.SKILL, help="A skill."),
    named(
        "overrideInQueueFlow",
        RefKind.INQUEUE_CALL,
        label="In-Queue Handling",
        help="The flow for the time of waiting; left out, the queue's own.",
    ),
    boolean(
        "appendSkills",
        default=False,
        label="Append conversation ACD Skills",
        help="Whether the skills join those that the conversation has; otherwise they take their place.",
    ),
    *TRANSFER_AUDIO,
    value("preTransferCommunication", "Communication", help="What a customer reads before the transfer."),
    value("failureTransferCommunication", "Communication", help="What a customer reads when it has failed."),
    integer(
        "priority",
        -PRIORITY,
        PRIORITY,
        default=0,
        not_set=False,
        label="Priority",
        help="Where the call comes in; one point is worth a minute of waiting.",
    ),
    value(
        "preferredAgents",
        "AgentScorePairCollection",
        label="Preferred Agents",
        help="Agents that are tried first, by score.",
    ),
    value(
        "languageSkill",
        "LanguageSkill",
        refers_to=RefKind.LANGUAGE_SKILL,
        label="Language Skill",
        help="The language that the call asks of an agent; noValue is that of the flow's language.",
    ),
    value(
        "directAgent",
        "User",
        refers_to=RefKind.USER,
        label="Direct Agent",
        help="The agent that is tried before all others.",
    ),
    *FAILURE_OUTPUTS,
)
NUMBER_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetNumber", "String", required=True, label="Number", help="The number."),
    *TRANSFER_AUDIO,
    boolean(
        "releaseLinkTransfer",
        default=False,
        label="Perform release link transfer",
        help="Whether the call leaves the platform's lines; NOT_SET is false.",
    ),
    _connect("that of the trunk"),
    *FAILURE_OUTPUTS,
)
FLOW_TRANSFER: Final[tuple[Field, ...]] = (
    named(
        "targetFlow",
        RefKind.INBOUND_CALL,
        required=True,
        label="Flow",
        help="The flow that goes on; the flow itself starts again.",
    ),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)
SECURE_TRANSFER: Final[tuple[Field, ...]] = (
    named("targetFlow", RefKind.SECURE_CALL, required=True, label="Flow", help="The secure flow."),
    duration(
        "connectTimeout",
        10_000,
        60_000,
        label="Connect Timeout",
        help=f"{_CONNECT}; noValue is the flow's default.",
    ),
    audio("preTransferAudio", label="Pre-Transfer Audio", help="What the caller hears before the transfer."),
    value("invocationData", "String", label="Invocation Data", help="What the flow is given (Flow.InvocationData)."),
    audio("failureTransferAudio", label="Failed Transfer Audio", help="What the caller hears when it has failed."),
    *FAILURE_OUTPUTS,
)
USER_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetUser", "User", required=True, refers_to=RefKind.USER, label="User", help="The user."),
    _ROLLOVER,
    *TRANSFER_AUDIO,
    _connect("the time of the user's voicemail"),
    boolean("alertOnTransfer", help="Whether a workitem rings at the user."),
    *FAILURE_OUTPUTS,
)
GROUP_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetGroup", "Group", required=True, refers_to=RefKind.GROUP, label="Group", help="The group."),
    _ROLLOVER,
    *TRANSFER_AUDIO,
    _connect("the time of the group"),
    *FAILURE_OUTPUTS,
)
VOICEMAIL_TRANSFER: Final[tuple[Field, ...]] = (
    group("destination", required=True, one_of=("queue", "user", "group"), help="Whose voicemail."),
    value(
        "destination/queue/targetQueue",
        "Queue",
        refers_to=RefKind.QUEUE,
        not_set=False,
        label="Queue",
        help="The queue; left out in an in-queue flow, it is that of the call.",
    ),
    value(
        "destination/queue/callbackNumber",
        "PhoneNumber",
        not_set=False,
        label="Callback Number",
        help="The number to call back.",
    ),
    value("destination/queue/calleeName", "String", label="Callee Name", help="Who is called back."),
    audio("destination/queue/voicemailGreeting", label="Voicemail Greeting", help="What asks for the message."),
    keyed("destination/queue/voicemailScript", RefKind.SCRIPT, label="Script", help="The script for the agent."),
    value("destination/queue/voicemailScript/*/inputs/*", help="What the script's input of this name is set to."),
    value("destination/user/targetUser", "User", refers_to=RefKind.USER, not_set=False, label="User", help="The user."),
    value(
        "destination/group/targetGroup",
        "Group",
        refers_to=RefKind.GROUP,
        not_set=False,
        label="Group",
        help="The group.",
    ),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)
DIAL_BY_EXTENSION: Final[tuple[Field, ...]] = (
    duration(
        "interDigitTimeout",
        1000,
        label="Inter-Digit Timeout",
        help="How long to wait for the next digit; noValue is the flow's default.",
    ),
    audio("repromptAudio", label="Audio to play to re-prompt the caller", help="What asks again."),
    integer(
        "repromptCount",
        0,
        default=0,
        not_set=False,
        label="Number of times to re-prompt the caller",
        help="How often.",
    ),
    output("extensionVariable", "String", label="Extension Data Name", help="Receives what was dialled."),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)


def _transfer(
    key: str,
    title: str,
    help: str,
    fields: tuple[Field, ...],
    *,
    outputs: tuple[str, ...] = ("failure",),
    flow_types: tuple[str, ...] = CALL_ACTIONS,
    seen: bool = True,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="transfer",
        fields=fields,
        outputs=outputs,
        transfer=True,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


ACTIONS: Final = (
    _transfer(
        "transferToAcd", "Transfer to ACD", "Hands the customer to a queue.", QUEUE_TRANSFER, flow_types=_TO_QUEUE
    ),
    _transfer("transferToFlow", "Transfer to Flow", "Hands the caller to another flow.", FLOW_TRANSFER),
    _transfer(
        "transferToFlowSecure",
        "Transfer to Secure Flow",
        "Hands the caller to a secure flow.",
        SECURE_TRANSFER,
        flow_types=tuple(key for key in CALL_ACTIONS if key != "secureCall"),
    ),
    _transfer("transferToGroup", "Transfer to Group", "Hands the caller to a group.", GROUP_TRANSFER, seen=False),
    _transfer("transferToNumber", "Transfer to Number", "Hands the caller to a phone number.", NUMBER_TRANSFER),
    _transfer(
        "transferToUser",
        "Transfer to User",
        "Hands the caller, or a workitem, to a user.",
        USER_TRANSFER,
        flow_types=(*CALL_ACTIONS, "workitem"),
    ),
    _transfer(
        "transferToVoicemail",
        "Transfer to Voicemail",
        "Takes a message for a queue, a user or a group.",
        VOICEMAIL_TRANSFER,
    ),
    _transfer(
        "dialByExtension",
        "Dial by Extension",
        "Lets the caller dial an extension and connects it.",
        DIAL_BY_EXTENSION,
        outputs=("failure", "timeout"),
        seen=False,
    ),
    ActionSpec(
        key="disconnect",
        title="Disconnect",
        category="disconnect",
        fields=(group("none", help="Stands for no settings."),),
        ends="call",
        flow_types=all_but(*WORK_FLOWS),
        help="Ends the conversation.",
    ),
)
