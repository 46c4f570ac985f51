"""What came of a call whose keys were known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

import msgspec

from callflows.engine.commands import Command, NotExecuted, TransferTo, TransferToQueue
from callflows.engine.events import Event
from callflows.engine.trace import Ended, Failed, Trace
from callflows.expressions import Value

Answer: TypeAlias = Callable[[Command, int], Event | None]
"""What the org answers to a command so many milliseconds after the call began, None where it says nothing. It answers
the same whenever it is asked the same."""


class Player(Protocol):
    """Who played the call, and can play it again."""

    def names(self) -> tuple[str, ...]:
        """The flow's variables."""

    def trace(self, entries: tuple[str, ...]) -> Trace:
        """The trace of the call with these keys."""


class End(msgspec.Struct, frozen=True):
    """How and where a call ends, as in `Ended`, but for the time."""

    by: str
    flow: str
    address: str
    reason: str = ""


class Module(msgspec.Struct, frozen=True):
    """A module and the names of its outputs."""

    name: str
    outputs: tuple[str, ...]


class PlayedOut(msgspec.Struct, frozen=True, gc=False):
    """A finished call.

    `ms` is its virtual length, `heard` what the caller heard, one text a playing. `transfers` are those that were asked
    for, the last one with success where `by` is `transfer`. `returned` has for each module that returned its name, the
    names of its outputs, and then their values; `values` are those of the flow's variables.
    """

    end: End
    ms: int
    heard: tuple[str, ...]
    transfers: tuple[TransferTo | TransferToQueue, ...]
    returned: tuple[tuple[Module, *tuple[Value, ...]], ...]
    values: tuple[Value, ...]
    player: Player
    entries: tuple[str, ...]
    not_executed: tuple[NotExecuted, ...] = ()
    failures: tuple[Failed, ...] = ()

    @property
    def by(self) -> str:
        """`disconnect`, `transfer`, or `error`."""
        return self.end.by

    @property
    def ended(self) -> Ended:
        end = self.end
        return Ended(t=self.ms, by=end.by, flow=end.flow, address=end.address, reason=end.reason)

    @property
    def module_returns(self) -> tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]:
        """(module, its outputs by name) of each module that returned, in order."""
        found = ((module, zip(module.outputs, values, strict=True)) for module, *values in self.returned)
        return tuple((module.name, tuple(outputs)) for module, outputs in found)

    @property
    def variables(self) -> Mapping[str, Value]:
        """The flow's declared variables at the end, by name as declared."""
        return dict(zip(self.player.names(), self.values, strict=True))

    @property
    def trace(self) -> Trace:
        """All that happened. It is written when it is asked for: the call is played again, and does the same."""
        return self.player.trace(self.entries)
