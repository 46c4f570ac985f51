"""Flows: list, look up, read, create, rename, delete."""

from __future__ import annotations

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flow_views import division_view, flow_view, heads_of
from callflows.emulator.paging import listing
from callflows.emulator.publishing.names import name_fault
from callflows.emulator.publishing.record import Author, new_flow, operation
from callflows.emulator.publishing.types import FLOW_TYPES, object_type
from callflows.store import Conflict, FlowFilter, FlowRecord, NotFound, Page

_SORTS = ("id", "name", "type")


def get_flows(ask: Ask) -> Answer:
    """Genesys Cloud: with `id` all other filters are ignored, and unknown ids are silently missing."""
    ids = ask.many("id")
    wanted = FlowFilter(ids=ids, deleted=ask.flag("deleted")) if ids else _filter(ask)
    page = ask.page()
    found, total = ask.org.store.flows.list(_sorted(ask, wanted), page)
    return _flow_page(ask, found, total, page, schemas=ask.flag("includeSchemas"))


def get_flows_lookup(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.flows.list(_sorted(ask, FlowFilter(ids=ask.many("id"))), page)
    return _flow_page(ask, found, total, page, schemas=False)


def get_flows_divisionviews(ask: Ask) -> Answer:
    ids = ask.many("id")
    wanted = FlowFilter(ids=ids) if ids else _filter(ask)
    page = ask.page()
    found, total = ask.org.store.flows.list(_sorted(ask, wanted), page)
    heads = heads_of(ask.org, found)
    schemas = ask.flag("includeSchemas")
    views = [division_view(ask.org, flow, heads, schemas=schemas) for flow in found]
    return ok(listing(ask, wire.FlowDivisionViewEntityListing, views, total, page))


def get_flow(ask: Ask) -> Answer:
    """The hot path: the body is kept until the store changes."""
    deleted = bool(ask.query_string) and ask.flag("deleted")
    key = f"flow/{ask.path['flowId']}/{deleted}"
    return Answer(200, ask.org.kept(key, lambda: _flow_body(ask, deleted=deleted)))


def _flow_body(ask: Ask, *, deleted: bool) -> bytes:
    flow = existing_flow(ask, ask.path["flowId"], deleted=deleted)
    return wire.encode(flow_view(ask.org, flow, heads_of(ask.org, (flow,))))


def post_flows(ask: Ask) -> Answer:
    """An empty flow without a version (Genesys Cloud: the only way to fill it with YAML is the publish job)."""
    given = ask.body(wire.Flow)
    flow_type = (given.type or "").lower()
    _check_name(given.name)
    if not flow_type:
        raise Refusal("architect.flow.validate.failed.missing.type")
    if flow_type not in FLOW_TYPES:
        raise Refusal("invalid.value", given.type or "", "type", ", ".join(sorted(FLOW_TYPES)))
    division = division_id(ask, given.division)
    flow = msgspec.structs.replace(
        new_flow(flow_type, (given.name or "").strip(), division, author(ask)),
        description=given.description or "",
        locked_by=ask.client.id,
    )
    try:
        ask.org.store.flows.create(flow)
    except Conflict:
        raise Refusal("architect.flow.already.exists") from None
    return flow_answer(ask, flow)


def put_flow(ask: Ask) -> Answer:
    """Name, description and division. Genesys Cloud: the caller must hold the lock."""
    given = ask.body(wire.Flow)
    _check_name(given.name)
    with ask.org.store.write():
        flow = existing_flow(ask, ask.path["flowId"])
        if flow.locked_by != ask.client.id:
            raise Refusal("architect.flow.not.locked.by.user")
        changed = msgspec.structs.replace(
            flow,
            name=(given.name or "").strip(),
            description=flow.description if given.description is None else given.description,
            division_id=division_id(ask, given.division) if given.division else flow.division_id,
            operation=operation("UPDATE", author(ask)),
            changed_at=ask.now,
        )
        try:
            ask.org.store.flows.update(changed)
        except Conflict:
            raise Refusal("architect.flow.already.exists") from None
    return flow_answer(ask, changed)


def delete_flow(ask: Ask) -> Answer:
    with ask.org.store.write():
        delete_one(ask, ask.path["flowId"])
    return EMPTY


def delete_flows(ask: Ask) -> Answer:
    """All of the flows, or none."""
    errors: list[wire.ErrorBody] = []
    with ask.org.store.write():
        for flow_id in ask.many("id"):
            try:
                delete_one(ask, flow_id)
            except Refusal as refusal:
                errors.append(
                    wire.ErrorBody(message=refusal.message, code=refusal.code, status=refusal.status, entity_id=flow_id)
                )
        if errors:
            raise Refusal("architect.batch.delete.failed", errors=tuple(errors))
    return ok(wire.decode(operation("DELETE", author(ask)), wire.FlowOperation))


def delete_one(ask: Ask, flow_id: str) -> None:
    """Delete a flow that nothing uses (409), that nobody else has locked (405)."""
    store = ask.org.store
    flow = existing_flow(ask, flow_id)
    if flow.locked_by not in (None, ask.client.id):
        raise Refusal("architect.flow.cannot.delete.user.does.not.have.lock")
    check_unused(ask, flow, "delete")
    store.flows.update(
        msgspec.structs.replace(
            flow,
            deleted=True,
            active=False,
            locked_by=None,
            operation=operation("DELETE", author(ask)),
            changed_at=ask.now,
        )
    )


def check_unused(ask: Ask, flow: FlowRecord, verb: str) -> None:
    """Refuse when live versions of other flows, or call routes, use the flow."""
    store = ask.org.store
    flows = [user for user in store.flows.live_consumers(object_type(flow.type), flow.id) if user.id != flow.id]
    routes = store.ivrs.using_flow(flow.id)
    for where, users in (("flows", flows), ("ivr.configs", routes)):
        if users:
            details = tuple(
                wire.ErrorDetail(error_code="used.in", entity_id=user.id, entity_name=user.name) for user in users
            )
            names = ", ".join(user.name for user in users)
            raise Refusal(f"architect.flow.cannot.{verb}.used.in.{where}", names, details=details)


def existing_flow(ask: Ask, flow_id: str, *, deleted: bool = False) -> FlowRecord:
    """A flow that is there: 404, or 410 for a deleted one unless `deleted`."""
    try:
        flow = ask.org.store.flows.get(flow_id)
    except NotFound:
        raise Refusal("architect.flow.not.found") from None
    if flow.deleted and not deleted:
        raise Refusal("architect.flow.deleted")
    return flow


def flow_answer(ask: Ask, flow: FlowRecord, status: int = 200) -> Answer:
    return ok(flow_view(ask.org, flow, heads_of(ask.org, (flow,))), status)


def author(ask: Ask) -> Author:
    return Author(ask.client.id, ask.now, ask.org.options.new_id)


def division_id(ask: Ask, division: wire.Ref | None) -> str:
    """The id of the division that a body names, the home division without one."""
    if division is None or not division.id:
        return ask.org.store.divisions.home().id
    try:
        return ask.org.store.divisions.get(division.id).id
    except NotFound:
        raise Refusal("bad.request", message=f"There is no division with the id {division.id}.") from None


def _check_name(name: str | None) -> None:
    fault = name_fault(name)
    if fault is not None:
        raise Refusal(fault[0], message=fault[1])


def _filter(ask: Ask) -> FlowFilter:
    types = tuple(name.lower() for name in ask.many("type"))
    unknown = [name for name in types if name not in FLOW_TYPES]
    if unknown:
        raise Refusal("invalid.value", unknown[0], "type", ", ".join(sorted(FLOW_TYPES)))
    after, before = ask.moment("publishedAfter"), ask.moment("publishedBefore")
    return FlowFilter(
        types=types,
        name=ask.text("name"),
        description=ask.text("description"),
        name_or_description=ask.text("nameOrDescription"),
        division_ids=ask.many("divisionId"),
        locked_by=ask.text("lockedByClientId"),
        deleted=ask.flag("deleted"),
        published_after=after,
        published_before=before,
    )


def _sorted(ask: Ask, wanted: FlowFilter) -> FlowFilter:
    sort = ask.text("sortBy", "id").lower()
    return msgspec.structs.replace(wanted, sort_by=sort if sort in _SORTS else "id", descending=ask.descending())


def _flow_page(ask: Ask, found: tuple[FlowRecord, ...], total: int, page: Page, *, schemas: bool) -> Answer:
    heads = heads_of(ask.org, found)
    views = [flow_view(ask.org, flow, heads, schemas=schemas) for flow in found]
    return ok(listing(ask, wire.FlowEntityListing, views, total, page))


HANDLERS = {
    function.__name__: function
    for function in (
        get_flows,
        get_flows_lookup,
        get_flows_divisionviews,
        get_flow,
        post_flows,
        put_flow,
        delete_flow,
        delete_flows,
    )
}
