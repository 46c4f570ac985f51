"""The built-in variables that a call alone does not have, such as `Call.PositionInQueue` and `Flow.InvocationData`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from callflows.analysis import BUILT_IN_SCOPES
from callflows.architect import nearest
from callflows.expressions import Value, builtin_names, builtin_variables, types
from callflows.testing.advice import advice_on
from callflows.testing.variants import MODULE, Values, typed

OF_THE_CALL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "call.ani": "it is who calls",
        "call.calledaddress": "it is the number that was called",
        "call.calledaddressoriginal": "it is the number that was called",
        "call.language": "it is the language of the call",
        "interaction.language": "it is the language of the call",
        "call.remotename": "it is the remote name of the call",
        "flow.startdatetimeutc": "it is the time at which the call begins",
        "flow.name": "it is the name of the flow",
        "flow.istest": "it is false in a call",
        "call.conversationid": "the call has its own",
        "interaction.id": "the call has its own",
    }
)
"""Those that come from the call itself, in lower case, and what they are."""


def given_variables(kind: str, values: Values) -> tuple[tuple[str, Value], ...]:
    """Values of built-in variables for calls to a flow of this type, each of its variable's type. Raises ValueError,
    with a message for people, for a name that is none of them and for a value that does not fit. A name of their scopes
    that callflows does not know for any type and that is near none is let through: newer flow engines have more."""
    names, known = builtin_names(kind), builtin_variables(kind)
    found = []
    for name, value in values:
        key = name.lower()
        if key in OF_THE_CALL:
            raise ValueError(f"{names.get(key, name)} is not given as a variable: {OF_THE_CALL[key]}")
        if key not in names:
            _must_be_newer(name, kind)
        try:
            found.append((name, typed(value, known.get(key, types.UNKNOWN))))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return tuple(found)


def _must_be_newer(name: str, kind: str) -> None:
    everywhere = builtin_names(MODULE)
    others = [each for key, each in builtin_names(kind).items() if key not in OF_THE_CALL]
    scope, _, rest = name.lower().partition(".")
    if rest and scope in BUILT_IN_SCOPES and nearest(name, everywhere.values()) is None:
        return
    advice = advice_on(name, others, f"there are {', '.join(others)}")
    raise ValueError(f'a flow of the type {kind} has no built-in variable "{name}": {advice}')
