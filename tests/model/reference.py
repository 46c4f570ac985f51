"""What a design-time description of Architect's actions says, beside what the catalogue says; with every difference
named and reasoned."""

from __future__ import annotations

from collections.abc import Mapping

ABSENT_ACTIONS: Mapping[str, str] = {
    "DialNameAction": "has no scripting class, and no export shows how Archy spells it",
    "MenuAction": "is the inside of menuSubMenu",
    "TaskAction": "is the inside of menuTask",
    "VoiceBiometricsAction": "has no scripting class, and no export shows how Archy spells it",
    "VoiceXmlCallAndReturnAction": "has no scripting class, and no export shows how Archy spells it",
    "VoiceXmlGoToAction": "has no scripting class, and no export shows how Archy spells it",
}

KEYS: Mapping[str, str] = {
    "AssociateExtContactWithConversationAction": "associateExternalContact",
    "SearchExternalContactsAction": "searchExternalContacts",
}
"""Actions that got their scripting name later."""

_CALLED: Mapping[str, str] = {
    "inputs": "category/*/dataAction/*/inputs/*",
    "outputs": "category/*/dataAction/*/successOutputs/*",
    "errorBindings": "category/*/dataAction/*/failureOutputs/*",
    "categorySetting": "category",
    "actionSetting": "category/*/dataAction",
    "serverActionTimeoutSettings": "timeout",
}
_SCRIPT: Mapping[str, str] = {"scriptSettings": "callbackScript", "inputs": "callbackScript/*/inputs/*"}

PLACES: Mapping[str, Mapping[str, str]] = {
    "callBridge": _CALLED,
    "callData": _CALLED,
    "callDataSecure": _CALLED,
    "callLexBot": {
        "errorBindings": "failureOutputs/errorType",
        "sessionVariables": "sessionVariables",
        "outputs": "intentSlots/*/*",
        "alias": "lexBotAlias",
        "bot": "lexBotAlias",
    },
    "callTask": {"inputs": "taskInputs", "outputs": "taskOutputs", "taskTarget": "targetTaskRef"},
    "changeState": {"state": "targetStateRef"},
    "collectInput": {"numberOfDigitsMin": "digits/range/min", "numberOfDigitsMax": "digits/range/max"},
    "createCallback": _SCRIPT,
    "dataTableLookup": {
        "lookupKeyValue": "lookupValue",
        "outputs": "dataTable/*/foundOutputs/*",
        "errorBindings": "dataTable/*/failureOutputs/*",
        "actionSetting": "dataTable",
    },
    "evaluateSchedule": {
        "schedule": "evaluationType/schedule",
        "emergencyGroup": "evaluationType/emergencyGroup",
        "timeZone": "evaluationType/schedule/scheduleTimeZone",
    },
    "evaluateScheduleGroup": {"scheduleGroup": "scheduleGroup", "emergencyGroup": "emergencyGroup"},
    "extractSecureData": {"variables": "statements"},
    "getParticipantData": {"variables": "attributes"},
    "initializeFlowOutcome": {"outcome": "flowOutcome"},
    "jumpToMenu": {"menu": "targetMenuRef"},
    "jumpToTask": {"task": "targetTaskRef"},
    "playEstimatedWaitTime": {
        "prompts": "customPlaybackAudio",
        "specificRoundingIntervals": "specificRoundingIntervals[]",
    },
    "playPositionInQueue": {"prompts": "customPlaybackAudio"},
    "setFlowOutcome": {"outcome": "flowOutcome"},
    "setParticipantData": {"variables": "attributes"},
    "setScreenPop": {"scriptSettings": "screenPopScript", "inputs": "screenPopScript/*/inputs/*"},
    "switch": {"cases": "evaluate/firstTrue/cases[]/case/value"},
    "transferToAcd": {"skills": "acdSkills[]/acdSkill", "inQueueFlow": "overrideInQueueFlow"},
    "transferToVoicemail": {
        "scriptSettings": "destination/queue/voicemailScript",
        "inputs": "destination/queue/voicemailScript/*/inputs/*",
    },
    "updateData": {"variables": "statements"},
}
"""Properties that have no label, or another one, by the path at which Archy writes them. All others are found by
their label."""

ABSENT: Mapping[tuple[str, str], str] = {
    ("completeSurveyInvite", "targetAddressType"): "is hidden and always Email",
    ("extractSecureData", "acknowledgementUser"): "no export shows how Archy writes who has acknowledged",
    ("getResponse", "response"): "no export shows how Archy writes it",
    ("getResponse", "substitutions"): "no export shows how Archy writes them",
}

_NOT_SET = "may be NOT_SET by the current scripting interface"

DIFFERENT: Mapping[tuple[str, str, str], str] = {
    ("callLexBot", "followupResponseTimeout", "required"): _NOT_SET,
    ("callLexBot", "inputText", "required"): _NOT_SET,
    ("callLexBot", "inputText", "default"): "is a default of message flows alone",
    ("collectInput", "numberOfDigitsMax", "limits"): "40 digits by the current scripting interface",
    ("collectInput", "numberOfDigitsMin", "limits"): "40 digits by the current scripting interface",
    ("collectInput", "numberOfDigitsMax", "required"): "an exact number may stand in its place",
    ("collectInput", "numberOfDigitsMin", "required"): "an exact number may stand in its place",
    ("evaluateSchedule", "timeZone", "required"): "older exports write it bare, under another key",
    ("evaluateSchedule", "timeZone", "one_of"): "IANA's names are not listed",
    ("sendAutoReply", "paths", "paths"): "exports have success and failure",
    ("switch", "expression", "data_type"): "is of any type",
    ("switch", "paths", "paths"): "the cases and the default stand inside evaluate",
    ("transferToAcd", "appendSkills", "default"): "true in inbound emails alone",
    ("transferToAcd", "appendSkills", "required"): "NOT_SET is false (scripting interface)",
    ("transferToAcd", "priority", "limits"): "25,000,000 by the current scripting interface",
    ("transferToFlowSecure", "invocationData", "required"): "may be left out by the current scripting interface",
    ("transferToNumber", "releaseLinkTransfer", "required"): "NOT_SET is false (scripting interface)",
}
"""Where the catalogue says something else, by action, property and what differs."""
