"""`callflows create`: inbound flows that call a shared flow, one by its options or many from a file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.exits import FINDINGS, INTERRUPTED, OK, REMOTE
from callflows.cli.options import name_value_pairs, target_option

if TYPE_CHECKING:
    from callflows.cli.session import Org
    from callflows.deploy import Defaults, Lines, OnConflict, Prepared, Report
    from callflows.diagnostics import Diagnostic
    from callflows.platform import Connection


@click.command(short_help="Create inbound flows that call a shared flow, one or many.")
@click.argument("name", required=False)
@click.option("--from", "source", metavar="FILE", help="Many flows: a CSV file with a header, or a YAML list.")
@click.option("--shared", default="", metavar="NAME", help="The shared flow (common module) to call.")
@click.option("--queue", default="", metavar="NAME", help="Where the call goes then; without it the call ends.")
@click.option("--number", default="", metavar="E.164", help="The phone number whose calls reach the flow.")
@click.option("--division", default="", metavar="NAME", help="The flow's division.  [default: the home division]")
@click.option("--language", default="en-us", metavar="CODE", show_default=True, help="The flow's language.")
@click.option("--greeting", default="", metavar="TEXT", help="What is said first.")
@click.option(
    "--input",
    "inputs",
    multiple=True,
    metavar="NAME=VALUE",
    callback=name_value_pairs,
    help="An input of the shared flow; ${CallerId} and the like are variables of the call. Repeatable.",
)
@target_option
@click.option("--dry-run", is_flag=True, help="Print the Archy YAML that would be published; change nothing.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the YAML of each flow into DIR; change nothing else.",
)
@click.option(
    "--on-conflict",
    type=click.Choice(["fail", "skip", "replace"]),
    default="fail",
    show_default=True,
    help="What to do about a flow whose name exists.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 500),
    default=100,
    show_default=True,
    help="Flows under way at once. The org's request limit is kept in any case.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    *,
    name: str | None,
    source: str | None,
    shared: str,
    queue: str,
    number: str,
    division: str,
    language: str,
    greeting: str,
    inputs: tuple[tuple[str, str], ...],
    target: str | None,
    dry_run: bool,
    out: Path | None,
    on_conflict: OnConflict,
    concurrency: int,
    as_json: bool,
) -> int:
    """Create inbound flows that call a shared flow (a common module).

    \b
    callflows create "Support EMEA" --shared "Global Authentication Menu" --queue Support
    callflows create --from lines.csv

    The columns of the file are name, shared, queue, number, division, language,
    greeting, and input.NAME for the inputs of the shared flow. Options fill what a row
    leaves out. Everything is checked before the first change; a run that was
    interrupted goes on where it was when the same command is given again.
    """
    from callflows.cli.session import named_org
    from callflows.deploy import Defaults

    org = named_org(target, changes=not (dry_run or out))
    division = division or (org.target.division if org.target else "")
    defaults = Defaults(
        shared=shared, queue=queue, division=division, language=language, greeting=greeting, inputs=inputs
    )
    lines = _lines(name, source, number, defaults)
    if not lines.lines:
        return _refuse(lines, as_json=as_json)
    if dry_run or out is not None:
        return _write(lines, out, org, as_json=as_json)
    return _publish(lines, on_conflict, concurrency, org, as_json=as_json)


def _lines(name: str | None, source: str | None, number: str, defaults: Defaults) -> Lines:
    """The lines that the options mean. Raises click.UsageError where they contradict each other."""
    from callflows.deploy import one_line, read_lines

    if source is not None:
        if name is not None or number:
            given = "a NAME" if name is not None else "--number"
            raise click.UsageError(f"{given} and --from contradict each other: in a file every row has its own")
        if source == "-":
            return read_lines(sys.stdin.buffer.read(), file="<stdin>", defaults=defaults)
        return read_lines(Path(source), file=source, defaults=defaults)
    if name is None:
        raise click.UsageError("give the NAME of the flow, or --from FILE for many")
    if not defaults.shared:
        raise click.UsageError("--shared is missing: the name of the shared flow that the flow calls")
    return one_line(name, number, defaults)


def _refuse(lines: Lines, *, as_json: bool) -> int:
    """Nothing can be done with the file or the options."""
    if as_json:
        output.json({"flows": [], "diagnostics": list(lines.diagnostics)})
    else:
        output.diagnostics(lines.diagnostics)
    return FINDINGS


def _file_diagnostics(lines: Lines, prepared: Prepared) -> list[Diagnostic]:
    """Findings about the file beside those of its rows, which the plan repeats."""
    of_rows = {id(report) for line in lines.lines for report in line.faults}
    return [d for d in lines.diagnostics if id(d) not in of_rows] + list(prepared.diagnostics)


def _write(lines: Lines, out: Path | None, org: Org, *, as_json: bool) -> int:
    """--dry-run and --out: the YAML of every good row."""
    from callflows.cli.files import file_name, write_text
    from callflows.cli.session import run
    from callflows.deploy import prepare

    prepared = run(lambda connection: prepare(connection.client, lines.lines), org)
    ready = [row for row in prepared.plan.rows if row.ready]
    taken: set[str] = set()
    paths = [str(out / file_name(row.line.name, taken)) if out else "" for row in ready]
    for row, path in zip(ready, paths, strict=True):
        if path:
            write_text(Path(path), row.yaml)
    found = _file_diagnostics(lines, prepared)
    if as_json:
        flows = [
            {"flow": row.line.name, "file": path, "yaml": row.yaml} for row, path in zip(ready, paths, strict=True)
        ]
        output.json({"flows": flows, "diagnostics": found})
    elif out is None:
        click.echo("---\n".join(row.yaml for row in ready), nl=False)
    else:
        click.echo("".join(f"{path}\n" for path in paths), nl=False)
    if not as_json:
        output.diagnostics(found)
    return OK if len(ready) == len(lines.lines) else FINDINGS


def _publish(lines: Lines, on_conflict: OnConflict, concurrency: int, org: Org, *, as_json: bool) -> int:
    """Publish, with a journal, and report."""
    from callflows.cli.session import run
    from callflows.deploy import RunUnderWay, apply, prepare, run_lock

    async def work(connection: Connection) -> tuple[Prepared, Report]:
        held = [text for line in lines.lines for text in (line.name, line.number) if text]
        with run_lock(connection.folder / "locks", connection.client.hosts.api, held):
            prepared = await prepare(connection.client, lines.lines)
            if not as_json:
                output.diagnostics(_file_diagnostics(lines, prepared))
            with output.progress_bar(len(lines.lines), quiet=as_json) as progress:
                report = await apply(
                    connection.client,
                    prepared.plan,
                    connection.journal,
                    on_conflict=on_conflict,
                    at_once=concurrency,
                    progress=progress,
                )
        return prepared, report

    try:
        prepared, report = run(work, org)
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("Interrupted. Nothing is lost: give the same command again and it goes on where it was.", err=True)
        return INTERRUPTED
    except RunUnderWay as error:
        click.echo(f"error: {error}\n    next: wait until it has ended, or end it", err=True)
        return FINDINGS
    if as_json:
        rows = msgspec.to_builtins(report.rows)
        found = _file_diagnostics(lines, prepared)
        output.json({"flows": rows, "resumed": report.resumed, "complete": report.complete, "diagnostics": found})
    else:
        _show(report)
    return _exit_code(report)


def _show(report: Report) -> None:
    rows = [(r.flow, r.result, r.id, r.version, f"{r.seconds:.1f}", _note(r.source, r.message)) for r in report.rows]
    output.table(("flow", "result", "id", "version", "seconds", "note"), rows, colour_by=1)
    counts: dict[str, int] = {}
    for row in report.rows:
        counts[row.result] = counts.get(row.result, 0) + 1
    total = output.counted(len(report.rows), "flow")
    click.echo(f"{total}: {', '.join(f'{count} {result}' for result, count in counts.items())}", err=True)
    if not report.complete:
        click.echo(_how_to_go_on(report), err=True)


def _note(source: str, message: str) -> str:
    return f"{source}: {message}" if source and message else message


def _how_to_go_on(report: Report) -> str:
    if report.unfinished:
        return "    next: give the same command again; it goes on where it was and publishes nothing twice"
    if report.remote_failure:
        return "    next: give the same command again; it tries only what failed"
    if any(row.cause == "conflict" for row in report.rows):
        return "    next: choose --on-conflict skip (leave what is there) or replace (publish over it)"
    if len(report.rows) > 1:
        return "    next: correct what failed and run again with --on-conflict skip, which leaves what is there"
    return "    next: correct it and run again"


def _exit_code(report: Report) -> int:
    if report.complete:
        return OK
    return REMOTE if report.remote_failure else FINDINGS
