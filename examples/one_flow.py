"""Create one inbound call flow that calls a shared flow.

Find the shared flow by name, build a flow that invokes it with a path for success and a path for
error, create it, print its id. Runs on the embedded local org (`callflows seed examples/org` first);
with GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and GENESYS_ENVIRONMENT set, on that Genesys Cloud org.

    python examples/one_flow.py ["Name of the flow"] [name of the queue]
"""

import sys
import uuid

from callflows import ApiError, PlatformClient, RoutingApi
from callflows.models import (
    Flow,
    FlowEdge,
    FlowEdgeType,
    FlowNode,
    FlowQueryRequest,
    HangupNode,
    InvokeNode,
    QueueNode,
)

SHARED_FLOW = "Global Authentication Menu"


def find_shared_flow(api: RoutingApi, name: str) -> str:
    """The id of the shared flow with this name."""
    found = api.post_routing_flows_query(body=FlowQueryRequest(type="shared", name=name))
    if not found.entities:
        raise LookupError(f"no shared flow is named {name!r}")
    return found.entities[0].id


def build_flow(name: str, shared_flow_id: str, queue: str) -> Flow:
    """start → invoke the shared flow → queue on success, hang up on error."""
    start, invoke, success, failure = (str(uuid.uuid4()) for _ in range(4))
    return Flow(
        name=name,
        description="Authenticates the caller with the shared flow, then queues the call.",
        type="inbound",
        nodes=[
            FlowNode(id=start, name="Start", type="start"),
            FlowNode(
                id=invoke,
                name="Authenticate",
                type="invoke",
                action=InvokeNode(
                    flow_id=shared_flow_id,
                    variables=[{"name": "brand", "value": "Acme"}, {"name": "callerId", "value": "${CallerId}"}],
                    outputs=[{"name": "customerId", "variable": "CustomerId"}],
                ),
            ),
            FlowNode(id=success, name="Queue the call", type="queue", action=QueueNode(queue_name=queue)),
            FlowNode(id=failure, name="Hang up", type="hangup", action=HangupNode(reason="Authentication failed")),
        ],
        edges=[
            FlowEdge(from_node_id=start, to_node_id=invoke, type=FlowEdgeType.TRANSITION),
            FlowEdge(from_node_id=invoke, to_node_id=success, type=FlowEdgeType.ON_COMPLETE),
            FlowEdge(from_node_id=invoke, to_node_id=failure, type=FlowEdgeType.ON_ERROR),
        ],
        start_node_id=start,
    )


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else "Inbound - Shared Auth Integration"
    queue = sys.argv[2] if len(sys.argv) > 2 else "Support"
    api = RoutingApi(PlatformClient())
    try:
        shared_flow_id = find_shared_flow(api, SHARED_FLOW)
        print(f"Found shared flow: {SHARED_FLOW} ({shared_flow_id})")
        created = api.post_routing_flow(body=build_flow(name, shared_flow_id, queue))
    except LookupError as error:
        print(f"Not created: {error}")
    except ApiError as error:
        if error.status == 409:
            print(f"Not created: an inbound flow named {name!r} is there already. Choose another name.")
        else:
            print(f"Not created: {error.status} {error.code}\n{error.body}")
    else:
        print(f"Created flow: {created.name} ({created.id})")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
