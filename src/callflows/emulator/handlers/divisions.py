"""Divisions."""

from __future__ import annotations

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.paging import listing
from callflows.store import Conflict, DivisionRecord, FlowFilter, NotFound


def get_authorization_divisions(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.divisions.list(page, name=ask.text("name"), ids=ask.many("id"))
    return ok(listing(ask, wire.AuthzDivisionEntityListing, [_view(item) for item in found], total, page))


def get_authorization_divisions_home(ask: Ask) -> Answer:
    return ok(_view(ask.org.store.divisions.home()))


def get_authorization_division(ask: Ask) -> Answer:
    return ok(_view(_existing(ask)))


def post_authorization_divisions(ask: Ask) -> Answer:
    given = ask.body(wire.AuthzDivision)
    item = DivisionRecord(id=ask.org.options.new_id(), name=_name(given), description=given.description or "")
    try:
        ask.org.store.divisions.create(item)
    except Conflict:
        raise _taken(item.name) from None
    return ok(_view(item))


def put_authorization_division(ask: Ask) -> Answer:
    given = ask.body(wire.AuthzDivision)
    changed = msgspec.structs.replace(_existing(ask), name=_name(given), description=given.description or "")
    try:
        ask.org.store.divisions.update(changed)
    except Conflict:
        raise _taken(changed.name) from None
    return ok(_view(changed))


def delete_authorization_division(ask: Ask) -> Answer:
    """The home division stays; one that has flows or queues goes with `force` only, and they go home."""
    store = ask.org.store
    with store.write():
        item = _existing(ask)
        if item.home:
            raise Refusal("general.conflict", message="The home division cannot be deleted.")
        flows, flow_count = store.flows.list(FlowFilter(division_ids=(item.id,)), None)
        queues, queue_count = store.queues.list(None, division_ids=(item.id,))
        if (flow_count or queue_count) and not ask.flag("force"):
            text = f"The division has {flow_count} flows and {queue_count} queues."
            raise Refusal("general.conflict", message=text)
        home = store.divisions.home().id
        for flow in flows:
            store.flows.update(msgspec.structs.replace(flow, division_id=home))
        for queue in queues:
            store.queues.update(msgspec.structs.replace(queue, division_id=home))
        store.divisions.delete(item.id)
    return EMPTY


def _existing(ask: Ask) -> DivisionRecord:
    try:
        return ask.org.store.divisions.get(ask.path["divisionId"])
    except NotFound:
        raise Refusal("not.found") from None


def _name(given: wire.AuthzDivision) -> str:
    if not given.name or not given.name.strip():
        raise Refusal("bad.request", message="The division needs a name.")
    return given.name.strip()


def _taken(name: str) -> Refusal:
    return Refusal("general.conflict", message=f'A division with the name "{name}" already exists.')


def _view(item: DivisionRecord) -> wire.AuthzDivision:
    return wire.AuthzDivision(
        id=item.id,
        name=item.name,
        description=item.description,
        home_division=item.home,
        object_counts={},
        self_uri=f"/api/v2/authorization/divisions/{item.id}",
    )


HANDLERS = {
    function.__name__: function
    for function in (
        get_authorization_divisions,
        get_authorization_divisions_home,
        get_authorization_division,
        post_authorization_divisions,
        put_authorization_division,
        delete_authorization_division,
    )
}
