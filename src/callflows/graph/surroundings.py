"""What a flow stands among: the shared flows it may invoke and the queues it may hand calls to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from callflows import model


class Parameter(msgspec.Struct, frozen=True):
    """An input or output of a shared flow. `name` is as the module spells it, with `Common.`.
    `required` says that an input has no initial value of its own."""

    name: str
    type: str = "string"
    required: bool = False


class SharedFlow(msgspec.Struct, frozen=True):
    """A flow of the org that an invoke may name. `type` is the org's (`commonmodule`, `inboundcall`) or the
    graph's (`shared`, `inbound`), in any case. `inputs`/`outputs` None = the contract is unknown."""

    id: str
    name: str
    type: str = "shared"
    published: bool = True
    enabled: bool = True
    inputs: tuple[Parameter, ...] | None = None
    outputs: tuple[Parameter, ...] | None = None


class Surroundings(msgspec.Struct, frozen=True):
    """`shared_flows` by flow id (flows of other types too, so that a wrong one can be named);
    `queues` maps a queue's id to its name."""

    shared_flows: Mapping[str, SharedFlow] = MappingProxyType({})
    queues: Mapping[str, str] = MappingProxyType({})


def inputs_of(module: model.Flow) -> tuple[Parameter, ...]:
    """A module's inputs, in its own order. One without an initial value must be passed."""
    return tuple(
        Parameter(v.name, v.type, required=isinstance(v.initial, model.NoValue) or v.initial is None)
        for v in module.inputs
    )


def outputs_of(module: model.Flow) -> tuple[Parameter, ...]:
    """A module's outputs, in its own order."""
    return tuple(Parameter(v.name, v.type) for v in module.outputs)


def is_shared_type(type_name: str) -> bool:
    """Whether a flow type, in the org's or the graph's spelling, is that of a shared flow."""
    return type_name.lower() in ("shared", "commonmodule")
