"""A call on an event loop: commands go to an answerer, which awaits what comes next, a key or an answer of the org.

No time passes here: the answerer says how long everything took, by its own clock, real or virtual.
"""

from __future__ import annotations

from typing import Protocol

from callflows.engine.call import Call
from callflows.engine.commands import Command
from callflows.engine.events import Event
from callflows.engine.saved import KeptCall
from callflows.engine.trace import Ended


class Answerer(Protocol):
    """Who plays what the call plays, and waits with it."""

    async def done(self, commands: tuple[Command, ...], ms: int) -> None:
        """The call gave these commands `ms` after it began; the last one is what it waits for, if for anything."""

    async def next(self, waits_for: Command | None, silence_ms: int | None) -> Event:
        """What happens next. `waits_for` is the last command that the call gave; `silence_ms` how long it waits for a
        key before it goes on by itself, None where it waits for something else. A cancelled wait leaves the call as it
        was: what comes later can still be told to it."""


async def drive(call: Call | KeptCall, answerer: Answerer) -> Ended:
    """Run a call to its end: from its beginning; a `KeptCall` that has started, such as one that was restored, from
    where it waits."""
    inner = call.call if isinstance(call, KeptCall) else call
    last = call.waits_for if isinstance(call, KeptCall) else None
    commands = call.start() if last is None else ()
    while True:
        if commands:
            last = commands[-1]
            await answerer.done(commands, inner.time)
        ended = inner.ended
        if ended is not None:
            return ended
        commands = call.receive(await answerer.next(last, inner.wait))
