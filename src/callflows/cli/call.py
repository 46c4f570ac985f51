"""`callflows call`: a call to a published flow, on the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import target_option
from callflows.cli.trace_view import lines

if TYPE_CHECKING:
    from callflows.cli.selection import Selection
    from callflows.cli.session import Org
    from callflows.platform import CallPlan
    from callflows.workspace import FlowFile

CALLABLE = "inboundCall"
MODULE = "commonModule"
CALLER = "+13175550100"
CALLED = "+13175550199"


@click.command(short_help="Place a call on a published flow and print what the caller hears.")
@click.argument("name", metavar="NAME|NUMBER")
@target_option
@click.option("--from", "caller", default=CALLER, metavar="NUMBER", show_default=True, help="Who calls.")
@click.option("--to", "called", metavar="NUMBER", help="The number dialled, as the flow sees it.")
@click.option(
    "--press",
    "presses",
    default="",
    metavar="KEYS",
    help='What the caller presses, a step each time the flow listens: "1234# 2"; w waits, h hangs up.',
)
@click.option("--trace", is_flag=True, help="Show every step.")
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON lines.")
def command(
    *, name: str, target: str | None, caller: str, called: str | None, presses: str, trace: bool, as_json: bool
) -> int:
    """Run a published inbound flow as a caller meets it: by the flow's NAME, or by a
    NUMBER whose call route leads to it. The shared flows inside are the versions that
    were copied in when the flow was published. Where the org has no such flow, the
    workspace's file with it is run as it is, with the shared flows of the workspace.

    \b
    callflows call "Support EMEA" --from +13175551234 --press 1234#
    """
    from callflows.cli.selection import chosen
    from callflows.engine import CallContext, compile_flow, render_dialogue, run_script, script_of, to_json_lines
    from callflows.platform import NothingToCall

    try:
        script = script_of(presses)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--press") from None
    try:
        plan = _plan(name, chosen(target))
    except NothingToCall as error:
        click.echo(f"error: {error}", err=True)
        return FINDINGS
    if plan is None:
        return FINDINGS
    context = CallContext(
        caller=_address(caller), called=_address(called or plan.called or CALLED), directory=plan.directory
    )
    outcome = run_script(compile_flow(plan.flow, plan.modules), context, script)
    if as_json:
        click.echo(to_json_lines(outcome.events), nl=False)
    else:
        if trace:
            click.echo("".join(f"{line}\n" for line in lines(outcome.events)))
        click.echo(render_dialogue(outcome), nl=False)
    return FINDINGS if outcome.ended.by == "error" else OK


def _plan(name: str, selection: Selection) -> CallPlan | None:
    """The org's flow, else the workspace's; None where the workspace's has faults, which are shown. Raises
    `NothingToCall` where neither has one."""
    from callflows.cli.session import org_of, run
    from callflows.platform import NothingToCall, plan_call
    from callflows.workspace import read_all

    org = org_of(selection)
    try:
        return run(lambda connection: plan_call(connection, name), org)
    except NothingToCall:
        files = read_all(selection.workspace, target=selection.target) if selection.workspace.configured else ()
        found = _named(files, CALLABLE, name)
        if found is None:
            raise
        click.echo(f'The org has no flow "{name}" to call: this is {found.source}, which is not published.', err=True)
        return _from_files(found, files, org)


def _from_files(found: FlowFile, files: tuple[FlowFile, ...], org: Org) -> CallPlan | None:
    from callflows.cli.session import run
    from callflows.deploy import checked
    from callflows.platform import plan_unpublished

    needed = [found]
    for file in needed:
        for call in file.head.calls if file.head else ():
            module = _named(files, MODULE, call)
            if module is not None and module not in needed:
                needed.append(module)
    loaded = checked(needed)
    output.diagnostics(loaded.diagnostics)
    flow = found.flow
    if loaded.faulty or flow is None:
        return None
    modules = {file.flow.name: file.flow for file in needed if file.flow is not None and file is not found}
    return run(lambda connection: plan_unpublished(connection.client, flow, modules), org)


def _named(files: tuple[FlowFile, ...], kind: str, name: str) -> FlowFile | None:
    """The first file that holds a flow of this type and name; Genesys Cloud's names ignore case."""
    wanted = name.casefold()
    return next((f for f in files if f.head and f.head.type == kind and f.head.name.casefold() == wanted), None)


def _address(number: str) -> str:
    """A caller's address as a flow sees it."""
    text = number.strip()
    if not text:
        raise click.BadParameter("a number is missing", param_hint="--from/--to")
    return text if ":" in text else f"tel:{text}"
