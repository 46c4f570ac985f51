"""The end of a call, things done beside it, and what is reported as not executed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.audio import parts_of, text_of
from callflows.engine.builder import Builder, Place
from callflows.engine.commands import Disconnect, NotExecuted, SideEffect
from callflows.engine.nodes.inputs import given
from callflows.engine.nodes.settings import keyed_names, settings_of
from callflows.engine.sources import Source
from callflows.engine.state import END, Node, State
from callflows.engine.units import Declared
from callflows.expressions import Audio as AudioValue
from callflows.expressions import Communication, Value


@dataclass(kw_only=True, eq=False, slots=True)
class DisconnectNode(Node):
    """Ends the whole call, also from inside a module."""

    reason: str = ""

    def step(self, state: State) -> int:
        state.commands.append(Disconnect(self.address))
        state.end("disconnect", self.address, self.reason)
        return END


@dataclass(kw_only=True, eq=False, slots=True)
class EffectNode(Node):
    """An action whose doing lies outside the call: its settings are evaluated and handed to the driver."""

    settings: tuple[tuple[str, Source], ...]
    next: int

    def step(self, state: State) -> int:
        record(state, SideEffect(self.address, self.kind, all_evaluated(state, self, self.settings)))
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class NotExecutedNode(Node):
    """An action that callflows does not execute; the call goes on after it."""

    what: str
    reason: str
    next: int

    def step(self, state: State) -> int:
        report(state, self.address, self.what, self.reason)
        return self.next


def all_evaluated(state: State, node: Node, settings: tuple[tuple[str, Source], ...]) -> tuple[tuple[str, Value], ...]:
    """The values of settings that are handed on as they are, also said in the trace; audio is a text."""
    found: list[tuple[str, Value]] = []
    for path, source in settings:
        pair = path, plain(source.value(state), state)
        if state.trace is not None:
            given(state, node, *pair)
        found.append(pair)
    return tuple(found)


def plain(value: Value, state: State) -> Value:
    """Audio as the text that would be heard, any other value as it is."""
    if not isinstance(value, AudioValue | Communication):
        return value
    return text_of(parts_of(value, state.context.directory, state.lang))


def record(state: State, effect: SideEffect) -> None:
    """Hand a side effect to the driver and to the trace."""
    state.commands.append(effect)
    if state.trace is not None:
        state.trace.append(t.Effect(t=state.clock, address=effect.address, kind=effect.kind))


def report(state: State, address: str, kind: str, reason: str) -> None:
    """Say that something is not executed, to the driver and to the trace."""
    state.commands.append(NotExecuted(address, kind, reason))
    if state.trace is not None:
        state.trace.append(t.Skipped(t=state.clock, address=address, kind=kind, reason=reason))


def reporting_faults(builder: Builder, address: str, declared: Iterable[Declared], first: int) -> int:
    """Where the variables' initial values that could not be taken are reported before `first`."""
    for each in declared:
        if each.fault:
            what = f"initialValue of {each.name}"
            first = builder.add(NotExecutedNode(address=address, cost=0, what=what, reason=each.fault, next=first))
    return first


def disconnect(place: Place) -> Node:
    return DisconnectNode(**place.head)


def effect(place: Place) -> Node:
    """Every setting but the action's name, branches and output variables, in the order written, after what the action
    names by a key (a script, a flow)."""
    return EffectNode(**place.head, settings=(*keyed_names(place), *settings_of(place)), next=place.next)


def not_executed(place: Place) -> Node:
    """For every kind that has no builder."""
    return unable(place, f"callflows does not execute {place.action.kind}")


def unable(place: Place, reason: str) -> Node:
    return NotExecutedNode(
        **place.head,
        what=place.action.kind,
        reason=reason,
        next=place.next,
    )
