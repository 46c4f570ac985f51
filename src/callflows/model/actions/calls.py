"""Actions that run another flow and come back."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import keyed, output, value
from callflows.model.flow_types import CALL_ACTIONS, CHAT_FLOWS, MESSAGE_FLOWS, all_but
from callflows.model.spec import ActionSpec, RefKind

ACTIONS: Final = (
    ActionSpec(
        key="callCommonModule",
        title="Call Common Module",
        category="flow",
        fields=(
            keyed(
                "commonModule",
                RefKind.COMMON_MODULE,
                required=True,
                label="Common Module",
                help="The shared flow. What is published with the caller is the version of that moment.",
            ),
            keyed("commonModule/*", None, required=True, help="Its version: ver_latestPublished."),
            value("commonModule/*/*/inputs/*", help="What the module's input of this name is set to."),
            output("commonModule/*/*/outputs/*", help="Receives the module's output of this name."),
        ),
        flow_types=all_but("commonModule"),
        help="Runs a shared flow and comes back. A fault inside goes to this flow's error handling.",
    ),
    ActionSpec(
        key="callBotFlow",
        title="Call Bot Flow",
        category="flow",
        fields=(
            value("inputText", "String", label="Input Text", help="What the bot is told first."),
            output("exitReason", "String", label="Exit Reason", help="Receives why the bot has ended."),
            output("intent", "String", label="Intent", help="Receives the intent that the bot ended with."),
            keyed("botFlow", RefKind.BOT_FLOW, required=True, label="Bot Flow", help="The bot."),
            value("botFlow/*/*/inputs/*", help="What the bot's input of this name is set to."),
            output("botFlow/*/*/outputs/*", help="Receives the bot's output of this name."),
        ),
        outputs=("failure",),
        named_outputs=True,
        flow_types=(*CALL_ACTIONS, *CHAT_FLOWS, *MESSAGE_FLOWS),
        help="Runs a bot and comes back, by the path of its intent.",
    ),
)
