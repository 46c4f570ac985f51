"""The node-and-edge dialect of `/api/v2/routing/flows`, which Genesys Cloud does not have.

The graph itself belongs to the room `graph`; on the wire it is JSON that this room passes through.
"""

from __future__ import annotations

import msgspec

from callflows.api.wire.base import Body


class FlowQuery(Body, frozen=True):
    """The body of `POST /api/v2/routing/flows/query`. `type` is `inbound` or `shared`."""

    type: str | None = None
    name: str | None = None
    page_size: int | None = None
    page_number: int | None = None


class GraphFlowListing(Body, frozen=True):
    """A page of graph flows, each as JSON."""

    entities: tuple[msgspec.Raw, ...] | None = None
    page_size: int | None = None
    page_number: int | None = None
    total: int | None = None
    page_count: int | None = None
    self_uri: str | None = None
