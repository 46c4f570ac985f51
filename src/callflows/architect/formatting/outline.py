"""The lines of a YAML text: what stands where by its path, and the comments between.

Unlike a flow's addresses, paths lead to everything that is written, by key and by index. Lines end with LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec
import yaml

Path: TypeAlias = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\r\n]*")
# YAML 1.1 parsers end a line here, YAML 1.2 does not; each stands for one character, so that places stay.
_NO_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", "\ue000"))


class Entry(msgspec.Struct, frozen=True):
    """A key of a mapping or an item of a list, and the line (from 0) on which it starts."""

    path: Path
    line: int
    index: int


class Comment(msgspec.Struct, frozen=True):
    """A comment. `alone` says that nothing but blanks stands before it on its line; `placeable` is False where it is a
    part of something that is written anew (the head of a block scalar)."""

    text: str
    index: int
    indent: int
    alone: bool
    placeable: bool = True


def outline(text: str) -> tuple[Entry, ...]:
    """Every key and item in the order of the text. Raises yaml.YAMLError where it is no YAML."""
    return tuple(_entries(text.translate(_NO_LINE_ENDS)))


def _entries(text: str) -> Iterator[Entry]:
    # A frame is [path, next index of a list or None, key that waits for its value or None].
    stack: list[list[Any]] = []
    event: Any  # PyYAML's, from libyaml or pure Python
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            stack.pop()
        elif kind in (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
            path: Path = ()
            if stack:
                top = stack[-1]
                if top[1] is not None:
                    path = (*top[0], top[1])
                    top[1] += 1
                    yield Entry(path, event.start_mark.line, event.start_mark.index)
                elif top[2] is None:
                    key = event.value if kind is yaml.ScalarEvent else ""
                    top[2] = key
                    yield Entry((*top[0], key), event.start_mark.line, event.start_mark.index)
                    continue
                else:
                    path = (*top[0], top[2])
                    top[2] = None
            if kind is yaml.MappingStartEvent:
                stack.append([path, None, None])
            elif kind is yaml.SequenceStartEvent:
                stack.append([path, 0, None])


def comments(text: str) -> tuple[Comment, ...]:
    """Every comment in the order of the text. Raises yaml.YAMLError where it is no YAML."""
    return tuple(_comments(text.translate(_NO_LINE_ENDS)))


def _comments(text: str) -> Iterator[Comment]:
    done = 0
    token: Any
    for token in yaml.scan(text, Loader=_LOADER):
        start, end = token.start_mark.index, token.end_mark.index
        if start > done:
            yield from _between(text, done, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            head = _COMMENT.search(text, start, text.find("\n", start) + 1 or len(text))
            if head:
                yield _comment(text, head, placeable=False)
        done = max(done, end)
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Comment]:
    """Comments among the blanks between two tokens."""
    for found in _COMMENT.finditer(text, start, end):
        yield _comment(text, found)


def _comment(text: str, found: re.Match[str], *, placeable: bool = True) -> Comment:
    begin = text.rfind("\n", 0, found.start()) + 1
    before = text[begin : found.start()]
    alone = not before.strip()
    return Comment(found[0].rstrip(), found.start(), len(before), alone, placeable)


class ScalarText(msgspec.Struct, frozen=True):
    """A scalar as it is written: `style` is its quote, `|` or `>`, "" for plain text; `key` says that it is a key."""

    written: str
    start: int
    end: int
    style: str
    key: bool


def scalars_of(text: str) -> Iterator[ScalarText]:
    """Every scalar in the order of the text. Raises yaml.YAMLError where it is no YAML."""
    key = False
    token: Any
    for token in yaml.scan(text.translate(_NO_LINE_ENDS), Loader=_LOADER):
        if isinstance(token, yaml.KeyToken):
            key = True
        elif isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            style = token.style or ("" if token.plain else '"')
            yield ScalarText(text[start:end], start, end, style, key)
            key = False
        elif not isinstance(token, yaml.AnchorToken | yaml.TagToken):
            key = False
