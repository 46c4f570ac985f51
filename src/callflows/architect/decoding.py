"""Bytes to text: UTF-8 with or without a byte order mark, nothing else; said clearly where it is not."""

from __future__ import annotations

import codecs
import re

from callflows.architect.faults import fault
from callflows.diagnostics import Diagnostic, Span

MAX_BYTES = 16 * 1024 * 1024
"""Far more than a flow can have (Architect refuses to publish about 6 MB)."""

_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# What YAML does not allow in a file, however it is written.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SAVE_AS = "Save the file as UTF-8 text."


def decode(data: bytes | str, file: str) -> tuple[str, Diagnostic | None]:
    """The text of a flow file without its byte order mark, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        size = f"{len(data):,} {'bytes' if isinstance(data, bytes) else 'characters'}"
        limit = f"The most that callflows reads is {MAX_BYTES:,}."
        return "", fault("file-too-large", f"The file has {size}. {limit}", span=_at(file, "", 0))
    text, wrong = _as_text(data, file) if isinstance(data, bytes) else (data, None)
    if wrong:
        return "", wrong
    text = text.removeprefix("\ufeff")
    if not text.strip():
        return "", fault(
            "file-empty",
            "The file is empty.",
            span=_at(file, "", 0),
            help="A flow file starts with the flow type, such as `inboundCall:`.",
        )
    found = unprintable(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        message = f"The file holds the character {code}, which no YAML file may hold."
        return "", fault("file-encoding", message, span=_at(file, text, found.start()), help=_SAVE_AS)
    return text, None


def unprintable(text: str) -> re.Match[str] | None:
    """The first character that no YAML file may hold."""
    return _UNPRINTABLE.search(text)


def _as_text(data: bytes, file: str) -> tuple[str, Diagnostic | None]:
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            message = f"The file is {name}, not UTF-8."
            return "", fault("file-encoding", message, span=_at(file, "", 0), help=_SAVE_AS)
    try:
        return data.decode(), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().removeprefix("\ufeff")
        wrong = data[error.start]
        return "", fault(
            "file-encoding",
            f"The file is not UTF-8 text: byte 0x{wrong:02X} does not belong there.",
            span=_at(file, before, len(before)),
            help=_SAVE_AS,
        )


def _at(file: str, text: str, offset: int) -> Span:
    """The place of one character."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(file=file, line=line, column=column, end_line=line, end_column=column + 1)
