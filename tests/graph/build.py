"""Small flows to test with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from callflows.graph import Parameter, SharedFlow, Surroundings, check
from callflows.models import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowEdge,
    FlowNode,
    FlowVariable,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)

MENU = SharedFlow(
    "shared-1",
    "Global Authentication Menu",
    inputs=(Parameter("Common.callerId", "string", required=True), Parameter("Common.tries", "integer")),
    outputs=(Parameter("Common.authenticated", "boolean"), Parameter("Common.customerId", "string")),
)
BARE = SharedFlow("shared-2", "Opening Hours", inputs=(), outputs=())
SURROUNDINGS = Surroundings(
    {
        "shared-1": MENU,
        "shared-2": BARE,
        "inbound-1": SharedFlow("inbound-1", "Main line", type="INBOUNDCALL"),
        "draft-1": SharedFlow("draft-1", "Survey", published=False, enabled=False, inputs=(), outputs=()),
        "unknown-1": SharedFlow("unknown-1", "Legacy"),
    },
    {"queue-1": "Support", "queue-2": "Sales"},
)

ACTIONS: dict[str, Callable[[], Any]] = {
    "start": lambda: None,
    "invoke": lambda: InvokeNode("shared-2"),
    "queue": lambda: QueueNode("queue-1"),
    "hangup": HangupNode,
    "prompt": lambda: PromptNode("Hello"),
    "collect": lambda: CollectNode("Pin", digits=4),
    "decision": lambda: DecisionNode("true"),
    "set": lambda: SetNode("Level", 1),
    "transfer": lambda: TransferNode("+13175551234"),
    "end": EndNode,
}
OUTCOMES = {"complete": "ON_COMPLETE", "error": "ON_ERROR", "yes": "ON_TRUE", "no": "ON_FALSE",
            "success": "ON_SUCCESS", "failure": "ON_FAILURE"}  # fmt: skip


def node(id: str, type_: str, action: Any = None, name: str | None = None) -> FlowNode:
    return FlowNode(id, name if name is not None else id.capitalize(), type_, action or ACTIONS[type_]())


def edge(text: str) -> FlowEdge:
    """`a > b`, `a error> b`."""
    left, _, target = text.partition(">")
    source, _, outcome = left.strip().partition(" ")
    return FlowEdge(None, source, target.strip(), OUTCOMES.get(outcome.strip(), outcome.strip() or "TRANSITION"))


def flow(nodes: list[FlowNode], edges: Sequence[str], **given: Any) -> Flow:
    return Flow(**{"name": "Test", "nodes": nodes, "edges": [edge(e) for e in edges], **given})


def tutorial() -> Flow:
    return flow(
        [node("start", "start"), node("auth", "invoke"), node("support", "queue"), node("bye", "hangup")],
        ["start > auth", "auth complete> support", "auth error> bye"],
        start_node_id="start",
    )


def said(given: Flow, surroundings: Surroundings | None = SURROUNDINGS) -> list[tuple[str, str, str]]:
    """(code, node id, message) of every breach."""
    return [(d.code, d.node_id, d.message) for d in check(given, surroundings)]


def variable(name: str, type_: str = "string", value: Any = None, **given: Any) -> FlowVariable:
    return FlowVariable(name, type_, value, **given)
