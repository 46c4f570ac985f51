"""What goes to the terminal: tables, progress, colour; plain text everywhere else.

rich is imported only when the stream is a terminal. NO_COLOR is honoured (rich does), so is TERM=dumb.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from callflows.deploy import Progress, Step
    from callflows.diagnostics import Diagnostic

NEVER_CUT = frozenset({"id", "result", "type", "version", "seconds"})
COLOURS = {"created": "green", "updated": "green", "skipped": "yellow", "failed": "red", "unfinished": "yellow"}


def on_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, colour_by: int = -1) -> None:
    """A table on standard output: boxed and fitted to the width of a terminal, aligned text without cutting elsewhere.
    A last column without any content is left out. `colour_by` is the column whose word chooses its cell's colour."""
    if rows and not any(row[-1] for row in rows):
        headings, rows = headings[:-1], [row[:-1] for row in rows]
    if on_terminal(sys.stdout):
        _rich_table(headings, rows, colour_by)
        return
    lines = [list(headings), *[[_one_line(cell) for cell in row] for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headings))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _rich_table(headings: Sequence[str], rows: Sequence[Sequence[str]], colour_by: int) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    for heading in headings:
        shown.add_column(heading, overflow="fold", no_wrap=heading in NEVER_CUT)
    for row in rows:
        style = COLOURS.get(row[colour_by], "") if colour_by >= 0 else ""
        shown.add_row(*(Text(cell, style=style if i == colour_by else "") for i, cell in enumerate(row)))
    Console(file=sys.stdout).print(shown)


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


@contextmanager
def progress_bar(total: int, *, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on standard error while rows are published; None where nobody would see it."""
    if quiet or not on_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("Publishing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=total)

        def show(step: Step) -> None:
            bar.update(task, completed=step.done, description=f"{step.flow}: {step.state}")

        yield show
