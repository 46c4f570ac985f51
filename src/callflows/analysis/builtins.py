"""The variables that Architect itself provides, by flow type.

Genesys Cloud: "Architect built-in variables" and the editor's own table. They are read-only, and their
names ignore case like every name. Newer flow engines add more; an unlisted name in these scopes is
therefore unknown, not wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

CALL_FLOWS = frozenset({"inboundCall", "inqueueCall", "outboundCall", "secureCall", "voicemail", "commonModule"})
"""The flow types whose built-in variables and structure are known here, modules among them."""

_CALLS = CALL_FLOWS
_INQUEUE = frozenset({"inqueueCall", "commonModule"})
_OUTBOUND = frozenset({"outboundCall", "commonModule"})
_EVERY: frozenset[str] = frozenset()  # no restriction

BUILT_INS: Mapping[str, tuple[str, str, frozenset[str]]] = {
    name.lower(): (name, type_name, flow_types)
    for name, type_name, flow_types in (
        ("Call.Ani", "string", _CALLS),
        ("Call.CalledAddress", "string", _CALLS),
        ("Call.CalledAddressOriginal", "string", _CALLS),
        ("Call.Campaign", "campaign", _OUTBOUND),
        ("Call.Contact", "contact", _OUTBOUND),
        ("Call.ContactId", "string", _OUTBOUND),
        ("Call.ContactList", "contactList", _OUTBOUND),
        ("Call.ConversationId", "string", _CALLS),
        ("Call.CurrentQueue", "queue", _INQUEUE),
        ("Call.CustomerExternalOrganizationId", "string", _CALLS),
        ("Call.EstimatedWaitTime", "duration", _INQUEUE),
        ("Call.ExternalContactId", "string", _CALLS),
        ("Call.ExternalTag", "string", _CALLS),
        ("Call.Language", "string", _CALLS),
        ("Call.PositionInQueue", "integer", _INQUEUE),
        ("Call.RemoteName", "string", _CALLS),
        ("Call.UUIData", "string", _CALLS),
        ("Flow.Campaign", "campaign", _OUTBOUND),
        ("Flow.Contact", "contact", _OUTBOUND),
        ("Flow.ContactList", "contactList", _OUTBOUND),
        ("Flow.HoldPrompt", "prompt", _INQUEUE),
        ("Flow.InvocationData", "string", frozenset({"secureCall", "voiceSurvey"})),
        ("Flow.IsTest", "boolean", _EVERY),
        ("Flow.StartDateTimeUtc", "dateTime", _EVERY),
        ("Flow.Version", "string", _EVERY),
        ("Flow.WrapupCode", "wrapupCode", _OUTBOUND),
        ("Interaction.Id", "string", _CALLS),
        ("Interaction.Language", "string", _CALLS),
        ("System.MaxDateTime", "dateTime", _EVERY),
        ("System.MaxDuration", "duration", _EVERY),
        ("System.MaxInt", "integer", _EVERY),
        ("System.MinDateTime", "dateTime", _EVERY),
        ("System.MinDuration", "duration", _EVERY),
        ("System.MinInt", "integer", _EVERY),
    )
}
"""Lower-case name -> (name, data type, flow types that have it; empty = every flow type)."""

USER_SCOPES = frozenset({"flow", "task", "common", "state"})
"""Scopes whose variables a flow declares itself."""

CONSTANT_SCOPES = frozenset({"format", "language", "system", "prompt", "promptsystem"})
"""Scopes of constants and prompts: their members are not variables."""

BUILT_IN_SCOPES = frozenset({"call", "interaction", "email", "message", "survey", "chat", "workitem", "menu", "slot"})
"""Scopes that only Architect fills."""


def built_in(name: str, flow_type: str) -> tuple[str, str] | None:
    """(name, data type) of the built-in variable `name` (any case) in flows of `flow_type`, else None."""
    found = BUILT_INS.get(name.lower())
    if found is None:
        return None
    proper, type_name, flow_types = found
    return (proper, type_name) if not flow_types or flow_type in flow_types else None


def built_in_names(flow_type: str) -> tuple[str, ...]:
    """The names of the built-in variables that flows of `flow_type` have."""
    return tuple(name for name, _, types in BUILT_INS.values() if not types or flow_type in types)
