"""Edits of a file by place: everything outside of them stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callflows.diagnostics import Edit, Fix, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with the edits made. Spans speak of `text` as it is given, whatever the order of the edits.

    Where two overlap the earlier of `edits` is made and the other left out: read the result again and ask anew.
    Raises ValueError for a span that lies outside of `text`.
    """
    lines = Lines(text)
    made: list[tuple[int, int, str]] = []
    for edit in edits:
        start, end = lines.stretch(edit.span)
        if not any(_overlap(start, end, other[0], other[1]) for other in made):
            made.append((start, end, edit.text))
    parts: list[str] = []
    done = 0
    for start, end, replacement in sorted(made):
        parts += [text[done:start], replacement]
        done = end
    return "".join([*parts, text[done:]])


def together(text: str, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """The fixes that can be made at once: one that overlaps an earlier one is left out, whole."""
    lines = Lines(text)
    taken: list[tuple[int, int]] = []
    chosen: list[Fix] = []
    for fix in fixes:
        stretches = [lines.stretch(edit.span) for edit in fix.edits]
        if any(_overlap(*stretch, *other) for stretch in stretches for other in taken):
            continue
        taken += stretches
        chosen.append(fix)
    return tuple(chosen)


class Lines:
    """The places of a text as offsets. A line ends with LF, CRLF or CR; a byte order mark has no column."""

    def __init__(self, text: str) -> None:
        self.text = text
        first = 1 if text.startswith(_BOM) else 0
        self._starts = [first, *(found.end() for found in _LINE_END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 1. Raises ValueError where the text has no such place."""
        if not 1 <= line <= len(self._starts) or column < 1:
            raise ValueError(f"the text has no place {line}:{column}")
        found = self._starts[line - 1] + column - 1
        limit = self._starts[line] if line < len(self._starts) else len(self.text)
        if found > limit:
            raise ValueError(f"the text has no place {line}:{column}")
        return found

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where a span starts and ends. Raises ValueError where the text has no such place."""
        start, end = self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)
        if end < start:
            raise ValueError(f"the span {span} ends before it starts")
        return start, end

    def cut(self, span: Span) -> str:
        """The text of a span."""
        start, end = self.stretch(span)
        return self.text[start:end]


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Two insertions at one place count as an overlap: nobody said which comes first."""
    if start == other_start:
        return True
    return start < other_end and other_start < end
