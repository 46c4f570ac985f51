"""Dependency tracking: which version of which flow uses what."""

from __future__ import annotations

from callflows.api import wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.org import Org
from callflows.emulator.paging import listing, part
from callflows.emulator.publishing.lookup import version_number, version_text
from callflows.emulator.publishing.types import FLOW_TYPES, flow_type, object_type
from callflows.model import RefKind
from callflows.store import DependencyRecord, FlowFilter, FlowRecord, NotFound

OBJECT_TYPES = tuple(
    sorted({object_type(name) for name in FLOW_TYPES} | {kind.value for kind in RefKind if not flow_type(kind.value)})
)


def get_architect_dependencytracking_consumingresources(ask: Ask) -> Answer:
    """One row a version of a flow. `flowFilter=published` leaves the live versions only."""
    kind = _object_type(ask.text("objectType"))
    rows = list(ask.org.store.flows.consumers(kind, ask.text("id")))
    flows = _flows(ask.org, {row.flow_id for row in rows})
    if ask.text("version"):
        wanted = version_number(ask.text("version"))
        rows = [row for row in rows if row.target_version == wanted]
    if ask.text("flowFilter"):
        rows = [row for row in rows if flows[row.flow_id].published == row.number]
    rows = [row for row in rows if not flows[row.flow_id].deleted]
    types = _object_types(ask, "resourceType")
    found = [_consumer(flows[row.flow_id], row) for row in rows]
    found = [item for item in found if not types or item.type in types]
    found.sort(key=lambda item: (item.name or "", item.id or "", item.version or ""))
    page = ask.page()
    return ok(listing(ask, wire.ConsumingResourcesEntityListing, part(tuple(found), page), len(found), page))


def get_architect_dependencytracking_consumedresources(ask: Ask) -> Answer:
    _versioned_type(ask.text("objectType"))
    flow = _flow(ask.org, ask.text("id"))
    rows = ask.org.store.flows.consumed(flow.id, version_number(ask.text("version")))
    types = _object_types(ask, "resourceType")
    found = [_consumed(row) for row in rows if not types or row.kind in types]
    page = ask.page()
    return ok(listing(ask, wire.ConsumedResourcesEntityListing, part(tuple(found), page), len(found), page))


def get_architect_dependencytracking(ask: Ask) -> Answer:
    """Flows by name (a glob) with what they use and what uses them, where asked for."""
    types = _object_types(ask, "objectType")
    found, _ = ask.org.store.flows.list(FlowFilter(name=ask.text("name"), published_only=True, sort_by="name"))
    flows = tuple(flow for flow in found if not types or object_type(flow.type) in types)
    page = ask.page()
    views = [_object(ask, flow, flow.published or 0) for flow in part(flows, page)]
    return ok(listing(ask, wire.DependencyObjectEntityListing, views, len(flows), page))


def get_architect_dependencytracking_object(ask: Ask) -> Answer:
    flow = _flow(ask.org, ask.text("id"))
    number = version_number(ask.text("version")) if ask.text("version") else flow.published or flow.latest
    try:
        ask.org.store.flows.version(flow.id, number)
    except NotFound:
        raise Refusal("architect.dependency.object.not.found") from None
    return ok(_object(ask, flow, number))


def get_architect_dependencytracking_types(ask: Ask) -> Answer:
    page = ask.page()
    views = [_type(name) for name in part(OBJECT_TYPES, page)]
    return ok(listing(ask, wire.DependencyTypeEntityListing, views, len(OBJECT_TYPES), page))


def get_architect_dependencytracking_type(ask: Ask) -> Answer:
    name = ask.path["typeId"].upper()
    if name not in OBJECT_TYPES:
        raise Refusal("not.found")
    return ok(_type(name))


def get_architect_dependencytracking_build(ask: Ask) -> Answer:
    """Always operational: the tracking is written in the same transaction as the version."""
    return ok(wire.DependencyStatus(id=ask.org.organization().id, status="OPERATIONAL", failed_objects=()))


def post_architect_dependencytracking_build(_ask: Ask) -> Answer:
    """There is nothing to rebuild."""
    return Answer(202)


def _object(ask: Ask, flow: FlowRecord, number: int) -> wire.DependencyObject:
    consumed = ask.org.store.flows.consumed(flow.id, number) if ask.flag("consumedResources") else None
    rows = ask.org.store.flows.consumers(object_type(flow.type), flow.id) if ask.flag("consumingResources") else None
    flows = _flows(ask.org, {row.flow_id for row in rows or ()})
    consumed_types = _object_types(ask, "consumedResourceType")
    consuming_types = _object_types(ask, "consumingResourceType")
    users = None if rows is None else [_consumer(flows[row.flow_id], row) for row in rows]
    return wire.DependencyObject(
        id=flow.id,
        name=flow.name,
        version=version_text(number),
        type=object_type(flow.type),
        deleted=flow.deleted,
        updated=False,
        state_unknown=False,
        self_uri=_uri(flow.id, number),
        consumed_resources=None
        if consumed is None
        else tuple(_consumed(row) for row in consumed if not consumed_types or row.kind in consumed_types),
        consuming_resources=None
        if users is None
        else tuple(item for item in users if not consuming_types or item.type in consuming_types),
    )


def _consumer(flow: FlowRecord, row: DependencyRecord) -> wire.Dependency:
    return wire.Dependency(
        id=flow.id,
        name=flow.name,
        version=version_text(row.number),
        type=object_type(flow.type),
        deleted=flow.deleted,
        updated=False,
        state_unknown=False,
        self_uri=_uri(flow.id, row.number),
    )


def _consumed(row: DependencyRecord) -> wire.Dependency:
    version = version_text(row.target_version) if row.target_version else None
    return wire.Dependency(
        id=row.target_id,
        name=row.target_name,
        version=version,
        type=row.kind,
        deleted=False,
        updated=False,
        state_unknown=False,
        self_uri=_uri(row.target_id, row.target_version),
    )


def _uri(object_id: str, number: int | None) -> str:
    base = f"/api/v2/architect/dependencytracking/object?id={object_id}"
    return f"{base}&version={version_text(number)}" if number else base


def _flows(org: Org, ids: set[str]) -> dict[str, FlowRecord]:
    return org.store.flows.many(ids)


def _flow(org: Org, flow_id: str) -> FlowRecord:
    try:
        return org.store.flows.get(flow_id)
    except NotFound:
        raise Refusal("architect.dependency.object.not.found") from None


def _type(name: str) -> wire.DependencyType:
    return wire.DependencyType(
        id=name,
        name=name,
        versioned=flow_type(name) is not None,
        self_uri=f"/api/v2/architect/dependencytracking/types/{name}",
    )


def _object_types(ask: Ask, parameter: str) -> frozenset[str]:
    return frozenset(_object_type(name) for name in ask.many(parameter))


def _object_type(name: str) -> str:
    if name.upper() not in OBJECT_TYPES:
        raise Refusal("architect.dependency.object.invalid.type", name)
    return name.upper()


def _versioned_type(name: str) -> str:
    if flow_type(_object_type(name)) is None:
        raise Refusal("architect.dependency.object.invalid.type", name)
    return name.upper()


HANDLERS = {
    function.__name__: function
    for function in (
        get_architect_dependencytracking_consumingresources, get_architect_dependencytracking_consumedresources,
        get_architect_dependencytracking, get_architect_dependencytracking_object,
        get_architect_dependencytracking_types, get_architect_dependencytracking_type,
        get_architect_dependencytracking_build, post_architect_dependencytracking_build,
    )
}  # fmt: skip
