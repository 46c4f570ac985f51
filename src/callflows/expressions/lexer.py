"""Text to tokens.

Architect: white space is blank, tab, CR and LF only; there are no comments; a dot and the name after it are one token,
so `Flow .i` is a variable and `Flow. i` is not; strings know the escapes `\\"`, `\\\\`, `\\n`, `\\r`, `\\t` and no
other.

One pattern finds all tokens in one go; in a text of the language, blanks and tokens follow each other without a gap.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final, NamedTuple, TypeAlias


class Kind(IntEnum):
    """What a token is."""

    NUMBER = 1
    STRING = 2
    MEMBER = 3  # a dot with the name or quoted name behind it
    NAME = 4
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


Raw: TypeAlias = tuple[int, str, int, int]
"""A token as the parser reads it, without the cost of names. `kind` is the number of a `Kind`."""

NUMBER: Final = 1
STRING: Final = 2
MEMBER: Final = 3
NAME: Final = 4
OPERATOR: Final = 5
END: Final = 6

_LETTER = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff"
    r"\u3040-\u318f\u3300-\u337f\u3400-\u3d2d\u4e00-\u9fff\uf900-\ufaff"
)
_NAME = rf"[${_LETTER}][{_LETTER}0-9_]*"
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = re.compile(
    rf"""
    ([ \t\r\n]*)
    ( {_NAME}
    | [-+*/%^&|~?:\[\](),]
    | \.(?:{_NAME}|{_STRING})
    | {_STRING}
    | [0-9]+\.?[0-9]*
    | [<>!]=?
    | ==
    | \.[0-9]+
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_FIRST = {
    **dict.fromkeys("0123456789", NUMBER),
    **dict.fromkeys("-+*/%^&|~?:[](),<>!=", OPERATOR),
    '"': STRING,
    ".": MEMBER,
}
_BLANKS = " \t\r\n"
_BLANK = re.compile(rf"[{_BLANKS}]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PLACEHOLDER = r"\{\{[^{}]*\}\}"
_QUOTED = re.compile(
    rf"'[^']*'|[\u201c\u201d][^\u201c\u201d]*[\u201c\u201d]|{_PLACEHOLDER}|\.\s*(?:{_NAME}|{_PLACEHOLDER})"
)
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_PLAIN_NAME = re.compile(_NAME)


def tokens(text: str) -> list[Raw]:
    """All tokens of `text`, the last is END. What the language has not is BAD, OPEN_STRING or BAD_ESCAPE."""
    found: list[Raw] = []
    end = 0
    for blank, token in _TOKEN.findall(text):
        start = end + len(blank)
        end = start + len(token)
        kind = _FIRST.get(token[0], NAME)
        found.append(_valued(kind, token, start, end) if STRING <= kind <= MEMBER else (kind, token, start, end))
    length = len(text)
    if end != length and end != len(text.rstrip(_BLANKS)):
        return _with_strangers(text)
    found.append((END, "", length, length))
    return found


def is_name(text: str) -> bool:
    """Whether a text is one name."""
    return _PLAIN_NAME.fullmatch(text) is not None


def _with_strangers(text: str) -> list[Raw]:
    """The same for a text with characters that no token has."""
    found: list[Raw] = []
    position, length = 0, len(text.rstrip(_BLANKS))
    while position < length:
        hit = _TOKEN.match(text, position)
        if hit is None:
            found.append(_stranger(text, _past_blanks(text, position)))
            position = found[-1][3]
        else:
            token, position = hit[2], hit.end()
            kind = _FIRST.get(token[0], NAME)
            raw = kind, token, hit.start(2), position
            found.append(_valued(*raw) if STRING <= kind <= MEMBER else raw)
    found.append((END, "", len(text), len(text)))
    return found


def _valued(kind: int, token: str, start: int, end: int) -> Raw:
    """A string or member, with its content as text; `.5` is a number."""
    opening = 1
    if kind == MEMBER:
        if token[1] != '"':
            return (NUMBER, token, start, end) if token[1] in "0123456789" else (MEMBER, token[1:], start, end)
        opening = 2
    body = token[opening:-1]
    if "\\" in body:
        for escape in _ESCAPE.finditer(body):
            if escape[1] not in _ESCAPES:
                place = start + opening + escape.start()
                return Kind.BAD_ESCAPE, escape[0], place, place + 2
        body = _ESCAPE.sub(lambda escape: _ESCAPES[escape[1]], body)
    return kind, body, start, end


def _past_blanks(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return position if found is None else found.end()


def _stranger(text: str, position: int) -> Raw:
    """The token for what the language does not know at `position`."""
    if text[position] == '"' or text.startswith('."', position):
        return Kind.OPEN_STRING, "", position, len(text)
    quoted = _QUOTED.match(text, position)
    return Kind.BAD, text[position], position, quoted.end() if quoted else position + 1
