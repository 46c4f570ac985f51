"""A scripted caller on virtual time: the shortest way to run a call from its beginning to its end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from callflows.engine.audio import text_of
from callflows.engine.call import Call
from callflows.engine.commands import (
    Ask,
    Collect,
    Command,
    EvaluateSchedule,
    Invoke,
    LookUp,
    NotExecuted,
    Play,
    SideEffect,
    TransferTo,
    TransferToQueue,
)
from callflows.engine.context import CallContext
from callflows.engine.directory import answer_schedule
from callflows.engine.errors import WrongEventError
from callflows.engine.events import (
    AgentAnswers,
    DataActionAnswer,
    Digits,
    Event,
    HangUp,
    Played,
    ScheduleAnswer,
    ServiceAnswer,
    Silence,
    Speech,
    TableAnswer,
    TransferAnswer,
)
from callflows.engine.outcome import (
    Line,
    ModuleReturn,
    Outcome,
    Transferred,
    line_of_transfer,
)
from callflows.engine.program import Program
from callflows.engine.trace import Ended

_STEP = re.compile(r"[0-9*]*#|[0-9*]+|[hw]|[,\s]+|(?P<other>.)")
_WHOLE = re.compile(r"(?:[0-9*#]+|h|w)\Z")


Step: TypeAlias = str | Speech


def script_of(presses: str | Sequence[Step]) -> tuple[Step, ...]:
    """The steps of a script: each is typed when the call next waits for keys.

    A step is keys (`1234#`, typed without a pause; surplus keys stay buffered), `w` (wait in silence until the
    time-out), `h` (hang up), or `Speech`. One text is cut after each `#` and at commas and blanks: `1234#,2 w h`.
    Raises ValueError for anything else.
    """
    if not isinstance(presses, str):
        for step in presses:
            if isinstance(step, str) and not _WHOLE.match(step):
                raise ValueError(f"{step!r} is no step of a caller: keys (0-9, *, #), w (wait) or h (hang up)")
        return tuple(presses)
    steps: list[str] = []
    for found in _STEP.finditer(presses):
        if found.group("other"):
            raise ValueError(f"{found.group()!r} is no key: type 0-9, *, #, w (wait), h (hang up), comma between steps")
        if found.group().strip(", \t\n"):
            steps.append(found.group())
    return tuple(steps)


def run_script(
    program: Program,
    context: CallContext | None = None,
    presses: str | Sequence[Step] = (),
    *,
    trace: bool = True,
) -> Outcome:
    """Place a call and play it to its end. When the script is used up the caller stays silent.

    Playing takes no time; tables, data actions, schedules and transfers are answered by the context's directory.
    Raises ValueError for a script that is none (`script_of`).
    """
    return _Caller(program, context or CallContext(), script_of(presses), trace).run()


def answer(command: Command, context: CallContext, ms: int) -> Event | None:
    """What the context's directory answers to a command `ms` after the call began; None where none is wanted
    or only the caller can answer."""
    give = _ANSWERS.get(type(command))
    return None if give is None else give(command, context, ms)


class _Caller:
    def __init__(self, program: Program, context: CallContext, steps: tuple[Step, ...], trace: bool) -> None:
        self._context = context
        self._name = program.flow.name
        self._call = Call(program, context, trace=trace)
        self._steps = deque(steps)
        self._pressed: list[str] = []
        self._heard: list[str] = []
        self._lines: list[Line] = []
        self._transfers: list[Transferred] = []
        self._effects: list[SideEffect] = []
        self._not_executed: list[NotExecuted] = []

    def run(self) -> Outcome:
        commands = self._call.start()
        while True:
            for command in commands:
                self._note(command)
            ended = self._call.ended
            if ended is not None:
                return self._outcome(ended)
            commands = self._call.receive(self._next_event(commands[-1] if commands else None))

    def _next_event(self, last: Command | None) -> Event:
        """The answer to what the call waits for: keys while it waits for keys, else the directory's."""
        if self._call.wait is not None:
            return self._caller_does()
        event = None if last is None else answer(last, self._context, self._call.time)
        if event is None:
            raise WrongEventError("the call waits for nothing that a driver can answer")
        if isinstance(last, TransferTo | TransferToQueue) and isinstance(event, TransferAnswer):
            self._transfers.append(Transferred(last, event.success, event.error_type))
            if not event.success:
                self._say("org", "refuses", event.error_message or event.error_type or "", last.address)
        return event

    def _caller_does(self) -> Event:
        step = self._steps.popleft() if self._steps else "w"
        if isinstance(step, Speech):
            self._say("caller", "says", step.text)
            return step
        if step == "h":
            self._say("caller", "hangs up")
            return HangUp()
        if step == "w":
            wait = self._call.wait or 0
            self._say("caller", "is silent", f"{wait / 1000:g} s")
            return Silence(wait)
        self._pressed.append(step)
        self._say("caller", "presses", step)
        return Digits(step)

    def _note(self, command: Command) -> None:
        take = _NOTES.get(type(command))
        if take is not None:
            take(self, command)

    def _say(self, who: str, doing: str, text: str = "", address: str = "") -> None:
        self._lines.append(Line(self._call.time, who, doing, text, address))

    def _on_play(self, command: Play) -> None:
        self._hear(text_of(command.parts), command.address)

    def _on_collect(self, command: Collect) -> None:
        if command.prompt:
            self._hear(text_of(command.prompt), command.address)

    def _hear(self, text: str, address: str) -> None:
        if text:
            self._heard.append(text)
            self._say("flow", "says", text, address)

    def _on_transfer(self, command: TransferTo | TransferToQueue) -> None:
        self._lines.append(line_of_transfer(self._call.time, command))

    def _on_effect(self, command: SideEffect) -> None:
        self._effects.append(command)

    def _on_not_executed(self, command: NotExecuted) -> None:
        self._not_executed.append(command)
        self._say("flow", "does not execute", f"{command.kind}: {command.reason}", command.address)

    def _outcome(self, ended: Ended) -> Outcome:
        call, context = self._call, self._context
        return Outcome(
            flow=self._name,
            caller=context.caller,
            called=context.called,
            heard=tuple(self._heard),
            pressed=tuple(self._pressed),
            lines=tuple(self._lines),
            transfers=tuple(self._transfers),
            side_effects=tuple(self._effects),
            not_executed=tuple(self._not_executed),
            failures=call.failures,
            module_returns=tuple(ModuleReturn(*each) for each in call.module_outputs),
            variables=call.variables,
            attributes=dict(call.attributes),
            ended=ended,
            events=call.trace,
            ms=call.time,
        )


