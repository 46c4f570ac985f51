"""Queues."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from callflows.api import wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import division_id
from callflows.emulator.handlers.use import check_not_used
from callflows.emulator.org import iso
from callflows.emulator.paging import listing
from callflows.store import Conflict, NotFound, Page, QueueRecord

_DEFAULTS = wire.Queue(
    member_count=0,
    skill_evaluation_method="ALL",
    acw_settings=wire.AcwSettings(wrapup_prompt="OPTIONAL"),
    media_settings=wire.QueueMediaSettings(
        call=wire.MediaSettings(
            alerting_timeout_seconds=8, service_level=wire.ServiceLevel(percentage=0.8, duration_ms=20_000)
        )
    ),
)
_OWN = frozenset({"id", "name", "division", "description", "date_created", "date_modified", "self_uri"})


def get_routing_queues(ask: Ask) -> Answer:
    return _filtered(ask, ask.page(), _view)


def get_routing_queues_divisionviews(ask: Ask) -> Answer:
    """Genesys Cloud: at most 100 a page here."""
    return _filtered(ask, ask.page(largest=100), _short)


def get_routing_queues_divisionviews_all(ask: Ask) -> Answer:
    page = ask.page()
    found, total = ask.org.store.queues.list(page, descending=ask.descending())
    return ok(listing(ask, wire.QueueEntityListing, [_short(ask, queue) for queue in found], total, page))


def get_routing_queue(ask: Ask) -> Answer:
    return ok(_view(ask, _existing(ask)))


def post_routing_queues(ask: Ask) -> Answer:
    given = ask.body(wire.Queue)
    queue = QueueRecord(
        id=ask.org.options.new_id(),
        name=_name(given),
        division_id=division_id(ask, given.division),
        description=given.description or "",
        settings=_settings(given),
        created_at=ask.now,
        changed_at=ask.now,
    )
    try:
        ask.org.store.queues.create(queue)
    except Conflict:
        raise _taken(queue.name) from None
    return ok(_view(ask, queue))


def put_routing_queue(ask: Ask) -> Answer:
    given = ask.body(wire.Queue)
    with ask.org.store.write():
        queue = _existing(ask)
        changed = msgspec.structs.replace(
            queue,
            name=_name(given),
            division_id=division_id(ask, given.division) if given.division else queue.division_id,
            description=queue.description if given.description is None else given.description,
            settings=_settings(given),
            changed_at=ask.now,
        )
        try:
            ask.org.store.queues.update(changed)
        except Conflict:
            raise _taken(changed.name) from None
    return ok(_view(ask, changed))


def delete_routing_queue(ask: Ask) -> Answer:
    with ask.org.store.write():
        queue = _existing(ask)
        if not ask.flag("forceDelete"):
            check_not_used(ask, "QUEUE", queue.id)
        ask.org.store.queues.delete(queue.id)
    return Answer(200)


def _filtered(ask: Ask, page: Page, view: Callable[[Ask, QueueRecord], wire.Queue]) -> Answer:
    found, total = ask.org.store.queues.list(
        page,
        name=ask.text("name"),
        ids=ask.many("id"),
        division_ids=ask.many("divisionId"),
        descending=ask.descending(),
    )
    return ok(listing(ask, wire.QueueEntityListing, [view(ask, queue) for queue in found], total, page))


def _existing(ask: Ask) -> QueueRecord:
    try:
        return ask.org.store.queues.get(ask.path["queueId"])
    except NotFound:
        raise Refusal("not.found") from None


def _name(given: wire.Queue) -> str:
    if not given.name or not given.name.strip():
        raise Refusal("bad.request", message="The queue needs a name.")
    return given.name.strip()


def _taken(name: str) -> Refusal:
    return Refusal("general.conflict", message=f'A queue with the name "{name}" already exists.')


def _settings(given: wire.Queue) -> str:
    kept = {name: None for name in given.__struct_fields__ if name in _OWN}
    return wire.encode(msgspec.structs.replace(given, **kept)).decode()


def _view(ask: Ask, queue: QueueRecord) -> wire.Queue:
    settings = wire.decode(queue.settings, wire.Queue)
    merged = {
        name: getattr(_DEFAULTS, name)
        for name in settings.__struct_fields__
        if getattr(settings, name) is None and getattr(_DEFAULTS, name) is not None
    }
    return msgspec.structs.replace(
        settings,
        **merged,
        id=queue.id,
        name=queue.name,
        division=ask.org.division(queue.division_id),
        description=queue.description or None,
        date_created=iso(queue.created_at),
        date_modified=iso(queue.changed_at),
        self_uri=f"/api/v2/routing/queues/{queue.id}",
    )


def _short(ask: Ask, queue: QueueRecord) -> wire.Queue:
    return wire.Queue(id=queue.id, name=queue.name, division=ask.org.division(queue.division_id))


HANDLERS = {
    function.__name__: function
    for function in (
        get_routing_queues,
        get_routing_queues_divisionviews,
        get_routing_queues_divisionviews_all,
        get_routing_queue,
        post_routing_queues,
        put_routing_queue,
        delete_routing_queue,
    )
}
