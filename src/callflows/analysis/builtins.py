"""Scopes of names, and the variables that Architect itself provides.

The variables are those of the expression language (`expressions.builtin_variables`). They are read-only, and
their names ignore case like every name. Newer flow engines add more; an unlisted name in these scopes is
therefore unknown, not wrong.
"""

from __future__ import annotations

from callflows import model
from callflows.expressions import builtin_names, builtin_variables

CALL_FLOWS = frozenset(model.CALL_FLOWS)
"""The flow types whose built-in variables and structure are known here, modules among them."""

CONSTANT_SCOPES = frozenset({"format", "language", "system", "prompt", "promptsystem"})
"""Scopes of constants and prompts: their members are not variables."""

BUILT_IN_SCOPES = frozenset({"call", "interaction", "email", "message", "survey", "chat", "workitem", "menu", "slot"})
"""Scopes that only Architect fills."""


def built_in(name: str, flow_type: str) -> tuple[str, str] | None:
    """(name, data type) of the built-in variable `name` (any case) in flows of `flow_type`, else None."""
    proper = builtin_names(flow_type).get(name.lower())
    return (proper, builtin_variables(flow_type)[name.lower()].key) if proper else None


def built_in_names(flow_type: str) -> tuple[str, ...]:
    """The names of the built-in variables that flows of `flow_type` have."""
    return tuple(builtin_names(flow_type).values())
