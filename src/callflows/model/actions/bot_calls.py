"""Actions that hand the conversation to a bot and take it back, beside the voice flows' own Call Bot Flow."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, audio, duration, group, keyed, named, output, plain, value
from callflows.model.flow_types import CHAT_FLOWS, EMAIL_FLOWS, MENU_FLOWS, MESSAGE_FLOWS, VOICE
from callflows.model.spec import ActionSpec, Field, RefKind

_TALKING: Final = (*MENU_FLOWS, "inqueueCall", "commonModule", *CHAT_FLOWS, *MESSAGE_FLOWS)
"""The flow types with a customer who can answer a bot."""

_FOLLOW_UP_DEFAULT: Final = 43_200_000
"""Architect: a bot waits twelve hours for the next message."""

_BOT_FLOW: Final[tuple[Field, ...]] = (
    value("inputText", "String", label="Bot Input Text", help="What the customer said, for the bot's first question."),
    output("exitReason", "String", label="Exit Reason", help="Receives why the bot ended."),
    output("intent", "String", label="Intent", help="Receives what the customer wanted."),
)
_SESSION: Final[tuple[Field, ...]] = (
    value("inputText", "String", label="Bot Input Text", help="What the customer said, for the bot's first question."),
    duration(
        "followupResponseTimeout",
        default=_FOLLOW_UP_DEFAULT,
        label="Follow-up Response Timeout",
        help="How long the bot waits for an answer.",
    ),
    group("sessionVariables", label="Session Variables", help="What the bot is given, by name."),
    *FAILURE_OUTPUTS,
)
_SESSION_RESULTS: Final = group(
    "sessionVariableOutputs", label="Session Variable Outputs", help="The variables that receive what the bot has set."
)


def _connected(
    key: str,
    title: str,
    vendor: str,
    bot: Field,
    *fields: Field,
    outputs: tuple[str, ...] = ("failure",),
    named_outputs: bool = True,
    flow_types: tuple[str, ...] = _TALKING,
) -> ActionSpec:
    """A bot of another vendor: what it is told and asked for is named by the bot; its intents are output paths."""
    return ActionSpec(
        key=key,
        title=title,
        category="bot",
        fields=(bot, *_SESSION, *fields),
        outputs=outputs,
        named_outputs=named_outputs,
        flow_types=flow_types,
        seen=False,
        help=f"Lets {vendor} talk with the customer, and goes on by the intent that it recognised.",
    )


ACTIONS: Final = (
    ActionSpec(
        key="callDigitalBotFlow",
        title="Call Digital Bot Flow",
        category="bot",
        fields=(
            *_BOT_FLOW,
            keyed(
                "digitalBotFlow",
                RefKind.DIGITAL_BOT_FLOW,
                required=True,
                label="Digital Bot Flow",
                help="The digital bot flow, by name.",
            ),
            keyed("digitalBotFlow/*", None, required=True, label="Version", help="The version that runs."),
            value("digitalBotFlow/*/*/inputs/*", label="Inputs", help="What the bot is given."),
            output("digitalBotFlow/*/*/outputs/*", label="Outputs", help="Receives what the bot hands back."),
        ),
        outputs=("failure",),
        named_outputs=True,
        flow_types=(*MESSAGE_FLOWS, *EMAIL_FLOWS, *CHAT_FLOWS, "commonModule"),
        help="Lets a digital bot talk with the customer, and goes on with what it found out.",
    ),
    ActionSpec(
        key="callVoiceFlow",
        title="Call Voice Flow",
        category="bot",
        fields=_BOT_FLOW,
        outputs=("failure",),
        named_outputs=True,
        flow_types=VOICE,
        seen=False,
        help="Runs a voice flow and comes back.",
    ),
    _connected(
        "callLexBot",
        "Call Lex Bot",
        "an Amazon Lex bot",
        named("lexBotAlias", RefKind.LEX_BOT, label="Bot Alias", help="The bot, by its alias."),
        audio("startAudio", label="Starting Audio", help="What the caller hears before the bot starts."),
        output("intentSlots/*/*", label="Intent Slots", help="Receives what the bot has asked for, by intent."),
    ),
    _connected(
        "callLexV2Bot",
        "Call Lex V2 Bot",
        "an Amazon Lex V2 bot",
        named("lexBotAlias", RefKind.LEX_V2_BOT, label="Bot Alias", help="The bot, by its alias."),
        value("aliasInitialIntentName", "String", label="Initial Intent", help="The intent that the bot starts with."),
        _SESSION_RESULTS,
        output("intentSlots/*/*", label="Intent Slots", help="Receives what the bot has asked for, by intent."),
    ),
    _connected(
        "callDialogflowBot",
        "Call Dialogflow Bot",
        "a Google Dialogflow agent",
        named("dialogflowAgent", RefKind.DIALOGFLOW_AGENT, label="Agent", help="The agent."),
        plain("environment", "String", label="Environment", help="The environment of the agent; Draft where none."),
        value("eventName", "String", label="Event Name", help="The event that starts the agent."),
        _SESSION_RESULTS,
        output("intentParameters/*/*", label="Intent Parameters", help="Receives what the agent has asked for."),
        output("intentProbability", "Decimal", label="Intent Confidence", help="Receives how sure the agent was."),
    ),
    _connected(
        "callDialogflowCxBot",
        "Call Dialogflow CX Bot",
        "a Google Dialogflow CX agent",
        named("dialogflowAgent", RefKind.DIALOGFLOW_CX_AGENT, label="Agent", help="The agent."),
        plain("environment", "String", label="Environment", help="The environment of the agent; Draft where none."),
        value("eventName", "String", label="Event Name", help="The event that starts the agent."),
        group("sessionParameterOutputs", label="Session Parameter Outputs"),
        group("liveAgentHandoffMetadata", label="Live Agent Handoff Metadata"),
        outputs=("success", "failure"),
        named_outputs=False,
    ),
    _connected(
        "callBotConnector",
        "Call Bot Connector",
        "a bot behind a Bot Connector",
        named("botConnectorBot", RefKind.BOT_CONNECTOR_BOT, label="Bot", help="The bot and its version."),
        _SESSION_RESULTS,
        output("intentSlots/*/*", label="Intent Slots", help="Receives what the bot has asked for, by intent."),
    ),
    _connected(
        "callNuanceMixBot",
        "Call Nuance Mix Bot",
        "a Nuance Mix bot",
        named("nuanceMixBot", RefKind.NUANCE_MIX_BOT, label="Bot", help="The bot."),
        value("channelId", "String", label="Channel", help="The channel of the bot."),
        group("botVariables", label="Bot Variables"),
        output("intentSlots/*/*", label="Intent Slots", help="Receives what the bot has asked for, by intent."),
    ),
    _connected(
        "callDialogEngineBot",
        "Call Dialog Engine Bot",
        "a Genesys Dialog Engine bot",
        named("dialogEngineBot", RefKind.DIALOG_ENGINE_BOT, label="Bot", help="The bot."),
        output("terminationState", "String", label="Termination State", help="Receives how the bot ended."),
        output("intentParameters/*/*", label="Intent Parameters", help="Receives what the bot has asked for."),
        outputs=("failure", "noIntent", "knowledge"),
    ),
    _connected(
        "callAudioConnector",
        "Call Audio Connector",
        "a bot that hears the call's audio",
        named("audioConnector", RefKind.AUDIO_CONNECTOR_BOT, label="Audio Connector", help="The bot."),
        value("connectorId", "String", label="Connector ID", help="The integration that it belongs to."),
        _SESSION_RESULTS,
        outputs=("success", "failure"),
        named_outputs=False,
        flow_types=(*MENU_FLOWS, "inqueueCall", "commonModule"),
    ),
)
