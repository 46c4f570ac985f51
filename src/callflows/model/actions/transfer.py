"""Actions that hand the call to somebody else or end it."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import (
    FAILURE_OUTPUTS,
    PRIORITY,
    TRANSFER_AUDIO,
    audio,
    duration,
    group,
    integer,
    keyed,
    named,
    output,
    value,
)
from callflows.model.spec import ActionSpec, Field, RefKind

QUEUE_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetQueue", "Queue", required=True, refers_to=RefKind.QUEUE),
    group("acdSkills"),
    value("acdSkills[]/acdSkill", "Skill", refers_to=RefKind.SKILL),
    named("overrideInQueueFlow", RefKind.INQUEUE_CALL),
    value("appendSkills", "Boolean"),
    *TRANSFER_AUDIO,
    value("preTransferCommunication", "Communication"),
    value("failureTransferCommunication", "Communication"),
    integer("priority", -PRIORITY, PRIORITY),
    value("preferredAgents", "AgentScorePair Collection"),
    value("languageSkill", "Language Skill", refers_to=RefKind.LANGUAGE_SKILL),
    value("directAgent", "User", refers_to=RefKind.USER),
    *FAILURE_OUTPUTS,
)
NUMBER_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetNumber", "String", required=True),
    *TRANSFER_AUDIO,
    value("releaseLinkTransfer", "Boolean"),
    duration("connectTimeout", 1000),
    *FAILURE_OUTPUTS,
)
FLOW_TRANSFER: Final[tuple[Field, ...]] = (
    named("targetFlow", RefKind.INBOUND_CALL, required=True),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)
SECURE_TRANSFER: Final[tuple[Field, ...]] = (
    named("targetFlow", RefKind.SECURE_CALL, required=True),
    duration("connectTimeout", 10_000, 60_000),
    audio("preTransferAudio"),
    value("invocationData", "String"),
    audio("failureTransferAudio"),
    *FAILURE_OUTPUTS,
)
USER_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetUser", "User", required=True, refers_to=RefKind.USER),
    value("allowVoicemailRollover", "Boolean"),
    *TRANSFER_AUDIO,
    duration("connectTimeout", 1000),
    *FAILURE_OUTPUTS,
)
GROUP_TRANSFER: Final[tuple[Field, ...]] = (
    value("targetGroup", "Group", required=True, refers_to=RefKind.GROUP),
    value("allowVoicemailRollover", "Boolean"),
    *TRANSFER_AUDIO,
    duration("connectTimeout", 1000),
    *FAILURE_OUTPUTS,
)
VOICEMAIL_TRANSFER: Final[tuple[Field, ...]] = (
    group("destination", required=True),
    value("destination/queue/targetQueue", "Queue", refers_to=RefKind.QUEUE),
    value("destination/queue/callbackNumber", "PhoneNumber"),
    value("destination/queue/calleeName", "String"),
    audio("destination/queue/voicemailGreeting"),
    keyed("destination/queue/voicemailScript", RefKind.SCRIPT),
    value("destination/queue/voicemailScript/*/inputs/*"),
    value("destination/user/targetUser", "User", refers_to=RefKind.USER),
    value("destination/group/targetGroup", "Group", refers_to=RefKind.GROUP),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)
DIAL_BY_EXTENSION: Final[tuple[Field, ...]] = (
    duration("interDigitTimeout", 1000),
    audio("repromptAudio"),
    integer("repromptCount", 0),
    output("extensionVariable", "String"),
    *TRANSFER_AUDIO,
    *FAILURE_OUTPUTS,
)


def _transfer(key: str, title: str, fields: tuple[Field, ...], *, seen: bool = True) -> ActionSpec:
    outputs = ("failure", "timeout") if fields is DIAL_BY_EXTENSION else ("failure",)
    return ActionSpec(
        key=key, title=title, category="transfer", fields=fields, outputs=outputs, transfer=True, seen=seen
    )


ACTIONS: Final = (
    _transfer("transferToAcd", "Transfer to ACD", QUEUE_TRANSFER),
    _transfer("transferToFlow", "Transfer to Flow", FLOW_TRANSFER),
    _transfer("transferToFlowSecure", "Transfer to Secure Flow", SECURE_TRANSFER),
    _transfer("transferToGroup", "Transfer to Group", GROUP_TRANSFER, seen=False),
    _transfer("transferToNumber", "Transfer to Number", NUMBER_TRANSFER),
    _transfer("transferToUser", "Transfer to User", USER_TRANSFER),
    _transfer("transferToVoicemail", "Transfer to Voicemail", VOICEMAIL_TRANSFER),
    _transfer("dialByExtension", "Dial by Extension", DIAL_BY_EXTENSION, seen=False),
    ActionSpec(key="disconnect", title="Disconnect", category="disconnect", fields=(group("none"),), ends="call"),
)
