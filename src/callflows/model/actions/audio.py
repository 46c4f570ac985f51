"""Actions that a caller or an agent hears."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import audio, boolean, duration, group, integer, output, plain, value
from callflows.model.flow_types import CALL_ACTIONS, CALL_FLOWS
from callflows.model.spec import ActionSpec, Field, RefKind

_IN_QUEUE: Final = ("inqueueCall",)
MAX_HOLD_MUSIC: Final = 900_000
"""Architect: hold music plays for at most 15 minutes."""

_CUSTOM: Final[Field] = audio("customPlaybackAudio", help="What is played instead of Architect's own words.")


def _audio(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = (),
    flow_types: tuple[str, ...] = CALL_ACTIONS,
    seen: bool = True,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="audio",
        fields=fields,
        outputs=outputs,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


_IN_QUEUE_ACTIONS: Final = (
    _audio(
        "holdMusic",
        "Hold Music",
        "Plays music to a waiting caller.",
        value(
            "prompt",
            "Prompt",
            required=True,
            refers_to=RefKind.PROMPT,
            default="Flow.HoldPrompt",
            label="Hold Music",
            help="The prompt that holds the music; it needs a recording.",
        ),
        boolean(
            "bargeInEnabled",
            default=False,
            not_set=False,
            label="Enable Barge-in",
            help="Whether digits are taken while it plays.",
        ),
        group("playStyle", one_of=("duration", "entirePrompt"), help="For a time, or the prompt as it is."),
        duration(
            "playStyle/duration",
            0,
            MAX_HOLD_MUSIC,
            default=60_000,
            not_set=False,
            label="Duration",
            help="How long it plays.",
        ),
        plain("playStyle/entirePrompt", "Boolean", help="The whole prompt once."),
        flow_types=_IN_QUEUE,
    ),
    _audio(
        "playEstimatedWaitTime",
        "Play Estimated Wait Time",
        "Says how long the caller will wait.",
        duration(
            "estimatedWaitTime",
            required=True,
            not_set=True,
            default="Call.EstimatedWaitTime",
            label="Estimated Wait Time",
            help="The time that is said.",
        ),
        duration(
            "roundingInterval",
            default=300_000,
            not_set=False,
            label="Round Up Interval",
            help="The time is rounded up to a multiple of this.",
        ),
        group("specificRoundingIntervals", label="Specific Round Up Intervals", help="Times that go before it."),
        duration("specificRoundingIntervals[]", help="A time to which shorter ones are rounded up."),
        plain("playbackMode", "String", label="Playback Mode", help="How it is said: about, exact, lessThan or range."),
        _CUSTOM,
        flow_types=_IN_QUEUE,
    ),
    _audio(
        "playPositionInQueue",
        "Play Position in Queue",
        "Says how many callers are before this one; NOT_SET says nothing.",
        integer(
            "positionInQueue",
            required=True,
            not_set=True,
            default="Call.PositionInQueue",
            label="Position in Queue",
            help="The position that is said.",
        ),
        plain("playbackMode", "String", label="Playback Mode", help="How it is said: ahead, number or ordinal."),
        _CUSTOM,
        flow_types=_IN_QUEUE,
    ),
)

ACTIONS: Final = (
    _audio(
        "playAudio",
        "Play Audio",
        "Plays audio to the caller.",
        audio("audio", required=True, label="Audio", help="What is played."),
        flow_types=CALL_FLOWS,
    ),
    _audio(
        "playAudioOnSilence",
        "Play Audio on Silence",
        "Waits for silence on the line, as behind an answering machine's beep, and plays audio.",
        audio("audio", label="Audio", help="What is played."),
        duration("timeout", default=40_000, label="Timeout", help="How long to wait; noValue is the flow's default."),
        integer("allowedRepeatCount", 0, help="How often the audio starts again when somebody speaks into it."),
        output("actualRepeatCount", "Integer", help="Receives how often it did."),
        outputs=("success", "timeout"),
        seen=False,
    ),
    _audio(
        "detectSilence",
        "Detect Silence",
        "Waits for silence on the line.",
        duration("timeout", default=40_000, label="Timeout", help="How long to wait; noValue is the flow's default."),
        outputs=("success", "timeout"),
        seen=False,
    ),
    _audio(
        "flushAudio",
        "Flush Audio",
        "Plays what is still to be played before the next action runs.",
        flow_types=CALL_FLOWS,
        seen=False,
    ),
    _audio(
        "setWhisperAudio",
        "Set Whisper Audio",
        "Sets what the agent hears before the call is put through.",
        audio(
            "whisperAudio",
            label="Whisper Audio",
            help="The audio, without AudioPlaybackOptions; noValue is the queue's own whisper.",
        ),
        outputs=("success", "failure"),
    ),
    *_IN_QUEUE_ACTIONS,
)
