"""`callflows replay`: a trace run again on today's flow."""

from __future__ import annotations

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, USAGE
from callflows.cli.options import target_option


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
    from callflows.cli.replay_flow import flow_of_today
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
        today = flow_of_today(found.events[0], flow, chosen(target), published=published)
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
