"""Flows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from callflows.api import command, operation, wire
from callflows.genesys.client import Client
from callflows.genesys.resources.names import only_named

FLOW_PAGE = 500
"""Genesys Cloud: flows are listed up to 500 a page."""

_LIST = operation("get_flows", wire.FlowEntityListing)
_LOOKUP = operation("get_flows_lookup", wire.FlowEntityListing)
_GET = operation("get_flow", wire.Flow)
_DELETE = command("delete_flow")
_VERSIONS = operation("get_flow_versions", wire.FlowVersionEntityListing)
_UNLOCK = operation("post_flows_actions_unlock", wire.Flow)
_DEACTIVATE = operation("post_flows_actions_deactivate", wire.Flow)


def list_flows(
    client: Client, *, type: str | Iterable[str] | None = None, name: str | None = None
) -> AsyncIterator[wire.Flow]:
    """All flows of a type or of several (`inboundcall`, `commonmodule`), by name. `name` may have `*`."""
    types = [type] if isinstance(type, str) else type
    return client.pages(_LIST, query={"type": types, "name": name, "sortBy": "name"}, size=FLOW_PAGE)


async def find_flow(client: Client, type: str, name: str) -> wire.Flow | None:
    """The flow of that type and exactly that name, None when there is none. Raises `AmbiguousName`."""
    wanted = type.lower()

    async def of_type() -> AsyncIterator[wire.Flow]:
        async for flow in list_flows(client, type=wanted, name=name):
            if (flow.type or wanted).lower() == wanted:
                yield flow

    return await only_named(wanted, name, of_type())


async def flow_by_id(client: Client, id: str) -> wire.Flow:
    """The flow. Raises `NotFound`, or `Gone` when it is deleted."""
    return await client.call(_GET, path={"flowId": id})


async def flows_by_id(client: Client, ids: Iterable[str]) -> dict[str, wire.Flow]:
    """The flows that exist, by id; an id that does not exist is not in the answer. One request for 50 flows."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, wire.Flow] = {}
    for start in range(0, len(wanted), 50):
        query = {"id": wanted[start : start + 50]}
        async for flow in client.pages(_LOOKUP, query=query):
            found[flow.id or ""] = flow
    return found


def flow_versions(client: Client, id: str) -> AsyncIterator[wire.FlowVersion]:
    """The versions of a flow, as the org orders them."""
    return client.pages(_VERSIONS, path={"flowId": id})


async def delete_flow(client: Client, id: str) -> None:
    """Delete the flow. Raises `Conflict` when something uses it, `NotAllowed` when somebody else has it locked."""
    await client.call(_DELETE, path={"flowId": id})


async def unlock_flow(client: Client, id: str) -> wire.Flow:
    """Take the lock away, whoever holds it."""
    return await client.call(_UNLOCK, query={"flow": id})


async def deactivate_flow(client: Client, id: str) -> wire.Flow:
    """Take the published flow out of use. Raises `Conflict` when something uses it."""
    return await client.call(_DEACTIVATE, query={"flow": id})
