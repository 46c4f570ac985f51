"""Dependency tracking: who uses a flow, and what a flow uses.

While the org rebuilds its tracking it answers with what it has (status 206); `tracking_status` tells.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from callflows.api import operation, wire
from callflows.genesys.client import Client

_CONSUMING = operation("get_architect_dependencytracking_consumingresources", wire.ConsumingResourcesEntityListing)
_CONSUMED = operation("get_architect_dependencytracking_consumedresources", wire.ConsumedResourcesEntityListing)
_STATUS = operation("get_architect_dependencytracking_build", wire.DependencyStatus)


def object_type(flow_type: str) -> str:
    """The tracking's name of a flow type: `INBOUNDCALLFLOW` for `inboundcall`, but `WORKFLOW` for `workflow`."""
    upper = flow_type.upper()
    return upper if upper.endswith("FLOW") else f"{upper}FLOW"


def consumers_of(
    client: Client, id: str, type: str, *, resource_types: Iterable[str] | None = None
) -> AsyncIterator[wire.Dependency]:
    """What uses the object in its published version: one row per flow and version. `type` is an object type."""
    query = {"id": id, "objectType": type, "resourceType": resource_types, "flowFilter": "published"}
    return client.pages(_CONSUMING, query=query)


def consumed_by(client: Client, id: str, version: str, type: str) -> AsyncIterator[wire.Dependency]:
    """What that version of the flow uses."""
    return client.pages(_CONSUMED, query={"id": id, "version": version, "objectType": type})


async def tracking_status(client: Client) -> wire.DependencyStatus:
    """Whether the tracking can be trusted: its status is then OPERATIONAL."""
    return await client.call(_STATUS)
