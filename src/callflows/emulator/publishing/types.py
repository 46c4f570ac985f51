"""Flow types in the spellings that are in use: Archy's key, the API's type, dependency tracking's object type."""

from __future__ import annotations

FLOW_TYPES = (
    "bot",
    "businessprocess",
    "commonmodule",
    "digitalbot",
    "emailsend",
    "inboundcall",
    "inboundchat",
    "inboundemail",
    "inboundshortmessage",
    "inqueuecall",
    "inqueueemail",
    "inqueueshortmessage",
    "outboundcall",
    "securecall",
    "speech",
    "surveyinvite",
    "voice",
    "voicemail",
    "voicesurvey",
    "workflow",
    "workitem",
)
"""The types of flows, as queries and bodies write them."""

_TRACKED_ALONE = frozenset({"workflow"})


def api_type(archy: str) -> str:
    """`inboundCall` → `inboundcall`; Archy's `botFlow` and `digitalBotFlow` are `bot` and `digitalbot`."""
    lower = archy.lower()
    return lower.removesuffix("flow") if lower.endswith("botflow") or lower == "digitalbotflow" else lower


def object_type(type: str) -> str:
    """`inboundcall` → `INBOUNDCALLFLOW`; a workflow is `WORKFLOW` (CX as Code: flow type maps)."""
    return type.upper() if type in _TRACKED_ALONE else f"{type.upper()}FLOW"


def flow_type(kind: str) -> str | None:
    """`INBOUNDCALLFLOW` → `inboundcall`; None for object types that are not flows."""
    lower = kind.lower()
    if lower in _TRACKED_ALONE:
        return lower
    return lower.removesuffix("flow") if lower.endswith("flow") and lower != "flow" else None
