"""`callflows publish`: Archy YAML files as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, REMOTE
from callflows.cli.options import Pairs, name_value_pairs

if TYPE_CHECKING:
    from callflows.deploy import FilesReport
    from callflows.diagnostics import Diagnostic


@click.command(short_help="Publish flows written as Archy YAML.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILES...")
@click.option(
    "--set",
    "substitutions",
    multiple=True,
    metavar="NAME=VALUE",
    callback=name_value_pairs,
    help="What {{NAME}} stands for in the files. Repeatable.",
)
@click.option(
    "--create-stubs", is_flag=True, help="Let the publish make empty objects for what a flow names and the org lacks."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(*, files: tuple[Path, ...], substitutions: Pairs, create_stubs: bool, as_json: bool) -> int:
    """Publish flows written as Archy YAML: files, or folders of .yaml and .yml files.

    Every file is read and checked before the first one is published; shared flows go
    before the flows that call them. A flow that exists gets a new version.
    """
    from callflows.cli.session import run
    from callflows.deploy import publish_files, read_files

    loaded = read_files(files, dict(substitutions))
    if loaded.faulty:
        return _show(None, loaded.diagnostics, as_json=as_json)
    report = run(lambda connection: publish_files(connection.client, loaded, create_stubs=create_stubs))
    return _show(report, loaded.diagnostics, as_json=as_json)


def _show(report: FilesReport | None, found: tuple[Diagnostic, ...], *, as_json: bool) -> int:
    rows = report.rows if report else ()
    if as_json:
        output.json({"flows": msgspec.to_builtins(rows), "diagnostics": found})
    else:
        output.diagnostics(found)
        if report:
            cells = [(r.flow, r.result, r.id, r.version, f"{r.seconds:.1f}", _note(r.source, r.message)) for r in rows]
            output.table(("flow", "result", "id", "version", "seconds", "note"), cells, colour_by=1)
        else:
            click.echo("Nothing was published.", err=True)
    if report is None:
        return FINDINGS
    if all(row.result in ("created", "updated") for row in rows):
        return OK
    return REMOTE if any(row.result == "unfinished" for row in rows) else FINDINGS


def _note(source: str, message: str) -> str:
    return f"{source}: {message}" if message else source
