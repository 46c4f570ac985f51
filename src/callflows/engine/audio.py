"""What the caller hears, as text: every audio of a call becomes a tuple of parts.

Numbers, dates and the like are written in Architect's text form; a prompt as what it says where the org
knows it, else by its name. Nothing is rendered to sound here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from callflows.expressions import Audio, AudioPart, Communication, Entity, Value, to_text


class Prompts(Protocol):
    """Who knows what prompts say: the part of a `Directory` that audio needs."""

    def prompt_text(self, name: str, language: str, system: bool) -> str | None: ...


class Part(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One thing that is heard.

    `kind` is `tts`, `prompt`, `silence` or the kind of data that is read out (`number`, `date`, `currency`…).
    `text` is what a person would hear, "" for silence and for a prompt whose text is not known.
    `name` is a prompt's name; `ms` a silence's length; `language` is set where the part names its own.
    """

    kind: str
    text: str = ""
    name: str = ""
    ms: int = 0
    language: str = ""

    def __str__(self) -> str:
        if self.kind == "prompt":
            return self.text or f"[{self.name}]"
        return self.text


def speech(text: str) -> Part:
    return Part("tts", text)


def prompt(reference: str, directory: Prompts, language: str) -> Part:
    """The part of `Prompt.name` or `PromptSystem.name`."""
    scope, _, name = reference.partition(".")
    return _prompt(name or scope, directory, language, system=scope.lower() == "promptsystem")


def parts_of(value: Value, directory: Prompts, language: str) -> tuple[Part, ...]:
    """The parts of what an audio setting's expression gave. Text is read out as TTS, NOT_SET is nothing
    (Architect: a setting of type Audio takes text, numbers and prompts by implicit conversion)."""
    if value is None:
        return ()
    if isinstance(value, Audio | Communication):
        return tuple(_part(each, directory, language) for each in value.parts)
    if isinstance(value, Entity):
        return (_prompt(value.name, directory, language, system=value.kind == "systemPrompt"),)
    return (Part("tts", to_text(value) or ""),)


def barge_in_of(value: Value) -> bool:
    """Whether an audio value says that a key press ends it; False where it does not say."""
    return isinstance(value, Audio) and value.barge_in is True


def text_of(parts: Iterable[Part]) -> str:
    """What a person reads: the parts that say something, joined by a space."""
    return " ".join(text for part in parts if (text := str(part)))


def _part(part: AudioPart, directory: Prompts, language: str) -> Part:
    spoken = part.language or language
    if part.kind == "prompt" and isinstance(part.value, Entity):
        return _prompt(part.value.name, directory, spoken, system=part.value.kind == "systemPrompt")
    if part.kind == "blank":
        return Part("silence", ms=part.value if isinstance(part.value, int) else 0)
    text = "" if part.value is None else _said(part.value)
    return Part(part.kind, text, language=part.language)


def _said(value: Value) -> str:
    if isinstance(value, tuple):
        return " ".join(_said(item) for item in value if item is not None)
    return to_text(value) or ""


def _prompt(name: str, directory: Prompts, language: str, *, system: bool) -> Part:
    return Part("prompt", directory.prompt_text(name, language, system) or "", name)
