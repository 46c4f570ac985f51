"""`callflows call`: a call to a published flow, on the engine."""

from __future__ import annotations

import click

from callflows.cli.exits import FINDINGS, OK
from callflows.cli.trace_view import lines

CALLER = "+13175550100"
CALLED = "+13175550199"


@click.command(short_help="Place a call on a published flow and print what the caller hears.")
@click.argument("target", metavar="NAME|NUMBER")
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
def command(*, target: str, caller: str, called: str | None, presses: str, trace: bool, as_json: bool) -> int:
    """Run a published inbound flow as a caller meets it: by the flow's NAME, or by a
    NUMBER whose call route leads to it. The shared flows inside are the versions that
    were copied in when the flow was published.

    \b
    callflows call "Support EMEA" --from +13175551234 --press 1234#
    """
    from callflows.cli.session import run
    from callflows.engine import CallContext, compile_flow, render_dialogue, run_script, script_of, to_json_lines
    from callflows.platform import NothingToCall, plan_call

    try:
        script = script_of(presses)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--press") from None
    try:
        plan = run(lambda connection: plan_call(connection, target))
    except NothingToCall as error:
        click.echo(f"error: {error}", err=True)
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


def _address(number: str) -> str:
    """A caller's address as a flow sees it."""
    text = number.strip()
    if not text:
        raise click.BadParameter("a number is missing", param_hint="--from/--to")
    return text if ":" in text else f"tel:{text}"
