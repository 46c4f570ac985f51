"""Schedules, schedule groups and emergency groups: objects that are changed under a version check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import division_id
from callflows.emulator.handlers.ivrs import check_version
from callflows.emulator.handlers.use import check_not_used
from callflows.emulator.org import iso
from callflows.emulator.paging import listing
from callflows.emulator.routes import Handler
from callflows.store import Conflict, NotFound, ObjectRecord

V = TypeVar("V", bound=wire.Versioned)
_KEPT_ELSEWHERE = (
    "id", "name", "division", "version", "state", "date_created", "date_modified", "modified_by", "created_by",
    "modified_by_app", "created_by_app", "self_uri",
)  # fmt: skip


class Resource(msgspec.Struct, Generic[V], frozen=True):
    """One kind of versioned object. `needed` are the fields that it cannot be without, beside the name."""

    kind: str
    body_type: type[V]
    listing: type[wire.Page[Any]]
    path: str
    id_name: str
    needed: tuple[str, ...] = ()

    def list(self, ask: Ask) -> Answer:
        page = ask.page()
        found, total = ask.org.store.objects.list(
            self.kind,
            page,
            name=ask.text("name"),
            division_ids=ask.many("divisionId"),
            descending=ask.descending(),
        )
        return ok(listing(ask, self.listing, [self.view(ask, item) for item in found], total, page))

    def get(self, ask: Ask) -> Answer:
        return ok(self.view(ask, self.existing(ask)))

    def create(self, ask: Ask) -> Answer:
        given = ask.body(self.body_type)
        item = ObjectRecord(
            kind=self.kind,
            id=ask.org.options.new_id(),
            name=self.checked_name(given),
            division_id=division_id(ask, given.division),
            data=self.data(given),
            created_at=ask.now,
            changed_at=ask.now,
        )
        try:
            ask.org.store.objects.create(item)
        except Conflict:
            raise self.taken(item.name) from None
        return ok(self.view(ask, item))

    def change(self, ask: Ask) -> Answer:
        given = ask.body(self.body_type)
        with ask.org.store.write():
            current = self.existing(ask)
            check_version(given.version, current.version)
            item = msgspec.structs.replace(
                current,
                name=self.checked_name(given),
                version=current.version + 1,
                data=self.data(given),
                changed_at=ask.now,
            )
            try:
                ask.org.store.objects.update(item, expected=current.version)
            except Conflict:
                raise self.taken(item.name) from None
        return ok(self.view(ask, item))

    def remove(self, ask: Ask) -> Answer:
        """Genesys Cloud: 409 while it is in use."""
        with ask.org.store.write():
            item = self.existing(ask)
            check_not_used(ask, self.kind, item.id)
            if self.kind == "SCHEDULEGROUP" and ask.org.store.ivrs.list(None, schedule_group_id=item.id)[1]:
                raise Refusal("general.conflict", message="The schedule group is in use by a call route.")
            ask.org.store.objects.delete(self.kind, item.id)
        return EMPTY

    def existing(self, ask: Ask) -> ObjectRecord:
        try:
            return ask.org.store.objects.get(self.kind, ask.path[self.id_name])
        except NotFound:
            raise Refusal("not.found") from None

    def checked_name(self, given: V) -> str:
        for field in ("name", *self.needed):
            if not getattr(given, field):
                raise Refusal("bad.request", message=f"The field {field} is required.")
        return (given.name or "").strip()

    def taken(self, name: str) -> Refusal:
        return Refusal("general.conflict", message=f'The name "{name}" is already in use.')

    def data(self, given: V) -> str:
        return wire.encode(msgspec.structs.replace(given, **dict.fromkeys(_KEPT_ELSEWHERE))).decode()

    def view(self, ask: Ask, item: ObjectRecord) -> V:
        return msgspec.structs.replace(
            wire.decode(item.data, self.body_type),
            id=item.id,
            name=item.name,
            division=ask.org.division(item.division_id),
            version=item.version,
            state="active",
            date_created=iso(item.created_at),
            date_modified=iso(item.changed_at),
            self_uri=f"{self.path}/{item.id}",
        )

    def handlers(self, one: str, many: str) -> dict[str, Handler]:
        """The handlers by operation name."""
        found: dict[str, Callable[[Ask], Answer]] = {
            f"get_{many}": self.list,
            f"get_{one}": self.get,
            f"post_{many}": self.create,
            f"put_{one}": self.change,
            f"delete_{one}": self.remove,
        }
        return found


_BASE = "/api/v2/architect"
SCHEDULES = Resource(
    "SCHEDULE", wire.Schedule, wire.ScheduleEntityListing, f"{_BASE}/schedules", "scheduleId", ("start", "end")
)
SCHEDULE_GROUPS = Resource(
    "SCHEDULEGROUP",
    wire.ScheduleGroup,
    wire.ScheduleGroupEntityListing,
    f"{_BASE}/schedulegroups",
    "scheduleGroupId",
)
EMERGENCY_GROUPS = Resource(
    "EMERGENCYGROUP",
    wire.EmergencyGroup,
    wire.EmergencyGroupListing,
    f"{_BASE}/emergencygroups",
    "emergencyGroupId",
)

HANDLERS: dict[str, Handler] = {
    **SCHEDULES.handlers("architect_schedule", "architect_schedules"),
    **SCHEDULE_GROUPS.handlers("architect_schedulegroup", "architect_schedulegroups"),
    **EMERGENCY_GROUPS.handlers("architect_emergencygroup", "architect_emergencygroups"),
}
