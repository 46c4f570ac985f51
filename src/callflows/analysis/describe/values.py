"""Values in Architect's text, and whether they are what a new flow has there."""

from __future__ import annotations

import re
from decimal import Decimal

from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Field,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
)

_UNITS = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "milliseconds": 1}
_SHORT = {"days": "d", "hours": "h", "minutes": "min", "seconds": "s", "milliseconds": "ms"}
_CAMEL = re.compile(r"[a-z]+[0-9]*(?:[A-Z][a-z0-9]*)+\Z")
_HUMP = re.compile(r"(?=[A-Z])")


def in_words(node: Node) -> str:  # noqa: PLR0911 - one return a kind of value
    """A value on one line: an expression as it is, a text in quotes, a name without them."""
    match node:
        case Expression():
            return _one_line(node.text)
        case Literal():
            return node.name or (quoted(node.value) if isinstance(node.value, str) else in_words(node.value))
        case NoValue():
            return "NOT_SET"
        case Nothing():
            return "none"
        case Output():
            return f"→ {node.name}"
        case Audio():
            return _audio(node)
        case Group():
            return duration_in_words(node) or ", ".join(
                f"{words(key)} {in_words(below)}" for key, below in node.entries
            )
        case Items():
            return "[" + ", ".join(in_words(item) for item in node.items) + "]"
        case Actions() | Action():
            return "actions"
        case bool():
            return "true" if node else "false"
        case None:
            return "nothing"
    return _one_line(str(node))


def words(key: str) -> str:
    """A key in words: `targetQueue` is `target queue`; names that people gave stay as they are."""
    return _HUMP.sub(" ", key).lower() if _CAMEL.match(key) else key


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    return f'"{_one_line(text)}"'


def duration_in_words(node: Node) -> str:
    """`1 min 30 s`, "" for what is no duration."""
    if not isinstance(node, Group) or not node.entries or any(key not in _UNITS for key, _ in node.entries):
        return ""
    return " ".join(f"{in_words(amount)} {_SHORT[key]}" for key, amount in node.entries)


def is_usual(node: Node, field: Field | None) -> bool:
    """Whether the value is not worth a word: NOT_SET where it may stand, or what a new flow has there."""
    if isinstance(node, NoValue):
        return field is None or not field.required
    if field is None or field.default is None:
        return False
    value = node.value if isinstance(node, Literal) else node
    if isinstance(value, Group):
        return _milliseconds(value) == field.default and duration_in_words(value) != ""
    return type(value) is type(field.default) and value == field.default


def _milliseconds(group: Group) -> int | Decimal | None:
    total: int | Decimal = 0
    for key, amount in group.entries:
        if isinstance(amount, bool) or not isinstance(amount, int | Decimal) or key not in _UNITS:
            return None
        total += amount * _UNITS[key]
    return total


def _audio(audio: Audio) -> str:
    main = quoted(audio.tts) if audio.tts is not None else _one_line(audio.prompt or audio.exp or "")
    others = [f"{language}: {in_words(below)}" for language, below in audio.alternates]
    return "; ".join([main, *others] if main else others)


def _one_line(text: str) -> str:
    return " ".join(text.split())