def _played(command: Play, context: CallContext, ms: int) -> Played | AgentAnswers:
    """Hold music ends early when an agent answers."""
    if command.ms and context.agent_after is not None and ms + command.ms >= context.agent_after:
        return AgentAnswers(max(0, context.agent_after - ms))
    return Played(command.ms)


def _transfer(command: TransferTo | TransferToQueue, context: CallContext, ms: int) -> TransferAnswer:
    return context.directory.transfer(command.kind, command.target)


def _row(command: LookUp, context: CallContext, ms: int) -> TableAnswer:
    return context.directory.table_row(command.table, command.key)


def _data_action(command: Invoke, context: CallContext, ms: int) -> DataActionAnswer:
    """A time-out takes the time that the action waits, where the directory names none."""
    given = context.directory.data_action(command.category, command.action, command.inputs)
    if given.outcome == "timeout" and given.ms == 0 and command.timeout_ms is not None:
        return msgspec.structs.replace(given, ms=command.timeout_ms)
    return given


def _service(command: Ask, context: CallContext, ms: int) -> ServiceAnswer:
    return context.directory.service(command)


def _schedule(command: EvaluateSchedule, context: CallContext, ms: int) -> ScheduleAnswer:
    return answer_schedule(context.directory, command, context.at + timedelta(milliseconds=ms))


_ANSWERS: Mapping[type, Callable[[Any, CallContext, int], Event]] = MappingProxyType(
    {
        Play: _played,
        TransferToQueue: _transfer,
        TransferTo: _transfer,
        LookUp: _row,
        Invoke: _data_action,
        EvaluateSchedule: _schedule,
        Ask: _service,
    }
)
_NOTES: Mapping[type, Callable[[_Caller, Any], None]] = MappingProxyType(
    {
        Play: _Caller._on_play,
        Collect: _Caller._on_collect,
        TransferToQueue: _Caller._on_transfer,
        TransferTo: _Caller._on_transfer,
        SideEffect: _Caller._on_effect,
        NotExecuted: _Caller._on_not_executed,
    }
)
