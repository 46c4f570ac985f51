"""Flows as graphs on an org that knows only Archy YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from callflows import architect, graph
from callflows.api import operation, wire
from callflows.checks import check_flow
from callflows.deploy import Publisher, look_for
from callflows.deploy.contracts import type_of, version_of
from callflows.diagnostics import Diagnostic, Severity
from callflows.genesys import Client, list_flows
from callflows.graph import Flow, FlowEntityListing, FlowQueryRequest, Read
from callflows.platform import refusals

GRAPH_TYPES = {"inboundcall": "inbound", "commonmodule": "shared"}
ORG_TYPES = {graph_type: org_type for org_type, graph_type in GRAPH_TYPES.items()}
W = TypeVar("W", Flow, FlowQueryRequest)


async def find(client: Client, query: FlowQueryRequest) -> FlowEntityListing:
    """One page of flows. With a name, only flows of exactly this name (the server's filter knows wildcards)."""
    listing = operation("get_flows", wire.FlowEntityListing)
    types = [ORG_TYPES.get(query.type.lower(), query.type.lower())] if query.type else list(GRAPH_TYPES)
    if query.name:
        found = [flow async for flow in client.pages(listing, query={"type": types, "name": query.name})]
        flows = [flow for flow in found if flow.name == query.name]
        return FlowEntityListing([_graph(f) for f in flows], query.page_size, 1, len(flows), 1 if flows else 0)
    page = await client.call(
        listing, query={"type": types, "pageSize": query.page_size, "pageNumber": query.page_number}
    )
    entities = [_graph(flow) for flow in page.entities or ()]
    return FlowEntityListing(entities, query.page_size, query.page_number, page.total or 0, page.page_count or 0)


async def get(client: Client, id: str) -> Flow:
    """A flow by id. Raises NotFound."""
    if not id.strip():
        raise refusals.no_such_flow(id)
    return _graph(await client.call(operation("get_flow", wire.Flow), path={"flowId": id}))


async def create(client: Client, flow: Flow, noticed: tuple[Diagnostic, ...] = ()) -> Flow:
    """Publish a graph as a new flow; the answer is the graph with its id, version and state. `noticed` is what reading
    the graph warned of; a refusal says it too."""
    org = await look_for(client, flow) if not _shapeless(flow) else None
    found = graph.check(flow, org.surroundings if org else None)
    if org is None or _errors(found):
        raise refusals.graph_refused(str(flow.name), (*noticed, *found), graph.status_of(found))
    if await _taken(client, flow):
        raise refusals.already_exists(flow.name)
    lowered = graph.lower(flow, org.surroundings)
    more = check_flow(lowered, known=org.known_for(org.by_name))
    if _errors(more):
        raise refusals.graph_refused(flow.name, more, 400)
    end = await Publisher(client).publish(architect.write(lowered))
    if not end.flow_id:
        raise refusals.publish_refused(flow.name, end.messages, correlation_id=end.correlation_id)
    made = _graph(await client.call(operation("get_flow", wire.Flow), path={"flowId": end.flow_id}))
    return replace(
        flow,
        id=made.id,
        version=made.version,
        published=made.published,
        enabled=made.enabled,
        self_uri=made.self_uri,
    )


async def _taken(client: Client, flow: Flow) -> bool:
    """Whether a flow of this type has the name, in whatever case: publishing must not overwrite it."""
    same_type = list_flows(client, type=ORG_TYPES.get(flow.type.lower(), flow.type.lower()), name=flow.name)
    return any([(found.name or "").casefold() == flow.name.casefold() async for found in same_type])


def _shapeless(flow: Flow) -> bool:
    """Whether values of the graph are of wrong types, so that nothing can be looked up."""
    return any(found.code == "graph-bad-value" for found in graph.check(flow, None))


def _errors(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in found)


def _graph(flow: wire.Flow) -> Flow:
    """A flow of the org without nodes: the org keeps none."""
    org_type = type_of(flow)
    return Flow(
        name=flow.name or "",
        description=flow.description,
        type=GRAPH_TYPES.get(org_type, org_type),
        id=flow.id,
        version=version_of(flow) or None,
        published=bool(version_of(flow)),
        enabled=flow.active is not False,
        self_uri=flow.self_uri,
    )


def flow_of(body: Mapping[str, Any]) -> tuple[Flow, tuple[Diagnostic, ...]]:
    """A graph from plain data in its wire form, and what reading it warned of. Raises BadRequest with everything that
    could not be read."""
    read = graph.flow_from_dict(body)
    return _value(read, "flow"), read.diagnostics


def query_of(body: Mapping[str, Any]) -> FlowQueryRequest:
    """A query from plain data in its wire form. Raises BadRequest, also for a key that no query has: left out, it would
    list more than was asked for."""
    read = graph.query_from_dict(body)
    if read.diagnostics:
        raise refusals.graph_refused("query", read.diagnostics, 400)
    return _value(read, "query")


def _value(read: Read[W], what: str) -> W:
    if not read.good or read.value is None:
        raise refusals.graph_refused(what, read.diagnostics, 400)
    return read.value
