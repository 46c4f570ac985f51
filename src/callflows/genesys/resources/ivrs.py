"""Call routes (IVRs): which flow answers a number."""

from __future__ import annotations

from collections.abc import AsyncIterator

from callflows.api import command, operation, wire
from callflows.genesys.client import Client
from callflows.genesys.errors import AmbiguousName, Match
from callflows.genesys.resources.names import only_named

_LIST = operation("get_architect_ivrs", wire.IVREntityListing)
_GET = operation("get_architect_ivr", wire.IVR)
_POST = operation("post_architect_ivrs", wire.IVR)
_PUT = operation("put_architect_ivr", wire.IVR)
_DELETE = command("delete_architect_ivr")
_NUMBERS = operation("get_telephony_providers_edges_didpools_dids", wire.DIDNumberEntityListing)


def list_ivrs(client: Client, *, name: str | None = None, dnis: str | None = None) -> AsyncIterator[wire.IVR]:
    """All call routes by name, or those that the org's own filters give."""
    return client.pages(_LIST, query={"name": name, "dnis": dnis})


async def find_ivr(client: Client, name: str) -> wire.IVR | None:
    """The call route of exactly that name, None when there is none. Raises `AmbiguousName`."""
    return await only_named("call route", name, _present(list_ivrs(client, name=name)))


async def find_ivr_by_number(client: Client, number: str) -> wire.IVR | None:
    """The call route that has this E.164 number, None when there is none. Raises `AmbiguousName`."""
    having = [ivr async for ivr in _present(list_ivrs(client, dnis=number)) if number in (ivr.dnis or ())]
    if len(having) > 1:
        matches = tuple(Match(id=ivr.id or "", name=ivr.name or "") for ivr in having)
        raise AmbiguousName("call route with the number", number, matches)
    return having[0] if having else None


async def ivr_by_id(client: Client, id: str) -> wire.IVR:
    """The call route. Raises `NotFound`."""
    return await client.call(_GET, path={"ivrId": id})


async def post_ivr(client: Client, ivr: wire.IVR) -> wire.IVR:
    """Create the call route and give it with its id."""
    return await client.call(_POST, body=ivr)


async def put_ivr(client: Client, ivr: wire.IVR) -> wire.IVR:
    """Write the call route over the one of the same id. `version` must be the current one, else it is refused."""
    return await client.call(_PUT, path={"ivrId": ivr.id or ""}, body=ivr)


async def delete_ivr(client: Client, id: str) -> None:
    """Delete the call route."""
    await client.call(_DELETE, path={"ivrId": id})


async def find_number(client: Client, number: str) -> wire.DIDNumber | None:
    """The number as the org's number ranges know it, with its owner; None when no range has it."""
    query = {"type": "ASSIGNED_AND_UNASSIGNED", "numberMatch": number}
    async for found in client.pages(_NUMBERS, query=query):
        if found.number == number:
            return found
    return None


async def _present(ivrs: AsyncIterator[wire.IVR]) -> AsyncIterator[wire.IVR]:
    """Without the deleted ones, which Genesys Cloud may still list."""
    async for ivr in ivrs:
        if ivr.state != "deleted":
            yield ivr
