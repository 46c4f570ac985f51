"""`callflows fmt`: flow files in the format of Architect's exporter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.changes import is_stdin, print_diff, print_text
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import paths_argument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from callflows.diagnostics import Diagnostic
    from callflows.workspace import FlowFile


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A file and what the format makes of it: `after` is None where it is refused, and the diagnostics say why."""

    path: Path
    name: str
    before: str
    after: str | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        return self.after is not None and self.after != self.before


@click.command(short_help="Bring flow files to the format of Architect's exporter.")
@paths_argument
@click.option(
    "--check", is_flag=True, help="Change nothing; list what would change, and exit with 1 if anything would."
)
@click.option("--diff", is_flag=True, help="Change nothing; print what would change as a unified diff.")
@click.option("--stdin-name", metavar="NAME", default="<stdin>", help="What the file on standard input is called.")
def command(*, paths: tuple[Path, ...], check: bool, diff: bool, stdin_name: str) -> int:
    """Bring flow files to the format of Architect's exporter: files, folders, or, without
    PATHS, all flows of the workspace; with - standard input to standard output.

    The flow stays the same, and formatting again changes nothing. Comments stay at what
    they stand at; templates are formatted as they are, includes stay includes. Files with
    errors are refused and left alone; the others are done.
    """
    if is_stdin(paths):
        return _stdin(stdin_name, check=check, diff=diff)
    candidates = list(_candidates(paths))
    for candidate in candidates:
        output.diagnostics(candidate.diagnostics)
        if not candidate.changed or candidate.after is None:
            continue
        if diff:
            print_diff(candidate.before, candidate.after, candidate.name)
        elif check:
            click.echo(candidate.name)
        else:
            _write(candidate)
    click.echo(_summary(candidates, would=check or diff), err=True)
    refused = any(c.after is None for c in candidates)
    return FINDINGS if refused or (check and any(c.changed for c in candidates)) else OK


def _candidates(paths: tuple[Path, ...]) -> Iterable[Candidate]:
    from callflows.cli.selection import select

    files = select(paths).read()
    parts = {included for file in files for included in file.included}
    for file in files:
        if file.head is not None or file.path not in parts:
            yield _candidate(file)


def _candidate(file: FlowFile) -> Candidate:
    from callflows.architect import format_text

    try:
        data = file.path.read_bytes()
    except OSError:
        return Candidate(path=file.path, name=file.source, before="", after=None, diagnostics=file.diagnostics)
    found = format_text(data, file=file.source)
    before = data.decode(errors="replace")
    return Candidate(path=file.path, name=file.source, before=before, after=found.text, diagnostics=found.diagnostics)


def _stdin(name: str, *, check: bool, diff: bool) -> int:
    from callflows.architect import format_text

    data = sys.stdin.buffer.read()
    found = format_text(data, file=name)
    output.diagnostics(found.diagnostics)
    if found.text is None:
        return FINDINGS
    before = data.decode()
    if diff:
        print_diff(before, found.text, name)
    elif not check:
        print_text(found.text)
    return FINDINGS if check and before != found.text else OK


def _write(candidate: Candidate) -> None:
    from callflows.cli.files import write_over

    if candidate.after is not None:
        write_over(candidate.path, candidate.after)
        click.echo(f"formatted {candidate.name}")


def _summary(candidates: Sequence[Candidate], *, would: bool) -> str:
    """`2 files formatted, 68 unchanged, 1 refused`."""
    changed = sum(c.changed for c in candidates)
    refused = sum(c.after is None for c in candidates)
    unchanged = len(candidates) - changed - refused
    parts = [f"{output.counted(changed, 'file')} {'would be ' if would else ''}formatted"] if changed else []
    parts += (
        [output.counted(unchanged, "file") + " unchanged" if not parts else f"{unchanged} unchanged"]
        if unchanged
        else []
    )
    parts += [f"{refused} refused" if parts else f"{output.counted(refused, 'file')} refused"] if refused else []
    return ", ".join(parts)
