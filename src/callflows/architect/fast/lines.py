"""One line of the exporter's YAML to what it says, for the fast path of reading.

The exporter's subset: `key: scalar`, `key:`, `- key: scalar`, `- key:`, `- scalar`, with plain text, double quotes or
simple single quotes, `{}` and `[]`; beside it blank lines and comments. A line is looked at without its
indentation, so equal lines of any depth are parsed once. What is not surely in the subset raises `UnusualError`; a
parsed line means exactly what the composer makes of it. No step goes back over text it has seen: cost is linear.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import Final

from callflows.architect.document.composer import MAX_KEY
from callflows.architect.document.scalars import resolve
from callflows.architect.keys import ACTION_LISTS, BARE
from callflows.model import Action, Actions, Audio, Expression, Group, Items, Node, Nothing, NoValue, Output, Scalar

SKIP: Final = 0
"""Blank, or a comment."""
LEAF: Final = 1
"""`key: scalar`"""
OPEN: Final = 2
"""`key:`"""
DASH_LEAF: Final = 3
"""`- key: scalar`"""
DASH_OPEN: Final = 4
"""`- key:`"""
ITEM: Final = 5
"""`- scalar`"""


class UnusualError(Exception):
    """The text has something that the fast path does not read; the composer reads the whole of it."""


class Line:
    """A parsed line, shared by all lines with the same text; the meaning of `form` is above.

    `entry` is the entry that the line is when nothing stands below it. `alone` is, where it is not plainly a `Group`,
    the value of a mapping with this entry only. `finished` is for the builder: what came out for each only entry
    below this line, by that entry's id, with the entry itself so that the id stays its own.
    """

    __slots__ = ("alone", "entry", "finished", "form", "key", "lists_actions")

    def __init__(self, form: int, key: str = "", item: Node = None, alone: Node = None) -> None:
        self.form = form
        self.key = key
        self.entry: tuple[str, Node] = (key, item)
        self.alone = alone
        self.lists_actions = key in ACTION_LISTS
        self.finished: dict[int, tuple[tuple[str, Node], tuple[str, Node]]] = {}


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_STARTS_KEY: Final = frozenset(_LETTERS + "$<")
_STARTS_TEXT: Final = frozenset(_LETTERS + "$<(/.+=~^;\\)")
_STARTS_BEHIND_DASH: Final = frozenset(_LETTERS + ".")
_BEYOND_CONTROLS: Final = "\x9f"
_INCLUDES: Final = frozenset({"ref", "refArray"})
"""Under these keys stands what is in another place or file; a `targetTaskRef` may lead there, too."""
_SKIPPED: Final = Line(SKIP)
_EMPTY: Final[dict[str, Group | Items]] = {"{}": Group(), "[]": Items()}
NOTHING: Final[dict[str, Node]] = {
    "noValue": NoValue(),
    "noValueWithNoFallback": NoValue(fallback=False),
    "none": Nothing(),
}
"""What stands under these keys can only be `true`."""
_DECODER: Final = JSONDecoder()


class Lines:
    """The different lines of one text."""

    def __init__(self) -> None:
        self.known: dict[str, Line] = {}
        self._keys: dict[str, str] = {}

    def parse(self, body: str) -> Line:
        """A line without its indentation, parsed now and remembered."""
        found = self.known[body] = self._parse(body)
        return found

    def _parse(self, body: str) -> Line:
        if not body or body[0] == "#":
            return _SKIPPED
        if body[-1] == " ":
            bare = body.rstrip(" ")
            return self.known.get(bare) or self.parse(bare)
        if " #" in body:
            bare = uncommented(body)
            if bare != body:
                return self.known.get(bare) or self.parse(bare)
        return self._dash(body[2:]) if body[:2] == "- " else self._keyed(body)

    def _dash(self, rest: str) -> Line:
        if rest[0] in "- ":
            raise UnusualError
        if rest[0] == '"':
            keyed = rest[quoted(rest)[1] :][:1] == ":"
        else:
            keyed = rest[0] != "'" and (": " in rest or rest[-1] == ":")
        if not keyed:
            return Line(ITEM, item=scalar(rest)[0])
        inner = self.known.get(rest) or self.parse(rest)
        if inner.form == LEAF:
            found = Line(DASH_LEAF, inner.key, alone=inner.alone)
        elif inner.lists_actions:
            raise UnusualError
        else:
            found = Line(DASH_OPEN, inner.key, alone=inner.alone)
        found.entry = inner.entry
        return found

    def _keyed(self, body: str) -> Line:
        if body[0] == '"':
            key, end = quoted(body)
            value = body[end + 1 :]
            if body[end : end + 1] != ":" or end > MAX_KEY or not key or (value and value[0] != " "):
                raise UnusualError
        else:
            key, colon, value = body.partition(": ")
            if not colon and body[-1] == ":":
                key = body[:-1]
            elif not colon:
                raise UnusualError
            key = self._keys.get(key) or self._plain_key(key)
        value = value.strip(" ")
        if key in _INCLUDES or ("#" in value and key.endswith("Ref")):
            raise UnusualError
        if not value:
            return Line(OPEN, key, Actions() if key in ACTION_LISTS else None, _alone(key, None, ""))
        return _leaf(key, *scalar(value))

    def _plain_key(self, key: str) -> str:
        """A key without quotes, remembered so that its text is kept once."""
        plain = key and (key[0] in _STARTS_KEY or key[0] > _BEYOND_CONTROLS)
        if not plain or key[-1] == " " or ":" in key or "#" in key or len(key) > MAX_KEY:
            raise UnusualError
        return self._keys.setdefault(key, key)


def usual_lines(text: str) -> list[str] | None:
    """The lines of a text without their ends, which are all alike; None where there is what the exporter's YAML never
    has anywhere. A `---` before everything is made a comment."""
    if "\t" in text:
        return None
    if "\r" in text:
        ends = text.count("\r\n")
        if ends != text.count("\n") or ends != text.count("\r"):
            return None
        text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if lines[0] == "---":
        lines[0] = "#--"
    return lines


def uncommented(line: str) -> str:
    """A line without the comment at its end; as it is where quotes make that hard to tell."""
    at = line.find(" #")
    return line if at < 0 or '"' in line[:at] or "'" in line[:at] else line[:at].rstrip(" ")


def _leaf(key: str, value: Node, text: str | None) -> Line:
    if key in ACTION_LISTS:
        if value is not None and not isinstance(value, Items):
            raise UnusualError
        return Line(LEAF, key, Actions())
    if key in NOTHING and text is not None and value is not True:
        raise UnusualError
    return Line(LEAF, key, value, _alone(key, value, text))


def _alone(key: str, value: Node, text: str | None) -> Node:
    """The value that `{key: scalar}` is, None where it is a group or a literal. `text` is None for a collection."""
    if text is None:
        return None
    if key == "exp":
        return Expression(text)
    if key == "var":
        return Output(text)
    if key == "tts":
        return Audio(tts=text)
    if key == "prompt":
        return Audio(prompt=text)
    return NOTHING.get(key) if value is True else None


def quoted(text: str) -> tuple[str, int]:
    """A double-quoted text at the start, and where it ends; JSON's escapes are YAML's too, but for halves of
    characters, and `\\/`, which older YAML does not know."""
    try:
        value, end = _DECODER.raw_decode(text)
    except ValueError:
        raise UnusualError from None
    if "\\" in text and ("\\/" in text or "\\ud" in text or "\\uD" in text):
        raise UnusualError
    return value, end


def scalar(text: str) -> tuple[Scalar, str] | tuple[Group | Items, None]:
    """(value, text) of a scalar without blanks around it, the text None for `{}` and `[]`."""
    first = text[0]
    if first == '"':
        value, end = quoted(text)
        if end != len(text):
            raise UnusualError
        return value, value
    if first in _STARTS_TEXT or first > _BEYOND_CONTROLS or (first == "-" and text[1:2] in _STARTS_BEHIND_DASH):
        if (":" in text and (": " in text or text[-1] == ":")) or ("#" in text and " #" in text):
            raise UnusualError
        return resolve(text), text
    if first == "'" and text[-1] == "'" and text.count("'") == 2:
        return text[1:-1], text[1:-1]
    if text in _EMPTY:
        return _EMPTY[text], None
    raise UnusualError


def bare_action(entry: tuple[str, Node]) -> Action:
    """The action that an item `- key: scalar` or `- key:` of an action list is."""
    key, value = entry
    if value is None or value == _EMPTY["{}"]:
        return Action(key)
    if isinstance(value, Items):
        raise UnusualError
    return Action(key, ((BARE, value),))
