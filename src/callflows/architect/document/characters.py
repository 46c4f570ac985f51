"""Where each character of a scalar's text stands in what is written, for every style of YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t\r\n]+)*")
_BREAK = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^xuU\r\n])")
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_SHORT |= {"e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0"}
_SHORT |= {"L": "\u2028", "P": "\u2029"}
_HEADER = re.compile(r"[|>]([-+1-9]{0,2})[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")


class Character(msgspec.Struct, frozen=True):
    """One character of the text, and its place [start, end) in what is written."""

    said: str
    start: int
    end: int


def characters(written: str, text: str) -> tuple[Character, ...] | None:
    """The characters of `text`, which a YAML parser reads where `written` stands; None where this module reads
    something else there, so that a place is never a guess."""
    found = _PROPERTIES.match(written)
    start = found.end() if found else 0
    for read in _readings(written, start):
        if "".join(character.said for character in read) == text:
            return tuple(read)
    return None


def quoted_characters(written: str) -> tuple[Character, ...]:
    """The characters of a scalar in quotes, both of them there."""
    return tuple(_flow(written, 1, len(written) - 1, written[0]))


def _readings(written: str, start: int) -> Iterator[list[Character]]:
    first = written[start : start + 1]
    if first in ("|", ">") and first:
        yield from _blocks(written, start)
    elif first in ("'", '"') and first:
        end = len(written) - 1 if written[-1] == first and len(written) > start + 1 else len(written)
        yield _flow(written, start + 1, end, first)
    else:
        yield _flow(written, start, len(written), "")


def _flow(written: str, at: int, end: int, quote: str) -> list[Character]:
    """A plain or quoted scalar. YAML: a single line end is a blank, of several the first is dropped; blanks around
    them do not count."""
    said: list[Character] = []
    while at < end:
        gap = _gap(written, at, end)
        if gap > at:
            said += _folded(written, at, gap)
            at = gap
            continue
        character = _one(written, at, quote)
        if character.said or character.end == at:
            said.append(character)
            at = character.end
        else:  # a line end that is escaped: nothing of it counts, nor the blanks behind it
            at = _gap(written, character.end, end)
            said += _breaks(written, character.end, at)
    return said


def _one(written: str, at: int, quote: str) -> Character:
    """The character at a place, with what it takes to write it; an escaped line end says nothing."""
    if quote == "'" and written.startswith("''", at):
        return Character("'", at, at + 2)
    if quote == '"' and written[at] == "\\":
        escape = _ESCAPE.match(written, at)
        if escape:
            return Character(_meaning(escape[0]), at, escape.end())
        line_end = _BREAK.match(written, at + 1)
        if line_end:
            return Character("", at, line_end.end())
    return Character(written[at], at, at + 1)


def _meaning(escape: str) -> str:
    if escape[1] not in "xuU":
        return _SHORT.get(escape[1], escape)
    code = int(escape[2:], 16)
    return chr(code) if code <= 0x10FFFF else escape


def _gap(written: str, at: int, end: int) -> int:
    """Where the blanks and line ends from a place on end."""
    while at < end and written[at] in " \t\r\n":
        at += 1
    return at


def _folded(written: str, start: int, end: int) -> list[Character]:
    """What blanks and line ends between two words say."""
    breaks = _breaks(written, start, end)
    if not breaks:
        return [Character(written[at], at, at + 1) for at in range(start, end)]
    return breaks[1:] or [Character(" ", breaks[0].start, breaks[0].end)]


def _breaks(written: str, start: int, end: int) -> list[Character]:
    return [Character("\n", found.start(), found.end()) for found in _BREAK.finditer(written, start, end)]


def _blocks(written: str, start: int) -> Iterator[list[Character]]:
    """A block scalar, for each indentation that it may have: with an indicator that is counted from the parent's,
    which does not stand here."""
    header = _HEADER.match(written, start)
    if header is None:
        return
    lines = list(_lines(written, header.end()))
    indents = [indent for body, indent, _ in lines if body]
    deepest = indents[0] if indents else max((indent for _, indent, _ in lines), default=0)
    given = any(character.isdigit() for character in header[1])
    for indent in range(max(deepest, 1), 0, -1) if given else (deepest,):
        yield _block(written, lines, indent, header[0][0] == ">", header[1])


def _lines(written: str, at: int) -> Iterator[tuple[str, int, int]]:
    """(body without its indentation, indentation, where the line starts) of each line."""
    while at < len(written):
        found = _BREAK.search(written, at)
        end = found.start() if found else len(written)
        body = written[at:end].lstrip(" ")
        yield body, end - at - len(body), at
        at = found.end() if found else len(written)


def _block(written: str, lines: list[tuple[str, int, int]], indent: int, folded: bool, header: str) -> list[Character]:
    """The text of a block scalar. YAML: `>` joins lines that neither start with a blank nor stand beside an empty
    one; `-` drops the last line end, `+` keeps all that follow."""
    said: list[Character] = []
    pending: list[Character] = []  # the line ends since the last line
    blank_before = True
    for body, depth, start in lines:
        end = start + depth + len(body)
        if not body and depth <= indent:
            pending += _line_end(written, end)
            continue
        if depth < indent:
            break
        blank = depth > indent or body[:1] in {" ", "\t"}
        if folded and pending and said and not blank and not blank_before:
            pending = pending[1:] or [Character(" ", pending[0].start, pending[0].end)]
        said += pending
        said += [Character(written[at], at, at + 1) for at in range(start + indent, end)]
        pending = _line_end(written, end)
        blank_before = blank
    if "+" in header:
        return said + pending
    return said if "-" in header or not said else said + pending[:1]


def _line_end(written: str, at: int) -> list[Character]:
    found = _BREAK.match(written, at)
    return [Character("\n", at, found.end())] if found else []
