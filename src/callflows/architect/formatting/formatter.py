"""A flow file in the exporter's format: the same flow, comments, placeholders and includes kept."""

from __future__ import annotations

import re

import msgspec

from callflows.architect.decoding import decode
from callflows.architect.formatting.comments import carry
from callflows.architect.formatting.masking import Masked, Word, mask
from callflows.architect.formatting.outline import Comment
from callflows.architect.reading.reader import ReadResult, read
from callflows.architect.writing.writer import write
from callflows.diagnostics import Diagnostic, Severity, Span

_UNFILLED = frozenset({"placeholder-left", "template-directive"})
_INCLUDED = "include-"
_INCOMPLETE = frozenset({"wrong-shape", "missing-key"})
_SEVERAL_LINES = (
    "stands in a text of several lines, which the format has not; its value could read differently in quotes."
)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Formatted(msgspec.Struct, frozen=True):
    """`text` is None where the file cannot be formatted; the diagnostics say why. They are its errors alone."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def format_text(data: bytes | str, *, file: str = "") -> Formatted:
    """The file as the org would export it: formatting again changes nothing, and it reads as the same flow.

    A template is formatted as it is: nothing is filled in and no other file is opened. Comments stay at what they stand
    at. A file with CRLF line ends alone keeps them; a byte order mark goes. Refused are files with errors, and those
    where a comment, a placeholder or an include has no place in the format.
    """
    text, wrong = decode(data, file)
    if wrong:
        return Formatted(None, (wrong,))
    errors = tuple(d for d in read(data, file=file).diagnostics if _stops(d))
    if errors:
        return Formatted(None, errors)
    unix = _LINE_END.sub("\n", text)
    masked = mask(unix, file)
    if masked.unfit:
        return Formatted(None, tuple(_unplaced(file, word, _SEVERAL_LINES) for word in masked.unfit))
    found = read(masked.text, file=file)
    errors = tuple(_unmasked(d, masked) for d in found.diagnostics if _stops(d) and not _is_include(d, found, masked))
    if errors or found.flow is None:
        return Formatted(None, errors)
    carried = carry(masked.text, write(found.flow))
    refused = [_lost_comment(masked, file, comment) for comment in carried.lost]
    refused += [_unplaced(file, word, "has no place in the format.") for word in masked.missing_in(carried.text)]
    if refused:
        return Formatted(None, tuple(refused))
    written = masked.restore(carried.text)
    return Formatted(written.replace("\n", "\r\n") if _is_crlf(text) else written)


def _stops(diagnostic: Diagnostic) -> bool:
    """An error that has to be mended first. A template needs no values to be formatted, nor the files it includes."""
    if diagnostic.severity is not Severity.ERROR:
        return False
    return diagnostic.code not in _UNFILLED and not diagnostic.code.startswith(_INCLUDED)


def _is_include(diagnostic: Diagnostic, found: ReadResult, masked: Masked) -> bool:
    """What is wrong at `diagnostic` is only that an include stands for what belongs there."""
    if diagnostic.code not in _INCOMPLETE:
        return False
    for name, word in masked.words.items():
        span = found.source.key_span(f"{diagnostic.address}/{name}") if word.include else None
        if span is not None and _cut(masked.text, span) == name:
            return True
    return False


def _cut(text: str, span: Span) -> str:
    """What stands at a span of one line."""
    line = text.split("\n", span.line)[span.line - 1]
    return line[span.column - 1 : span.end_column - 1]


def _is_crlf(text: str) -> bool:
    """Every line ends with CRLF."""
    return "\r\n" in text and all(found[0] == "\r\n" for found in _LINE_END.finditer(text))


def _unmasked(diagnostic: Diagnostic, masked: Masked) -> Diagnostic:
    message, hint = masked.restore(diagnostic.message), masked.restore(diagnostic.help)
    return msgspec.structs.replace(diagnostic, message=message, help=hint)


def _unplaced(file: str, word: Word, why: str) -> Diagnostic:
    hint = "Write the text around it on one line, or fill the file in first."
    if word.include:
        hint = "The format keeps includes among actions and their settings."
    elif word.meant.startswith("%{"):
        why, hint = "makes lines of its own, which only Terraform knows.", "Render the file with terraform first."
    return Diagnostic(
        code="format-placeholder",
        severity=Severity.ERROR,
        message=f"`{word.meant}` {why}",
        span=Span(file=file, line=word.line, column=1, end_line=word.line, end_column=1),
        help=hint,
    )


def _lost_comment(masked: Masked, file: str, comment: Comment) -> Diagnostic:
    return Diagnostic(
        code="format-comment",
        severity=Severity.ERROR,
        message=f"The comment `{masked.restore(comment.text)}` has no place in the format.",
        span=_span(masked.text, file, comment.index, comment.index + len(comment.text)),
        help="Move it to a line of its own above a key that holds something, or remove it.",
    )


def _span(text: str, file: str, start: int, end: int) -> Span:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
    return Span(file=file, line=line, column=column, end_line=end_line, end_column=end_column)
