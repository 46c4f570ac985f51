"""The results of `callflows test` as a person reads them, at most 80 columns wide apart from what cannot be broken."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.changes import coloured

if TYPE_CHECKING:
    from callflows.cli.tested import Tested
    from callflows.diagnostics import Diagnostic
    from callflows.testing.scenarios.results import Result

WIDTH = 80
NARROWEST = 40
"""Columns below which nothing is made narrower."""
INDENT = 2
SHOWN = 5
"""Calls that are named of those that share a reason."""
_MARKS = {"passed": ".", "failed": "F", "error": "E", "skipped": "s"}
_COLOURS = {"passed": "green", "failed": "red", "error": "red", "skipped": "yellow"}
_SAID = {"failed": "failed", "error": "could not be placed", "passed": "passed", "skipped": "skipped"}
_SEVERITIES = {"error": "red", "warning": "yellow", "info": "cyan"}


class Marks:
    """A line for each file: its name and a mark for each call, as they come."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._file = ""
        self._column = 0
        self._width = min(WIDTH, _columns())

    def add(self, result: Result) -> None:
        """Print the mark of a call."""
        if self._quiet:
            return
        if result.file != self._file:
            self.end()
            self._file = result.file
            click.echo(f"{result.file} ", nl=False)
            self._column = output.columns(result.file) + 1
        if self._column >= self._width:
            click.echo("\n  ", nl=False)
            self._column = 2
        click.echo(styled(_MARKS[result.status], _COLOURS[result.status]), nl=False)
        self._column += 1

    def end(self) -> None:
        """End the line of the file."""
        if self._file and not self._quiet:
            click.echo()
        self._file = ""


def dialogue_width(*, as_json: bool) -> int:
    """Columns of a dialogue: fewer on a narrow terminal, the same everywhere else."""
    from callflows.testing.dialogue import WIDTH as USUAL

    if as_json or not output.on_terminal(sys.stdout):
        return USUAL
    return max(NARROWEST, min(USUAL, _columns() - INDENT))


def conclude(tested: Tested) -> None:
    """What is wrong, call by call, then what was not mocked, then the summary."""
    for result in tested.results:
        if result.status == "failed":
            _failure(result)
    _not_placed([each for each in tested.results if each.status == "error"])
    faults = (*tested.diagnostics, *(each for file in tested.files for each in file.diagnostics))
    if faults:
        if tested.results:
            click.echo()
        print_faults(faults)
    _unmocked(tested.results)
    if tested.results:
        click.echo()
    click.echo(_summary(tested))


def print_faults(found: Iterable[Diagnostic], *, to_stderr: bool = False) -> None:
    """Findings, in colour on a terminal."""
    from callflows.diagnostics import render_text

    for finding in found:
        text = render_text([finding])
        word = f"{finding.severity}: "
        click.echo(text.replace(word, styled(word, _SEVERITIES[finding.severity]), 1), err=to_stderr)


def styled(text: str, colour: str) -> str:
    """The text in bold colour on a terminal that shows it."""
    return click.style(text, fg=colour, bold=True) if coloured() else text


def _failure(result: Result) -> None:
    click.echo()
    click.echo(f"{styled('FAILED', 'red')} {_plain(result.name)}")
    click.echo(f"  {result.file}:{result.step_line}: {_plain(result.step)}")
    if result.flow_place:
        click.echo(f"  {result.flow_place}: the call is here")
    click.echo(_wrapped(result.message))
    click.echo()
    click.echo(textwrap.indent(result.dialogue, "  "))


def _not_placed(results: Sequence[Result]) -> None:
    """Why calls could not be placed: a flow's errors once, however many calls there are to it."""
    by_reason: dict[tuple[str, tuple[Diagnostic, ...]], list[Result]] = {}
    for result in results:
        by_reason.setdefault((result.message, result.diagnostics), []).append(result)
    for (message, diagnostics), calls in by_reason.items():
        click.echo()
        click.echo(f"{styled('ERROR', 'red')} {output.counted(len(calls), 'call')} could not be placed")
        for result in calls[:SHOWN]:
            click.echo(f"  {result.file}:{result.line}: {_plain(result.name)}")
        if len(calls) > SHOWN:
            click.echo(f"  and {len(calls) - SHOWN} more")
        click.echo(_wrapped(message))
        print_faults(diagnostics)


def _unmocked(results: Sequence[Result]) -> None:
    counts: dict[str, int] = {}
    for result in results:
        for what in result.unmocked:
            counts[what] = counts.get(what, 0) + 1
    if counts:
        click.echo()
        click.echo("Asked of the org, and not said under `given:`:")
        for what, number in counts.items():
            click.echo(f"  {what} ({output.counted(number, 'call')})")


def _summary(tested: Tested) -> str:
    """`1 failed, 3 passed, 1 skipped in 0.02 s`."""
    parts = []
    for status, said in _SAID.items():
        number = sum(each.status == status for each in tested.results)
        if number:
            parts.append(styled(f"{number} {said}", _COLOURS[status]))
    faulty = sum(not file.ok for file in tested.files)
    if faulty:
        parts.insert(0, styled(f"{output.counted(faulty, 'file')} with errors", "red"))
    if tested.left_out:
        parts.append(f"{tested.left_out} not selected")
    said = ", ".join(parts) or "no calls"
    stopped = f"; {tested.stopped}" if tested.stopped else ""
    return f"{said} in {tested.seconds:.2f} s{stopped}"


def _plain(text: str) -> str:
    """Without anything that would steer the terminal."""
    from callflows.testing.dialogue import printable

    return printable(text)


def _columns() -> int:
    return shutil.get_terminal_size((WIDTH, 24)).columns


def _wrapped(text: str) -> str:
    width = min(WIDTH, max(NARROWEST, _columns())) - INDENT
    filler = textwrap.TextWrapper(
        width, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return filler.fill(_plain(text))
