"""`RoutingApi`: flows as graphs, for programs that are not asynchronous."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from callflows.graph import Flow, FlowEntityListing, FlowQueryRequest
from callflows.platform import graph_flows
from callflows.platform.client import PlatformClient

FlowBody: TypeAlias = Flow | Mapping[str, Any]
QueryBody: TypeAlias = FlowQueryRequest | Mapping[str, Any]


class RoutingApi:
    """Find shared flows, create flows from graphs, look at them.

    Only endpoints that Genesys Cloud has are used: a flow is created by a publish job. Every method waits until it is
    done and raises the tree of `callflows.genesys.errors`, each error with `.status`, `.body`, `.code` and
    `.correlation_id`.
    """

    def __init__(self, platform_client: PlatformClient | None = None) -> None:
        self.platform_client = platform_client or PlatformClient()

    def post_routing_flows_query(self, body: QueryBody) -> FlowEntityListing:
        """The flows of a type (`inbound`, `shared`) with exactly this name; each is optional. The entities have id,
        name, type, version and whether they are published and enabled; a name that nothing has gives no entity."""
        query = body if isinstance(body, FlowQueryRequest) else graph_flows.query_of(body)
        return self.platform_client.run(lambda client: graph_flows.find(client, query))

    def get_routing_flows(
        self, type: str | None = None, name: str | None = None, page_size: int = 25, page_number: int = 1
    ) -> FlowEntityListing:
        """As `post_routing_flows_query`."""
        return self.post_routing_flows_query(FlowQueryRequest(type, name, page_size, page_number))

    def post_routing_flow(self, body: FlowBody) -> Flow:
        """Check the graph, publish it as a new flow, and give it back with its `id` and `version`.

        Raises 400 with every breach in `.body` (JSON), 404 when a flow that it invokes does not exist or is not a
        shared flow, 409 when a flow of the same type has this name.
        """
        flow, noticed = (body, ()) if isinstance(body, Flow) else graph_flows.flow_of(body)
        return self.platform_client.run(lambda client: graph_flows.create(client, flow, noticed))

    def get_routing_flow(self, id: str) -> Flow:
        """A flow's name, type, version and state. Genesys Cloud keeps no graph, so `nodes` and `edges` are empty."""
        return self.platform_client.run(lambda client: graph_flows.get(client, id))
