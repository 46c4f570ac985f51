"""The settings of flows that are no calls: bots, emails, messages, surveys and workitems.

Keys and shapes: Architect's exports of bot, digital bot and inbound email flows. Of the groups of the flow types
without an export only the names are known.
"""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import boolean, duration, group, integer, plain, value
from callflows.model.flow_types import BOT_FLOWS
from callflows.model.spec import Field, Kind, RefKind, SettingsSpec

_TALKING: Final = (*BOT_FLOWS, "voiceSurvey")
"""The flow types that converse (Architect Scripting: the settings of a voice survey are those of a bot flow)."""


def _says(path: str, label: str, help: str) -> Field:
    return value(path, "Communication", label=label, help=help)


BOT_ACTION_DEFAULTS: Final = tuple(
    duration(
        f"{action}/voiceEndOfInputTimeout",
        label="Voice End of Input Timeout",
        help="The silence after which speech counts as finished.",
    )
    for action in ("askForIntent", "askForBoolean", "askForSlot", "loopAnythingElse")
)
"""What a bot flow sets for all of its questions, below `settingsActionDefaults`."""

BOT_ERROR_HANDLING: Final[tuple[Field, ...]] = (
    boolean("enableAgentEscalation", label="Enable agent escalation", help="Whether a customer may ask for an agent."),
    _says("errorEventHandover", "Error handover", "What the bot says before it gives up after an error."),
    _says("agentEscalationConfirmation", "Agent escalation confirmation", "How the bot asks if an agent is wanted."),
    _says("agentEscalationHandover", "Agent escalation handover", "What the bot says before an agent takes over."),
    _says(
        "recognitionFailureEventHandover",
        "Recognition failure handover",
        "What the bot says before it gives up because it does not understand.",
    ),
    group(
        "recognitionFailureEventHandling",
        label="Recognition failure handling",
        help="What the bot does when it does not understand: it exits (`exit: {none: true}`) or runs a task.",
    ),
    group(
        "agentEscalationHandling",
        label="Agent escalation handling",
        help="What the bot does when an agent is wanted: it exits (`exit: {none: true}`) or runs a task.",
    ),
)
"""What a bot flow has below `settingsErrorHandling` beside `errorHandling`."""

_CONFIDENCE: Final[tuple[Field, ...]] = (
    integer(
        "collectionLowConfidenceThreshold",
        0,
        100,
        label="Collection low confidence",
        help="How sure, in percent, the bot must be of an input to ask whether it is meant.",
    ),
    integer(
        "collectionHighConfidenceThreshold",
        0,
        100,
        label="Collection high confidence",
        help="How sure, in percent, the bot must be of an input to take it without asking.",
    ),
    integer(
        "confirmationLowConfidenceThreshold",
        0,
        100,
        label="Confirmation low confidence",
        help="How sure, in percent, the bot must be of a yes or no.",
    ),
)

