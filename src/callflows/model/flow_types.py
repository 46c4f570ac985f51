"""Every flow type that Archy has: its names, its header in the exporter's order, and the groups that they form.

Keys and their order: Architect's exports. Where no export of a type was at hand (`seen=False`) its header is that of
the nearest type, and other keys are accepted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.model.spec import FlowTypeSpec

_START: Final = ("name", "description", "division", "startUpRef", "defaultLanguage", "supportedLanguages")
_ONE_TASK: Final = ("name", "description", "division", "defaultLanguage", "supportedLanguages", "variables")
_STATES: Final = ("states", "tasks", "referencedObjects")
_TASK: Final = ("startUpTaskActions", "startUpTaskVariables", "referencedObjects")
_MENUS: Final = ("menus", "tasks", "referencedObjects")
_CALL_SETTINGS: Final = (
    "settingsActionDefaults",
    "settingsErrorHandling",
    "settingsMenu",
    "settingsPrompts",
    "settingsSpeechRec",
)
_QUEUE_SETTINGS: Final = ("settingsActionDefaults", "settingsErrorHandling", "settingsPrompts")
_BOT_SETTINGS: Final = (
    *_QUEUE_SETTINGS,
    "settingsBotFlow",
    "settingsUserInput",
    "settingsKnowledge",
    "settingsVirtualAgent",
)
_BOT_BODY: Final = ("bots", "settingsNaturalLanguageUnderstanding", "referencedObjects")
_CALL_NEEDS: Final = ("name", "startUpRef", "defaultLanguage")
_TASK_NEEDS: Final = ("name", "startUpTaskActions")


def _scopes(*own: str) -> tuple[str, ...]:
    """The scopes of a flow type: its own before those that every flow has (Architect: variable scopes)."""
    return (*own, "Flow", "Interaction", "Session", "System", "Format", "Language", "Prompt", "PromptSystem")


_TYPES: Final = (
    FlowTypeSpec(
        key="inboundCall",
        api_name="inboundcall",
        title="Inbound Call",
        header=(*_START, "initialGreeting", "variables", *_CALL_SETTINGS, *_MENUS),
        required=_CALL_NEEDS,
        scopes=_scopes("Task", "Call"),
        voice=True,
        help="Takes a call that comes in from outside: greets, asks, decides, and hands the caller on.",
    ),
    FlowTypeSpec(
        key="commonModule",
        api_name="commonmodule",
        title="Common Module",
        header=(
            *_ONE_TASK,
            "settingsCommonModule",
            "settingsActionDefaults",
            "settingsPrompts",
            *_TASK,
        ),
        required=_TASK_NEEDS,
        scopes=_scopes("Task", "Common"),
        voice=True,
        help="A shared flow: one task that other flows call; it is copied into each of them when they are published.",
    ),
    FlowTypeSpec(
        key="inqueueCall",
        api_name="inqueuecall",
        title="In-Queue Call",
        header=(*_ONE_TASK, "settingsInQueueCall", *_QUEUE_SETTINGS, *_TASK),
        required=_TASK_NEEDS,
        scopes=_scopes("Task", "Call"),
        voice=True,
        help="What a caller hears and can do while waiting in a queue.",
    ),
    FlowTypeSpec(
        key="outboundCall",
        api_name="outboundcall",
        title="Outbound Call",
        header=(
            *_START,
            "initialGreeting",
            "variables",
            "settingsOutboundCall",
            *_CALL_SETTINGS,
            *_MENUS,
        ),
        required=_CALL_NEEDS,
        scopes=_scopes("Task", "Call"),
        voice=True,
        help="Takes a call that a campaign has placed, once somebody or something has answered.",
    ),
    FlowTypeSpec(
        key="secureCall",
        api_name="securecall",
        title="Secure Call",
        header=(*_START, "initialGreeting", "variables", *_CALL_SETTINGS, *_MENUS),
        required=_CALL_NEEDS,
        scopes=_scopes("Task", "Call"),
        voice=True,
        help="Takes sensitive input, such as a card number, that neither agents nor recordings may hear.",
    ),
    FlowTypeSpec(
        key="voicemail",
        api_name="voicemail",
        title="Voicemail",
        header=(*_ONE_TASK, *_QUEUE_SETTINGS, *_TASK),
        scopes=_scopes("Task", "Call"),
        voice=True,
        seen=False,
        help="What a caller goes through when leaving a voicemail.",
    ),
    FlowTypeSpec(
        key="voiceSurvey",
        api_name="voicesurvey",
        title="Voice Survey",
        header=(*_START, "variables", *_BOT_SETTINGS, "settingsVoiceSurvey", *_BOT_BODY),
        scopes=_scopes("Bot", "Task", "Slot", "Survey"),
        voice=True,
        seen=False,
        help="Asks a caller questions about the call when the agent has gone.",
    ),
    FlowTypeSpec(
        key="inboundEmail",
        api_name="inboundemail",
        title="Inbound Email",
        header=(*_START, "variables", "settingsInboundEmailHandling", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Email"),
        help="Routes an email that comes in.",
    ),
    FlowTypeSpec(
        key="inboundChat",
        api_name="inboundchat",
        title="Inbound Chat",
        header=(*_START, "variables", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Chat"),
        help="Routes a web chat that comes in.",
    ),
    FlowTypeSpec(
        key="inboundShortMessage",
        api_name="inboundshortmessage",
        title="Inbound Message",
        header=(*_START, "variables", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Message"),
        help="Routes a text, web or social message that comes in.",
    ),
    FlowTypeSpec(
        key="inqueueEmail",
        api_name="inqueueemail",
        title="In-Queue Email",
        header=(*_START, "variables", "settingsInQueueEmail", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Email"),
        seen=False,
        help="What happens with an email while it waits in a queue.",
    ),
    FlowTypeSpec(
        key="inqueueShortMessage",
        api_name="inqueueshortmessage",
        title="In-Queue Message",
        header=(*_START, "variables", "settingsInQueueShortMessage", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Message"),
        seen=False,
        help="What happens with a message while it waits in a queue.",
    ),
    FlowTypeSpec(
        key="workflow",
        api_name="workflow",
        title="Workflow",
        header=(*_START, "variables", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Workflow"),
        help="Runs on an event or on request, with no customer on the line.",
    ),
    FlowTypeSpec(
        key="workitem",
        api_name="workitem",
        title="Workitem",
        header=(*_START, "variables", "settingsWorkitem", "settingsErrorHandling", *_STATES),
        scopes=_scopes("State", "Task", "Workitem"),
        seen=False,
        help="Routes a workitem, the unit of work automation.",
    ),
    FlowTypeSpec(
        key="botFlow",
        api_name="bot",
        title="Bot",
        header=(
            *_START,
            "variables",
            *_BOT_SETTINGS,
            *_BOT_BODY,
        ),
        scopes=_scopes("Bot", "Task", "Slot"),
        help="A conversation by speech or text that understands intents and fills slots.",
    ),
    FlowTypeSpec(
        key="digitalBot",
        api_name="digitalbot",
        title="Digital Bot",
        header=(
            *_START,
            "variables",
            *_BOT_SETTINGS,
            *_BOT_BODY,
        ),
        scopes=_scopes("Bot", "Task", "Slot", "Message"),
        help="A bot for messages, with cards, quick replies and menus.",
    ),
    FlowTypeSpec(
        key="surveyInvite",
        api_name="surveyinvite",
        title="Survey Invite",
        header=(*_START, "variables", "settingsSurveyInvite", "settingsErrorHandling", *_STATES, *_TASK[:2]),
        scopes=_scopes("State", "Task", "Survey"),
        seen=False,
        help="Decides whether to send a customer a survey, and sends it.",
    ),
)

FLOW_TYPES: Final[MappingProxyType[str, FlowTypeSpec]] = MappingProxyType({spec.key: spec for spec in _TYPES})
"""Every flow type by Archy's key."""

