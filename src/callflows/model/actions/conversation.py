"""Actions that change the conversation, what the agent sees of it, or what follows it."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import (
    FAILURE_OUTPUTS,
    PRIORITY,
    boolean,
    duration,
    group,
    integer,
    keyed,
    plain,
    value,
)
from callflows.model.flow_types import (
    BOT_FLOWS,
    CALL_ACTIONS,
    CALL_FLOWS,
    DIGITAL_FLOWS,
    MESSAGE_FLOWS,
    WORK_FLOWS,
)
from callflows.model.spec import ActionSpec, Field, RefKind

_ROUTED: Final = (*CALL_ACTIONS, *DIGITAL_FLOWS)
"""Where a conversation is on its way to an agent."""
_TARGETS: Final = ("caller", "callee", "any", "agent")


def _conversation(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = (),
    flow_types: tuple[str, ...] = CALL_ACTIONS,
    seen: bool = True,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="conversation",
        fields=fields,
        outputs=outputs,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


_TRIED: Final = ("success", "failure")

_ROUTING: Final = (
    _conversation(
        "setPriority",
        "Set Priority",
        "Sets the conversation's priority in its queue.",
        integer("priority", -PRIORITY, PRIORITY, not_set=False, label="Priority", help="One point is worth a minute."),
        *FAILURE_OUTPUTS,
        outputs=_TRIED,
        flow_types=_ROUTED,
        seen=False,
    ),
    _conversation(
        "setSkills",
        "Set Skills",
        "Sets the skills that the conversation asks of an agent.",
        value("acdSkills", "SkillCollection", refers_to=RefKind.SKILL, label="Skills", help="The skills."),
        value("languageSkill", "LanguageSkill", refers_to=RefKind.LANGUAGE_SKILL, help="The language."),
        *FAILURE_OUTPUTS,
        outputs=_TRIED,
        flow_types=_ROUTED,
        seen=False,
    ),
    _conversation(
        "setUtilizationLabel",
        "Set Utilization Label",
        "Gives the conversation a label that says how much of an agent it takes.",
        value(
            "utilizationLabel",
            "UtilizationLabel",
            required=True,
            refers_to=RefKind.UTILIZATION_LABEL,
            help="The label.",
        ),
        *FAILURE_OUTPUTS,
        outputs=_TRIED,
        flow_types=_ROUTED,
        seen=False,
    ),
    _conversation(
        "clearUtilizationLabel",
        "Clear Utilization Label",
        "Takes that label away.",
        *FAILURE_OUTPUTS,
        outputs=_TRIED,
        flow_types=_ROUTED,
        seen=False,
    ),
    _conversation(
        "setWrapupCode",
        "Set Wrap-up Code",
        "Gives the flow's part of the conversation a wrap-up code.",
        value(
            "wrapupCode",
            "WrapupCode",
            required=True,
            refers_to=RefKind.WRAPUP_CODE,
            label="Wrapup Code",
            help="The wrap-up code.",
        ),
        outputs=_TRIED,
        flow_types=("inboundCall", "outboundCall", "commonModule"),
        seen=False,
    ),
    _conversation(
        "setExternalTag",
        "Set External Tag",
        "Marks the conversation with an id of another system.",
        value("externalTag", "String", required=True, label="External Tag", help="The mark."),
        *FAILURE_OUTPUTS,
        outputs=("failure",),
        flow_types=(*_ROUTED, *BOT_FLOWS),
        seen=False,
    ),
    _conversation(
        "setUUIData",
        "Set UUI Data",
        "Sets the user-to-user data that goes out with a transfer or at the end of the call.",
        value("uuiData", "String", required=True, label="UUI Data to Set", help="The data; an empty text sends none."),
        plain("mode", one_of=("transfer", "disconnect"), help="When it goes out."),
        seen=False,
    ),
)

ACTIONS: Final = (
    _conversation(
        "setLanguage",
        "Set Language",
        "Changes the language of the flow.",
        value(
            "languageValue", "String", not_set=False, label="Language", help="A language of the flow, such as en-us."
        ),
        plain("language", "String", help="The same where it is a constant."),
        flow_types=(*CALL_FLOWS, *BOT_FLOWS),
    ),
    _conversation(
        "setScreenPop",
        "Set Screen Pop",
        "Sets the script that opens at the agent.",
        keyed("screenPopScript", RefKind.SCRIPT, required=True, label="Script", help="The script."),
        value("screenPopScript/*/inputs/*", help="What the script's input of this name is set to."),
        flow_types=_ROUTED,
    ),
    _conversation(
        "createCallback",
        "Create Callback",
        "Puts a callback into a queue; the call goes on.",
        value(
            "queue",
            "Queue",
            refers_to=RefKind.QUEUE,
            not_set=False,
            label="Queue",
            help="The queue; left out in an in-queue flow, it is that of the call.",
        ),
        value("callbackNumber", "PhoneNumber", required=True, label="Callback Number", help="The number to call."),
        value("calleeName", "String", label="Callee Name", help="Who is called."),
        keyed("callbackScript", RefKind.SCRIPT, label="Script", help="The script for the agent."),
        value("callbackScript/*/inputs/*", help="What the script's input of this name is set to."),
    ),
    _conversation(
        "setPostFlow",
        "Set Post-Flow",
        "Sets the flow that takes the caller when the agent has gone.",
        group(
            "actionType",
            required=True,
            one_of=("voiceSurveyFlow", "inboundCallFlow", "inboundShortMessageFlow"),
            help="What kind of flow it is.",
        ),
        keyed("actionType/voiceSurveyFlow/targetFlow", RefKind.VOICE_SURVEY, label="Flow", help="The survey."),
        value(
            "actionType/voiceSurveyFlow/invocationData",
            label="Invocation Data",
            help="What the flow is given (Flow.InvocationData).",
        ),
        keyed("actionType/inboundCallFlow/targetFlow", RefKind.INBOUND_CALL, label="Flow", help="The call flow."),
        value("actionType/inboundCallFlow/invocationData", label="Invocation Data", help="What the flow is given."),
        value("target", "String", one_of=_TARGETS, label="Target", help="Whose leaving starts it."),
        flow_types=(*CALL_ACTIONS, *MESSAGE_FLOWS),
    ),
    _conversation(
        "clearPostFlow",
        "Clear Post-Flow",
        "Takes a post-flow back.",
        value("target", "String", one_of=_TARGETS, label="Target", help="Whose leaving would start it."),
        flow_types=(*CALL_ACTIONS, *MESSAGE_FLOWS),
        seen=False,
    ),
    _conversation("enableParticipantRecord", "Enable Participant Recording", "Starts to record the caller's side."),
    _conversation(
        "transcription",
        "Transcription",
        "Turns the transcription of the call on or off.",
        boolean(
            "enableTranscription",
            required=True,
            not_set=True,
            label="Transcription",
            help="True is on, false and NOT_SET are off.",
        ),
    ),
    _conversation(
        "audioMonitoring",
        "Audio Monitoring",
        "Turns audio monitoring on or off.",
        boolean("enableMonitoring", required=True, not_set=True, help="True is on, false and NOT_SET are off."),
        seen=False,
    ),
    _conversation(
        "wait",
        "Wait",
        "Waits.",
        duration("duration", required=True, default=60_000, label="Duration", help="How long."),
        boolean("trimDurationNearMaxRunningTime", help="Whether to wait less where the flow would run too long."),
        flow_types=(*WORK_FLOWS, *DIGITAL_FLOWS, *BOT_FLOWS, "surveyInvite"),
    ),
    *_ROUTING,
)
