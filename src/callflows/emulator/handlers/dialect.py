"""The node-and-edge dialect of tutorials: `/api/v2/routing/flows…`. Genesys Cloud has no such endpoints.

Served for programs in other languages over the same store and under the same rules: a graph is checked,
lowered, and published like every other flow. Every answer carries `callflows-dialect: tutorial`.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows import architect, graph
from callflows.api import wire
from callflows.diagnostics import Diagnostic, Severity
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import author, existing_flow
from callflows.emulator.paging import listing
from callflows.emulator.publishing.directory import COMMON_MODULE
from callflows.emulator.publishing.lookup import version_text
from callflows.emulator.publishing.publish import Refused, document, publish
from callflows.emulator.publishing.surroundings import surroundings_of
from callflows.emulator.routes import Handler
from callflows.store import FlowFilter, FlowRecord, Page

HEADERS = ((b"callflows-dialect", b"tutorial"),)
_TYPES = {"inbound": "inboundcall", "shared": COMMON_MODULE}
_CODES = {404: "not.found", 400: "bad.request"}


def post_routing_flows_query(ask: Ask) -> Answer:
    query = ask.body(wire.FlowQuery)
    size = 25 if query.page_size is None else query.page_size
    number = 1 if query.page_number is None else query.page_number
    if not 1 <= size <= 500 or not 1 <= number < 2**31:
        raise Refusal("invalid.value", f"{size}, {number}", "pageSize, pageNumber", "1 to 500, 1 and up")
    return _list(ask, query.type or "", query.name or "", Page(number=number, size=size))


def get_routing_flows(ask: Ask) -> Answer:
    return _list(ask, ask.text("type"), ask.text("name"), ask.page())


def get_routing_flow(ask: Ask) -> Answer:
    flow = existing_flow(ask, ask.path["flowId"])
    if flow.type not in _TYPES.values():
        raise Refusal("architect.flow.not.found")
    return ok(_view(flow))


def post_routing_flow(ask: Ask) -> Answer:
    """Create and publish. 201 with the whole flow; 400 with every breach; 404 when the shared flow is missing or
    of another type and nothing else is wrong; 409 when the name is taken."""
    ask.refuse_nul()
    read = graph.flow_from_json(ask.data)
    given = read.value
    if given is None or not read.good:  # what could not be read is missed by every other rule
        raise _refusal(read.diagnostics)
    with ask.org.store.write():
        around = surroundings_of(ask.org.store, given)
        found = (*read.diagnostics, *graph.check(given, around))
        if _wrong(found):
            raise _refusal(found)
        if ask.org.store.flows.named(_TYPES.get(given.type.lower(), "inboundcall"), given.name) is not None:
            raise Refusal("architect.flow.already.exists")
        flow = publish_graph(ask, given, around)
    return ok(_view(flow), 201)


def publish_graph(ask: Ask, given: graph.Flow, around: graph.Surroundings) -> FlowRecord:
    """Lower a checked graph and publish it."""
    text = architect.write(graph.lower(given, around))
    kept = graph.Flow(**{name: getattr(given, name) for name in given.__struct_fields__ if name not in _FILLED})
    outcome = publish(ask.org, document(text, graph=kept.to_json()), author(ask))
    if isinstance(outcome, Refused):
        raise _refusal(outcome.diagnostics)
    return outcome.flow


_FILLED = frozenset({"id", "version", "published", "enabled", "self_uri"})


def _list(ask: Ask, type: str, name: str, page: Page) -> Answer:
    if type and type.lower() not in _TYPES:
        raise Refusal("invalid.value", type, "type", ", ".join(_TYPES))
    types = (_TYPES[type.lower()],) if type else tuple(_TYPES.values())
    wanted = FlowFilter(types=types, sort_by="name")
    found, total = _named(ask, types, name) if name else ask.org.store.flows.list(wanted, page)
    full = listing(ask, wire.FlowEntityListing, (), total, page)
    return ok(
        wire.GraphFlowListing(
            entities=tuple(msgspec.Raw(wire.encode(_view(flow))) for flow in found),
            page_size=page.size,
            page_number=page.number,
            total=total,
            page_count=full.page_count,
            self_uri=full.self_uri,
        )
    )


def _named(ask: Ask, types: Iterable[str], name: str) -> tuple[list[FlowRecord], int]:
    """The flows of exactly this name, and how many they are: at most one of each type."""
    found = [flow for type_ in types if (flow := ask.org.store.flows.named(type_, name)) and flow.name == name]
    return found, len(found)


def _view(flow: FlowRecord) -> dict[str, object]:
    """A flow as its graph; one that was not made from a graph has neither nodes nor edges."""
    kept: dict[str, object] = (
        msgspec.json.decode(flow.graph, type=dict[str, object]) if flow.graph else {"nodes": [], "edges": []}
    )
    return {
        **kept,
        "id": flow.id,
        "name": flow.name,
        "description": flow.description,
        "type": "shared" if flow.type == COMMON_MODULE else "inbound",
        "version": version_text(flow.published) if flow.published else None,
        "published": flow.published is not None,
        "enabled": flow.active,
        "selfUri": f"/api/v2/routing/flows/{flow.id}",
    }


def _wrong(found: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR for item in found)


def _refusal(found: Iterable[Diagnostic]) -> Refusal:
    """Every breach, as a detail and as an error with its own text. A key that was left out is said with them: it is
    often what they come from."""
    breaches = [item for item in found if item.severity is Severity.ERROR or item.code == "graph-unknown-key"]
    status = graph.status_of(breaches)
    details = tuple(
        wire.ErrorDetail(
            error_code=item.code,
            field_name=item.address or None,
            entity_id=item.node_id or None,
            entity_name=item.node_name or None,
        )
        for item in breaches
    )
    errors = tuple(
        wire.ErrorBody(
            message=item.with_help,
            code=item.code,
            status=status,
            entity_id=item.node_id or None,
            entity_name=item.node_name or None,
        )
        for item in breaches
    )
    text = "Invalid flow graph: " + " ".join(f"[{item.code}] {item.message}" for item in breaches)
    return Refusal(_CODES[status], message=text, details=details, errors=errors)


def _marked(handler: Handler) -> Handler:
    def serve(ask: Ask) -> Answer:
        try:
            answer = handler(ask)
        except Refusal as refusal:
            refusal.headers = (*refusal.headers, *HEADERS)
            raise
        return msgspec.structs.replace(answer, headers=(*answer.headers, *HEADERS))

    return serve


HANDLERS = {
    function.__name__: _marked(function)
    for function in (post_routing_flows_query, get_routing_flows, get_routing_flow, post_routing_flow)
}
