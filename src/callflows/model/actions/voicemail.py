"""Actions of the voicemail flow."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import duration, output, value
from callflows.model.spec import ActionSpec, Field, RefKind

_MAX_SNIPPET: Final = 60_000
"""Architect: a voice snippet lasts one second to one minute."""


def _voicemail(key: str, title: str, help: str, *fields: Field, outputs: tuple[str, ...] = ()) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="voicemail",
        fields=fields,
        outputs=outputs,
        flow_types=("voicemail",),
        seen=False,
        help=help,
    )


ACTIONS: Final = (
    _voicemail(
        "processVoicemailInput",
        "Process Voicemail Input",
        "Records what the caller says, or takes in a fax and ends.",
        duration(
            "maxVoiceSnippetTime",
            1000,
            _MAX_SNIPPET,
            default=30_000,
            label="Maximum Voice Snippet Time",
            help="How long the caller may speak.",
        ),
        output("voiceSnippet", label="Voice Snippet", help="Receives the recording."),
        outputs=("voicemail", "noInput", "failure"),
    ),
    _voicemail(
        "clearVoicemailSnippet", "Clear Voicemail Snippet", "Throws away what has been recorded, for another try."
    ),
    _voicemail(
        "playUserGreeting",
        "Play User Greeting",
        "Plays the voicemail greeting of a user.",
        value("user", "User", refers_to=RefKind.USER, label="User", help="Whose greeting."),
    ),
    _voicemail(
        "playUserName",
        "Play User Name",
        "Plays the recorded name of a user.",
        value("user", "User", refers_to=RefKind.USER, label="User", help="Whose name."),
    ),
)
