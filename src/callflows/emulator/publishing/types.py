"""Flow types in the spellings that are in use: Archy's key, the API's type, dependency tracking's object type."""

from __future__ import annotations

from callflows import model

_NOT_IN_ARCHY = ("businessprocess", "emailsend", "speech", "voice")
FLOW_TYPES = tuple(sorted((*(spec.api_name for spec in model.FLOW_TYPES.values()), *_NOT_IN_ARCHY)))
"""The types of flows, as queries and bodies write them."""

_TRACKED_ALONE = frozenset({"workflow"})


def api_type(archy: str) -> str:
    """`inboundCall` → `inboundcall`; Archy's `botFlow` and `digitalBotFlow` are `bot` and `digitalbot`."""
    known = model.FLOW_TYPES.get(archy)
    return known.api_name if known else archy.lower().removesuffix("flow")


def object_type(type: str) -> str:
    """`inboundcall` → `INBOUNDCALLFLOW`; a workflow is `WORKFLOW` (CX as Code: flow type maps)."""
    return type.upper() if type in _TRACKED_ALONE else f"{type.upper()}FLOW"


def flow_type(kind: str) -> str | None:
    """`INBOUNDCALLFLOW` → `inboundcall`; None for object types that are not flows."""
    lower = kind.lower()
    if lower in _TRACKED_ALONE:
        return lower
    return lower.removesuffix("flow") if lower.endswith("flow") and lower != "flow" else None
