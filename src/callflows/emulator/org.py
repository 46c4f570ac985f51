"""What all handlers share: the store, the options, what is cached, and references to common objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from callflows.api import wire
from callflows.emulator.options import Options
from callflows.store import ClientRecord, NotFound, OrganizationRecord, Store

_BODIES_KEPT = 10_000


class Cached(msgspec.Struct):
    """What was read from the store since its last change."""

    bodies: dict[str, bytes] = {}
    tokens: dict[str, tuple[ClientRecord, datetime]] = {}
    divisions: dict[str, str] = {}
    clients: dict[str, wire.Ref] = {}
    next_due: datetime | None = None


class Org:
    """One org over one store. `cached` holds only what is true of the store as it is now."""

    def __init__(self, store: Store, options: Options) -> None:
        self.store = store
        self.options = options
        self.faults = options.faults
        self.cached = Cached()
        self._seen: tuple[int, int] | None = None

    def refresh(self) -> Cached:
        """Drop what is cached if anybody, in this process or another, has written since."""
        changes = self.store.changes()
        if changes is None or changes != self._seen:
            self.cached = Cached(next_due=self.store.jobs.next_due())
            self._seen = changes
        return self.cached

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The body of an answer, made once between two changes of the store."""
        bodies = self.cached.bodies
        body = bodies.get(key)
        if body is None:
            body = make()
            if len(bodies) >= _BODIES_KEPT:
                bodies.clear()
            bodies[key] = body
        return body

    def organization(self) -> OrganizationRecord:
        """The organisation. The database must have been prepared."""
        found = self.store.organizations.get()
        if found is None:
            raise NotFound("organization", "")
        return found

    def division(self, division_id: str | None) -> wire.Ref | None:
        """A reference to a division."""
        if division_id is None:
            return None
        name = self.cached.divisions.get(division_id)
        if name is None:
            try:
                name = self.store.divisions.get(division_id).name
            except NotFound:
                name = ""
            self.cached.divisions[division_id] = name
        return wire.Ref(id=division_id, name=name, self_uri=f"/api/v2/authorization/divisions/{division_id}")

    def client(self, client_id: str | None) -> wire.Ref | None:
        """A reference to an OAuth client."""
        if client_id is None:
            return None
        found = self.cached.clients.get(client_id)
        if found is None:
            record = self.store.clients.get(client_id)
            name = record.name if record else client_id
            found = wire.Ref(id=client_id, name=name, self_uri=f"/api/v2/oauth/clients/{client_id}")
            self.cached.clients[client_id] = found
        return found


def iso(moment: datetime) -> str:
    """A date-time as the cloud writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def epoch_ms(moment: datetime) -> int:
    """A date-time in milliseconds since 1970, as flow versions carry it."""
    return round(moment.timestamp() * 1000)
