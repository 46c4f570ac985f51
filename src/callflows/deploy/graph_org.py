"""What one graph needs to know of the org."""

from __future__ import annotations

from callflows import graph, model
from callflows.api import operation, wire
from callflows.deploy.contracts import published_module, shared_flow
from callflows.deploy.org import Org, queues_by_name
from callflows.diagnostics import Diagnostic
from callflows.genesys import Client, flows_by_id


async def look_for(client: Client, flow: graph.Flow) -> Org:
    """The flows and queues that the graph names, by id or by name; what does not exist is simply not there."""
    actions = [node.action for node in flow.nodes or ()]
    invoked = {a.flow_id for a in actions if isinstance(a, graph.InvokeNode) and a.flow_id}
    queues = [a for a in actions if isinstance(a, graph.QueueNode)]
    reports: list[Diagnostic] = []
    flows = await flows_by_id(client, invoked)
    modules: dict[str, model.Flow] = {}
    shared: dict[str, graph.SharedFlow] = {}
    for flow_id, found in flows.items():
        module = await published_module(client, found, reports)
        shared[flow_id] = shared_flow(found, module)
        if module is not None:
            modules[found.name or ""] = module
    named = await queues_by_name(client, {a.queue_name for a in queues if a.queue_name})
    by_id = await _queues_by_id(client, {a.queue_id for a in queues if a.queue_id})
    return Org(
        id="",
        by_name={found.name or "": found for found in flows.values()},
        modules=modules,
        queues={**named, **{name: key for key, name in by_id.items()}},
        surroundings=graph.Surroundings(
            shared_flows=shared, queues={**{key: name for name, key in named.items()}, **by_id}
        ),
        diagnostics=tuple(reports),
    )


async def _queues_by_id(client: Client, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    listing = operation("get_routing_queues", wire.QueueEntityListing)
    return {q.id: q.name or "" async for q in client.pages(listing, query={"id": sorted(ids)}) if q.id in ids and q.id}
