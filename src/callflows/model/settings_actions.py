"""What a flow sets for all of its actions at once; an action with noValue there takes it.

Keys and shapes: Architect's exports. Ranges and defaults: Architect's design-time limits.
"""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import duration, value
from callflows.model.flow_types import FLOW_TYPES
from callflows.model.settings_other import BOT_ACTION_DEFAULTS
from callflows.model.spec import Field, RefKind, SettingsSpec


def _connect(action: str, instead: str) -> Field:
    return duration(
        f"{action}/connectTimeout",
        1000,
        label="Connect Timeout",
        help=f"How long the transfer may take; {instead} where it is NOT_SET.",
    )


def _processing(action: str) -> Field:
    return value(
        f"{action}/processingPrompt",
        "Prompt",
        refers_to=RefKind.PROMPT,
        label="Processing Prompt",
        help="What the caller hears meanwhile.",
    )


ACTION_DEFAULTS: Final = SettingsSpec(
    key="settingsActionDefaults",
    title="Action defaults",
    fields=(
        duration("playAudioOnSilence/timeout", default=40_000, label="Timeout", help="How long to wait for silence."),
        duration("detectSilence/timeout", default=40_000, label="Timeout", help="How long to wait for silence."),
        _processing("callData"),
        _processing("callDataSecure"),
        _processing("callBridge"),
        duration(
            "collectInput/noEntryTimeout",
            1000,
            99_000,
            default=5000,
            label="No Entry Timeout",
            help="How long to wait for the first digit.",
        ),
        duration(
            "collectInput/interDigitTimeout",
            1000,
            99_000,
            default=3000,
            label="Inter-Digit Timeout",
            help="How long to wait for the next digit.",
        ),
        duration(
            "dialByExtension/interDigitTimeout",
            1000,
            default=6000,
            label="Inter-Digit Timeout",
            help="How long to wait for the next digit of an extension.",
        ),
        _connect("transferToUser", "the user's voicemail timeout"),
        _connect("transferToNumber", "the trunk's timeout"),
        _connect("transferToGroup", "the group's alert timeout"),
        duration(
            "transferToFlowSecure/connectTimeout",
            10_000,
            60_000,
            default=15_000,
            label="Connect Timeout",
            help="How long the transfer may take.",
        ),
        *BOT_ACTION_DEFAULTS,
    ),
    flow_types=tuple(key for key, spec in FLOW_TYPES.items() if "settingsActionDefaults" in spec.header),
    help="Timeouts and prompts of actions that set none of their own.",
)
