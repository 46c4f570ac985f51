"""Divisions."""

from __future__ import annotations

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.paging import listing
from callflows.store import Conflict, DivisionRecord, NotFound


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
    """The home division stays; one that is in use goes with `force` only, and what was in it goes home."""
    store = ask.org.store
    with store.write():
        item = _existing(ask)
        if item.home:
            raise Refusal("general.conflict", message="The home division cannot be deleted.")
        used = store.divisions.used_by(item.id)
        if used and not ask.flag("force"):
            counts = ", ".join(f"{count} {kind}" for kind, count in used.items())
            raise Refusal("general.conflict", message=f"The division is in use: {counts}.")
        store.divisions.move_all(item.id, store.divisions.home().id)
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
