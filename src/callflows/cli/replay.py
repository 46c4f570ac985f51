"""`callflows replay`: a trace run again on today's flow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, USAGE
from callflows.cli.options import target_option

if TYPE_CHECKING:
    from callflows.cli.selection import Selection
    from callflows.diagnostics import Span
    from callflows.engine import Program
    from callflows.engine.trace import Started
    from callflows.testing.programs import Programs


class Today(msgspec.Struct, frozen=True):
    """The flow as it is today: its program, where it comes from, and the files of the workspace (None for what is
    published)."""

    program: Program
    source: str
    programs: Programs | None = None

    def place(self, flow: str, address: str) -> Span | None:
        """The place of an address in its file, None where it has none."""
        return None if self.programs is None else self.programs.span(flow, address)


@click.command(short_help="Run the trace of a call again on today's flow.")
@click.argument("trace", metavar="TRACE")
@click.argument("flow", metavar="[FLOW]", required=False)
@click.option("--published", is_flag=True, help="Take the org's published flow, also where the workspace has one.")
@target_option
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as JSON.")
def command(*, trace: str, flow: str | None, published: bool, target: str | None, as_json: bool) -> int:
    """Run a trace again: the same caller and the same answers of the org meet the flow as
    it is today. The first thing that is done otherwise is shown, with its place.

    \b
    callflows call "Support EMEA" --press 1234# --json > call.jsonl
    callflows replay call.jsonl

    TRACE is a file, or - for standard input. FLOW is a file or a name; without it the
    flow of the trace is taken: the workspace's, else the org's published one. Exit codes:
    0 the same, 1 different, 2 there is nothing to compare.
    """
    from callflows.cli import replay_view
    from callflows.cli.selection import chosen
    from callflows.cli.trace_file import read_trace
    from callflows.engine.codec import UnreadableError
    from callflows.engine.replay import replay
    from callflows.engine.trace import Started
    from callflows.platform import NothingToCall
    from callflows.testing.programs import NotCallable

    found = read_trace(trace)
    output.diagnostics(found.diagnostics)
    if found.events is None or not isinstance(found.events[0], Started):
        return USAGE
    try:
        today = _today(found.events[0], flow, chosen(target), published=published)
        again = replay(today.program, found.events)
    except (NotCallable, NothingToCall) as error:
        click.echo(f"error: {error}", err=True)
        return USAGE
    except UnreadableError as error:
        click.echo(f"error: {trace} holds what no call can be told: {error}", err=True)
        return USAGE
    if as_json:
        output.json(replay_view.report(again, today, trace))
    else:
        click.echo(replay_view.text(again, today, trace), nl=False)
    return OK if again.divergence is None else FINDINGS


def _today(began: Started, flow: str | None, selection: Selection, *, published: bool) -> Today:
    """The flow of a file, of the workspace, or of the org. Raises `NotCallable`, `NothingToCall` and the client's
    errors."""
    from callflows.testing.programs import programs

    name = flow or began.flow
    if flow is not None and not published and Path(flow).is_file():
        return _of_file(Path(flow), selection)
    if selection.workspace.configured and not published:
        known = programs(selection.workspace, selection.target)
        if name.casefold() in {each.casefold() for each in known.names}:
            ready = known.ready(name)
            return Today(ready.program, ready.file.source, known)
    return _published(name, began, selection)


def _of_file(path: Path, selection: Selection) -> Today:
    """The flow of a file, with the shared flows beside it in the workspace."""
    from callflows.testing.programs import NotCallable, Programs
    from callflows.workspace import read_all

    workspace = selection.workspace
    files = read_all(workspace, (path,), target=selection.target)
    if len(files) != 1 or files[0].head is None:
        wrong = tuple(each for file in files for each in file.diagnostics)
        raise NotCallable(f"{path} holds no flow that can be read", wrong)
    others = read_all(workspace, target=selection.target) if workspace.configured else ()
    known = Programs((*files, *others))
    ready = known.ready(files[0].head.name)
    return Today(ready.program, ready.file.source, known)


def _published(name: str, began: Started, selection: Selection) -> Today:
    from datetime import datetime

    from callflows.cli.session import org_of, run
    from callflows.engine import compile_flow
    from callflows.platform import plan_call

    try:
        at = datetime.fromisoformat(began.at)
    except ValueError:
        at = datetime.fromisoformat("2026-01-05T15:00:00+00:00")
    plan = run(lambda connection: plan_call(connection, name, at), org_of(selection))
    return Today(compile_flow(plan.flow, plan.modules), f"version {plan.version} in the org")
