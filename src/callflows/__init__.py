"""Call flows as code for Genesys Cloud.

    from callflows import Flow, FlowEdge, FlowEdgeType, FlowNode, InvokeNode, PlatformClient, QueueNode, RoutingApi

The graph types build a flow, `RoutingApi` creates it, `ApiError` and its relatives say what went wrong. Names are
imported when they are first used, so that `import callflows` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callflows.diagnostics import Diagnostic
    from callflows.genesys import (
        AmbiguousName,
        ApiError,
        BadRequest,
        Conflict,
        Forbidden,
        GenesysError,
        NotFound,
        RateLimited,
        ServerError,
        TransportError,
        Unauthorized,
    )
    from callflows.graph import (
        CollectNode,
        DecisionNode,
        EndNode,
        Flow,
        FlowEdge,
        FlowEdgeType,
        FlowEntityListing,
        FlowNode,
        FlowQueryRequest,
        FlowVariable,
        HangupNode,
        InvokeNode,
        PromptNode,
        QueueNode,
        SetNode,
        TransferNode,
    )
    from callflows.platform import MissingCredentials, PlatformClient, RoutingApi

_ROOMS = {
    "callflows.diagnostics": ("Diagnostic",),
    "callflows.genesys": (
        "AmbiguousName",
        "ApiError",
        "BadRequest",
        "Conflict",
        "Forbidden",
        "GenesysError",
        "NotFound",
        "RateLimited",
        "ServerError",
        "TransportError",
        "Unauthorized",
    ),
    "callflows.graph": (
        "CollectNode",
        "DecisionNode",
        "EndNode",
        "Flow",
        "FlowEdge",
        "FlowEdgeType",
        "FlowEntityListing",
        "FlowNode",
        "FlowQueryRequest",
        "FlowVariable",
        "HangupNode",
        "InvokeNode",
        "PromptNode",
        "QueueNode",
        "SetNode",
        "TransferNode",
    ),
    "callflows.platform": ("MissingCredentials", "PlatformClient", "RoutingApi"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "AmbiguousName",
    "ApiError",
    "BadRequest",
    "CollectNode",
    "Conflict",
    "DecisionNode",
    "Diagnostic",
    "EndNode",
    "Flow",
    "FlowEdge",
    "FlowEdgeType",
    "FlowEntityListing",
    "FlowNode",
    "FlowQueryRequest",
    "FlowVariable",
    "Forbidden",
    "GenesysError",
    "HangupNode",
    "InvokeNode",
    "MissingCredentials",
    "NotFound",
    "PlatformClient",
    "PromptNode",
    "QueueNode",
    "RateLimited",
    "RoutingApi",
    "ServerError",
    "SetNode",
    "TransferNode",
    "TransportError",
    "Unauthorized",
]


def __getattr__(name: str) -> object:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'callflows' has no attribute {name!r}")
    value = getattr(import_module(room), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
