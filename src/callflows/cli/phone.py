"""A call with somebody at the other end: what the call plays goes to the caller, what the caller does goes to the call.

The core stays pure; who listens, types and waits, and on which clock, is a `Caller`.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from callflows.cli.phone_view import question_of
from callflows.engine import WrongEventError, answer
from callflows.engine.commands import Ask, Collect, EvaluateSchedule, Invoke, LookUp, Play, SideEffect
from callflows.engine.events import DataActionAnswer, HangUp, Played, ScheduleAnswer, ServiceAnswer, TableAnswer

if TYPE_CHECKING:
    from callflows.engine import Call, CallContext, Command, Event, Part
    from callflows.engine.events import AgentAnswers, Digits, Silence, Speech
    from callflows.engine.trace import TraceEvent

    Doing = Digits | Speech | Silence | HangUp | AgentAnswers
    Question = Invoke | EvaluateSchedule | Ask | LookUp


class Caller(Protocol):
    """Who calls. The times of its events are virtual milliseconds."""

    def hears(self, parts: tuple[Part, ...], ms: int, barge_in: bool) -> Generator[Doing]:
        """Hear what is played and do things meanwhile. Where the flow says how long it plays (`ms`), each has the time
        since the one before; else playing takes no time of the call. It is over when the playing is, or when a key
        ends it."""

    def acts(self, wait: int, listening: Collect, first: bool) -> Doing:
        """The next doing while the flow listens, at the latest silence after `wait`. `first` says that the caller has
        done nothing yet."""

    def language_is(self, tag: str) -> None:
        """From here on the call speaks this language."""

    def answers(self, question: Question) -> Event | None:
        """What the world answers to what nobody has said, None where the caller does not know it either."""


class Screen(Protocol):
    """Where a call is shown."""

    def shows(self, commands: tuple[Command, ...], events: tuple[TraceEvent, ...], ms: int) -> None:
        """The call has given these commands; `events` are what is new in its trace, `ms` is its time."""

    def answered(self, command: Command, event: Event, ms: int) -> None:
        """The world has answered a command."""


class Phone:
    """One call from its beginning to its end. `tables` are the data tables of which somebody has spoken, there or not.
    `interrupted` says that Ctrl-C was the hang-up, `unknown` are the questions that nobody had an answer to."""

    def __init__(
        self, call: Call, context: CallContext, caller: Caller, screen: Screen, tables: frozenset[str] = frozenset()
    ) -> None:
        self.call = call
        self.interrupted = False
        self.unknown: tuple[str, ...] = ()
        self._context = context
        self._caller = caller
        self._screen = screen
        self._tables = tables
        self._seen = 0
        self._listening = _NOTHING

    def run(self) -> None:
        """Make the call. Ctrl-C hangs up."""
        commands = self._shown(self.call.start())
        try:
            while self.call.ended is None:
                commands = self._next(commands)
        except KeyboardInterrupt:
            self.interrupted = True
            if self.call.ended is None:
                self._tell(HangUp())

    def _next(self, commands: tuple[Command, ...]) -> tuple[Command, ...]:
        last = commands[-1] if commands else None
        if isinstance(last, Play):
            return self._play(last)
        if self.call.wait is None:
            return self._tell(self._world(last))
        if not isinstance(last, Collect):
            return self._tell(self._caller.acts(self.call.wait, self._listening, False))
        self._listening = last
        early: Doing | None = None
        if last.prompt:
            with closing(self._caller.hears(last.prompt, 0, True)) as doings:
                early = next(doings, None)
        return self._tell(early or self._caller.acts(self.call.wait, last, True))

    def _play(self, command: Play) -> tuple[Command, ...]:
        """Keys and words that come while it plays are told at once. What they make the call say goes before the rest
        of the playing."""
        passed = 0
        with closing(self._caller.hears(command.parts, command.ms, command.barge_in)) as doings:
            for doing in doings:
                passed += doing.ms
                commands = self._tell(doing)
                if commands or self.call.ended is not None:
                    return commands
        rest = msgspec.structs.replace(command, ms=max(0, command.ms - passed))
        return self._tell(answer(rest, self._context, self.call.time) or Played(rest.ms))

    def _world(self, last: Command | None) -> Event:
        event = None if last is None else answer(last, self._context, self.call.time)
        if last is None or event is None:
            raise WrongEventError("the call waits for nothing that a telephone can answer")
        if isinstance(last, Invoke | EvaluateSchedule | Ask | LookUp) and is_open(last, event, self._tables):
            told = self._caller.answers(last)
            if told is None:
                self.unknown = tuple(dict.fromkeys((*self.unknown, question_of(last))))
            event = told or event
        self._screen.answered(last, event, self.call.time)
        return event

    def _tell(self, event: Event) -> tuple[Command, ...]:
        return self._shown(self.call.receive(event))

    def _shown(self, commands: tuple[Command, ...]) -> tuple[Command, ...]:
        events = self.call.trace_from(self._seen)
        self._seen += len(events)
        self._screen.shows(commands, events, self.call.time)
        for command in commands:
            if isinstance(command, SideEffect) and command.kind == "setLanguage":
                self._caller.language_is(str(dict(command.settings).get("language") or ""))
        return commands


def is_open(question: Question, event: Event, tables: frozenset[str] = frozenset()) -> bool:
    """Whether an answer says that nobody knows one. An action that only does something succeeds unless told; that there
    is no such data table is an answer where somebody has spoken of it."""
    if isinstance(question, LookUp):
        return isinstance(event, TableAnswer) and event.error_type == NO_TABLE and question.table not in tables
    if isinstance(event, ScheduleAnswer):
        return event.state is None
    if isinstance(question, Ask) and question.acts:
        return False
    return isinstance(event, DataActionAnswer | ServiceAnswer) and event.outcome == UNKNOWN


UNKNOWN: Final = "unknown"
NO_TABLE: Final = "TableNotFoundException"
"""What a directory answers that does not have the table."""
_NOTHING: Final = Collect("", "silence", (), 0, 0, 0)
"""What a call listens to that has not listened yet."""
