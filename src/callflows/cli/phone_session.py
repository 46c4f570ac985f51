"""One telephone call on this machine: the terminal or the lines, the screen and the voice, put together."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.phone import Phone
from callflows.cli.phone_keys import AtKeys
from callflows.cli.phone_lines import AtLines
from callflows.cli.phone_terminal import HAS_KEYS, Terminal
from callflows.cli.phone_view import UNLIMITED, View
from callflows.cli.phone_voice import MISSING, Voice, find_voice

if TYPE_CHECKING:
    from callflows.cli.phone_begin import Begun
    from callflows.cli.phone_plan import Target
    from callflows.cli.phone_wish import Wish
    from callflows.engine import Call
    from callflows.engine.driver import Step

IN_QUEUE = "inqueueCall"
WIDTH = 100
"""Columns of a terminal that does not say how many."""


def telephone(
    call: Call, begin: Begun, target: Target, wish: Wish, write: Callable[[str], object] | None = None
) -> bool:
    """Make the call, shown on standard output as it goes, or given to `write`. Whether Ctrl-C ended it. With steps the
    caller does those; without them it is a person at the keys of a terminal, else the lines of standard input."""
    program, context = begin.program, begin.context
    colour = output.on_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
    view = View(write or _write, _width, colour=colour, trace=wish.trace)
    voice = find_voice(context.language or program.default_language) if wish.speak else None
    if wish.speak and voice is None:
        click.echo(f"note: {MISSING}", err=True)
    view.begins(program.flow.name, context.caller, context.called)
    if wish.steps is None and os.isatty(0) and HAS_KEYS:
        with Terminal() as terminal:
            view.notes("(? shows help, h hangs up)")
            caller = AtKeys(terminal, view, voice, fast=wish.fast, in_queue=program.flow.type == IN_QUEUE)
            interrupted = _run(Phone(call, context, caller, view, begin.tables))
    else:
        interrupted = _run(Phone(call, context, _lines(view, voice, wish.steps), view, begin.tables))
    if call.ended is not None:
        ended = call.ended
        view.ends(ended, program.flow.name, call.time, target.place(ended.flow, ended.address))
    return interrupted


def _run(phone: Phone) -> bool:
    phone.run()
    if phone.unknown:
        click.echo(
            f"note: nobody has said what these answer; --data FILE says it: {', '.join(phone.unknown)}", err=True
        )
    return phone.interrupted


def _lines(view: View, voice: Voice | None, steps: tuple[Step, ...] | None) -> AtLines:
    if steps is not None:
        return AtLines(_nothing, view, _refuse, voice, steps)
    # The person at a terminal without single keys may mistype; a file that is wrong is wrong.
    by_hand = os.isatty(0)
    return AtLines(_reader(), view, view.notes if by_hand else _refuse, voice)


def _reader() -> Callable[[], str]:
    """Lines of standard input as they come."""
    try:
        file = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - as long as the call
    except OSError:  # there is no standard input
        return _nothing
    return file.readline


def _nothing() -> str:
    return ""


def _refuse(message: str) -> None:
    raise click.UsageError(f"standard input: {message}")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _width() -> int:
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return UNLIMITED
    return shutil.get_terminal_size((WIDTH, 24)).columns
