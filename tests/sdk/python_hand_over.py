"""A program of the official Python SDK that hands its authenticated `ApiClient` over. Prints one JSON object."""

from __future__ import annotations

import json
import os

import PureCloudPlatformClientV2 as platform

from callflows import (
    Flow,
    FlowEdge,
    FlowNode,
    FlowQueryRequest,
    HangupNode,
    InvokeNode,
    PlatformClient,
    QueueNode,
    RoutingApi,
    Unauthorized,
)


def main() -> None:
    platform.configuration.host = os.environ["GENESYS_ENVIRONMENT"]
    sdk = platform.ApiClient().get_client_credentials_token(
        os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]
    )
    with PlatformClient.from_sdk(sdk) as handed_over:
        api = RoutingApi(handed_over)
        shared = api.post_routing_flows_query(FlowQueryRequest(type="shared", name="Global Authentication Menu"))
        flow = Flow(
            name="Handed over",
            type="inbound",
            start_node_id="start",
            nodes=[
                FlowNode("start", "Start", "start"),
                FlowNode(
                    "auth",
                    "Authenticate",
                    "invoke",
                    InvokeNode(shared.entities[0].id, on_complete="queue", on_error="end"),
                ),
                FlowNode("queue", "Queue the call", "queue", QueueNode(queue_name="Support")),
                FlowNode("end", "Hang up", "hangup", HangupNode("Authentication failed")),
            ],
            edges=[FlowEdge(from_node_id="start", to_node_id="auth", type="TRANSITION")],
        )
        created = api.post_routing_flow(flow)
        seen_by_sdk = platform.ArchitectApi(sdk).get_flow(created.id)
        token, sdk.access_token = sdk.access_token, "no token of this org"
        try:
            api.get_routing_flow(created.id)
            refused = 0
        except Unauthorized as error:
            refused = error.status
        sdk.access_token = token
        again = api.get_routing_flow(created.id).name
    print(
        json.dumps(
            {
                "created": [created.name, created.version],
                "seen by the SDK": [seen_by_sdk.name, seen_by_sdk.published_version.id],
                "with a wrong token": refused,
                "with the SDK's new token": again,
                "token in repr": token in repr(handed_over),
            }
        )
    )


main()
