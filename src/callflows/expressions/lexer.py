"""Text to tokens.

Architect: white space is blank, tab, CR and LF only; there are no comments; a dot and the name after it are one token,
so `Flow .i` is a variable and `Flow. i` is not; strings know the escapes `\\"`, `\\\\`, `\\n`, `\\r`, `\\t` and no
other.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is."""

    NUMBER = 1
    STRING = 2
    NAME = 3
    MEMBER = 4  # a dot with the name or quoted name behind it
    OPERATOR = 5
    END = 6
    BAD = 7  # a character that no token starts with, with what it puts in quotes or braces
    OPEN_STRING = 8  # a string that never ends
    BAD_ESCAPE = 9  # a string with an unknown escape; `offset` is the backslash


class Token(NamedTuple):
    """One token: its kind, its text (for strings and members the content) and where it stands."""

    kind: Kind
    text: str
    offset: int
    end: int


_LETTER = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff"
    r"\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff"
)
_NAME = rf"[${_LETTER}][{_LETTER}0-9_]*"
_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"""
      (?P<blank>[ \t\r\n]+)
    | (?P<number>[0-9]+\.[0-9]* | \.[0-9]+ | [0-9]+)
    | (?P<name>{_NAME})
    | (?P<member>\.(?:{_NAME}|{_STRING}))
    | (?P<string>{_STRING})
    | (?P<operator>==|!=|<=|>=|[-+*/%^&|~!<>?:\[\](),])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PLACEHOLDER = r"\{\{[^{}]*\}\}"
_QUOTED = re.compile(
    rf"'[^']*'|[\u201c\u201d][^\u201c\u201d]*[\u201c\u201d]|{_PLACEHOLDER}|\.\s*(?:{_NAME}|{_PLACEHOLDER})"
)
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_KINDS = {"number": Kind.NUMBER, "name": Kind.NAME, "operator": Kind.OPERATOR}


def tokens(text: str) -> list[Token]:
    """All tokens of `text`, the last is END. What the language has not is BAD, OPEN_STRING or BAD_ESCAPE."""
    found: list[Token] = []
    position, length = 0, len(text)
    match = _TOKEN.match
    while position < length:
        hit = match(text, position)
        if hit is None:
            found.append(_stranger(text, position))
            position = found[-1].end
            continue
        group, end = hit.lastgroup or "", hit.end()
        if group != "blank":
            kind = _KINDS.get(group)
            found.append(Token(kind, hit.group(), position, end) if kind else _named(group, hit.group(), position))
        position = end
    found.append(Token(Kind.END, "", length, length))
    return found


def _named(group: str, text: str, position: int) -> Token:
    """A string, or a member that may be quoted."""
    end = position + len(text)
    if group == "member" and text[1] != '"':
        return Token(Kind.MEMBER, text[1:], position, end)
    start = 2 if group == "member" else 1
    body = text[start:-1]
    if "\\" in body:
        for escape in _ESCAPE.finditer(body):
            if escape.group(1) not in _ESCAPES:
                place = position + start + escape.start()
                return Token(Kind.BAD_ESCAPE, escape.group(), place, place + 2)
        body = _ESCAPE.sub(lambda escape: _ESCAPES[escape.group(1)], body)
    return Token(Kind.MEMBER if group == "member" else Kind.STRING, body, position, end)


def _stranger(text: str, position: int) -> Token:
    """The token for what the language does not know at `position`."""
    if text[position] == '"' or text.startswith('."', position):
        return Token(Kind.OPEN_STRING, "", position, len(text))
    quoted = _QUOTED.match(text, position)
    return Token(Kind.BAD, text[position], position, quoted.end() if quoted else position + 1)
