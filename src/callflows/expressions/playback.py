"""Building audio and communication values: a tree of what would be played, never sound."""

from __future__ import annotations

from callflows.expressions.limits import bounded_parts
from callflows.expressions.text import to_text
from callflows.expressions.values import Audio, AudioPart, Choice, Communication, Entity, Value

BLANK = Audio(())


def say(kind: str, value: Value, *options: str, language: str = "") -> Audio:
    """One thing to play. Architect: a NOT_SET value gives blank audio."""
    return BLANK if value is None else Audio((AudioPart(kind, value, options, language),))


def option(value: Value) -> str:
    """A format as the tree notes it: `playDigits` for `Format.Number.playDigits`, `places=2` for a number of places."""
    if isinstance(value, Choice):
        return value.name.rpartition(".")[2]
    return f"places={value}" if isinstance(value, int) else to_text(value) or ""


def prompt_audio(prompt: Entity) -> Audio:
    """The audio of a prompt, in the language the call runs in."""
    return Audio((AudioPart("prompt", prompt),))


def append_audio(*items: Audio | Entity | None) -> Audio:
    """One after the other; NOT_SET items are silent."""
    parts: list[AudioPart] = []
    for item in items:
        if isinstance(item, Entity):
            parts.append(AudioPart("prompt", item))
        elif item is not None:
            parts += item.parts
        bounded_parts(len(parts))
    return Audio(tuple(parts))


def with_barge_in(audio: Audio | Entity, barge_in: bool) -> Audio:
    """The audio with barge-in by the caller allowed or not for all of it."""
    return Audio(append_audio(audio).parts, barge_in)


def communicate(*values: Value) -> Communication:
    """What a bot or digital flow says, in order; NOT_SET items are left out."""
    parts: list[AudioPart] = []
    for value in values:
        if isinstance(value, (Audio, Communication)):
            parts += value.parts
        elif isinstance(value, Entity):
            parts.append(AudioPart("prompt", value))
        elif value is not None:
            parts.append(AudioPart("text", value))
        bounded_parts(len(parts))
    return Communication(tuple(parts))
