"""YAML 1.2 core scalars: what plain text means when read, and which text needs quotes when written.

Only `true`/`false`, `null`, numbers and nothing else are special: `yes`, `No`, `12:30`, `2024-01-01` and `1_000`
stay text. A number with a point or an exponent is a `Decimal`, which keeps its digits.
Quoting is that of Architect's exporter.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from callflows.model import Scalar

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_STARTS_NUMBER = frozenset("+-.0123456789")
# Python refuses to turn very long digit strings into an int; far beyond Architect's 15 digits anyway.
_LONGEST_INTEGER = 1000

_RESERVED = frozenset({"true", "false", "null"})
_LONGEST_RESERVED = max(map(len, _RESERVED))
# Most texts: a letter first, then printable ASCII without `:` and `#`, no blank at the end.
_SURELY_PLAIN = re.compile(r"[A-Za-z_<$](?:[ !\"$-9;-~]*[!\"$-9;-~])?\Z").match
_PLAIN = re.compile(r"[^\W]|[<$]|[^\x00-\x7f]")
_NEEDS_QUOTES = re.compile("[:#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar. Infinity and not-a-number are no Architect values and stay text."""
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _STARTS_NUMBER else text


def _number(text: str) -> Scalar:
    """The number that a text is, the text itself where it is none."""
    if len(text) <= _LONGEST_INTEGER:
        if _INTEGER.match(text):
            return int(text)
        if _BASED.match(text):
            return int(text, 0)
    if not _DECIMAL.match(text):
        return text
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent out of all range
        return text


def to_text(value: Scalar) -> str:
    """A scalar as the exporter writes it."""
    if isinstance(value, str):
        if _SURELY_PLAIN(value) and len(value) > _LONGEST_RESERVED:
            return value
        return quoted(value) if needs_quotes(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return str(value)


def needs_quotes(text: str) -> bool:
    """Architect's exporter quotes what is empty, padded by blanks, holds `:` `#` a line end or a tab, starts with
    anything but a letter, digit, `_`, `<`, `$` or a character beyond ASCII, looks like a number, or reads as
    true, false or null."""
    if _SURELY_PLAIN(text):
        return len(text) <= _LONGEST_RESERVED and text.lower() in _RESERVED
    if not text or text[0] == " " or text[-1] == " ":
        return True
    if not _PLAIN.match(text) or _NEEDS_QUOTES.search(text):
        return True
    if text.lower() in _RESERVED:
        return True
    return text[0] in _STARTS_NUMBER and looks_numeric(text)


def looks_numeric(text: str) -> bool:
    return bool(_INTEGER.match(text) or _BASED.match(text) or _DECIMAL.match(text))


def quoted(text: str) -> str:
    """The text in double quotes with JSON's escapes; characters beyond ASCII stay as they are."""
    return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}", text) + '"'
