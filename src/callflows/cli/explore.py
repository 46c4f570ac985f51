"""`callflows explore`: the inputs that reach every path of a flow, found without being told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, INTERRUPTED, OK
from callflows.cli.options import Pairs, a_number, set_option, target_option

if TYPE_CHECKING:
    from callflows.cli.explore_watch import Watch
    from callflows.testing.explore import Report
    from callflows.testing.programs import Programs
    from callflows.workspace import FlowFile

SECONDS = 10.0
CALLS = 20_000


@click.command(short_help="Find the inputs that reach every path of a flow, and its dead ends.")
@click.argument("name", metavar="FLOW|FILE")
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the paths as scenario files.",
)
@click.option(
    "--limit",
    type=click.FloatRange(0.1),
    callback=a_number,
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Search so long.",
)
@click.option("--calls", type=click.IntRange(1), default=CALLS, show_default=True, metavar="N", help="Calls at most.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="What RandomInt gives.")
@click.option("--strict", is_flag=True, help="Exit with 1 on dead ends, and on paths that were not reached.")
@target_option
@set_option
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    *,
    name: str,
    folder: Path | None,
    limit: float,
    calls: int,
    seed: int,
    strict: bool,
    target: str | None,
    substitutions: Pairs,
    as_json: bool,
) -> int:
    """Place calls on a flow until every path is reached that a call can reach: by its name
    in the workspace, or a FILE. A shared flow is explored in the flows that call it when
    one of those is named, and by its inputs when it is named itself. No org is needed.

    \b
    callflows explore "Support EMEA"
    callflows explore "Support EMEA" --write tests --strict

    The report says what was reached, by which calls, what was not and why, where a caller
    is left alone, and the longest way. --write writes the calls to "FLOW.explored.calls.yaml",
    each placed again before, so that `callflows test` runs them from then on.
    The same flow, seed and --calls give the same report unless --limit ends the search.
    Ctrl-C ends the search too: what was found so far is reported and written (exit code 130).
    Exit code 1 says that the flow has errors, with --strict also what it says.
    """
    from callflows.cli.explore_watch import watch
    from callflows.testing.programs import NotCallable

    try:
        programs, flow = _chosen(name, target, substitutions)
        ready = programs.ready(flow)
        with watch(limit) as watched:
            report = _explored(programs, ready.program.flow.name, watched, calls, seed)
            _concluded(report, programs, folder, as_json=as_json)
    except NotCallable as error:
        output.diagnostics(error.diagnostics)
        click.echo(f"error: {error.message}", err=True)
        return FINDINGS
    if watched.stopped:
        return INTERRUPTED
    return FINDINGS if strict and (report.dead_ends or not report.complete) else OK


def _explored(programs: Programs, flow: str, watched: Watch, calls: int, seed: int) -> Report:
    from callflows.cli.explore_watch import Meter
    from callflows.testing.explore.proving import explore_flow

    meter = Meter(flow)
    try:
        return explore_flow(programs, flow, late=watched.late, most=calls, seed=seed, tell=meter.tell)
    finally:
        meter.end()


def _concluded(report: Report, programs: Programs, folder: Path | None, *, as_json: bool) -> None:
    """Write and print what was found. Raises OSError where it cannot be written; it is printed then all the same."""
    from callflows.cli.explore_view import as_data, show

    written: Path | None = None
    try:
        written = None if folder is None else _written(programs, report, folder)
    finally:
        if as_json:
            output.json(as_data(report, programs, written))
        else:
            show(report, programs, written)


def _chosen(name: str, target: str | None, substitutions: Pairs) -> tuple[Programs, str]:
    """The flows to work with, and the name of the one that is meant. A file that the workspace does not hold is read
    with those beside it. Raises `NotCallable`, and click's errors."""
    from callflows.architect import Substitutions
    from callflows.cli.selection import chosen
    from callflows.testing.programs import NotCallable, Programs
    from callflows.workspace import read_all

    selection = chosen(target)
    values = Substitutions.of(dict(substitutions), "--set")
    path = Path(name)
    named = path.is_file()
    if not named and not selection.workspace.configured:
        advice = "give a file, or make this folder a workspace with `callflows init`"
        raise click.UsageError(f'there is no file "{name}" and no workspace here\n    next: {advice}')
    files: tuple[FlowFile, ...] = ()
    if selection.workspace.configured:
        files = read_all(selection.workspace, target=selection.target, substitutions=values)
    if not named:
        return Programs(files), name
    if all(file.path.resolve() != path.resolve() for file in files):
        beside = sorted(each for each in path.parent.iterdir() if each.suffix == path.suffix and each.is_file())
        files = read_all(selection.workspace, beside, target=selection.target, substitutions=values)
    found = next((file for file in files if file.path.resolve() == path.resolve()), None)
    if found is None or found.head is None:
        raise NotCallable(f"{name} holds no flow", found.diagnostics if found is not None else ())
    rest = [file for file in files if file is not found]
    return Programs((found, *rest)), found.head.name


def _written(programs: Programs, report: Report, folder: Path) -> Path:
    from callflows.cli.files import file_name, write_text
    from callflows.testing.explore.proving import proved_scenarios

    stem = file_name(report.flow, set()).removesuffix(".yaml")
    path = folder / f"{stem}.explored.calls.yaml"
    write_text(path, proved_scenarios(programs, report))
    return path
