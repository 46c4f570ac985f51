"""Ranges of numbers (DID pools) and the numbers in them."""

from __future__ import annotations

import uuid

import msgspec

from callflows.api import wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.ivrs import E164
from callflows.emulator.paging import listing, part
from callflows.store import Conflict, DidPoolRecord, IvrRecord, NotFound

_BASE = "/api/v2/telephony/providers/edges/didpools"
_PROVIDERS = ("PURE_CLOUD", "PURE_CLOUD_VOICE")
_KINDS = ("ASSIGNED_AND_UNASSIGNED", "UNASSIGNED")
_LARGEST_POOL = 100_000


def get_telephony_providers_edges_didpools(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.did_pools.list(page, ids=ask.many("id"))
    return ok(listing(ask, wire.DIDPoolEntityListing, [_view(item) for item in found], total, page, all_entities=True))


def get_telephony_providers_edges_didpool(ask: Ask) -> Answer:
    return ok(_view(_existing(ask)))


def post_telephony_providers_edges_didpools(ask: Ask) -> Answer:
    item = _record(ask.body(wire.DIDPool), ask.org.options.new_id())
    try:
        ask.org.store.did_pools.create(item)
    except Conflict as conflict:
        raise Refusal("general.conflict", message=str(conflict)) from None
    return ok(_view(item))


def put_telephony_providers_edges_didpool(ask: Ask) -> Answer:
    """A pool keeps the numbers that a call route has."""
    given = ask.body(wire.DIDPool)
    with ask.org.store.write():
        old = _existing(ask)
        item = _record(given, old.id)
        _refuse_lost(ask, old, item)
        try:
            ask.org.store.did_pools.update(item)
        except Conflict as conflict:
            raise Refusal("general.conflict", message=str(conflict)) from None
    return ok(_view(item))


def delete_telephony_providers_edges_didpool(ask: Ask) -> Answer:
    """A pool whose numbers are in a call route stays."""
    with ask.org.store.write():
        item = _existing(ask)
        _refuse_lost(ask, item, None)
        ask.org.store.did_pools.delete(item.id)
    return Answer(200)


def get_telephony_providers_edges_didpools_dids(ask: Ask) -> Answer:
    """Every number of the pools, with the call route that has it. Genesys Cloud: `type` says whether assigned
    numbers are wanted too."""
    kind = ask.text("type").upper()
    if kind not in _KINDS:
        raise Refusal("invalid.value", kind, "type", ", ".join(_KINDS))
    page = ask.page()
    pools, _ = ask.org.store.did_pools.list(None, ids=ask.many("id"))
    owners = {number: route for route in ask.org.store.ivrs.list(None)[0] for number in route.dnis}
    match = ask.text("numberMatch").lstrip("+")
    found = [
        (number, pool)
        for pool in pools
        for number in _numbers(pool)
        if match in number and (kind == _KINDS[0] or number not in owners)
    ]
    if ask.descending():
        found.reverse()
    start = (page.number - 1) * page.size
    views = [_number_view(number, pool, owners.get(number)) for number, pool in found[start : start + page.size]]
    return ok(listing(ask, wire.DIDNumberEntityListing, views, len(found), page))


def get_telephony_providers_edges_dids(ask: Ask) -> Answer:
    """The numbers that a call route has."""
    wanted = {
        "phone_number": ask.text("phoneNumber"),
        "owner": ask.text("owner.id"),
        "pool": ask.text("didPool.id"),
    }
    ids = ask.many("id")
    found = [
        view
        for view, pool_id, owner_id in _owned(ask)
        if (not ids or view.id in ids)
        and wanted["phone_number"].strip("+ ") in (view.phone_number or "")
        and wanted["owner"] in ("", owner_id)
        and wanted["pool"] in ("", pool_id)
    ]
    if ask.descending():
        found.reverse()
    page = ask.page()
    return ok(listing(ask, wire.DIDEntityListing, part(tuple(found), page), len(found), page, all_entities=True))


def get_telephony_providers_edges_did(ask: Ask) -> Answer:
    for view, _, _ in _owned(ask):
        if view.id == ask.path["didId"]:
            return ok(view)
    raise Refusal("not.found")


def _owned(ask: Ask) -> list[tuple[wire.DID, str, str]]:
    """Every number that has a call route, in order, with the ids of its pool and its route."""
    found: list[tuple[wire.DID, str, str]] = []
    for route in ask.org.store.ivrs.list(None)[0]:
        for number in route.dnis:
            pool = ask.org.store.did_pools.containing(number)
            pool_id = pool.id if pool else ""
            did_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{pool_id}/{number}"))
            view = wire.DID(
                id=did_id,
                name=number,
                state="active",
                phone_number=number,
                did_pool=wire.Ref(id=pool_id, self_uri=f"{_BASE}/{pool_id}") if pool else None,
                owner=wire.Ref(id=route.id, name=route.name, self_uri=f"/api/v2/architect/ivrs/{route.id}"),
                owner_type="IVR_CONFIG",
                self_uri=f"/api/v2/telephony/providers/edges/dids/{did_id}",
            )
            found.append((view, pool_id, route.id))
    return sorted(found, key=lambda item: item[0].phone_number or "")


def _refuse_lost(ask: Ask, old: DidPoolRecord, new: DidPoolRecord | None) -> None:
    """409 when a call route has a number that the pool is going to lose (assumed: numbers in use cannot go)."""
    for route in ask.org.store.ivrs.list(None)[0]:
        if any(_contains(old, number) and not (new and _contains(new, number)) for number in route.dnis):
            raise Refusal(
                "general.conflict", message=f'Numbers of the pool are in use by the call route "{route.name}".'
            )


def _existing(ask: Ask) -> DidPoolRecord:
    try:
        return ask.org.store.did_pools.get(ask.path["didPoolId"])
    except NotFound:
        raise Refusal("not.found") from None


def _record(given: wire.DIDPool, pool_id: str) -> DidPoolRecord:
    start, end = given.start_phone_number or "", given.end_phone_number or ""
    for number, field in ((start, "startPhoneNumber"), (end, "endPhoneNumber")):
        if not E164.fullmatch(number):
            raise Refusal("invalid.value", number, field, "E.164 numbers such as +13175550123")
    size = int(end) - int(start) + 1
    if not 1 <= size <= _LARGEST_POOL:
        raise Refusal("bad.request", message=f"A DID pool has 1 to {_LARGEST_POOL} numbers; this one has {size}.")
    provider = given.provider or _PROVIDERS[0]
    if provider not in _PROVIDERS:
        raise Refusal("invalid.value", provider, "provider", ", ".join(_PROVIDERS))
    return DidPoolRecord(
        id=pool_id,
        name=given.name or start,
        description=given.description or "",
        start_number=start,
        end_number=end,
        provider=provider,
    )


def _contains(pool: DidPoolRecord, number: str) -> bool:
    return int(pool.start_number) <= int(number) <= int(pool.end_number)


def _numbers(pool: DidPoolRecord) -> list[str]:
    return [f"+{number}" for number in range(int(pool.start_number), int(pool.end_number) + 1)]


def _view(item: DidPoolRecord) -> wire.DIDPool:
    return wire.DIDPool(
        id=item.id,
        name=item.name,
        description=item.description or None,
        state="active",
        start_phone_number=item.start_number,
        end_phone_number=item.end_number,
        provider=item.provider,
        self_uri=f"{_BASE}/{item.id}",
    )


def _number_view(number: str, pool: DidPoolRecord, owner: IvrRecord | None) -> wire.DIDNumber:
    view = wire.DIDNumber(
        number=number, assigned=owner is not None, did_pool=wire.Ref(id=pool.id, self_uri=f"{_BASE}/{pool.id}")
    )
    if owner is None:
        return view
    reference = wire.Ref(id=owner.id, name=owner.name, self_uri=f"/api/v2/architect/ivrs/{owner.id}")
    return msgspec.structs.replace(view, owner=reference, owner_type="IVR_CONFIG")


HANDLERS = {
    function.__name__: function
    for function in (
        get_telephony_providers_edges_didpools,
        get_telephony_providers_edges_didpool,
        post_telephony_providers_edges_didpools,
        put_telephony_providers_edges_didpool,
        delete_telephony_providers_edges_didpool,
        get_telephony_providers_edges_didpools_dids,
        get_telephony_providers_edges_dids,
        get_telephony_providers_edges_did,
    )
}
