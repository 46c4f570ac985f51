"""Edits of what stands at an address, in the way in which it is written there."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows.architect.document.characters import quoted_characters
from callflows.architect.document.scalars import needs_quotes, quoted
from callflows.architect.document.source_map import SourceMap
from callflows.architect.editing.patches import Lines
from callflows.architect.placeholders.syntax import is_terraform, tokens
from callflows.diagnostics import Diagnostic, Edit, Fix, Span


class Editable:
    """A file with its source map.

    Each method gives the edit, or None where the file does not hold there what the caller expects: the text comes
    from a placeholder or another file, or is an alias.
    """

    def __init__(self, source: SourceMap, text: str) -> None:
        self._source = source
        self._lines = Lines(text)

    def rename_key(self, address: str, new: str) -> Edit | None:
        """Write `new` for the key at `address`."""
        span = self._source.key_span(address)
        found = self._written(span)
        if span is None or found is None or _plain(found)[0] != address.rpartition("/")[2]:
            return None
        return Edit(span=span, text=quoted(new) if found[0] == '"' or needs_quotes(new) else new)

    def rewrite(self, address: str, old: str, new: str) -> Edit | None:
        """Write the text `new` for the text `old` at `address`."""
        span = self._source.span(address)
        found = self._written(span)
        if span is None or found is None or _plain(found)[0] != old:
            return None
        return Edit(span=span, text=_in_style(found, new))

    def replace(self, address: str, text: str, start: int, end: int, new: str) -> Edit | None:
        """Write `new` for the characters from `start` to `end` of the `text` at `address`."""
        span = self._source.span(address)
        found = self._written(span)
        read, places = _plain(found) if found is not None else ("", [])
        if span is None or found is None or read != text or end >= len(places):
            return self._replace_inside(address, text, start, end, new)
        changed = text[:start] + new + text[end:]
        if found[0] not in "\"'" and (needs_quotes(changed) and not needs_quotes(text)):
            return Edit(span=span, text=quoted(changed))
        inside = _part(span, places[start], places[end])
        return Edit(span=inside, text=_escaped(found, new))

    def _replace_inside(self, address: str, text: str, start: int, end: int, new: str) -> Edit | None:
        """The same in a text of several lines or with placeholders, where what is replaced is on one line and has
        none."""
        whole, part = self._source.span(address), self._source.part(address, text, start, end)
        if whole is None or part is None or part == whole or part.file != self._source.file:
            return None
        try:
            style, old = self._lines.cut(whole)[:1], self._lines.cut(part)
        except ValueError:
            return None
        plain = not style or style not in "\"'|>"
        if old != _escaped(style, text[start:end]) or (plain and any(each in new for each in ":#\n")):
            return None
        return Edit(span=part, text=_escaped(style, new))

    def _written(self, span: Span | None) -> str | None:
        """What stands in the file, None where it is nothing, or more than one line."""
        if span is None or span.file != self._source.file or span.line != span.end_line:
            return None
        try:
            return self._lines.cut(span) or None
        except ValueError:
            return None


def _part(span: Span, start: int, end: int) -> Span:
    """A part of a span on one line, by characters from its start."""
    return Span(
        file=span.file,
        line=span.line,
        column=span.column + start,
        end_line=span.line,
        end_column=span.column + end,
    )


def _plain(written: str) -> tuple[str, list[int]]:
    """What a scalar on one line says, and for each of its characters (and its end) the place in what is written."""
    if written[0] not in "\"'" or len(written) == 1 or written[-1] != written[0]:
        return written, list(range(len(written) + 1))
    read = quoted_characters(written)
    return "".join(each.said for each in read), [*(each.start for each in read), len(written) - 1]


def _in_style(written: str, new: str) -> str:
    if written[0] == '"' or (written[0] != "'" and needs_quotes(new)):
        return quoted(new)
    return f"'{_escaped(written, new)}'" if written[0] == "'" else new


def _escaped(written: str, new: str) -> str:
    """`new` as it is written inside of quotes like those of `written`."""
    if written[:1] == '"':
        return quoted(new)[1:-1]
    return new.replace("'", "''") if written[:1] == "'" else new


def with_own_fixes(diagnostics: Iterable[Diagnostic], text: str, file: str) -> tuple[Diagnostic, ...]:
    """The findings without the fixes that would edit a placeholder: what is wrong stands in its value."""
    listed = tuple(diagnostics)
    if not any(d.fixes for d in listed):
        return listed
    lines = Lines(text)
    terraform = is_terraform(file)
    placeholders = [(t.start, t.end) for t in tokens(text, terraform=terraform) if t.literal is None]

    def own(fix: Fix) -> bool:
        stretches = [lines.stretch(edit.span) for edit in fix.edits if edit.span.file == file]
        return not any(start < right and left < end for start, end in stretches for left, right in placeholders)

    if not placeholders:
        return listed
    return tuple(msgspec.structs.replace(d, fixes=tuple(filter(own, d.fixes))) if d.fixes else d for d in listed)
