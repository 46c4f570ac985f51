"""Coverage as a table for the terminal: a line a flow, and what is missing in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor
from textwrap import wrap
from types import MappingProxyType
from typing import Final
from unicodedata import combining, east_asian_width

from callflows.testing.coverage.items import Kind
from callflows.testing.coverage.report import FlowCoverage, Report, Sum

COLUMNS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ACTION: "Actions",
        Kind.PATH: "Paths",
        Kind.CHOICE: "Choices",
        Kind.BRANCH: "Branches",
        Kind.ERROR: "Errors",
    }
)
"""What is counted, each with the head of its column."""
_HEAD: Final = ("Flow", *COLUMNS.values(), "Cover", "Missing lines")


def render_table(report: Report, *, show_missing: bool = False, width: int | None = None) -> str:
    """The table; with `show_missing` below it every item that is not covered, with its place. Where it is wider than
    `width` columns, the missing lines of a flow stand below its row, and then, what there is to count one after the
    other below its name. Ends with a newline."""
    rows = [_row(flow.name, [flow.sum(kind) for kind in COLUMNS], flow.sum(), lines_of(flow)) for flow in report.flows]
    total = _row("Total", [report.sum(kind) for kind in COLUMNS], report.sum(), "")
    widths = [max(_columns(row[column]) for row in (_HEAD, *rows, total)) for column in range(len(_HEAD))]
    whole = sum(widths) + 2 * (len(widths) - 1)
    if width is None or whole <= width:
        rule = "-" * whole
        lines = [_line(_HEAD, widths), rule, *(_line(row, widths) for row in rows), rule, _line(total, widths)]
    elif width < whole - widths[-1] - 2:
        lines = [line for row in (*rows, total) for line in _stacked(row, width)]
    else:
        rule = "-" * min(width, whole - widths[-1] - 2)
        body = [line for row in rows for line in _narrow(row, widths, width)]
        lines = [_line((*_HEAD[:-1], ""), widths), rule, *body, rule, _line(total, widths)]
    lines += wrap(uncounted(report.sum()), width or 80)
    if show_missing:
        lines += _missing(report)
    return "".join(f"{line}\n" for line in lines)


def uncounted(of: Sum) -> str:
    """What is left out of the counts, as a sentence; "" where nothing is."""
    parts = []
    if of.unreachable:
        parts.append(f"{of.unreachable} that no call can reach")
    if of.excluded:
        parts.append(f'{of.excluded} marked "no cover"')
    return f"Not counted: {', '.join(parts)}." if parts else ""


def percent(of: Sum) -> str:
    """Whole percent, never rounded up to 100 or down to 0: `99%` of 199 of 200."""
    value = of.percent
    if 0 < value < 1:
        return "1%"
    return f"{int(value)}%" if value > 99 else f"{round(value)}%"


def too_little(report: Report, least: float) -> str:
    """Why coverage falls short of so many percent; "" where it does not."""
    if report.unread:
        return f"What is covered is not known: {', '.join(report.unread)} cannot be read."
    return f"Coverage of {exactly(report.sum())} is less than {least:g}%." if report.falls_short(least) else ""


def exactly(of: Sum) -> str:
    """Percent with two digits behind the point, the rest cut off: `5.88%`, `100%`."""
    return f"{floor(of.percent * 100) / 100:g}%"


def lines_of(flow: FlowCoverage) -> str:
    """The lines with something that is not covered: `12, 20-22`. Lines of one task or menu between which nothing counts
    run together."""
    missing = set(flow.missing_lines)
    owners = {each.line: _owner(each.item.key) for each in reversed(flow.items) if each.line}
    ranges: list[list[int]] = []
    open_in: str | None = None
    for line in sorted(owners):
        if line not in missing:
            open_in = None
        elif open_in == owners[line]:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
            open_in = owners[line]
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _owner(key: str) -> str:
    """The task or menu in which something stands: `tasks/task[Main_1]`; else the part of the flow."""
    part, _, rest = key.lstrip("/").partition("/")[2].partition("/")
    return f"{part}/{rest.partition('/')[0]}" if part in ("tasks", "menus") else part.partition("[")[0]


def _row(name: str, sums: Iterable[Sum], whole: Sum, missing: str) -> tuple[str, ...]:
    return (name, *(f"{each.covered}/{each.total}" if each.total else "-" for each in sums), percent(whole), missing)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = row
    numbers = (cell.rjust(width) for cell, width in zip(middle, widths[1:], strict=False))
    return "  ".join([first + " " * (widths[0] - _columns(first)), *numbers, last]).rstrip()


def _columns(text: str) -> int:
    """Columns of a terminal that a text takes; Chinese and Japanese characters take two each."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _narrow(row: Sequence[str], widths: Sequence[int], width: int) -> Iterable[str]:
    """A row with its missing lines below it."""
    yield _line((*row[:-1], ""), widths)
    if row[-1]:
        yield from wrap(f"missing: {row[-1]}", width, initial_indent="  ", subsequent_indent="    ")


def _stacked(row: Sequence[str], width: int) -> Iterable[str]:
    """A row as some lines: the name and the percentage, what was counted, the missing lines."""
    name, *counts, cover, missing = row
    yield from wrap(f"{name}: {cover}", width)
    counted = ", ".join(
        f"{heading.lower()}\xa0{count}" for heading, count in zip(_HEAD[1:], counts, strict=False) if count != "-"
    )
    for text in (counted, f"missing: {missing}" if missing else ""):
        if text:
            yield from (
                line.replace("\xa0", " ") for line in wrap(text, width, initial_indent="  ", subsequent_indent="    ")
            )


def _missing(report: Report) -> Iterable[str]:
    for flow in report.flows:
        for title, items in (("not covered", flow.missing), ("no call can reach", flow.unreachable)):
            if items:
                yield from ("", f"{flow.name}: {title}")
            for each in items:
                place = f"{each.span.file}:{each.span.line}" if each.span else flow.file
                yield f"  {place}  {each.item.kind:<6}  {each.item.label}"
