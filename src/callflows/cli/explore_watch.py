"""What a search is told from outside: that its time is used up, that somebody pressed Ctrl-C; and what a person at the
terminal is told of it meanwhile."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from callflows.cli import output

_FIRST = 0.5
_EVERY = 0.25


class Watch:
    """Ends a search. The first Ctrl-C ends it as its time does, so that what was found is reported; the second one ends
    the command. `stopped` says that Ctrl-C was pressed."""

    def __init__(self, seconds: float) -> None:
        self.stopped = False
        self._end = time.monotonic() + seconds

    def late(self) -> str:
        """Why the search has to end, as `explore` wants it."""
        if self.stopped:
            return "interrupt"
        return "time" if time.monotonic() > self._end else ""

    def press(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-C."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True


@contextmanager
def watch(seconds: float) -> Iterator[Watch]:
    """Take Ctrl-C from here on."""
    found = Watch(seconds)
    before = signal.signal(signal.SIGINT, found.press)
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, before)


class Meter:
    """Says on standard error how far a search is, where a person sits and it takes longer than a moment."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._wanted = output.on_terminal(sys.stderr)
        self._next = time.monotonic() + _FIRST
        self._shown = False

    def tell(self, calls: int, reached: int, goals: int) -> None:
        """What `explore` tells."""
        if not self._wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        self._shown = True
        text = f"{reached} of {goals} reached, {output.counted(calls, 'call')} (Ctrl-C ends the search): {self._name}"
        click.echo(f"\r\x1b[K{text[: shutil.get_terminal_size().columns - 1]}", err=True, nl=False)

    def end(self) -> None:
        """Wipe it away."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._shown = False
