"""The typed model as plain data, for JSON.

Every value says what it is by `is`: a literal, an expression, an audio, a group of settings … Entries keep their order
and stand as lists of `{key, value}` objects, so that a key which occurs twice in a hand-made model is not lost.
Numbers with a point keep their digits as `{"is": "decimal", "text": "1.50"}`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from callflows.model import (
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
    Variable,
)

SCHEMA_VERSION: Final = 1
"""Rises when a reader of the JSON would have to change."""

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain] | None"


def plain_data(flow: Flow) -> Mapping[str, Plain]:
    """The flow as JSON can hold it."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "type": flow.type,
        "name": flow.name,
        "description": flow.description,
        "division": flow.division,
        "startUpRef": flow.start_up_ref,
        "defaultLanguage": flow.default_language,
        "supportedLanguages": _node(flow.supported_languages),
        "initialGreeting": _node(flow.initial_greeting),
        "variables": [_variable(variable) for variable in flow.variables],
        "settings": _entries(flow.settings),
        "menus": [
            {
                "name": menu.name,
                "refId": menu.ref_id,
                "audio": _node(menu.audio),
                "settings": _entries(menu.settings),
                "choices": [_node(choice) for choice in menu.choices],
                "defaultChildMenuRef": menu.default_choice_ref,
                "extra": _entries(menu.extra),
            }
            for menu in flow.menus
        ],
        "tasks": [
            {
                "name": task.name,
                "refId": task.ref_id,
                "variables": [_variable(variable) for variable in task.variables],
                "actions": [_node(action) for action in task.actions],
                "outputPaths": list(task.output_paths),
                "extra": _entries(task.extra),
            }
            for task in flow.tasks
        ],
        "startUpTaskActions": None if flow.actions is None else [_node(action) for action in flow.actions.items],
        "startUpTaskVariables": [_variable(variable) for variable in flow.task_variables],
        "extra": _entries(flow.extra),
    }


def _variable(variable: Variable) -> Plain:
    return {
        "type": variable.type,
        "name": variable.name,
        "description": variable.description,
        "initialValue": _node(variable.initial),
        "isInput": variable.is_input,
        "isOutput": variable.is_output,
        "extra": _entries(variable.extra),
    }


def _entries(entries: Entries) -> Plain:
    return [{"key": key, "value": _node(node)} for key, node in entries]


def _node(node: Node | Action) -> Plain:  # noqa: PLR0911 - one return a kind of value
    match node:
        case Literal():
            return {"is": "literal", "value": _node(node.value), "extra": _entries(node.extra)}
        case Expression():
            return {"is": "expression", "text": node.text}
        case NoValue():
            return {"is": "noValue", "fallback": node.fallback}
        case Output():
            return {"is": "variable", "name": node.name}
        case Nothing():
            return {"is": "none"}
        case Audio():
            alternates = _entries(node.alternates)
            return {"is": "audio", "tts": node.tts, "exp": node.exp, "prompt": node.prompt, "alternates": alternates}
        case Group():
            return {"is": "group", "entries": _entries(node.entries)}
        case Items():
            return {"is": "list", "items": [_node(item) for item in node.items]}
        case Actions():
            return {"is": "actions", "items": [_node(action) for action in node.items]}
        case Action():
            return {"is": "action", "kind": node.kind, "entries": _entries(node.entries)}
        case Decimal():
            return {"is": "decimal", "text": str(node)}
    return node
