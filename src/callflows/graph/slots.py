"""Every place of a node where a value, an expression or speech stands, with the type that Architect needs there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from callflows.graph.kinds import kind_of
from callflows.graph.names import TYPES, Names, parameter_of
from callflows.graph.surroundings import Surroundings
from callflows.graph.types import (
    CollectNode,
    DecisionNode,
    EndNode,
    FlowNode,
    InvokeNode,
    Plain,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)
from callflows.graph.values import Made, make_audio, make_condition, make_value

Form: TypeAlias = Literal["value", "audio", "expression"]


class Slot(msgspec.Struct, frozen=True):
    """`place` says to a person which one it is."""

    place: str
    form: Form
    value: Plain
    type: str = ""

    def make(self, names: Names) -> Made:
        if self.form == "value":
            return make_value(self.value, self.type, names)
        text = self.value if isinstance(self.value, str) else ""
        return make_audio(text, names) if self.form == "audio" else make_condition(text, names)


def slots_of(node: FlowNode, names: Names, surroundings: Surroundings | None) -> Iterator[Slot]:
    """The slots of a node whose action is of its type; none for any other."""
    kind, action = kind_of(node), node.action
    if kind is None or kind.action is None or not isinstance(action, kind.action):
        return
    match action:
        case InvokeNode():
            yield from _inputs(action, surroundings)
        case QueueNode() | TransferNode():
            yield from _audio("pre_transfer_audio", action.pre_transfer_audio)
            yield from _audio("failure_transfer_audio", action.failure_transfer_audio)
            if isinstance(action, TransferNode):
                yield Slot("number", "value", action.number, "string")
        case PromptNode():
            yield from _audio("text", action.text)
            if action.expression:
                yield Slot("expression", "expression", action.expression)
        case CollectNode():
            yield from _audio("prompt", action.prompt)
        case DecisionNode() if action.condition.strip():
            yield Slot("condition", "expression", action.condition)
        case SetNode():
            yield Slot("value", "value", action.value, set_type(action, names))
        case EndNode():
            yield from _outputs(action, names)
        case _:
            return


def set_type(action: SetNode, names: Names) -> str:
    """The type of the variable that a set node sets."""
    known = names.own(action.variable)
    if known is not None:
        return known.type
    return TYPES.get((action.type or "string").lower(), "string")


def _inputs(action: InvokeNode, surroundings: Surroundings | None) -> Iterator[Slot]:
    shared = surroundings.shared_flows.get(action.flow_id) if surroundings is not None else None
    for entry in action.variables or ():
        name = entry.get("name")
        if isinstance(name, str) and name:
            parameter = parameter_of(shared.inputs, name) if shared is not None else None
            yield Slot(f'input "{name}"', "value", entry.get("value"), parameter.type if parameter is not None else "")


def _outputs(action: EndNode, names: Names) -> Iterator[Slot]:
    for entry in action.outputs or ():
        name = entry.get("name")
        known = names.own(name) if isinstance(name, str) else None
        if known is not None:
            yield Slot(f'output "{name}"', "value", entry.get("value"), known.type)


def _audio(place: str, text: str | None) -> Iterator[Slot]:
    if text:
        yield Slot(place, "audio", text)
