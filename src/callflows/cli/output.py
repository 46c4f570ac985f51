"""What goes to the terminal: tables, progress, colour; plain text everywhere else.

rich is imported only when the stream is a terminal. NO_COLOR is honoured (rich does), so is TERM=dumb.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO
from unicodedata import combining, east_asian_width

import click

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from callflows.deploy import Progress, Step
    from callflows.diagnostics import Diagnostic
    from callflows.genesys import Retry

_SOON = 3.0
_NOTICE_EVERY = 3.0
NOTE = "note"
NAME_WIDTH = 12
COLOURS = {"created": "green", "updated": "green", "skipped": "yellow", "failed": "red", "unfinished": "yellow"}


def on_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, colour_by: int = -1) -> None:
    """A table on standard output: fitted to the width of a terminal, aligned text without cutting elsewhere.

    A last column without any content is left out. `colour_by` is the column whose word chooses its cell's colour.
    """
    if rows and not any(row[-1] for row in rows):
        headings, rows = headings[:-1], [row[:-1] for row in rows]
    lines = [list(headings), *[[_one_line(cell) for cell in row] for row in rows]]
    if on_terminal(sys.stdout):
        _on_terminal(lines, colour_by)
        return
    widths = [max(columns(line[i]) for line in lines) for i in range(len(headings))]
    for line in lines:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def columns(text: str) -> int:
    """Columns of a terminal that a text takes; Chinese and Japanese characters take two each."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _on_terminal(lines: Sequence[Sequence[str]], colour_by: int) -> None:
    """As a table where it fits; where only the notes (the last column) do not, as a table with the notes below it; else
    one block a row. Nothing is ever cut: ids are there to be copied."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)

    def styled(row: Sequence[str]) -> list[Text]:
        style = COLOURS.get(row[colour_by], "") if colour_by >= 0 else ""
        return [Text(cell, style=style if i == colour_by else "") for i, cell in enumerate(row)]

    headings, rows = lines[0], lines[1:]
    widths = [max(columns(line[i]) for line in lines) for i in range(len(headings))]
    narrow = widths[:-1] if headings[-1] == NOTE else widths
    if _fits(widths, console.width):
        console.print(_boxed(headings, map(styled, rows)))
    elif _fits(narrow, console.width):
        console.print(_boxed(headings[: len(narrow)], (styled(row)[: len(narrow)] for row in rows)))
        for row in rows:
            if row[-1]:
                console.print(Text(f"{row[0]}: {row[-1]}" if row[0] else row[-1]), soft_wrap=True)
    else:
        for row in rows:
            cells = styled(row)
            console.print(cells[0])
            for heading, cell in zip(headings[1:], cells[1:], strict=True):
                if cell:
                    console.print(Text(f"  {heading:<9}").append_text(cell), soft_wrap=True)


def _fits(widths: Sequence[int], room: int) -> bool:
    """Whether columns of these widths fit, a space apart; the first, of names, may be folded."""
    return min(widths[0], NAME_WIDTH) + sum(widths[1:]) + len(widths) + 1 <= room


def _boxed(headings: Sequence[str], rows: Iterable[Sequence[Text]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    for index, heading in enumerate(headings):
        shown.add_column(heading, overflow="fold", no_wrap=index > 0)
    for row in rows:
        shown.add_row(*row)
    return shown


def json(value: object) -> None:
    """A value of plain data and frozen structs as JSON on standard output."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def diagnostics(found: Sequence[Diagnostic]) -> None:
    """The findings on standard error."""
    from callflows.diagnostics import render_text

    if found:
        click.echo(render_text(found), err=True)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 flow`, `2 flows`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def retry_notice(now: Callable[[], float] = time.monotonic) -> Callable[[Retry], None] | None:
    """What tells a person at a terminal that a request is sent again, None where nobody sits. A first try that is
    repeated soon is not worth a word, nor are more than one of them in a while."""
    if not on_terminal(sys.stderr):
        return None
    quiet_until = 0.0

    def tell(retry: Retry) -> None:
        nonlocal quiet_until
        if (retry.attempt == 1 and retry.seconds < _SOON) or now() < quiet_until:
            return
        quiet_until = now() + _NOTICE_EVERY
        click.echo(f"{retry.error}\n    trying again in {max(1, round(retry.seconds))} s (Ctrl-C ends it)", err=True)

    return tell


@contextmanager
def progress_bar(total: int, *, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while rows are published; None where nobody would see it."""
    if quiet or not on_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.table import Column

    whole = Column(no_wrap=True, min_width=len(f"{total}/{total}"))
    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(table_column=whole),
        TimeElapsedColumn(table_column=Column(no_wrap=True, min_width=7)),
        TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1), markup=False),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True, expand=True) as bar:
        task = bar.add_task("publishing", total=total)

        def show(step: Step) -> None:
            bar.update(task, completed=step.done, description=f"{step.flow}: {step.state}")

        yield show