_USER_INPUT: Final[tuple[Field, ...]] = (
    boolean("enableBargeIn", label="Enable barge-in", help="Whether the customer may interrupt the bot."),
    boolean(
        "enableAutomaticQuickReplies",
        label="Enable automatic quick replies",
        help="Whether confirmations and lists get buttons in a text channel.",
    ),
    integer("noMatchesMax", 0, label="Maximum no matches", help="How often the bot may not understand."),
    integer("noInputsMax", 0, label="Maximum no inputs", help="How often the customer may say nothing."),
    duration("noInputsTimeout", label="No input timeout", help="How long the bot waits for the customer to begin."),
    _says("endOfSessionMessage", "End of session message", "What the bot writes before it ends for want of input."),
    value(
        "speechToTextSpeechDetectionSensitivity",
        "Decimal",
        label="Speech detection sensitivity",
        help="From 0, every noise is ignored, to 1, every noise counts as speech.",
    ),
    value(
        "speechToTextMaxSpeechTimeout",
        "Duration",
        label="Maximum speech timeout",
        help="How long the customer may speak at once; -1 ms is no limit.",
    ),
    boolean(
        "enableIntentClassificationHinting",
        label="Enable intent classification hinting",
        help="Whether the intents help to recognise speech.",
    ),
    duration("interDigitTimeout", label="Inter-digit timeout", help="How long the bot waits for the next digit."),
    value(
        "dtmfTerminatingCharacter", "String", label="DTMF terminating character", help="The key that ends the digits."
    ),
    integer(
        "confirmationRejectionsMax",
        0,
        label="Maximum confirmation rejections",
        help="How often the customer may say that the bot has it wrong.",
    ),
    *_CONFIDENCE,
    _says("noMatchApology", "No match apology", "What the bot says first when it does not understand."),
    _says("noInputApology", "No input apology", "What the bot says first when nothing comes."),
    _says("noToConfirmationApology", "No to confirmation apology", "What the bot says first when it has it wrong."),
    _says("confirmationNoMatchApology", "Confirmation no match apology", "The same, at a confirmation."),
    _says("confirmationNoInputApology", "Confirmation no input apology", "The same, at a confirmation."),
)

_KNOWLEDGE: Final[tuple[Field, ...]] = (
    Field(path="*", kind=Kind.GROUP, refers_to=RefKind.KNOWLEDGE_BASE, label="Knowledge base"),
    integer("*/maxNumOfAnswersReturned", 1, label="Maximum answers", help="How many articles the bot offers."),
    _says("*/knowledgeInitialResponseSingle", "Initial response", "What the bot says before one article."),
    _says("*/knowledgeInitialResponseMulti", "Initial response to choose", "What the bot says before several."),
    _says("*/knowledgeInitialResponseMultiRetry", "Retry", "What the bot says when the choice was not understood."),
    _says("*/knowledgeNoMatch", "No match", "The choice for none of them."),
    boolean("*/sendKnowledgeFeedback", label="Send feedback", help="Whether the knowledge base is told what helped."),
    _says("*/knowledgeConfirmation", "Confirmation", "How the bot asks whether it helped."),
    value(
        "*/responseBias",
        "String",
        one_of=("intents", "knowledge", "neutral"),
        label="Response bias",
        help="Whether intents or articles win where both fit.",
    ),
)

_NLU: Final = "nluDomainVersion"
_UTTERANCE: Final = f"{_NLU}/intents[]/utterances[]"
_TYPE: Final = f"{_NLU}/entityTypes[]"

_UNDERSTANDING: Final[tuple[Field, ...]] = (
    group(_NLU, label="Intents and slots", help="What the bot has learned to understand."),
    group(f"{_NLU}/intents", label="Intents"),
    group(f"{_NLU}/intents[]/utterances", label="Utterances"),
    group(f"{_UTTERANCE}/segments"),
    plain(f"{_UTTERANCE}/segments[]/text", "String", help="A part of what a customer may say."),
    plain(f"{_UTTERANCE}/segments[]/entity/name", "String", help="The slot that this part fills."),
    plain(f"{_UTTERANCE}/id", "String"),
    plain(f"{_UTTERANCE}/source", "String", one_of=("User", "Generated"), help="Who wrote it."),
    group(f"{_NLU}/intents[]/entityNameReferences", label="Slots of the intent"),
    plain(f"{_NLU}/intents[]/id", "String"),
    plain(f"{_NLU}/intents[]/name", "String", required=True, label="Intent"),
    plain(f"{_NLU}/intents[]/description", "String", label="Description"),
    group(f"{_NLU}/entities", label="Slots"),
    plain(f"{_NLU}/entities[]/name", "String", required=True, label="Slot"),
    plain(f"{_NLU}/entities[]/type", "String", label="Slot type", help="What kind of thing the slot holds."),
    group(f"{_NLU}/entityTypes", label="Slot types"),
    plain(f"{_TYPE}/name", "String", required=True, label="Slot type"),
    plain(f"{_TYPE}/description", "String", label="Description"),
    plain(f"{_TYPE}/mechanism/type", "String", help="How a value is recognised: Regex, List …"),
    plain(f"{_TYPE}/mechanism/restricted", "Boolean", help="Whether nothing but the listed values counts."),
    group(f"{_TYPE}/mechanism/items", label="Values"),
    plain(f"{_TYPE}/mechanism/items[]/value", "String", help="A value, or the pattern of values."),
    group(f"{_TYPE}/mechanism/items[]/synonyms", label="Synonyms"),
    plain(f"{_NLU}/language", "String", label="Language", help="The language of the utterances."),
    group(f"{_NLU}/languageVersions", label="Other languages"),
    group("mutedUtterances", label="Muted utterances", help="What the bot does not learn from."),
)

