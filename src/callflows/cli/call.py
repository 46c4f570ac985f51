"""`callflows call`: a call to a flow on the engine, by a person at the keys or by a script."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from callflows.cli.exits import FINDINGS, INTERRUPTED, OK
from callflows.cli.options import Pairs, name_value_pairs, target_option
from callflows.cli.phone_wish import Wish

if TYPE_CHECKING:
    from callflows.cli.phone_begin import Begun
    from callflows.cli.phone_plan import Target
    from callflows.engine import Ended, Trace
    from callflows.engine.driver import Step

CALLER: Final = "+13175550100"
"""As in `testing.beginning`, which takes too long to import for `--help`."""


@click.command(short_help="Call a flow as a phone in the terminal, and see what the caller hears.")
@click.argument("name", metavar="NAME|NUMBER|FILE")
@target_option
@click.option("--from", "caller", default=CALLER, metavar="NUMBER", show_default=True, help="Who calls.")
@click.option("--to", "called", metavar="NUMBER", help="The number dialled, as the flow sees it.")
@click.option(
    "--at", metavar="TIME", help="When the call begins, such as 2026-11-23T10:00-05:00.  [default: see below]"
)
@click.option("--remote-name", metavar="NAME", default="", help="The caller's name, Call.RemoteName.")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME=VALUE",
    callback=name_value_pairs,
    help="Participant data that are there already. Repeatable.",
)
@click.option(
    "--variable",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=name_value_pairs,
    help="A built-in variable such as Call.PositionInQueue. Repeatable.",
)
@click.option("--language", metavar="TAG", help="The language of the call.  [default: the flow's]")
@click.option(
    "--data", metavar="FILE", type=click.Path(path_type=Path), help="What stands for the world, as YAML or JSON."
)
@click.option("--seed", type=int, default=0, metavar="N", help="What RandomInt and its like give.")
@click.option(
    "--press",
    "presses",
    metavar="KEYS",
    help='What the caller presses, a step each time the flow listens: "1234# 2"; w waits, h hangs up.',
)
@click.option("--speak", is_flag=True, help="Speak what is played through espeak-ng.")
@click.option("--fast", is_flag=True, help="Let silence take no time: w or Enter jumps over it.")
@click.option("--trace", is_flag=True, help="Show every step.")
@click.option("--save-trace", "save", metavar="FILE", type=click.Path(path_type=Path), help="Write the trace to FILE.")
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON lines.")
def command(
    *,
    name: str,
    target: str | None,
    caller: str,
    called: str | None,
    at: str | None,
    remote_name: str,
    attributes: Pairs,
    variables: Pairs,
    language: str | None,
    data: Path | None,
    seed: int,
    presses: str | None,
    speak: bool,
    fast: bool,
    trace: bool,
    save: Path | None,
    as_json: bool,
) -> int:
    """Run an inbound flow as a caller meets it: by the flow's NAME, by a NUMBER whose call
    route leads to it at that time, or from a FILE. The shared flows inside are the versions
    that were copied in when the flow was published. Where the org has no such flow, the
    workspace's file with it is run as it is, with the shared flows of the workspace; a FILE
    needs no org.

    \b
    callflows call "Support EMEA"
    callflows call flows/support.yaml --data world.yaml --trace
    callflows call "Support EMEA" --from +13175551234 --press 1234#

    At a terminal it is a phone: keys count as they are typed, silence is real time, ? shows
    help. Ctrl-C hangs up, with exit code 130. Otherwise each line of standard input is a step as
    in --press, or `say WORDS`, and time is virtual. A call begins now at a terminal, else at
    2026-01-05T15:00Z. Exit code 1 says that the call was dropped after an error.
    """
    from callflows.cli.selection import chosen
    from callflows.platform import NothingToCall
    from callflows.testing.beginning import CALLED

    wish = Wish(
        at=_moment(at, by_hand=presses is None and not as_json and os.isatty(0)),
        caller=_address(caller, "--from"),
        called=None if called is None else _address(called, "--to"),
        language=language,
        seed=seed,
        steps=_steps(presses, as_json=as_json),
        trace=trace,
        as_json=as_json,
        speak=speak,
        fast=fast,
        save=save,
        remote_name=remote_name,
        attributes=attributes,
        variables=variables,
    )
    if speak and as_json:
        raise click.UsageError("--json is for programs, --speak for people: give one of them")
    from callflows.cli.phone_begin import begun, read_data
    from callflows.cli.phone_plan import target_of

    world = None if data is None else read_data(data)
    if data is not None and world is None:
        return FINDINGS
    try:
        found = target_of(name, chosen(target), wish.at)
    except NothingToCall as error:
        click.echo(f"error: {error}", err=True)
        return FINDINGS
    if found is None:
        return FINDINGS
    called = _address(found.plan.called or CALLED, "--to")
    begin = begun(wish, found.plan, world, called)
    return _as_events(wish, begin) if as_json else _shown(wish, begin, found)


def _as_events(wish: Wish, begin: Begun) -> int:
    from callflows.engine import run_script, to_json_lines

    outcome = run_script(begin.program, begin.context, wish.steps or ())
    _save(wish.save, outcome.events)  # first: the reader of standard output may be gone before its end
    click.echo(to_json_lines(outcome.events), nl=False)
    return _code(outcome.ended)


def _shown(wish: Wish, begin: Begun, target: Target) -> int:
    from callflows.cli.phone_session import telephone
    from callflows.engine import Call

    call = Call(begin.program, begin.context, trace=True)
    shown: list[str] = []
    try:
        # A script is shown when it is over: the reader of standard output may be gone before, and its trace is kept.
        script = wish.steps is not None and not wish.speak
        interrupted = telephone(call, begin, target, wish, shown.append if script else None)
    finally:
        _save(wish.save, call.trace)
        click.echo("".join(shown), nl=False)
    return INTERRUPTED if interrupted or call.ended is None else _code(call.ended)


def _code(ended: Ended) -> int:
    return FINDINGS if ended.by == "error" else OK


def _save(path: Path | None, events: Trace) -> None:
    from callflows.cli.files import write_text
    from callflows.engine import to_json_lines

    if path is not None:
        write_text(path, to_json_lines(events))


def _steps(presses: str | None, *, as_json: bool) -> tuple[Step, ...] | None:
    """The steps of `--press`; for --json also those of standard input, where that is no terminal. None where the caller
    is to be asked as the call goes."""
    from callflows.engine import script_of

    if presses is None and not as_json:
        return None
    if presses is None:
        presses = "" if os.isatty(0) else _rest_of_input()
    try:
        return script_of(presses)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--press") from None


def _rest_of_input() -> str:
    try:
        with open(0, encoding="utf-8", errors="replace", closefd=False) as file:
            return file.read()
    except OSError:  # there is no standard input
        return ""


def _moment(at: str | None, *, by_hand: bool) -> datetime:
    """When the call begins. One that no person makes begins at the same time each time."""
    from callflows.testing.beginning import MONDAY_MORNING, moment_of

    if at is None:
        return datetime.now(UTC).replace(microsecond=0) if by_hand else MONDAY_MORNING
    try:
        return moment_of(at).astimezone(UTC)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from None


def _address(text: str, option: str) -> str:
    """An address as a flow sees it."""
    from callflows.testing.beginning import address_of

    try:
        return address_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
