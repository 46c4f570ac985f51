"""`callflows publish`: Archy YAML files as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, REMOTE, USAGE
from callflows.cli.options import Pairs, jobs_option, paths_argument, set_option, target_option
from callflows.cli.substitutions import options_option, table_option

if TYPE_CHECKING:
    from callflows.cli.session import Org
    from callflows.deploy import FilesReport, FlowFiles
    from callflows.diagnostics import Diagnostic

SHARED = "commonModule"


@click.command(short_help="Publish flows written as Archy YAML.")
@paths_argument
@target_option
@set_option
@options_option
@table_option
@click.option("--yes", is_flag=True, help="Publish the whole workspace to an org that is not the local one.")
@click.option(
    "--create-stubs", is_flag=True, help="Let the publish make empty objects for what a flow names and the org lacks."
)
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    *,
    paths: tuple[Path, ...],
    target: str | None,
    substitutions: Pairs,
    options: Path | None,
    table: Path | None,
    yes: bool,
    create_stubs: bool,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Publish flows written as Archy YAML: files, folders of .yaml and .yml files, or,
    without PATHS, all flows of the workspace.

    With --table every file that has a placeholder for one of its columns is published
    once for each row.

    Every file is read and checked before the first one is published; shared flows go
    before the flows that call them. A flow that exists gets a new version. To publish
    the whole workspace to an org that is not the local one, --yes is needed; without
    it the flows are listed and nothing is changed.
    """
    from callflows.cli.filling import read_filled, values_of, with_rows_together
    from callflows.cli.selection import select
    from callflows.cli.session import org_of, run
    from callflows.deploy import checked, publish_files

    selection = select(paths, target)
    org = org_of(selection, changes=True)
    values = values_of(substitutions, options, table)
    if values.faulty:
        return _show(None, values.diagnostics, as_json=as_json)
    filled = read_filled(selection, values, jobs=jobs)
    loaded = with_rows_together(checked(filled.files), filled.diagnostics)
    if loaded.faulty:
        return _show(None, loaded.diagnostics, as_json=as_json)
    if selection.whole and org.remote and not yes:
        return _announce(loaded, org, as_json=as_json)
    report = run(lambda connection: publish_files(connection.client, loaded, create_stubs=create_stubs), org)
    return _show(report, loaded.diagnostics, as_json=as_json)


def _announce(loaded: FlowFiles, org: Org, *, as_json: bool) -> int:
    """What would be published, in the order in which it would be; nothing is."""
    from callflows.platform import remote_of

    remote = remote_of(org.environ())
    where = remote.environment if remote else "the local org"
    ordered = sorted(loaded.flows, key=lambda file: file.flow.type != SHARED)
    rows = [(file.flow.name, file.flow.type, file.path) for file in ordered]
    if as_json:
        flows = [{"flow": name, "type": kind, "source": path, "result": "planned"} for name, kind, path in rows]
        output.json({"flows": flows, "diagnostics": loaded.diagnostics})
    else:
        output.diagnostics(loaded.diagnostics)
        output.table(("flow", "type", "file"), rows)
    count = output.counted(len(rows), "flow")
    click.echo(f"Nothing was published: this would publish {count} to {where}.\n    next: add --yes", err=True)
    return USAGE


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
