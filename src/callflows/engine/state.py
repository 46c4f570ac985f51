"""All that a call knows between two events (`State`), and the step that changes it (`Node`).

A state is plain data: no generator, no Python frame. Nodes are shared by all calls of a program and keep nothing.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import ClassVar, Protocol

from callflows.engine import trace as t
from callflows.engine.commands import Command
from callflows.engine.context import CallContext
from callflows.engine.errors import WrongEventError
from callflows.engine.events import Event
from callflows.engine.semantics import ACTION_BUDGET
from callflows.engine.units import Unit
from callflows.expressions import Entity, ExpressionError, Value

PARK = -1
"""A node's answer: the call waits at this node for an event."""
END = -2
"""A node's answer: the call is over."""


@dataclass(kw_only=True, eq=False, slots=True)
class Node(ABC):
    """One step of a program.

    `kind` is the action's, "" for a node that is no action of its own (the audio before a transfer, the end of a
    loop's body). `cost` is what it takes from the action budget. `index` is its place in the table.
    """

    address: str
    kind: str = ""
    name: str = ""
    index: int = 0
    cost: int = 1
    hears_speech: ClassVar[bool] = False
    """Whether speech means something to this node while it waits for no key."""

    @abstractmethod
    def step(self, state: State) -> int:
        """Do the step; the index of the next node, `PARK` or `END`. Raises FlowError or ExpressionError."""

    def resume(self, state: State, event: Event) -> int:
        """Go on after the event that this node waited for."""
        raise self.unexpected(event)

    def unexpected(self, event: Event) -> WrongEventError:
        return WrongEventError(f"{self.address} does not wait for {type(event).__name__}")

    def back(self, state: State, path: str) -> int:
        """The task or module that this node called is over."""
        raise WrongEventError(f"{self.address} called nothing")


@dataclass(kw_only=True, eq=False, slots=True)
class PathNode(Node):
    """The beginning of an output path without actions, in a program that is made for coverage (`probes`)."""

    next: int

    def step(self, state: State) -> int:
        return self.next


class Observer(Protocol):
    """Who is told of every step of a call, by the indexes of the program's nodes."""

    def step(self, index: int, next_index: int, /) -> None:
        """The node `index` did its step or went on after an event, and the call goes on at the node `next_index`: after
        a run-time error at the error handling. `PARK` where the call waits at the node, `END` where it is over."""


TASK = 0
MODULE = 1


class Frame:
    """Who waits for a called task or module: the node that called it, what it gets back (a task's variables, or
    all slots of the caller), and who waits for that."""

    __slots__ = ("above", "kind", "saved", "site", "unit")

    def __init__(self, above: Frame | None, kind: int, site: int, unit: Unit, saved: list[Value]) -> None:
        self.above = above
        self.kind = kind
        self.site = site
        self.unit = unit
        self.saved = saved

    def __deepcopy__(self, memo: dict[int, object]) -> Frame:
        made = Frame(None, self.kind, self.site, self.unit, copy.deepcopy(self.saved, memo))
        made.above = copy.deepcopy(self.above, memo)
        return made


