"""What a caller does and must hear, one class a kind of step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from callflows.diagnostics import Span
from callflows.testing.dialogue import quoted
from callflows.testing.driving import Driven


class Prompt(msgspec.Struct, frozen=True):
    """A prompt, whatever it says."""

    name: str


Sound: TypeAlias = str | re.Pattern[str] | Prompt


class Wrong(msgspec.Struct, frozen=True):
    """What is not as a step says; `marked` are the events of the trace to look at, `span` the place in the file where
    it is nearer than the step's."""

    message: str
    marked: range
    span: Span | None = None


def wrong_now(driven: Driven, message: str) -> Wrong:
    """What is wrong after the last event."""
    last = len(driven.events) - 1
    return Wrong(message, range(last, last + 1))


def wrong_since(driven: Driven, message: str) -> Wrong:
    """What is wrong with what was heard since the last doing and not found yet."""
    return Wrong(message, range(min(driven.news, len(driven.events) - 1), len(driven.events)))


def shown(sound: Sound) -> str:
    """A sound for a message."""
    if isinstance(sound, Prompt):
        return f"the prompt {sound.name}"
    return quoted(sound) if isinstance(sound, str) else f"/{sound.pattern}/"


def over(driven: Driven, doing: str) -> Wrong | None:
    """What is wrong where a caller wants to do something after the end of the call."""
    return wrong_now(driven, f"the call is over before {doing}") if driven.ended is not None else None


class Hear(msgspec.Struct, frozen=True):
    """These are heard after the last doing, in this order."""

    sounds: Sequence[Sound]

    def do(self, driven: Driven) -> Wrong | None:
        for sound in self.sounds:
            heard = driven.hearing.prompt(sound.name) if isinstance(sound, Prompt) else driven.hearing.find(sound)
            if not heard:
                before = not isinstance(sound, Prompt) and driven.hearing.before(sound)
                said = f"the caller does not hear {shown(sound)}{'; it was heard before that' if before else ''}"
                return wrong_since(driven, said)
        return None


class NotHear(msgspec.Struct, frozen=True):
    """None of these is heard after the last doing."""

    sounds: Sequence[Sound]

    def do(self, driven: Driven) -> Wrong | None:
        for sound in self.sounds:
            if isinstance(sound, Prompt):
                if driven.hearing.prompt(sound.name):
                    return wrong_since(driven, f"the caller hears {shown(sound)}")
                continue
            found = driven.hearing.since_doing(sound)
            if found is not None:
                return Wrong(f"the caller hears {shown(sound)}", range(found.index, found.index + 1))
        return None


class HearNothing(msgspec.Struct, frozen=True):
    """Nothing more is heard after the last doing."""

    def do(self, driven: Driven) -> Wrong | None:
        return wrong_since(driven, "the caller hears something") if driven.hearing.news() else None


class Press(msgspec.Struct, frozen=True):
    """Type keys without a pause."""

    keys: str

    def do(self, driven: Driven) -> Wrong | None:
        wrong = over(driven, f"pressing {self.keys}")
        if wrong is None:
            driven.press(self.keys)
        return wrong


class Say(msgspec.Struct, frozen=True):
    """Say something."""

    text: str

    def do(self, driven: Driven) -> Wrong | None:
        wrong = over(driven, f"saying {quoted(self.text)}")
        if wrong is None:
            driven.speak(self.text)
        return wrong


class Wait(msgspec.Struct, frozen=True):
    """Be silent for so many milliseconds; None until the flow goes on by itself."""

    ms: int | None = None

    def do(self, driven: Driven) -> Wrong | None:
        wrong = over(driven, "waiting")
        if wrong is None:
            driven.be_silent(self.ms)
        return wrong


class HangUp(msgspec.Struct, frozen=True):
    """End the call."""

    def do(self, driven: Driven) -> Wrong | None:
        wrong = over(driven, "hanging up")
        if wrong is None:
            driven.hang_up()
        return wrong


class AgentAnswers(msgspec.Struct, frozen=True):
    """An agent takes the call that waits in a queue."""

    def do(self, driven: Driven) -> Wrong | None:
        wrong = over(driven, "an agent answers")
        if wrong is None:
            driven.be_answered()
        return wrong
