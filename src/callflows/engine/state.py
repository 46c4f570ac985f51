"""All that a call knows between two events (`State`), and the step that changes it (`Node`).

A state is plain data: no generator, no Python frame. Nodes are shared by all calls of a program and keep nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from callflows.engine import trace as t
from callflows.engine.commands import Command
from callflows.engine.context import CallContext
from callflows.engine.errors import WrongEventError
from callflows.engine.events import Event
from callflows.engine.semantics import ACTION_BUDGET
from callflows.engine.units import Region, Unit
from callflows.expressions import Entity, Value

PARK = -1
"""A node's answer: the call waits at this node for an event."""
END = -2
"""A node's answer: the call is over."""


@dataclass(kw_only=True, eq=False)
class Node:
    """One step of a program.

    `kind` is the action's, "" for a node that is no action of its own (the audio before a transfer, the end of a
    loop's body). `cost` is what it takes from the action budget. `index` is its place in the table.
    """

    address: str
    kind: str = ""
    name: str = ""
    index: int = 0
    cost: int = 1

    def step(self, state: State) -> int:
        """Do the step; the index of the next node, `PARK` or `END`. Raises FlowError or ExpressionError."""
        raise NotImplementedError

    def resume(self, state: State, event: Event) -> int:
        """Go on after the event that this node waited for."""
        raise self.unexpected(event)

    def unexpected(self, event: Event) -> WrongEventError:
        return WrongEventError(f"{self.address} does not wait for {type(event).__name__}")

    def back(self, state: State, path: str) -> int:
        """The task or module that this node called is over."""
        raise WrongEventError(f"{self.address} called nothing")


TASK = 0
MODULE = 1


class Frame:
    """Who waits for a called task or module: the node that called it and what it gets back."""

    __slots__ = ("kind", "region", "saved", "site", "unit")

    def __init__(self, kind: int, site: int, unit: Unit, region: Region, saved: list[Value]) -> None:
        self.kind = kind
        self.site = site
        self.unit = unit
        self.region = region
        self.saved = saved


class Memory:
    """The variables of the unit that runs. `names` is set by each expression to the slots it may see."""

    __slots__ = ("names", "slots")

    def __init__(self, slots: list[Value]) -> None:
        self.slots = slots
        self.names: dict[str, int] = {}

    def get(self, name: str, /) -> Value:
        return self.slots[self.names[name]]


class State:
    """The state of one call, and what expressions ask of the world (`Environment`)."""

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
        "frames",
        "handling",
        "lang",
        "left",
        "memory",
        "nodes",
        "phase",
        "random",
        "returned",
        "taken",
        "trace",
        "unit",
    )

    def __init__(self, nodes: list[Node], flow: Unit, language: str, context: CallContext, *, traced: bool) -> None:
        self.nodes = nodes
        self.context = context
        self.lang = context.language or language
        self.unit = flow
        self.memory = Memory([])
        self.flow_slots: list[Value] = []
        self.frames: list[Frame] = []
        self.at = -1
        self.phase = ""
        self.left = 0
        self.taken = ""
        self.buffer = ""
        self.clock = 0
        self.deadline: int | None = None
        self.budget = ACTION_BUDGET
        self.handling = False
        self.random = context.seed & _MASK
        self.attributes: dict[str, str] = dict(context.attributes)
        self.commands: list[Command] = []
        self.ended: t.Ended | None = None
        self.failures: list[t.Failed] = []
        self.returned: list[tuple[str, tuple[tuple[str, Value], ...]]] = []
        self.trace: list[t.TraceEvent] | None = [] if traced else None

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

    def fresh_slots(self, unit: Unit) -> list[Value]:
        """The slots of a unit as they are when it is entered."""
        slots = unit.template.copy()
        for slot, name in unit.builtins:
            slots[slot] = self.builtin(unit, name)
        return slots

    def builtin(self, unit: Unit, name: str) -> Value:
        """The value of a built-in variable when the unit is entered; NOT_SET for one that a call does not have."""
        known: dict[str, Value] = {
            "call.ani": self.context.caller,
            "call.calledaddress": self.context.called,
            "call.calledaddressoriginal": self.context.called,
            "call.conversationid": self.context.conversation_id,
            "call.remotename": self.context.remote_name or None,
            "call.language": self.lang,
            "interaction.id": self.context.conversation_id,
            "interaction.language": self.lang,
            "flow.name": unit.name,
            "flow.istest": False,
            "flow.startdatetimeutc": self.context.at.replace(microsecond=0),
        }
        return known.get(name)

    def set_language(self, language: str) -> None:
        """The language from here on, also in `Call.Language` of the unit that runs and of those that wait."""
        self.lang = language
        held = [(self.unit, self.memory.slots), *((f.unit, f.saved) for f in self.frames if f.kind == MODULE)]
        for unit, slots in held:
            for slot, name in unit.builtins:
                if name in ("call.language", "interaction.language"):
                    slots[slot] = language

    def note(self, event: t.TraceEvent) -> None:
        if self.trace is not None:
            self.trace.append(event)

    def took(self, node: Node, output: str) -> None:
        if self.trace is not None:
            self.trace.append(t.Took(t=self.clock, address=node.address, output=output))

    def assign(self, node: Node, name: str, slot: int, value: Value) -> None:
        self.memory.slots[slot] = value
        if self.trace is not None:
            self.trace.append(t.Assigned(t=self.clock, address=node.address, variable=name, value=t.shown(value)))

    def end(self, by: str, address: str, reason: str = "") -> None:
        self.deadline = None
        self.ended = t.Ended(t=self.clock, by=by, flow=self.unit.name, address=address, reason=reason)
        self.note(self.ended)


_MASK = (1 << 64) - 1