ALL: Final = tuple(FLOW_TYPES)
CALL_FLOWS: Final = ("inboundCall", "inqueueCall", "outboundCall", "secureCall", "voicemail", "commonModule")
"""The flow types that handle a call, common modules among them; a voice survey is a survey first."""
VOICE: Final = tuple(key for key, spec in FLOW_TYPES.items() if spec.voice)
"""The flow types whose customer listens and speaks."""
LIVE_CALLS: Final = ("inboundCall", "inqueueCall", "outboundCall", "secureCall")
"""The flow types that hold a caller on the line."""
CALL_ACTIONS: Final = (*LIVE_CALLS, "commonModule")
"""Where what steers a live call may stand; a module has what all of its callers have."""
MENU_FLOWS: Final = ("inboundCall", "outboundCall", "secureCall")
"""The flow types that have menus and reusable tasks (Architect: an in-queue flow and a module have one task)."""
EMAIL_FLOWS: Final = ("inboundEmail", "inqueueEmail")
MESSAGE_FLOWS: Final = ("inboundShortMessage", "inqueueShortMessage")
CHAT_FLOWS: Final = ("inboundChat",)
DIGITAL_FLOWS: Final = (*EMAIL_FLOWS, *CHAT_FLOWS, *MESSAGE_FLOWS)
"""The flow types whose customer writes."""
BOT_FLOWS: Final = ("botFlow", "digitalBot")
WORK_FLOWS: Final = ("workflow", "workitem")
"""The flow types without a customer."""
SURVEY_FLOWS: Final = ("voiceSurvey", "surveyInvite")


def all_but(*keys: str) -> tuple[str, ...]:
    """Every flow type but these."""
    return tuple(key for key in ALL if key not in keys)
