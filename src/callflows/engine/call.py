"""One call: a compiled program, explicit state, events in, commands out.

The call does no I/O, looks at no clock and has no chance of its own. Between two events it is plain data.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from callflows.engine import trace as t
from callflows.engine.commands import Command
from callflows.engine.context import CallContext
from callflows.engine.errors import FlowError, WrongEventError
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
from callflows.engine.program import Program
from callflows.engine.recording import started, told, witness
from callflows.engine.semantics import budget_of_error_handling
from callflows.engine.state import END, Node, Observer, State
from callflows.expressions import ExpressionError, Value


class Call:
    """A call in progress. `start()` once, then `receive(event)` until `ended` is set.

    An `observer` is told of every step; it changes nothing.
    """

    __slots__ = ("_observer", "_program", "_state", "_watched")

    def __init__(
        self,
        program: Program,
        context: CallContext | None = None,
        *,
        trace: bool = False,
        observer: Observer | None = None,
    ) -> None:
        self._program = program
        self._observer = observer
        self._watched = trace or observer is not None
        self._state = State(
            program.nodes, program.flow, program.default_language, context or CallContext(), traced=trace
        )
        if trace:
            witness(self._state)

    def __deepcopy__(self, memo: dict[int, object]) -> Call:
        """A second call that goes on from here by itself; the program and the observer are shared."""
        made = Call(self._program, observer=self._observer)
        made._watched = self._watched
        made._state = copy.deepcopy(self._state, memo)
        return made

    def start(self) -> tuple[Command, ...]:
        """Begin the call. The commands up to the first wait."""
        self._begin()
        return self._commands()

    def receive(self, event: Event) -> tuple[Command, ...]:
        """Tell the call what happened. Its commands up to the next wait.

        Raises WrongEventError where the call does not wait for such an event, or is over.
        """
        state = self._state
        if state.ended is not None or state.at < 0:
            raise WrongEventError("the call is over" if state.ended else "the call has not started")
        if type(event) is Played and state.deadline is None and state.trace is None:  # the most frequent by far
            state.clock += event.ms
            self._run(state.at, event)
        else:
            self._tell(event)
        commands = tuple(state.commands)
        state.commands.clear()
        return commands

    def _begin(self) -> None:
        state = self._state
        if state.at >= 0:
            raise WrongEventError("the call has started already")
        flow = self._program.flow
        state.flow_slots = state.slots = state.fresh_slots(flow)
        if state.trace is not None:
            state.trace.append(started(flow, state.lang, state.context))
        self._run(flow.start)

    def _commands(self) -> tuple[Command, ...]:
        """The commands since the last wait."""
        commands = tuple(self._state.commands)
        self._state.commands.clear()
        return commands

    def _tell(self, event: Event) -> None:
        """The trace is told of an event first; one that is refused leaves no mark in it."""
        trace = self._state.trace
        if trace is None:
            _HANDLERS[type(event)](self, event)
            return
        before = len(trace)
        trace.append(told(self._state.clock, event))
        try:
            _HANDLERS[type(event)](self, event)
        except WrongEventError:
            del trace[before:]
            raise

    @property
    def ended(self) -> t.Ended | None:
        """How and where the call ended, None while it goes on."""
        return self._state.ended

    @property
    def trace(self) -> t.Trace:
        """What happened so far; empty for a call without a trace."""
        return tuple(self._state.trace or ())

    def trace_from(self, start: int) -> t.Trace:
        """The events of the trace from the one with this index on, without going over those before."""
        return () if self._state.trace is None else tuple(self._state.trace[start:])

    @property
    def time(self) -> int:
        """Virtual milliseconds since the call began."""
        return self._state.clock

    @property
    def wait(self) -> int | None:
        """Milliseconds of silence until the present wait for keys times out, None where it waits for no key."""
        deadline = self._state.deadline
        return None if deadline is None else deadline - self._state.clock

    @property
    def variables(self) -> Mapping[str, Value]:
        """The flow's declared variables and their values, by name as declared."""
        slots = self._state.flow_slots
        return {each.name: slots[each.slot] for each in self._program.flow.variables.values()}

    @property
    def module_outputs(self) -> tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]:
        """(module, its outputs) of every module that returned, in order."""
        return tuple(self._state.returned or ())

    @property
    def module_inside(self) -> tuple[str, tuple[tuple[str, Value], ...]] | None:
        """(module, its outputs as they are now) of the module that the call is in or ended in, None outside of all."""
        state = self._state
        if state.unit is self._program.flow or not state.slots:
            return None
        outputs = [(each.name, state.slots[each.slot]) for each in state.unit.variables.values() if each.is_output]
        return state.unit.name, tuple(outputs)

    @property
    def failures(self) -> tuple[t.Failed, ...]:
        """Every run-time error, in order."""
        return tuple(self._state.failures or ())

    @property
    def attributes(self) -> Mapping[str, str]:
        """The participant data as they are now."""
        return self._state.attributes

    def _run(self, index: int, event: Event | None = None) -> None:
        """Run from the node `index`, which takes `event` where one is given, until the call waits or ends."""
        state = self._state
        if self._watched:
            self._run_watched(index, event)
            return
        nodes = state.nodes
        budget = state.budget
        node = nodes[index]
        while True:
            try:
                if event is not None:
                    given, event = event, None
                    index = node.resume(state, given)
                while index >= 0:
                    node = nodes[index]
                    budget -= node.cost
                    if budget < 0:
                        raise FlowError("action-limit", _LIMIT)
                    index = node.step(state)
                break
            except (FlowError, ExpressionError) as error:
                index = self._fault(node, error)
                budget = budget_of_error_handling(budget)
        state.budget = budget
        state.at = node.index

    def _run_watched(self, index: int, event: Event | None) -> None:
        """`_run` with a trace, an observer, or both."""
        state = self._state
        nodes, traced = state.nodes, state.trace
        told = _nobody if self._observer is None else self._observer.step
        budget = state.budget
        node = nodes[index]
        while True:
            try:
                if event is not None:
                    given, event = event, None
                    index = node.resume(state, given)
                    told(node.index, index)
                while index >= 0:
                    node = nodes[index]
                    budget -= node.cost
                    if budget < 0:
                        raise FlowError("action-limit", _LIMIT)
                    if traced is not None and node.kind:
                        traced.append(t.Action(t=state.clock, address=node.address, kind=node.kind, name=node.name))
                    index = node.step(state)
                    told(node.index, index)
                break
            except (FlowError, ExpressionError) as error:
                index = self._fault(node, error)
                told(node.index, index)
                budget = budget_of_error_handling(budget)
        state.budget = budget
        state.at = node.index

    def _fault(self, node: Node, error: FlowError | ExpressionError) -> int:
        """Where the call goes on after a run-time error: the flow's error handling, also for an error in a module;
        a second error ends the call in silence (Architect: the error handling has 1,000 actions)."""
        state = self._state
        expression = error.expression if isinstance(error, FlowError) else ""
        failed = t.Failed(
            t=state.clock,
            flow=state.unit.name,
            address=node.address,
            code=error.code,
            message=error.message,
            expression=expression,
            offset=error.offset,
        )
        state.note(failed)
        state.failures = [*(state.failures or ()), failed]
        state.deadline = None
        if state.handling:
            state.end("error", node.address, error.code)
            return END
        state.note_left_all("error")
        state.handling = True
        state.frame = None
        state.unit = self._program.flow
        state.slots = state.flow_slots
        return self._program.error_entry

    def _on_digits(self, event: Digits) -> None:
        state = self._state
        if event.keys.strip("0123456789*#"):
            raise WrongEventError(f"{event.keys!r} are no keys of a telephone")
        if event.ms:
            self._let_pass(event.ms)
        if state.ended is not None:
            return
        state.buffer += event.keys
        if state.trace is not None:
            state.trace.append(t.Pressed(t=state.clock, keys=event.keys))
        if state.deadline is not None and event.keys:
            self._run(state.at, event)

    def _on_speech(self, event: Speech) -> None:
        """Speech is heard by who listens: a wait, or audio that starts again when somebody speaks into it."""
        state = self._state
        if event.ms:
            self._let_pass(event.ms)
        if state.ended is not None:
            return
        if state.trace is not None:
            state.trace.append(t.Spoke(t=state.clock, text=event.text))
        if state.deadline is not None or state.nodes[state.at].hears_speech:
            self._run(state.at, event)

    def _on_agent(self, event: AgentAnswers) -> None:
        state = self._state
        if event.ms:
            self._let_pass(event.ms)
        if state.ended is None:
            state.end("transfer", state.nodes[state.at].address, "an agent answers")

    def _on_silence(self, event: Silence) -> None:
        left = self.wait
        self._let_pass(event.ms if left is None else min(event.ms, left))

    def _let_pass(self, ms: int) -> None:
        """Let time pass in silence; each wait for keys times out at its time."""
        state = self._state
        until = state.clock + ms
        while state.deadline is not None and state.deadline <= until:
            silence = Silence(state.deadline - state.clock)
            state.clock = state.deadline
            self._run(state.at, silence)
        if state.ended is None:
            state.clock = until

    def _on_hang_up(self, event: HangUp) -> None:
        state = self._state
        if event.ms:
            self._let_pass(event.ms)
        if state.ended is None:
            state.end("hangUp", state.nodes[state.at].address)

    def _on_answer(
        self, event: Played | TransferAnswer | TableAnswer | DataActionAnswer | ScheduleAnswer | ServiceAnswer
    ) -> None:
        state = self._state
        state.clock += event.ms
        if state.deadline is not None:
            raise WrongEventError(f"the call waits for keys, not for {type(event).__name__}")
        self._run(state.at, event)


def _nobody(index: int, next_index: int) -> None:
    """The observer of a call that has none."""


_LIMIT = "the limit of actions of one call is used up"
_HANDLERS: Mapping[type, Callable[[Call, Any], None]] = MappingProxyType(
    {
        Digits: Call._on_digits,
        Silence: Call._on_silence,
        HangUp: Call._on_hang_up,
        Played: Call._on_answer,
        TransferAnswer: Call._on_answer,
        TableAnswer: Call._on_answer,
        DataActionAnswer: Call._on_answer,
        ScheduleAnswer: Call._on_answer,
        ServiceAnswer: Call._on_answer,
        Speech: Call._on_speech,
        AgentAnswers: Call._on_agent,
    }
)
