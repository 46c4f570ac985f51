"""The settings of a flow, and of a menu that overrides them: one entry a group, as data.

Keys and shapes: Architect's exports. Ranges and defaults: Architect's design-time limits and new flows. A group's
entry with a field whose path is "" is itself that setting (`initialGreeting`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.model.actions.common import (
    audio,
    boolean,
    duration,
    group,
    integer,
    plain,
    value,
)
from callflows.model.flow_types import FLOW_TYPES, MENU_FLOWS
from callflows.model.settings_actions import ACTION_DEFAULTS
from callflows.model.settings_other import BOT_ERROR_HANDLING
from callflows.model.settings_other import SPECS as OTHER_SPECS
from callflows.model.spec import Field, Kind, RefKind, SettingsSpec


def _with(key: str) -> tuple[str, ...]:
    """The flow types whose header has the key."""
    return tuple(name for name, spec in FLOW_TYPES.items() if key in spec.header)


_MENU: Final[tuple[Field, ...]] = (
    duration(
        "extensionDialingMaxDelay",
        default=1000,
        label="Maximum delay for extension dialing",
        help="How long the menu waits for another digit before it takes the first as a choice.",
    ),
    boolean(
        "listenForExtensionDialing",
        default=True,
        label="Listen for extension dialing",
        help="Whether callers may dial an extension while a menu plays.",
    ),
    duration(
        "menuSelectionTimeout",
        0,
        60_000,
        default=10_000,
        label="Menu selection timeout",
        help="How long the menu waits for a choice after it has played.",
    ),
    integer(
        "repeatCount",
        0,
        10,
        default=3,
        label="Number of times to repeat menu",
        help="How often the menu plays again when no choice is made.",
    ),
)

_SPEECH: Final[tuple[Field, ...]] = (
    duration(
        "completeMatchTimeout",
        100,
        20_000,
        default=100,
        label="Complete match timeout",
        help="The silence that ends speech which already matches.",
    ),
    duration(
        "incompleteMatchTimeout",
        100,
        20_000,
        default=1500,
        label="Incomplete match timeout",
        help="The silence that ends speech which may still come to match.",
    ),
    duration(
        "maxSpeechLengthTimeout",
        100,
        40_000,
        default=20_000,
        label="Maximum speech length",
        help="How long the caller may speak at once.",
    ),
    integer(
        "minConfidenceLevel",
        0,
        100,
        default=50,
        label="Minimum confidence level",
        help="How sure, in percent, the recogniser must be to take a choice.",
    ),
)

_HANDLING: Final = (
    "disconnect",
    "queue",
    "menu",
    "task",
    "state",
    "endFlow",
    "endWorkflow",
    "endInQueueState",
    "exit",
    "continue",
    "abortSend",
    "completeSend",
)
"""What a flow can do with an error (Architect Scripting: error handling of flows)."""

_SPECS: Final = (
    SettingsSpec(
        key="initialGreeting",
        title="Initial greeting",
        fields=(audio("", label="Initial Greeting", help="What a caller hears first, before a menu or task."),),
        flow_types=_with("initialGreeting"),
        help="What a caller hears first.",
    ),
    SettingsSpec(
        key="supportedLanguages",
        title="Languages",
        fields=(
            Field(  # bare in a flow that the provider publishes in its tests
                path="*/defaultLanguageSkill",
                kind=Kind.VALUE,
                type="LanguageSkill",
                bare=True,
                refers_to=RefKind.LANGUAGE_SKILL,
                label="Language Skill",
                help="The skill that a transfer to a queue asks for in this language.",
            ),
            group("*/textToSpeech", help="What speaks texts: defaultEngine, or an engine's name."),
            plain("*/textToSpeech/*/voice", "String", help="A voice of the engine, by name."),
            plain("*/textToSpeech/*/defaultVoice", "Boolean", help="The engine's own voice."),
            plain("*/speechToText/engine/defaultEngine", "Boolean", help="Whether the org's default engine listens."),
            plain("*/speechToText/engine/name", "String", help="The engine that listens."),
        ),
        flow_types=_with("supportedLanguages"),
        help="The languages of the flow, each a key with a region such as en-us; the default language is one of them.",
    ),
    SettingsSpec(
        key="settingsErrorHandling",
        title="Error handling",
        fields=(
            group(
                "errorHandling",
                one_of=_HANDLING,
                default="disconnect",
                label="Error handling",
                help="What the flow does when an expression or a setting of an action fails.",
            ),
            value(
                "errorHandling/queue/targetQueue",
                "Queue",
                required=True,
                refers_to=RefKind.QUEUE,
                label="Queue",
                help="The queue that takes over.",
            ),
            audio("preHandlingAudio", label="Pre-handling audio", help="What the caller hears before that."),
            *BOT_ERROR_HANDLING,
        ),
        flow_types=_with("settingsErrorHandling"),
        closed=True,
        help="What happens when the flow itself fails; the failure paths of actions are not meant.",
    ),
    SettingsSpec(
        key="settingsMenu",
        title="Menus",
        fields=_MENU,
        flow_types=MENU_FLOWS,
        closed=True,
        help="How menus wait and repeat, for the whole flow or for one menu.",
    ),
    SettingsSpec(
        key="settingsSpeechRec",
        title="Speech recognition",
        fields=(
            *_SPEECH,
            plain(
                "asrCompanyDir",
                one_of=("none", "startUpObject", "entireFlow"),
                default="none",
                label="Company directory",
                help="Where callers may say a name of the company directory.",
            ),
            plain(
                "asrEnabledOnFlow",
                "Boolean",
                default=True,
                label="Enable speech recognition",
                help="Whether callers may speak their choices.",
            ),
            plain(
                "suppressRecording",
                "Boolean",
                label="Suppress recording",
                help="Whether what the caller speaks to the flow is left out of the recording.",
            ),
        ),
        flow_types=_with("settingsSpeechRec"),
        closed=True,
        help="How speech is recognised in menus.",
    ),
    SettingsSpec(
        key="settingsPrompts",
        title="Prompts",
        fields=(
            plain(
                "ensureAudioInPrompts",
                "Boolean",
                default=False,
                label="Ensure audio in prompts",
                help="Whether a prompt without what it needs in a language of the flow stops its publishing.",
            ),
            group("promptMediaToValidate", label="Media to validate"),
            plain(
                "promptMediaToValidate[]/mediaType",
                one_of=("audio", "tts"),
                required=True,
                help="What a prompt needs: a recording or a text to speak.",
            ),
        ),
        flow_types=_with("settingsPrompts"),
        closed=True,
        help="What is checked of the prompts that the flow plays.",
    ),
    SettingsSpec(
        key="settingsInQueueCall",
        title="In-queue call",
        fields=(
            value(
                "holdMusic",
                "Prompt",
                required=True,
                refers_to=RefKind.PROMPT,
                default="PromptSystem.on_hold_music",
                label="Hold Music",
                help="What waiting callers hear while nothing else plays.",
            ),
        ),
        flow_types=("inqueueCall",),
        closed=True,
        help="The music of a queue.",
    ),
    SettingsSpec(
        key="settingsOutboundCall",
        title="Outbound call",
        fields=(
            value(
                "contactList",
                "ContactList",
                required=True,
                refers_to=RefKind.CONTACT_LIST,
                label="Contact List",
                help="The contact list that the campaign calls.",
            ),
            value(
                "wrapupCode",
                "WrapupCode",
                required=True,
                refers_to=RefKind.WRAPUP_CODE,
                label="Default Wrapup Code",
                help="The wrap-up code of a call that ends in the flow.",
            ),
        ),
        flow_types=("outboundCall",),
        closed=True,
        help="The campaign's side of an outbound call.",
    ),
    SettingsSpec(
        key="settingsCommonModule",
        title="Common module",
        fields=(
            group("compatibleFlowTypes", required=True, label="Compatible flow types"),
            plain(
                "compatibleFlowTypes[]/flowType",
                required=True,
                one_of=tuple(spec.api_name for spec in FLOW_TYPES.values() if spec.key != "commonModule"),
                help="A flow type that may call the module; the actions are those that all of them have.",
            ),
        ),
        flow_types=("commonModule",),
        closed=True,
        help="Who may call the module.",
    ),
)

SETTINGS: Final[MappingProxyType[str, SettingsSpec]] = MappingProxyType(
    {spec.key: spec for spec in (*_SPECS, ACTION_DEFAULTS, *OTHER_SPECS)}
)
"""Every group of settings by its key."""
