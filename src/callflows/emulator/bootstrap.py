"""What every org has from the start: itself, its home division, the development client."""

from __future__ import annotations

from contextlib import suppress

from callflows.emulator.options import Options
from callflows.store import ClientRecord, Conflict, DivisionRecord, OrganizationRecord, Store, hash_secret

DEVELOPMENT_CLIENT = "callflows"
DEVELOPMENT_SECRET = "callflows"  # noqa: S105 - published on purpose: a local org is open to its own machine
ORGANIZATION_NAME = "Local org"
HOME = "Home"


def prepare(store: Store, options: Options) -> None:
    """Write what is missing. Safe when several processes do so at once."""
    if store.organizations.get() is not None:
        return
    # The home division's name is unique: of two processes that come here together one gets a Conflict.
    with suppress(Conflict), store.write():
        if store.organizations.get() is not None:
            return
        store.organizations.create(OrganizationRecord(id=options.new_id(), name=ORGANIZATION_NAME))
        store.divisions.create(DivisionRecord(id=options.new_id(), name=HOME, home=True, description="Home division"))
        secret = hash_secret(DEVELOPMENT_SECRET)
        store.clients.save(ClientRecord(id=DEVELOPMENT_CLIENT, name=DEVELOPMENT_CLIENT, secret_hash=secret))
