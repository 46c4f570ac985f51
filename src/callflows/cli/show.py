"""`callflows show`: a flow as a person reads it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.changes import STDIN, coloured
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import Pairs, set_option, target_option
from callflows.cli.substitutions import options_option

if TYPE_CHECKING:
    from callflows.analysis.describe import Portrait
    from callflows.architect import Substitutions
    from callflows.diagnostics import Diagnostic
    from callflows.model import Flow


@click.command(short_help="Print a flow as a person reads it.")
@click.argument("flow", metavar="FILE|NAME")
@click.option("--address", metavar="ADDRESS", help="Only what stands at this address, such as a task's or an action's.")
@target_option
@set_option
@options_option
@click.option("--json", "as_json", is_flag=True, help="Print the typed model as JSON.")
def command(
    *, flow: str, address: str | None, target: str | None, substitutions: Pairs, options: Path | None, as_json: bool
) -> int:
    """Print a flow as a person reads it: its header, variables and settings that differ from
    a new flow's, and its menus and tasks as a tree with what each path does. FILE is a
    flow file or - for standard input; NAME is the name of a flow of the workspace.
    """
    from callflows.analysis.describe import describe, plain_data
    from callflows.cli.filling import values_of

    values = values_of(substitutions, options)
    output.diagnostics(values.diagnostics)
    if values.faulty:
        return FINDINGS
    found, diagnostics = _read(flow, target, values.base)
    output.diagnostics(diagnostics)
    if found is None:
        return FINDINGS
    if as_json:
        output.json(plain_data(found))
        return OK
    portrait = describe(found)
    _print(portrait if address is None else _only(portrait, address))
    return OK


def _print(portrait: Portrait) -> None:
    from callflows.cli.portrait_view import colours, laid_out, plain

    width = shutil.get_terminal_size().columns
    for line in laid_out(portrait, width, colours if coloured() else plain):
        click.echo(line)


def _read(flow: str, target: str | None, substitutions: Substitutions) -> tuple[Flow | None, tuple[Diagnostic, ...]]:
    """The flow of a file, of standard input, or of this name in the workspace. Raises click.UsageError."""
    from callflows.architect import read
    from callflows.cli.selection import chosen, select

    path = Path(flow)
    if path == STDIN:
        result = read(sys.stdin.buffer.read(), file="<stdin>", substitutions=substitutions)
        return result.flow, result.diagnostics
    if path.is_dir():
        raise click.UsageError(f"{flow} is a folder; give one flow file")
    if path.exists():
        (file,) = select([path], target).read(substitutions)
        return file.flow, file.diagnostics
    selection = chosen(target)
    files = selection.read(substitutions) if selection.workspace.configured else ()
    named = [file for file in files if file.head is not None and file.head.name.casefold() == flow.casefold()]
    if len(named) == 1:
        return named[0].flow, named[0].diagnostics
    if named:
        listed = ", ".join(file.source for file in named)
        raise click.UsageError(f'more than one flow is called "{flow}": {listed}\n    next: give the file')
    output.diagnostics([found for file in files if file.head is None for found in file.diagnostics])
    raise click.UsageError(_nothing(flow, [file.head.name for file in files if file.head is not None]))


def _nothing(flow: str, names: list[str]) -> str:
    from callflows.cli.lazy import near

    if not names:
        return f"{flow} does not exist"
    return f'there is no file and no flow of the workspace "{flow}".{near(flow, dict.fromkeys(names))}'


def _only(portrait: Portrait, address: str) -> Portrait:
    """The part of a portrait at an address. Raises click.UsageError where nothing stands there."""
    from callflows.analysis.describe import at_address

    found = at_address(portrait, address)
    if found is None:
        known = "\n    ".join(section.address for section in portrait.sections)
        raise click.UsageError(f"nothing stands at {address}\n    next: start from one of\n    {known}")
    return found
