"""The node-and-edge dialect: endpoints that exist in tutorials and in the local org, never in Genesys Cloud."""

from __future__ import annotations

import msgspec

from callflows.api import wire
from callflows.api.operation import RETRY_FREELY, Operation
from callflows.api.rows import params, permissions

_BASE = "/api/v2/routing/flows"
_VIEW = permissions("architect:flow:view")
_PAGED = params("type name pageNumber:int=1 pageSize:int=25")

ROWS: tuple[Operation[object], ...] = (
    Operation(
        name="post_routing_flows_query",
        method="POST",
        path=f"{_BASE}/query",
        request=wire.FlowQuery,
        response=wire.GraphFlowListing,
        permissions=_VIEW,
        idempotent=True,
        retry_on=RETRY_FREELY,
        dialect=True,
    ),
    Operation(
        name="get_routing_flows",
        method="GET",
        path=_BASE,
        query=_PAGED,
        response=wire.GraphFlowListing,
        permissions=_VIEW,
        idempotent=True,
        retry_on=RETRY_FREELY,
        paged=True,
        dialect=True,
    ),
    Operation(
        name="post_routing_flow",
        method="POST",
        path=_BASE,
        request=msgspec.Raw,
        response=msgspec.Raw,
        success=(201,),
        errors=(400, 401, 403, 404, 409, 413, 429, 500, 503),
        permissions=permissions("architect:flow:add&architect:flow:publish"),
        dialect=True,
    ),
    Operation(
        name="get_routing_flow",
        method="GET",
        path=f"{_BASE}/{{flowId}}",
        response=msgspec.Raw,
        permissions=_VIEW,
        idempotent=True,
        retry_on=RETRY_FREELY,
        dialect=True,
    ),
)
