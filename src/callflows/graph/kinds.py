"""What each type of node is: its action, its outcomes, and which edges may follow it. One table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from callflows.graph.types import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowEdgeType,
    FlowNode,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
    Wire,
)

T = FlowEdgeType
_ActionType: TypeAlias = type[Wire]


class Outcome(msgspec.Struct, frozen=True):
    """A way out of a node. `edges` are the edge types that mean it, the usual one first."""

    name: str
    edges: tuple[FlowEdgeType, ...]
    required: bool = True


class NodeKind(msgspec.Struct, frozen=True):
    """One type of node. `title` is the name its action gets in Architect where the node has none."""

    type: str
    title: str
    action: _ActionType | None
    outcomes: tuple[Outcome, ...] = ()

    def outcome_of(self, edge_type: FlowEdgeType) -> str:
        """The outcome that an edge of this type follows, "" where this node has none such."""
        return next((o.name for o in self.outcomes if edge_type in o.edges), "")


_NEXT = Outcome("next", (T.TRANSITION, T.ON_COMPLETE))
_FAILURE = Outcome("failure", (T.ON_FAILURE, T.ON_ERROR), required=False)

KINDS: Mapping[str, NodeKind] = MappingProxyType(
    {
        kind.type: kind
        for kind in (
            NodeKind("start", "Start", None, (_NEXT,)),
            NodeKind(
                "invoke",
                "Call Common Module",
                InvokeNode,
                (Outcome("complete", (T.ON_COMPLETE,)), Outcome("error", (T.ON_ERROR,))),
            ),
            NodeKind("queue", "Transfer to ACD", QueueNode, (_FAILURE,)),
            NodeKind("hangup", "Disconnect", HangupNode),
            NodeKind("prompt", "Play Audio", PromptNode, (_NEXT,)),
            NodeKind(
                "collect",
                "Collect Input",
                CollectNode,
                (Outcome("success", (T.ON_SUCCESS, T.ON_COMPLETE)), Outcome("failure", (T.ON_FAILURE, T.ON_ERROR))),
            ),
            NodeKind(
                "decision",
                "Decision",
                DecisionNode,
                (Outcome("yes", (T.ON_TRUE,)), Outcome("no", (T.ON_FALSE,))),
            ),
            NodeKind("set", "Update Data", SetNode, (_NEXT,)),
            NodeKind("transfer", "Transfer to Number", TransferNode, (_FAILURE,)),
            NodeKind("end", "End Task", EndNode),
        )
    }
)

_TYPE_OF_ACTION: Mapping[type[Wire], str] = MappingProxyType(
    {kind.action: kind.type for kind in KINDS.values() if kind.action is not None}
)
_EDGE_TYPES: Mapping[str, FlowEdgeType] = MappingProxyType(
    {edge.value.replace("_", "").lower(): edge for edge in FlowEdgeType}
    | {"onyes": T.ON_TRUE, "yes": T.ON_TRUE, "onno": T.ON_FALSE, "no": T.ON_FALSE}
)
_FLOW_TYPES: Mapping[str, str] = MappingProxyType(
    {"inbound": "inbound", "inboundcall": "inbound", "shared": "shared", "commonmodule": "shared"}
)


def kind_of(node: FlowNode) -> NodeKind | None:
    """The kind of a node, by its type or, where that is left out, by its action."""
    return KINDS.get(type_of(node))


def type_of(node: FlowNode) -> str:
    """The node's type in lower case, "" where neither type nor action say it."""
    if node.type:
        return node.type.lower()
    return _TYPE_OF_ACTION.get(type(node.action), "") if node.action is not None else ""


def edge_type_of(text: str) -> FlowEdgeType | None:
    """The edge type, written `ON_COMPLETE`, `onComplete` or `on_complete`; `yes` and `no` are ON_TRUE and ON_FALSE."""
    return _EDGE_TYPES.get(text.replace("_", "").lower())


def flow_kind(flow: Flow) -> str:
    """`inbound` or `shared`, in whatever spelling the flow says it; "" for anything else."""
    return _FLOW_TYPES.get(flow.type.lower(), "")
