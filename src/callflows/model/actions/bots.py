"""Actions of bot flows: what a bot asks, says and forgets, and how it ends."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, duration, group, named, output, plain, value
from callflows.model.flow_types import BOT_FLOWS
from callflows.model.spec import ActionSpec, Field, RefKind

ASKING_FLOWS: Final = (*BOT_FLOWS, "voiceSurvey")
"""The flow types that converse (Architect Scripting: the settings of a voice survey are those of a bot flow)."""


def says(path: str, label: str, help: str, *, required: bool = False) -> Field:
    """What a bot says or writes."""
    return value(path, "Communication", required=required, label=label, help=help)


QUESTION: Final = says("question", "Question", "What the bot asks.", required=True)
REPROMPTS: Final[tuple[Field, ...]] = (
    says("noInput", "No Input", "What the bot says when nothing comes."),
    says("noMatch", "No Match", "What the bot says when it does not understand."),
)
CUSTOM_REPROMPTS: Final[tuple[Field, ...]] = (
    value("customizeNoInput", "Boolean", label="Customize No Input", help="Whether each time has words of its own."),
    value("noInputReprompts", "CommunicationCollection", label="No Input Reprompts", help="The words, one by one."),
    value("customizeNoMatch", "Boolean", label="Customize No Match", help="Whether each time has words of its own."),
    value("noMatchReprompts", "CommunicationCollection", label="No Match Reprompts", help="The words, one by one."),
)
END_OF_INPUT: Final = duration(
    "voiceEndOfInputTimeout",
    label="Voice End of Input Timeout",
    help="The silence after which speech counts as finished; noValue is the flow's default.",
)
KNOWLEDGE_RESULT: Final = output(
    "knowledgeSearchResult",
    "KnowledgeBaseDocumentCollection",
    label="Knowledge Search Result",
    help="Receives the articles that were found.",
)
ASK: Final[tuple[Field, ...]] = (QUESTION, *REPROMPTS, END_OF_INPUT, *CUSTOM_REPROMPTS)
MAX: Final = ("maxNoInputs", "maxNoMatches")
"""The paths of a question that is given up."""


def bot_action(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = (),
    path_list: tuple[str, str] | None = None,
    switched: tuple[str, ...] = (),
    named_outputs: bool = False,
    flow_types: tuple[str, ...] = BOT_FLOWS,
    seen: bool = False,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="bot",
        fields=fields,
        outputs=outputs,
        named_outputs=named_outputs or path_list is not None,
        path_list=path_list,
        switched=switched,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


_ASKING: Final = (
    bot_action(
        "askForIntent",
        "Ask for Intent",
        "Asks what the customer wants, and goes on by the intent that it recognises.",
        *ASK,
        KNOWLEDGE_RESULT,
        outputs=("noIntent", "knowledge", "maxNoInputs"),
        path_list=("intents", "intent"),
        switched=("noIntent", "knowledge", "maxNoInputs"),
        seen=True,
    ),
    bot_action(
        "askForBoolean",
        "Ask for Yes / No",
        "Asks a question that is answered with yes or no.",
        *ASK,
        outputs=("yes", "no", *MAX),
        switched=MAX,
        flow_types=ASKING_FLOWS,
        seen=True,
    ),
    bot_action(
        "askForSlot",
        "Ask for Slot",
        "Asks for a piece of information and keeps it in a slot.",
        group("slot", required=True),
        plain("slot/name", "String", required=True, label="Slot", help="The slot that is filled."),
        value("chooser", "Chooser", label="Menu Choices", help="Cards, buttons or a list to choose from."),
        *ASK,
        value(
            "customValidation", "Boolean", label="Custom Validation", help="An answer is taken only when this is true."
        ),
        value(
            "confirmationMode",
            "String",
            one_of=("always", "never"),
            default="never",
            label="Confirmation Mode",
            help="Whether the bot repeats the answer and asks if it is right.",
        ),
        says("confirmationQuestion", "Confirmation Question", "How the bot asks if it is right."),
        outputs=MAX,
        switched=MAX,
        flow_types=ASKING_FLOWS,
        seen=True,
    ),
    bot_action(
        "loopAnythingElse",
        "Ask for Next Intent",
        "Asks whether there is anything else, again and again until the customer says no.",
        *ASK,
        output("currentIndex", "Integer", label="Current Index", help="Receives the number of the round, from 0."),
        outputs=("loop",),
        named_outputs=True,
    ),
    bot_action(
        "digitalMenu",
        "Digital Menu",
        "Offers choices as buttons, cards or a list, and goes on by the one that is taken.",
        QUESTION,
        says("noMatch", "No Match", "What the bot writes when the answer is none of the choices."),
        *CUSTOM_REPROMPTS[2:],
        output("selection", "String", label="Selection", help="Receives the choice."),
        KNOWLEDGE_RESULT,
        value("chooser", "Chooser", required=True, label="Menu Choices", help="The choices and how they look."),
        outputs=MAX,
        path_list=("paths", "path"),
        switched=MAX,
        flow_types=("digitalBot",),
        seen=True,
    ),
    bot_action(
        "askForAuthentication",
        "Ask for Authentication",
        "Lets the customer sign in, in the message channel itself.",
        value("signInMessage", "String", label="Sign-in Message", help="What the customer reads before signing in."),
        value("successMessage", "String", label="Success Message", help="What the customer reads afterwards."),
        duration("authenticationCompletionTimeout", label="Timeout", help="How long the customer has to sign in."),
        outputs=("success", "failure", "noInput", "noMatch"),
        flow_types=("digitalBot",),
    ),
    bot_action(
        "askForPayment",
        "Ask for Payment",
        "Lets the customer pay in Apple Messages for Business.",
        value("currency", "String", label="Currency", help="The code of the currency."),
        value("countryCode", "String", label="Country Code", help="The code of the country."),
        value("paymentPlatform", "String", one_of=("applePay",), label="Payment Platform"),
        value("lineItems", "LineItemCollection", label="Line Items", help="What is paid for."),
        value("shippingOptions", "ShippingOptionCollection", label="Shipping Options", help="How it can be sent."),
        value("totalPrice", "Currency", label="Total Price", help="The sum."),
        value("receivedMessageImage", "Image", label="Received Message Image"),
        value("receivedMessageTitle", "String", label="Received Message Title"),
        value("replyMessageTitle", "String", label="Reply Message Title"),
        value("requiredContactInformation", "StringCollection", label="Required Contact Information"),
        duration("paymentCompletionTimeout", label="Timeout", help="How long the customer has to pay."),
        flow_types=("digitalBot",),
    ),
    bot_action(
        "waitForInput",
        "Wait for Input",
        "Writes something if it has to, and waits for what the customer writes next.",
        says("question", "Question", "What the bot writes before it waits."),
        says("noMatch", "No Match", "What the bot writes when it does not understand."),
        *CUSTOM_REPROMPTS[2:],
        KNOWLEDGE_RESULT,
        flow_types=("digitalBot",),
    ),
)

_SAYING: Final = (
    bot_action(
        "communicate",
        "Communicate",
        "Says or writes something.",
        says("communication", "Communication", "What the customer hears or reads.", required=True),
        flow_types=ASKING_FLOWS,
        seen=True,
    ),
    bot_action(
        "clearSlot",
        "Clear Slot",
        "Empties slots.",
        group("slots", label="Slots"),
        plain("slots[]/slot/name", "String", required=True, label="Slot", help="A slot that is emptied."),
        flow_types=ASKING_FLOWS,
        seen=True,
    ),
    bot_action("clearActiveIntent", "Clear Active Intent", "Forgets what the customer wanted."),
    bot_action(
        "setIntent",
        "Set Active Intent",
        "Says what the customer wants, without asking.",
        value("intent", "String", label="Intent", help="The name of an intent of the bot."),
    ),
    bot_action(
        "detectIntent",
        "Detect Intent",
        "Finds the intent in what the customer has written already.",
        output("detectedIntent", "String", label="Detected Intent", help="Receives the intent."),
        outputs=("default",),
        named_outputs=True,
    ),
    bot_action(
        "callGuide",
        "Call Guide",
        "Lets a virtual agent follow a guide, and goes on with what it found out.",
        named("guide", RefKind.GUIDE, label="Guide", help="The guide that is followed."),
        value("guideInputs/*", label="Inputs", help="What the guide is given."),
        output("guideOutputs/*", label="Outputs", help="Receives what the guide hands back."),
        says("voiceProcessingPrompt", "Voice Processing Prompt", "What the customer hears while the guide works."),
        *FAILURE_OUTPUTS,
        outputs=("success", "failure", "timeout"),
    ),
    ActionSpec(
        key="exitBotFlow",
        title="Exit Bot Flow",
        category="bot",
        ends="call",
        flow_types=ASKING_FLOWS,
        help="Ends the bot and gives control back to the flow that called it.",
    ),
)

ACTIONS: Final = (*_ASKING, *_SAYING)
