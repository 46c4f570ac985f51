"""Queues."""

from __future__ import annotations

from collections.abc import AsyncIterator

from callflows.api import operation, wire
from callflows.genesys.client import Client
from callflows.genesys.resources.names import only_named

_LIST = operation("get_routing_queues", wire.QueueEntityListing)
_GET = operation("get_routing_queue", wire.Queue)
_POST = operation("post_routing_queues", wire.Queue)


def list_queues(client: Client, *, name: str | None = None) -> AsyncIterator[wire.Queue]:
    """All queues by name. `name` may begin and end with `*`."""
    return client.pages(_LIST, query={"name": name})


async def find_queue(client: Client, name: str) -> wire.Queue | None:
    """The queue of exactly that name, None when there is none. Raises `AmbiguousName`."""
    return await only_named("queue", name, list_queues(client, name=name))


async def queue_by_id(client: Client, id: str) -> wire.Queue:
    """The queue. Raises `NotFound`."""
    return await client.call(_GET, path={"queueId": id})


async def create_queue(client: Client, queue: wire.Queue) -> wire.Queue:
    """Create the queue and give it with its id. Raises `Conflict` when the name is taken."""
    return await client.call(_POST, body=queue)