class State:
    """The state of one call, and what expressions ask of it: variables (`Slots`) and the world (`Environment`).

    `slots` are the variables of the unit that runs, which expressions read by number.
    `frame` is the innermost task or module call. What most calls never have is shared until it is needed.
    """

    __slots__ = (
        "at",
        "attributes",
        "budget",
        "buffer",
        "clock",
        "commands",
        "context",
        "deadline",
        "ended",
        "failures",
        "flow_slots",
        "frame",
        "handling",
        "inside",
        "lang",
        "left",
        "menus",
        "nodes",
        "phase",
        "random",
        "returned",
        "secured",
        "slots",
        "taken",
        "trace",
        "unit",
    )

    def __init__(self, nodes: list[Node], flow: Unit, language: str, context: CallContext, *, traced: bool) -> None:
        self.nodes = nodes
        self.context = context
        self.lang = context.language or language
        self.unit = flow
        self.slots: list[Value] = []
        self.flow_slots: list[Value] = []
        self.frame: Frame | None = None
        self.at = -1
        self.phase = ""
        self.left = 0
        self.taken = ""
        self.buffer = ""
        self.clock = 0
        self.deadline: int | None = None
        self.budget = ACTION_BUDGET
        self.handling = False
        self.menus: tuple[int, ...] = ()
        self.secured: Mapping[str, Value] = _NOTHING_SECURED
        self.random = context.seed & _MASK
        self.attributes: Mapping[str, str] = dict(context.attributes) if context.attributes else _NOTHING
        self.commands: list[Command] = []
        self.ended: t.Ended | None = None
        self.failures: list[t.Failed] | None = None
        self.returned: list[tuple[str, tuple[tuple[str, Value], ...]]] | None = None
        self.trace: list[t.TraceEvent] | None = [] if traced else None
        self.inside: list[t.Entered] = [] if traced else _NOWHERE

    def __deepcopy__(self, memo: dict[int, object]) -> State:
        """The state of a call that goes on from here by itself; the program is shared."""
        made = State(self.nodes, self.unit, self.lang, self.context, traced=False)
        memo[id(self)] = made
        for name in _OWN:
            setattr(made, name, copy.deepcopy(getattr(self, name), memo))
        return made

    def now(self) -> datetime:
        return (self.context.at + timedelta(milliseconds=self.clock)).replace(microsecond=0)

    def find(self, kind: str, name: str, /) -> Entity | None:
        return self.context.directory.find(kind, name)

    def random_int(self, limit: int, /) -> int:
        """The next number of the call's own sequence (SplitMix64, which needs one integer of state)."""
        self.random = (self.random + 0x9E3779B97F4A7C15) & _MASK
        mixed = self.random
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def language(self) -> str:
        return self.lang

    def call_function(self, name: str, arguments: tuple[Value, ...], /) -> Value:
        """A function that callflows does not know, from the answers of the context; the trace says so. One that fails
        has no place in the expression's text of its own."""
        for known, answer in self.context.functions:
            if known.lower() == name.lower():
                try:
                    value: Value = answer(*arguments) if callable(answer) else answer
                except ExpressionError as error:
                    self._note_mocked(name, arguments, None, error.code, error.message)
                    raise ExpressionError(error.code, error.message) from error
                self._note_mocked(name, arguments, value)
                return value
        raise ExpressionError("unknown-function", f"callflows does not know the function {name}")

    def _note_mocked(
        self, name: str, arguments: tuple[Value, ...], value: Value, code: str = "", message: str = ""
    ) -> None:
        if self.trace is not None:
            mocked = t.Mocked(
                t=self.clock,
                address=t.running(self.trace),
                function=name,
                arguments=tuple(map(t.shown, arguments)),
                value=t.shown(value),
                code=code,
                message=message,
            )
            self.trace.append(mocked)

    def fresh_slots(self, unit: Unit) -> list[Value]:
        """The slots of a unit as they are when it is entered; a built-in that a call does not have is NOT_SET."""
        slots = unit.template.copy()
        for slot, name in unit.builtins:
            give = _BUILT_IN.get(name)
            slots[slot] = self._given(name) if give is None else give(self, unit)
        return slots

    def _given(self, built_in: str) -> Value:
        """A built-in variable from the call's context, NOT_SET where it names none."""
        return next((value for name, value in self.context.variables if name.lower() == built_in), None)

    def set_language(self, language: str) -> None:
        """The language from here on, also in `Call.Language` of the unit that runs and of those that wait."""
        self.lang = language
        _store_language(self.unit, self.slots, language)
        frame = self.frame
        while frame is not None:
            if frame.kind == MODULE:
                _store_language(frame.unit, frame.saved, language)
            frame = frame.above

    def leave(self) -> Frame:
        """Take the innermost frame off. Raises WrongEventError where there is none."""
        frame = self.frame
        if frame is None:
            raise WrongEventError("nobody waits for the end of this task")
        self.frame = frame.above
        return frame

    def note(self, event: t.TraceEvent) -> None:
        if self.trace is not None:
            self.trace.append(event)

    def note_entered(self, event: t.Entered) -> None:
        """The call is in a module, task or menu from here on."""
        if self.trace is not None:
            self.trace.append(event)
            self.inside.append(event)

    def note_left(self, by: str, path: str = "", outputs: tuple[tuple[str, Value], ...] = ()) -> None:
        """The call left the innermost module, task or menu that it was in (`trace.left`)."""
        if self.trace is not None and self.inside:
            self.trace.append(t.left(self.inside.pop(), self.clock, by, path, outputs))

    def note_left_all(self, by: str, path: str = "", *, modules: bool = True) -> None:
        """The call left all that it was in, the innermost first; without `modules` what it was in since it entered the
        innermost module."""
        if self.trace is not None:
            while self.inside and (modules or not isinstance(self.inside[-1], t.EnteredModule)):
                self.note_left(by, path)

    def took(self, node: Node, output: str) -> None:
        if self.trace is not None:
            self.trace.append(t.Took(t=self.clock, address=node.address, output=output))

    def assign(self, node: Node, name: str, slot: int, value: Value) -> None:
        self.slots[slot] = value
        if self.trace is not None:
            self.trace.append(t.Assigned(t=self.clock, address=node.address, variable=name, value=t.shown(value)))

    def end(self, by: str, address: str, reason: str = "") -> None:
        self.deadline = None
        self.ended = t.Ended(t=self.clock, by=by, flow=self.unit.name, address=address, reason=reason)
        if self.trace is not None:
            self.note_left_all("over")
            self.trace.append(self.ended)


LANGUAGE = ("call.language", "interaction.language")
"""The built-in variables that hold the language."""


def _store_language(unit: Unit, slots: list[Value], language: str) -> None:
    for slot, name in unit.builtins:
        if name in LANGUAGE:
            slots[slot] = language


_BUILT_IN: Mapping[str, Callable[[State, Unit], Value]] = MappingProxyType(
    {
        "call.ani": lambda state, _: state.context.caller,
        "call.calledaddress": lambda state, _: state.context.called,
        "call.calledaddressoriginal": lambda state, _: state.context.called,
        "call.conversationid": lambda state, _: state.context.conversation_id,
        "call.language": lambda state, _: state.lang,
        "call.remotename": lambda state, _: state.context.remote_name or None,
        "flow.istest": lambda _, __: False,
        "flow.name": lambda _, unit: unit.name,
        "flow.startdatetimeutc": lambda state, _: state.context.at.replace(microsecond=0),
        "interaction.id": lambda state, _: state.context.conversation_id,
        "interaction.language": lambda state, _: state.lang,
    }
)
_MASK = (1 << 64) - 1
_OWN = (
    *("at", "attributes", "budget", "buffer", "clock", "commands", "context", "deadline", "ended", "failures"),
    *("flow_slots", "frame", "handling", "inside", "lang", "left", "menus", "phase", "random", "returned", "secured"),
    *("slots", "taken", "trace"),
)
_NOWHERE: list[t.Entered] = []
_NOTHING: Mapping[str, str] = {}
_NOTHING_SECURED: Mapping[str, Value] = {}
