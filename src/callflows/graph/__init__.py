"""Flows as nodes and edges: the types, their rules, and the way to Architect.

    flow = Flow(name="Support", nodes=[...], edges=[...], start_node_id="start")
    findings = check(flow, surroundings)     # every breach at once, () when the flow is good
    architect_flow = lower(flow, surroundings)

A graph `inbound` is Architect's `inboundCall`, `shared` its `commonModule`. No endpoint of Genesys Cloud
takes a graph: what is published is the lowered flow.
"""

from callflows.graph.check import check, status_of
from callflows.graph.lowering import lower
from callflows.graph.read import Read, flow_from_dict, flow_from_json, query_from_dict, query_from_json
from callflows.graph.surroundings import (
    Parameter,
    SharedFlow,
    Surroundings,
    inputs_of,
    is_shared_type,
    outputs_of,
)
from callflows.graph.types import (
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
    "Surroundings",
    "SharedFlow",
    "Parameter",
    "inputs_of",
    "outputs_of",
    "is_shared_type",
    "check",
    "status_of",
    "lower",
    "Read",
    "flow_from_json",
    "flow_from_dict",
    "query_from_dict",
    "query_from_json",
]
