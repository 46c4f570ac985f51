"""A call with a caller who acts step by step, on virtual time: the core under tests, scenarios and telephones.

Every doing runs the call on until it waits for the caller again or is over; the world answers what the call asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from callflows import engine
from callflows.diagnostics import Span
from callflows.engine import CallContext, Ended, Transferred, WrongEventError, answer
from callflows.engine.commands import Ask, Command, Invoke, Play, SideEffect, TransferTo, TransferToQueue
from callflows.engine.events import (
    AgentAnswers,
    DataActionAnswer,
    Digits,
    Event,
    HangUp,
    Played,
    ServiceAnswer,
    Silence,
    Speech,
    TransferAnswer,
)
from callflows.engine.trace import Failed, Heard, Trace
from callflows.expressions import Value
from callflows.testing.dialogue import Doing, Line, lines, waits_at
from callflows.testing.hearing import Hearing
from callflows.testing.programs import Programs, Ready
from callflows.testing.world import World, words_of_kind

DATA_ACTION_TIMEOUT_MS: Final = 60_000
"""Architect: how long an action waits for a data action that names no time-out."""
_KEYS: Final = re.compile(r"[0-9*#]+")


class Driven:
    """A call in progress. `begun` is the time at which it began, in the zone in which it was given. Whoever
    measures the programs is told of every step. `steps` are where the caller's doings are written: from which event of
    the trace on, and the place."""

    def __init__(self, programs: Programs, ready: Ready, context: CallContext, world: World, begun: datetime) -> None:
        self.flow = ready.program.flow.name
        self.context = context
        self.world = world
        self.begun = begun
        self.transfers: list[Transferred] = []
        self.effects: list[SideEffect] = []
        self.steps: list[tuple[int, Span | None]] = []
        self.hearing = Hearing()
        self._programs = programs
        self._ready = ready
        self._doings: list[Doing] = []
        self._events: list[engine.trace.TraceEvent] = []
        self._call = engine.Call(ready.program, context, trace=True, observer=programs.observer(ready.program))
        self._music = self._passed = 0
        self._go(self._call.start())

    @property
    def ended(self) -> Ended | None:
        """How and where the call ended, None while it goes on."""
        return self._call.ended

    @property
    def time(self) -> int:
        """Virtual milliseconds since the call began."""
        return self._call.time + self._passed

    @property
    def wait(self) -> int:
        """Milliseconds of silence until the call goes on by itself."""
        return self._music or self._call.wait or 0

    @property
    def events(self) -> Trace:
        """The trace so far."""
        return tuple(self._events)

    @property
    def length(self) -> int:
        """How many events the trace has so far."""
        return len(self._events)

    @property
    def variables(self) -> Mapping[str, Value]:
        """The flow's variables, by name as declared."""
        return self._call.variables

    @property
    def attributes(self) -> Mapping[str, str]:
        """The participant data as they are now."""
        return self._call.attributes

    @property
    def failures(self) -> tuple[Failed, ...]:
        """Every run-time error, in order."""
        return self._call.failures

    @property
    def module_outputs(self) -> tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]:
        """(shared flow, its outputs) of each one that gave the call back, in order; then of the one that the call is in
        or ended in, as they are now."""
        inside = self._call.module_inside
        return (*self._call.module_outputs, *([inside] if inside is not None else []))

    @property
    def unmocked(self) -> tuple[str, ...]:
        """What the call asked of the world and nobody had said. An object that no flow names outright is among it: that
        it is there was an assumption."""
        assumed = self.world.assumed
        named = self._programs.named(self._ready) if assumed else frozenset()
        return (
            *self.world.unmocked,
            *(f'{words_of_kind(kind)} "{name}"' for kind, name in assumed if (kind, name) not in named),
        )

    @property
    def news(self) -> int:
        """The event of the trace from which on nobody has looked at what was heard."""
        unseen = self.hearing.unseen
        return len(self._events) if unseen is None else unseen

    def lines(self) -> tuple[Line, ...]:
        """The dialogue so far."""
        return lines(self._events, self._doings)

    def place(self, flow: str, address: str) -> Span | None:
        """The place of an address in its file."""
        return self._programs.span(flow, address)

    def waits_at(self) -> Span | None:
        """The place of the action or menu at which the call waits."""
        return self.place(*waits_at(self._events))

    def press(self, keys: str) -> None:
        """Type keys without a pause. Raises ValueError for what are none, WrongEventError where the call is over."""
        __tracebackhide__ = True
        if not isinstance(keys, str) or not _KEYS.fullmatch(keys):
            raise ValueError(f"{keys!r} are no keys of a telephone: 0-9, * and #")
        self._does(Digits(keys, self._passed))

    def speak(self, text: str) -> None:
        """Say something. Raises ValueError for what is no text, WrongEventError where the call is over."""
        __tracebackhide__ = True
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{text!r} is nothing that a caller can say")
        self._does(Speech(text, self._passed))

    def be_answered(self) -> None:
        """An agent takes the call that waits in a queue. Raises WrongEventError where it is over."""
        self._doings.append(Doing(len(self._events), self.time, "is connected to an agent"))
        self._does(AgentAnswers(self._passed))

    def be_silent(self, ms: int | None = None) -> None:
        """Do nothing for so long, by default until the call goes on by itself. Raises WrongEventError if it is over."""
        left = self.wait if ms is None else ms
        self._doings.append(Doing(len(self._events), self.time, f"waits {left / 1000:g} s"))
        self._look_from_here()
        if ms is None and not left:  # a time-out of no time: the flow goes on when it is told
            self._go(self._call.receive(Silence(0)))
        while left > 0 and self.ended is None:
            part = min(left, self.wait or left)
            left -= part
            if self._music:
                self._listen(part)
            else:
                self._go(self._call.receive(Silence(part)))

    def _listen(self, ms: int) -> None:
        """Hear so much of the hold music; when it is over the flow goes on."""
        self._music -= ms
        self._passed += ms
        if not self._music:
            played, self._passed = Played(self._passed), 0
            self._go(self._call.receive(played))

    def hang_up(self) -> None:
        """End the call. Raises WrongEventError where it is over."""
        self._does(HangUp(self._passed))

    def _does(self, event: Event) -> None:
        self._look_from_here()
        music, self._passed = self._music, 0
        commands = self._call.receive(event)
        if music and not commands and self.ended is None:
            self._note()
        else:
            self._go(commands)

    def _look_from_here(self) -> None:
        if self.ended is not None:
            raise WrongEventError("the call is over")
        self.hearing.look_from_here()

    def _go(self, commands: tuple[Command, ...]) -> None:
        """Answer what the call asks until it waits for the caller, plays music for a time, or is over."""
        while True:
            self.effects.extend(each for each in commands if isinstance(each, SideEffect))
            if self._call.ended is not None or self._call.wait is not None:
                self._music = 0
                self._note()
                return
            if commands and isinstance(commands[-1], Play) and commands[-1].ms:
                self._music = commands[-1].ms
                self._note()
                return
            asked = commands[-1] if commands else None
            commands = self._told(asked, self._answer(asked))

    def _told(self, asked: Command | None, event: Event) -> tuple[Command, ...]:
        """Raises ValueError where a mock takes an output path that the action does not have."""
        try:
            return self._call.receive(event)
        except WrongEventError:
            if not isinstance(asked, Ask) or not isinstance(event, ServiceAnswer):
                raise
            paths = ", ".join(dict.fromkeys(("success", *asked.paths)))
            raise ValueError(f'{asked.kind} has no output path "{event.outcome}": it has {paths}') from None

    def _answer(self, last: Command | None) -> Event:
        event = None if last is None else answer(last, self.context, self.time)
        if event is None:
            raise WrongEventError("the call waits for nothing that a test can answer")
        if isinstance(last, TransferTo | TransferToQueue) and isinstance(event, TransferAnswer):
            self.transfers.append(Transferred(last, event.success, event.error_type))
        if isinstance(last, Invoke) and isinstance(event, DataActionAnswer) and event.outcome == "timeout":
            return msgspec.structs.replace(event, ms=last.timeout_ms or DATA_ACTION_TIMEOUT_MS)
        return event

    def _note(self) -> None:
        """Take over what the trace has got since."""
        new = self._call.trace[len(self._events) :]
        for index, event in enumerate(new, len(self._events)):
            if isinstance(event, Heard):
                self.hearing.note(index, event)
        self._events.extend(new)
