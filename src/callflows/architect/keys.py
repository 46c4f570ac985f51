"""The keys of a flow file's header, from the model's flow types, in the shapes that reading and writing use."""

from __future__ import annotations

from types import MappingProxyType

from callflows.model import CALL_FLOWS as _CALL_FLOWS
from callflows.model import FLOW_TYPES as _SPECS

BEFORE_TASKS = ("bots", "states")
"""Keys that stand between the settings and the tasks."""

AFTER_BOTS = "settingsNaturalLanguageUnderstanding"
"""The settings that a bot flow has behind its bots."""

KNOWN = frozenset(key for spec in _SPECS.values() for key in spec.header)
"""Every key of every header."""

HEADERS: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {key: frozenset(spec.header) if spec.seen else KNOWN for key, spec in _SPECS.items()}
)
"""The keys that the header of a flow type may have; of one without an export any that a header has."""

CALL_FLOWS = frozenset(_CALL_FLOWS)
"""The flow types that handle calls."""

REQUIRED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {key: tuple(name for name in spec.required if name != "name") for key, spec in _SPECS.items()}
)
"""What a header needs beside its name (Archy: only these and the start object are needed)."""

FLOW_TYPES = tuple(_SPECS)
