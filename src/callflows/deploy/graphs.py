"""The graph that a line asks for: start, the shared flow, then a queue or the end of the call."""

from __future__ import annotations

from callflows.deploy.line import Line
from callflows.graph import Flow, FlowEdge, FlowEdgeType, FlowNode, HangupNode, InvokeNode, QueueNode


def graph_of(line: Line, shared_id: str, queue_id: str) -> Flow:
    """The line as a graph. `queue_id` is "" when the line has no queue: the call ends after the shared flow.
    An error in the shared flow ends the call."""
    invoke = InvokeNode(flow_id=shared_id, variables=[{"name": name, "value": value} for name, value in line.inputs])
    nodes = [
        FlowNode("start", "Start", "start"),
        FlowNode("invoke", line.shared, "invoke", invoke),
        FlowNode("error", "Disconnect on error", "hangup", HangupNode()),
    ]
    if queue_id:
        nodes.append(FlowNode("done", f"Transfer to {line.queue}", "queue", QueueNode(queue_id=queue_id)))
    else:
        nodes.append(FlowNode("done", "Disconnect", "hangup", HangupNode()))
    edges = [
        FlowEdge("to-invoke", "start", "invoke", FlowEdgeType.TRANSITION),
        FlowEdge("to-done", "invoke", "done", FlowEdgeType.ON_COMPLETE),
        FlowEdge("to-error", "invoke", "error", FlowEdgeType.ON_ERROR),
    ]
    return Flow(name=line.name, type="inbound", nodes=nodes, edges=edges, start_node_id="start")