SPECS: Final = (
    SettingsSpec(
        key="settingsBotFlow",
        title="Bot flow",
        fields=(
            group("intentSettings", label="Intents"),
            _says("intentSettings[]/intent/confirmation", "Confirmation", "How the bot asks if the intent is meant."),
            plain("intentSettings[]/intent/name", "String", required=True, label="Intent"),
            plain("virtualAgentEnabled", "Boolean", default=False, label="Virtual agent", help="Whether it is one."),
        ),
        flow_types=BOT_FLOWS,
        help="How the bot makes sure of an intent.",
    ),
    SettingsSpec(
        key="settingsUserInput",
        title="User input",
        fields=_USER_INPUT,
        flow_types=_TALKING,
        help="How the bot listens, and what it says when it does not understand.",
    ),
    SettingsSpec(
        key="settingsKnowledge",
        title="Knowledge",
        fields=_KNOWLEDGE,
        flow_types=BOT_FLOWS,
        help="The knowledge base of the bot, by name, and how it answers from it.",
    ),
    SettingsSpec(
        key="settingsVirtualAgent",
        title="Virtual agent",
        fields=(
            boolean("summarization", label="Summarization", help="Whether the conversation is summed up afterwards."),
            boolean("assignWrapupCodes", label="Assign wrap-up codes", help="Whether it gets wrap-up codes."),
        ),
        flow_types=BOT_FLOWS,
        help="What a virtual agent does after the conversation.",
    ),
    SettingsSpec(
        key="settingsNaturalLanguageUnderstanding",
        title="Natural language understanding",
        fields=_UNDERSTANDING,
        flow_types=BOT_FLOWS,
        help="Intents with what customers say, and slots with the values that they take.",
    ),
    SettingsSpec(
        key="settingsInboundEmailHandling",
        title="Auto-generated emails",
        fields=(
            group(
                "emailHandling",
                one_of=("disconnect", "continue"),
                default="disconnect",
                label="Auto-generated email handling",
                help="Whether an email that a machine sent, such as an absence note, goes through the flow.",
            ),
        ),
        flow_types=("inboundEmail",),
        help="What happens with emails that no person wrote.",
    ),
    SettingsSpec(
        key="settingsVoiceSurvey",
        title="Voice survey",
        flow_types=("voiceSurvey",),
        help="The survey form that the flow was made for.",
    ),
    SettingsSpec(
        key="settingsWorkitem",
        title="Workitem",
        flow_types=("workitem",),
        help="The workitems that the flow takes.",
    ),
    SettingsSpec(
        key="settingsInQueueEmail",
        title="In-queue email",
        flow_types=("inqueueEmail",),
        help="How emails wait.",
    ),
    SettingsSpec(
        key="settingsInQueueShortMessage",
        title="In-queue message",
        flow_types=("inqueueShortMessage",),
        help="How messages wait.",
    ),
    SettingsSpec(
        key="settingsSurveyInvite",
        title="Survey invite",
        flow_types=("surveyInvite",),
        help="How invitations are sent.",
    ),
)
"""One entry a group; `callflows.model.settings` puts them beside those of call flows."""
