"""The node-and-edge flow as people write it: nodes joined by edges, each node with one action.

Every type takes its fields by position or by keyword, can be changed afterwards, and stands on the wire
in camelCase (`startNodeId`, `fromNodeId`, `flowId`). Nothing is judged when a value is made:
`callflows.graph.check` reports every fault of a flow at once.
"""

from __future__ import annotations

import enum
from typing import Any, TypeAlias

import msgspec

Plain: TypeAlias = str | int | float | bool | None


class Wire(msgspec.Struct, rename="camel"):
    """Base of every type of this room: mutable, camelCase on the wire, absent where None."""

    def to_dict(self) -> dict[str, Any]:
        """The wire form as plain data: camelCase keys, fields that are None left out, enums as their strings."""
        return {
            key: _plain(value)
            for name, key in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True)
            if (value := getattr(self, name)) is not None
        }

    def to_json(self) -> str:
        """The wire form as JSON text, keys in the order of the fields."""
        return msgspec.json.encode(self.to_dict()).decode()


class FlowEdgeType(enum.StrEnum):
    """Which outcome of a node an edge follows. The values are the wire strings; a reader takes
    `onComplete` and `on_complete` for `ON_COMPLETE` as well."""

    TRANSITION = "TRANSITION"
    ON_COMPLETE = "ON_COMPLETE"
    ON_ERROR = "ON_ERROR"
    ON_TRUE = "ON_TRUE"
    ON_FALSE = "ON_FALSE"
    ON_SUCCESS = "ON_SUCCESS"
    ON_FAILURE = "ON_FAILURE"


class InvokeNode(Wire):
    """Call the shared flow with id `flow_id` and wait for it.

    `variables` pass values in: `[{"name": "customerId", "value": "${CustomerId}"}]`.
    `outputs` take results back: `[{"name": "authenticated", "variable": "Authenticated"}]`.
    Names are those of the shared flow, with or without `Common.`, in any case.
    `on_complete` and `on_error` may name the next nodes instead of edges.
    """

    flow_id: str = ""
    variables: list[dict[str, Plain]] = []
    outputs: list[dict[str, Plain]] = []
    on_complete: str | None = None
    on_error: str | None = None


class QueueNode(Wire):
    """Hand the call to a queue: by `queue_id`, or by `queue_name`.

    `skills` are names of ACD skills, `language_skill` the name of a language skill, `priority` is
    -25,000,000 to 25,000,000 (Architect: one point counts as one minute of waiting).
    An ON_FAILURE edge says where the call goes when the transfer fails; without one it is disconnected.
    """

    queue_id: str | None = None
    queue_name: str | None = None
    skills: list[str] = []
    priority: int | None = None
    language_skill: str | None = None
    pre_transfer_audio: str | None = None
    failure_transfer_audio: str | None = None


class HangupNode(Wire):
    """Disconnect the caller. `reason` is for the reader of the flow: Architect keeps it in the action's name."""

    reason: str | None = None


class PromptNode(Wire):
    """Play one thing: `text` as speech (may hold `${Variable}`), a recorded `prompt` by name
    (`welcome`, `Prompt.welcome`, `PromptSystem.x`), or an audio `expression`."""

    text: str | None = None
    prompt: str | None = None
    expression: str | None = None


class CollectNode(Wire):
    """Ask for digits and keep them in `variable`, a string.

    Either exactly `digits`, or between `min` and `max` (1 to 32), the last ended early by `terminator`
    (`#`, `*` or a digit). `prompt` is what is said meanwhile (text, may hold `${Variable}`).
    Timeouts are whole seconds, 1 to 99; None = the flow's default.
    """

    variable: str = ""
    digits: int | None = None
    min: int | None = None
    max: int | None = None
    terminator: str | None = None
    prompt: str | None = None
    no_entry_timeout: int | None = None
    inter_digit_timeout: int | None = None


class DecisionNode(Wire):
    """Go ON_TRUE or ON_FALSE. `condition` is an Architect expression of type Boolean in which
    `${Variable}` may stand for a variable: `${Authenticated} == true`. NOT_SET counts as false."""

    condition: str = ""


class SetNode(Wire):
    """Give `variable` a `value`: a constant, text with `${Variable}`, or None to clear it.
    `type` is Architect's type (`string`, `integer`, `boolean`…); left out, it is the declared one."""

    variable: str = ""
    value: Plain = None
    type: str | None = None


class TransferNode(Wire):
    """Transfer to an outside `number` (`+13175551234`, may hold `${Variable}`)."""

    number: str = ""
    pre_transfer_audio: str | None = None
    failure_transfer_audio: str | None = None


class EndNode(Wire):
    """The end of a shared flow: back to its caller, with `outputs`
    (`[{"name": "authenticated", "value": "true"}]`)."""

    outputs: list[dict[str, Plain]] = []


NodeAction: TypeAlias = (
    InvokeNode | QueueNode | HangupNode | PromptNode | CollectNode | DecisionNode | SetNode | TransferNode | EndNode
)


class FlowNode(Wire):
    """One step. `type` is `start`, `invoke`, `queue`, `hangup`, `prompt`, `collect`, `decision`, `set`,
    `transfer` or `end`; left out, it follows from the action."""

    id: str = ""
    name: str = ""
    type: str = ""
    action: NodeAction | None = None


class FlowEdge(Wire):
    """From one node to the next, for one outcome."""

    id: str | None = None
    from_node_id: str = ""
    to_node_id: str = ""
    type: str = FlowEdgeType.TRANSITION


class FlowVariable(Wire):
    """A variable of the flow. `name` is without scope (`CustomerId`); `type` is Architect's
    (`string`, `integer`, `boolean`, `decimal`, `dateTime`, `queue`, `stringCollection`…).
    `is_input` and `is_output` say what a shared flow takes from and gives back to its callers."""

    name: str = ""
    type: str = "string"
    initial_value: Plain = None
    description: str | None = None
    is_input: bool = False
    is_output: bool = False


class Flow(Wire):
    """A flow as a graph. `type` is `inbound` or `shared`; `start_node_id` may be left out where one node
    only is a start. `id`, `version`, `published`, `enabled` and `self_uri` are filled in by the org."""

    name: str = ""
    description: str | None = None
    type: str = "inbound"
    nodes: list[FlowNode] = []
    edges: list[FlowEdge] = []
    start_node_id: str | None = None
    id: str | None = None
    variables: list[FlowVariable] = []
    version: str | None = None
    published: bool | None = None
    enabled: bool | None = None
    self_uri: str | None = None


class FlowQueryRequest(Wire):
    """Which flows to list: by `type` (`inbound`, `shared`) and exact `name`. Pages count from 1."""

    type: str | None = None
    name: str | None = None
    page_size: int = 25
    page_number: int = 1


class FlowEntityListing(Wire):
    """One page of flows."""

    entities: list[Flow] = []
    page_size: int = 25
    page_number: int = 1
    total: int = 0
    page_count: int = 0


def _plain(value: Any) -> Any:
    """Plain data. An entry of a node's variables keeps its None: it passes NOT_SET."""
    if isinstance(value, Wire):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return msgspec.to_builtins(value)
