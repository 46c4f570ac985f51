"""What a trace says of an action's settings: their values, where and when they are evaluated.

Each setting that an action evaluates goes into the trace with its path. What a value is shown by otherwise is not said
twice: audio that is played (`Heard`), a value that goes straight into a variable (`Assigned`, `EnteredModule`).
Without a trace nothing is done.
"""

from __future__ import annotations

from typing import TypeAlias

from callflows.engine import trace as t
from callflows.engine.sources import NOT_SET, Source
from callflows.engine.state import Node, State
from callflows.expressions import Value

Said: TypeAlias = tuple[tuple[str, t.Shown], ...]
"""Settings by path, as a trace holds them."""


def evaluated(state: State, node: Node, path: str, source: Source) -> Value:
    """The value of the setting at `path`, also said in the trace where the setting is written."""
    value = source.value(state)
    if state.trace is not None and source is not NOT_SET:
        say(state, node, ((path, t.shown(value)),))
    return value


def given(state: State, node: Node, path: str, value: Value) -> None:
    """Say in the trace which value the setting of `node` at `path` has."""
    if state.trace is not None:
        say(state, node, ((path, t.shown(value)),))


def say(state: State, node: Node, said: Said) -> None:
    """Say in the trace which values settings of `node` have. What is said without anything between is one event."""
    trace = state.trace
    if trace is None or not said:
        return
    last = trace[-1] if trace else None
    if type(last) is t.Given and last.address == node.address:
        trace[-1] = t.Given(t=state.clock, address=node.address, inputs=(*last.inputs, *said))
    else:
        trace.append(t.Given(t=state.clock, address=node.address, inputs=said))
