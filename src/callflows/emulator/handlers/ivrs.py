"""Call routes (IVRs): which flow answers which numbers."""

from __future__ import annotations

import re

import msgspec

from callflows.api import wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import division_id
from callflows.emulator.org import iso
from callflows.emulator.paging import listing
from callflows.store import Conflict, IvrRecord, NotFound

E164 = re.compile(r"\+[1-9]\d{4,14}")
_MOST_NEW_NUMBERS = 50
_ROUTABLE = "inboundcall"


def get_architect_ivrs(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.ivrs.list(
        page,
        name=ask.text("name"),
        number=_asked_number(ask),
        schedule_group_id=ask.text("scheduleGroup"),
        descending=ask.descending(),
    )
    return ok(listing(ask, wire.IVREntityListing, [_view(ask, item) for item in found], total, page, all_entities=True))


def get_architect_ivr(ask: Ask) -> Answer:
    return ok(_view(ask, _existing(ask)))


def post_architect_ivrs(ask: Ask) -> Answer:
    given = ask.body(wire.IVR)
    with ask.org.store.write():
        item = _record(ask, given, None)
        try:
            ask.org.store.ivrs.create(item)
        except Conflict:
            raise Refusal(
                "general.conflict", message=f'A call route with the name "{item.name}" already exists.'
            ) from None
    return ok(_view(ask, item))


def put_architect_ivr(ask: Ask) -> Answer:
    """Genesys Cloud: the body must carry the current version."""
    given = ask.body(wire.IVR)
    with ask.org.store.write():
        current = _existing(ask)
        check_version(given.version, current.version)
        item = _record(ask, given, current)
        try:
            ask.org.store.ivrs.update(item, expected=current.version)
        except Conflict:
            raise Refusal(
                "general.conflict", message=f'A call route with the name "{item.name}" already exists.'
            ) from None
    return ok(_view(ask, item))


def delete_architect_ivr(ask: Ask) -> Answer:
    with ask.org.store.write():
        ask.org.store.ivrs.delete(_existing(ask).id)
    return Answer(200)


def check_version(given: int | None, current: int) -> None:
    """409 unless the body carries the version that is current."""
    if given != current:
        raise Refusal(
            "general.conflict",
            message=f"The version {given or '(none)'} of the request does not match the current version {current}.",
        )


def _existing(ask: Ask) -> IvrRecord:
    try:
        return ask.org.store.ivrs.get(ask.path["ivrId"])
    except NotFound:
        raise Refusal("not.found") from None


def _asked_number(ask: Ask) -> str:
    """The number of the `dnis` filter; in a query a plus is a blank."""
    text = ask.text("dnis")
    return text if not text or text.startswith("+") else f"+{text}"


def _record(ask: Ask, given: wire.IVR, current: IvrRecord | None) -> IvrRecord:
    if not given.name or not given.name.strip():
        raise Refusal("bad.request", message="The call route needs a name.")
    base = current or IvrRecord(
        id=ask.org.options.new_id(), name="", division_id="", version=0, created_at=ask.now, changed_at=ask.now
    )
    numbers = tuple(dict.fromkeys(number.strip() for number in given.dnis or ()))
    _check_numbers(ask, numbers, base)
    if given.schedule_group and not (given.open_hours_flow and given.closed_hours_flow):
        raise Refusal(
            "bad.request", message="With a scheduleGroup both openHoursFlow and closedHoursFlow are required."
        )
    return msgspec.structs.replace(
        base,
        name=given.name.strip(),
        division_id=division_id(ask, given.division) if given.division or not base.division_id else base.division_id,
        description=given.description or "",
        version=base.version + 1,
        dnis=numbers,
        open_flow_id=_flow_id(ask, given.open_hours_flow, "openHoursFlow"),
        closed_flow_id=_flow_id(ask, given.closed_hours_flow, "closedHoursFlow"),
        holiday_flow_id=_flow_id(ask, given.holiday_hours_flow, "holidayHoursFlow"),
        schedule_group_id=_group_id(ask, given.schedule_group),
        changed_at=ask.now,
    )


def _check_numbers(ask: Ask, numbers: tuple[str, ...], current: IvrRecord) -> None:
    """Genesys Cloud: each number is E.164, lies in a DID pool and belongs to one resource; at most 50 new ones
    at once."""
    for number in numbers:
        if not E164.fullmatch(number):
            raise Refusal("invalid.value", number, "dnis", "E.164 numbers such as +13175550123")
        if ask.org.store.did_pools.containing(number) is None:
            raise Refusal("bad.request", message="Field 'didPoolId' is required and cannot be empty.")
    if len(set(numbers) - set(current.dnis)) > _MOST_NEW_NUMBERS:
        raise Refusal("bad.request", message=f"At most {_MOST_NEW_NUMBERS} numbers can be added in one request.")
    _refuse_taken(ask, numbers, current)


def _refuse_taken(ask: Ask, numbers: tuple[str, ...], current: IvrRecord) -> None:
    """A number of another route: 409. The cloud's own status for this is not established."""
    taken = ask.org.store.ivrs.taken(numbers, except_ivr=current.id)
    if taken:
        details = tuple(
            wire.ErrorDetail(error_code="used.in", field_name=number, entity_id=ivr_id)
            for number, ivr_id in sorted(taken.items())
        )
        raise Refusal(
            "general.conflict", message=f"Phone numbers are already in use: {', '.join(sorted(taken))}", details=details
        )


def _flow_id(ask: Ask, given: wire.Ref | None, field: str) -> str | None:
    if given is None or not given.id:
        return None
    try:
        flow = ask.org.store.flows.get(given.id)
    except NotFound:
        raise Refusal("bad.request", message=f"{field}: there is no flow with the id {given.id}.") from None
    if flow.deleted or flow.published is None:
        raise Refusal("bad.request", message=f'{field}: the flow "{flow.name}" is not published.')
    if flow.type != _ROUTABLE:
        raise Refusal("bad.request", message=f'{field}: the flow "{flow.name}" is not an inbound call flow.')
    return flow.id


def _group_id(ask: Ask, given: wire.Ref | None) -> str | None:
    if given is None or not given.id:
        return None
    try:
        return ask.org.store.objects.get("SCHEDULEGROUP", given.id).id
    except NotFound:
        raise Refusal("bad.request", message=f"There is no schedule group with the id {given.id}.") from None


def _view(ask: Ask, item: IvrRecord) -> wire.IVR:
    return wire.IVR(
        id=item.id,
        name=item.name,
        division=ask.org.division(item.division_id),
        description=item.description or None,
        version=item.version,
        date_created=iso(item.created_at),
        date_modified=iso(item.changed_at),
        state="active",
        dnis=item.dnis,
        open_hours_flow=_flow_ref(ask, item.open_flow_id),
        closed_hours_flow=_flow_ref(ask, item.closed_flow_id),
        holiday_hours_flow=_flow_ref(ask, item.holiday_flow_id),
        schedule_group=_group_ref(ask, item.schedule_group_id),
        self_uri=f"/api/v2/architect/ivrs/{item.id}",
    )


def _flow_ref(ask: Ask, flow_id: str | None) -> wire.Ref | None:
    if flow_id is None:
        return None
    return wire.Ref(id=flow_id, name=ask.org.store.flows.get(flow_id).name, self_uri=f"/api/v2/flows/{flow_id}")


def _group_ref(ask: Ask, group_id: str | None) -> wire.Ref | None:
    if group_id is None:
        return None
    try:
        name = ask.org.store.objects.get("SCHEDULEGROUP", group_id).name
    except NotFound:
        name = None
    return wire.Ref(id=group_id, name=name, self_uri=f"/api/v2/architect/schedulegroups/{group_id}")


HANDLERS = {
    function.__name__: function
    for function in (
        get_architect_ivrs,
        get_architect_ivr,
        post_architect_ivrs,
        put_architect_ivr,
        delete_architect_ivr,
    )
}
