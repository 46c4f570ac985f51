"""Which functions and built-in values a type of flow has.

Architect: the lists of its design-time core for the flow types it knew. Where a flow type is newer than these lists,
or is not given, everything is available: nothing says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions.signatures import Function, Overload

VOICE = frozenset({"inboundcall", "inqueuecall", "outboundcall", "securecall", "speech"})
"""Flow types with a caller who listens: they have audio, and the values that say how to speak."""
_WRITTEN = frozenset({"inboundemail", "inboundshortmessage", "surveyinvite", "workflow"})
LISTED = VOICE | _WRITTEN
"""The flow types whose lists are known."""
_EMAIL = frozenset({"inboundemail"})
_FUNCTIONS: Mapping[str, frozenset[str]] = {
    "makeemailaddress": _WRITTEN,
    "emailaddressdomainpart": _EMAIL,
    "emailaddresslocalpart": _EMAIL,
}
_SPOKEN = frozenset({"format", "language"})
_SPOKEN_SYSTEM = frozenset({"currencies", "datetime", "languages", "regions"})


def has_overload(flow_type: str, function: Function, overload: Overload) -> bool:
    """Whether flows of this type (in any case) have the overload: e-mail functions, and audio in call flows only."""
    kind = flow_type.lower()
    if kind not in LISTED:
        return True
    listed = _FUNCTIONS.get(function.name.lower())
    if listed is not None:
        return kind in listed
    return kind in VOICE or overload.returns.code != "aud"


def has_constant(flow_type: str, name: str) -> bool:
    """Whether flows of this type (in any case) have the built-in value `name`, such as `Format.Bool.playYesNo`."""
    kind = flow_type.lower()
    scope, _, rest = name.lower().partition(".")
    spoken = scope in _SPOKEN or (scope == "system" and rest.partition(".")[0] in _SPOKEN_SYSTEM)
    return not spoken or kind in VOICE or kind not in LISTED
