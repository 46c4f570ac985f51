"""A flow in words laid out for a terminal of some width: plain lines, in colour where colour is taken."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

import click

from callflows.analysis.describe import Line, LineKind, Part, Portrait, Section, VariableRow

NARROWEST = 40
LEAST_TEXT = 32
_HANG = 4
_GAP = "  "
_HEADINGS = ("name", "type", "initial value", "", "description")
_MOST_INITIAL = 36

Paint = Callable[[str, str], str]


def plain(text: str, _role: str) -> str:
    """No colour."""
    return text


def colours(text: str, role: str) -> str:
    """The colours of a terminal."""
    if role == "title":
        return click.style(text, bold=True)
    if role == "branch":
        return click.style(text, fg="cyan")
    return click.style(text, dim=True)


def laid_out(portrait: Portrait, width: int, paint: Paint = plain) -> Iterator[str]:
    """The lines of a page of `width` columns; only what cannot be broken is longer."""
    width = max(width, NARROWEST)
    yield f"{paint(portrait.title, 'title')}{_GAP}{portrait.name}"
    yield from _facts(portrait.facts, width)
    if portrait.variables:
        yield from ["", paint("Variables", "title"), *_table(portrait.variables, width, paint)]
    if portrait.settings:
        yield from ["", paint("Settings", "title")]
        for section in portrait.settings:
            yield from _wrapped(_GAP, f"{section.title}:", section.parts, width, paint, role="branch")
    for section in portrait.sections:
        yield ""
        yield from _section(section, width, paint)


def _facts(facts: Sequence[Part], width: int) -> Iterator[str]:
    room = max((len(part.label) for part in facts), default=0)
    for part in facts:
        head = f"{_GAP}{part.label:<{room}}{_GAP}"
        yield from _fill(part.text, width, head, " " * len(head))


def _section(section: Section, width: int, paint: Paint) -> Iterator[str]:
    title = f"{paint(section.title, 'title')}{_GAP}{section.name}" if section.name else paint(section.title, "title")
    yield title
    for part in section.parts:
        yield from _fill(str(part), width, _GAP, _GAP + " " * _HANG)
    if section.variables:
        yield from _table(section.variables, width, paint)
    for line in section.lines:
        yield from _line(line, width, paint)


def _line(line: Line, width: int, paint: Paint) -> Iterator[str]:
    indent = _GAP * (line.depth + 1)
    if line.kind is LineKind.NOTE:
        yield indent + paint(f"({line.text})", "note")
    elif line.kind is LineKind.BRANCH:
        yield from _wrapped(
            indent, f"{line.text}:" if not line.parts else line.text, line.parts, width, paint, role="branch"
        )
    else:
        name = f' "{line.name}"' if line.name else ""
        yield from _wrapped(indent, line.text, line.parts, width, paint, role="title", name=name)


def _wrapped(
    indent: str, head: str, parts: Sequence[Part], width: int, paint: Paint, *, role: str, name: str = ""
) -> Iterator[str]:
    """`head name  label text, label text` on as many lines as it takes."""
    said = ", ".join(map(str, parts))
    text = f"{head}{name}{_GAP if said else ''}{said}"
    first, *rest = _fill(text, width, indent, indent + " " * _HANG)
    yield first.replace(head, paint(head, role), 1)
    yield from rest


def _fill(text: str, width: int, first: str, rest: str) -> list[str]:
    width = max(width, len(rest) + LEAST_TEXT)
    if len(first) + len(text) <= width:
        return [first + text]
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]


def _table(rows: Sequence[VariableRow], width: int, paint: Paint) -> Iterator[str]:
    """A table whose last column takes what is left; where that is too little, descriptions stand below their row."""
    cells = [(row.name, row.type, row.initial, row.direction, row.description) for row in rows]
    used = [i for i in range(4) if i < 2 or any(row[i] for row in cells)]
    short = [[row[i] if i != 2 or len(row[i]) <= _MOST_INITIAL else "" for i in used] for row in cells]
    headings = [_HEADINGS[i] for i in used]
    widths = [max(len(line[i]) for line in [headings, *short]) for i in range(len(used))]
    left = width - sum(widths) - len(_GAP) * (len(widths) + 1)
    beside = left >= LEAST_TEXT and any(row[4] for row in cells)
    yield paint(_row([*headings, _HEADINGS[4]] if beside else headings, widths), "note")
    for row, line in zip(cells, short, strict=True):
        below = [f"= {row[2]}"] if len(row[2]) > _MOST_INITIAL else []
        if beside:
            start = _row([*line, ""], widths, pad=True)
            yield from (_fill(row[4], width, start, " " * len(start)) if row[4] else [start.rstrip()])
        else:
            yield _row(line, widths)
            below += [row[4]] if row[4] else []
        for text in below:
            yield from _fill(text, width, _GAP * 3, _GAP * 3)


def _row(cells: Sequence[str], widths: Sequence[int], *, pad: bool = False) -> str:
    room = [*widths, 0][: len(cells)]
    text = _GAP + _GAP.join(f"{cell:<{space}}" for cell, space in zip(cells, room, strict=True))
    return text if pad else text.rstrip()
