"""The keys of a flow file in the shapes that reading and writing use: its header, from the
model's flow types, its variables, tasks and menus, and its values."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

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

TYPED: Final = frozenset(
    {
        "name",
        "description",
        "division",
        "startUpRef",
        "defaultLanguage",
        "supportedLanguages",
        "initialGreeting",
        "variables",
        "menus",
        "tasks",
        "startUpTaskActions",
        "startUpTaskVariables",
    }
)
"""The keys of a header that the model types."""

VARIABLE: Final = frozenset({"name", "description", "initialValue", "isInput", "isOutput"})
"""The keys of a variable."""

TASK: Final = frozenset({"name", "refId", "variables", "actions", "outputPaths"})
"""The keys of a task."""

MENU: Final = frozenset({"name", "refId", "audio", "choices", "defaultChildMenuRef"})
"""The keys of a menu beside its settings."""

MENU_SETTINGS: Final = ("settingsMenu", "settingsSpeechRec")
"""The settings that a menu may override."""

BARE: Final = ""
"""The key of the one entry of an action that has a bare scalar for settings (`- ref: other.yaml#/actions`)."""

VALUE_KEYS: Final = frozenset({"lit", "exp", "noValue", "noValueWithNoFallback", "var", "tts", "none"})
"""Under one of these a mapping is a value."""

EXCLUSIVE: Final = VALUE_KEYS | {"prompt"}
"""Of these a value has one."""

ACTION_LISTS: Final = frozenset({"actions", "startUpTaskActions"})
"""Under these keys stands a list of actions, in every flow type; nothing there is an empty list."""
