"""The keys of a flow file: which flow types Archy has, and which keys a header may hold, in the exporter's order."""

from __future__ import annotations

from types import MappingProxyType

HEADER = (
    "name",
    "description",
    "division",
    "startUpRef",
    "defaultLanguage",
    "supportedLanguages",
    "initialGreeting",
    "variables",
)
"""The keys before the settings, in the exporter's order."""

SETTINGS = (
    "settingsActionDefaults",
    "settingsBotFlow",
    "settingsCommonModule",
    "settingsErrorHandling",
    "settingsInQueueCall",
    "settingsInQueueEmail",
    "settingsInQueueShortMessage",
    "settingsInboundEmailHandling",
    "settingsKnowledge",
    "settingsMenu",
    "settingsNaturalLanguageUnderstanding",
    "settingsOutboundCall",
    "settingsPrompts",
    "settingsSpeechRec",
    "settingsSurveyInvite",
    "settingsUserInput",
    "settingsVirtualAgent",
    "settingsVoiceSurvey",
    "settingsWorkitem",
)
"""Settings are written in the order of the flow; these are their names."""

BEFORE_TASKS = ("bots", "states")
"""Keys of other flow types that stand between the settings and the tasks."""

AFTER_BOTS = "settingsNaturalLanguageUnderstanding"
"""The settings that a bot flow has behind its bots."""

BODY = (
    *BEFORE_TASKS,
    "menus",
    "tasks",
    "startUpTaskActions",
    "startUpTaskVariables",
    "referencedObjects",
)
"""The keys after the settings, in the exporter's order."""

KNOWN = frozenset(HEADER + SETTINGS + BODY)

CALL_FLOWS = frozenset({"inboundCall", "inqueueCall", "outboundCall", "secureCall", "commonModule"})
"""The flow types whose actions the catalogue describes."""

REQUIRED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "inboundCall": ("startUpRef", "defaultLanguage"),
        "outboundCall": ("startUpRef", "defaultLanguage"),
        "secureCall": ("startUpRef", "defaultLanguage"),
        "inqueueCall": ("startUpTaskActions",),
        "commonModule": ("startUpTaskActions",),
    }
)
"""What a header needs beside its name (Archy: only these and the start object are needed)."""

FLOW_TYPES = (
    *sorted(CALL_FLOWS),
    "botFlow",
    "digitalBot",
    "inboundChat",
    "inboundEmail",
    "inboundShortMessage",
    "inqueueEmail",
    "inqueueShortMessage",
    "surveyInvite",
    "voiceSurvey",
    "voicemail",
    "workflow",
    "workitem",
)
