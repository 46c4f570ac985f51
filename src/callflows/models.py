"""The types that a program builds a flow from, under the module name that programs import them by."""

from callflows.graph import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowEdge,
    FlowEdgeType,
    FlowEntityListing,
    FlowNode,
    FlowQueryRequest,
    FlowVariable,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)

__all__ = [
    "Flow",
    "FlowNode",
    "FlowEdge",
    "FlowEdgeType",
    "FlowVariable",
    "FlowQueryRequest",
    "FlowEntityListing",
    "InvokeNode",
    "QueueNode",
    "HangupNode",
    "PromptNode",
    "CollectNode",
    "DecisionNode",
    "SetNode",
    "TransferNode",
    "EndNode",
]
