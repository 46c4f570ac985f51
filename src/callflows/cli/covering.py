"""Coverage on the command line: the options of the commands that measure it, and what they print."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from callflows.cli import output
from callflows.cli.options import a_number

if TYPE_CHECKING:
    from callflows.testing.coverage import Measure, Record, Report
    from callflows.testing.programs import Programs
    from callflows.workspace import FlowFile

Function = TypeVar("Function", bound=Callable[..., Any])
_TERMINAL = "--coverage=terminal"


class Covering(click.Command):
    """A command with `--coverage`, whose value is optional: what stands behind it after a blank is no value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = args.index("--") if "--" in args else len(args)
        given = [_TERMINAL if each == "--coverage" else each for each in args[:options]]
        return super().parse_args(ctx, given + args[options:])


def formats(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[str, ...]:
    """`terminal,html` as names; none where the option is not given."""
    if text is None:
        return ()
    from callflows.testing.coverage import formats_of

    try:
        return formats_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


folder_option = click.option(
    "--coverage-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where coverage and its reports are kept.  [default: .callflows/coverage]",
)
fail_option = click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    callback=a_number,
    metavar="N",
    help="Exit code 1 where less than N percent are covered.",
)
missing_option = click.option("--show-missing", is_flag=True, help="List all that is not covered, with its place.")
_coverage_option = click.option(
    "--coverage",
    metavar="[=FORMATS]",
    callback=formats,
    help="Measure what of the flows the calls cover: --coverage, or --coverage=terminal,html,xml,json.",
)


class Wish(msgspec.Struct, frozen=True):
    """What is wanted of coverage. No `formats`: nothing is measured."""

    formats: tuple[str, ...] = ()
    folder: Path | None = None
    fail_under: float | None = None
    show_missing: bool = False

    @property
    def wanted(self) -> bool:
        return bool(self.formats)


def wish(formats: tuple[str, ...], folder: Path | None, fail_under: float | None, show_missing: bool) -> Wish:
    """What the options say: a bound, or the wish to see what is missing, wants coverage too."""
    asked = formats or (("terminal",) if fail_under is not None or show_missing else ())
    return Wish(asked, folder, fail_under, show_missing)


def coverage_options(function: Function) -> Function:
    """`--coverage` and what belongs to it, for a command that places calls."""
    for option in (fail_option, missing_option, folder_option, _coverage_option):
        function = option(function)
    return function


def measures(programs: Iterable[Programs]) -> list[tuple[Programs, Measure]]:
    """Let the calls of each workspace be measured."""
    from callflows.testing.coverage import Measure

    found = []
    for each in programs:
        measure = Measure()
        each.measure(measure)
        found.append((each, measure))
    return found


def conclude(asked: Wish, measured: Sequence[tuple[Programs, Measure]], name: str, *, quiet: bool = False) -> bool:
    """Keep and report what calls covered; whether that is enough. `name` tells the command that measured it."""
    from callflows.testing.coverage import record, write

    folder = folder_of(asked.folder)
    records = [record(measure, programs.files) for programs, measure in measured]
    for each in records:
        if each.flows:
            write(folder, name, each)
    return tell(asked, records, [file for programs, _ in measured for file in programs.files], quiet=quiet)


def tell(asked: Wish, records: Iterable[Record], files: Iterable[FlowFile], *, quiet: bool = False) -> bool:
    """Report what the records say of these files; whether it is enough. With `quiet` nothing goes to standard output,
    which somebody reads as JSON."""
    from callflows.testing.coverage import render_table, report, write_reports

    found = report(records, files)
    output.diagnostics(found.diagnostics)
    if "terminal" in asked.formats and not quiet:
        click.echo()
        click.echo(render_table(found, show_missing=asked.show_missing, width=_width()), nl=False)
    for path in write_reports(found, asked.formats, folder_of(asked.folder)):
        click.echo(f"wrote {_shown(path)}", err=True)
    return not _short(asked, found)


def _width() -> int | None:
    """The columns of the terminal; None where the table goes to a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def folder_of(given: Path | None) -> Path:
    """Where coverage is kept: the folder given, else that of the workspace."""
    from callflows.testing.coverage import FOLDER
    from callflows.workspace import open_workspace

    if given is not None:
        return given
    workspace = open_workspace(Path.cwd()).workspace
    return (workspace.root if workspace else Path.cwd()) / FOLDER


def _short(asked: Wish, found: Report) -> bool:
    from callflows.testing.coverage import too_little

    words = "" if asked.fail_under is None else too_little(found, asked.fail_under)
    if words:
        click.echo(words, err=True)
    return bool(words)


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
