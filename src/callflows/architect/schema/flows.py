"""A flow's header, variables, menus and tasks, and the whole document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callflows.architect.schema.actions import CHOICES, action_definitions
from callflows.architect.schema.fields import FieldSchemas, Place, tree
from callflows.architect.schema.literals import BOOLEAN
from callflows.architect.schema.shapes import ACTIONS, NO_VALUE_KEYS, PART, Values
from callflows.architect.schema.words import (
    NAME,
    OPTIONAL_TEXT,
    TRUE,
    Json,
    Schema,
    described,
    hidden,
    item,
    listed,
    mapping,
    one_key,
    reachable,
    reference,
)
from callflows.model import FLOW_TYPES, SETTINGS, FlowTypeSpec, SettingsSpec
from callflows.model.data_types import COLLECTION, TYPES

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_VARIABLE: Final = "Variable"
_VARIABLES: Final = "variables"
_MENU_SETTINGS: Final = ("settingsMenu", "settingsSpeechRec")
_LISTS: Final = {"menus": "menu", "tasks": "task", "states": "state", "bots": "bot"}
"""The lists of a header whose items are one key with its settings below it, and that key."""

_REF_ID: Final[Schema] = {**OPTIONAL_TEXT, "description": "What references to this place call it; unique in the flow."}
_OUTPUT_PATHS: Final[Schema] = {
    **listed(one_key({"outputPath": mapping({"name": NAME}, required=["name"])})),
    "description": "The ends of the task beside `default`.",
}


def document(flow_type: str | None) -> Schema:
    """The schema of a flow file: of one flow type, or of any."""
    values = Values()
    specs = [spec for spec in FLOW_TYPES.values() if flow_type in (None, spec.key)]
    bodies: dict[str, Json] = {spec.key: _body(spec, values) for spec in specs}
    definitions: dict[str, Schema] = {
        **action_definitions(flow_type, values),
        **{_settings_name(key): _settings(spec, values) for key, spec in SETTINGS.items()},
        _VARIABLES: _variables(values),
        **{kind: make(values) for kind, make in _OBJECTS.items()},
    }
    top: dict[str, Json] = {
        "$schema": DRAFT,
        "title": f"Archy YAML: {specs[0].title}" if flow_type else "Archy YAML",
        "description": "A flow of Genesys Cloud Architect, as Architect exports it and Archy publishes it.",
        **one_key(bodies),
    }
    return {**top, "definitions": reachable(top, {**definitions, **values.made})}


def _body(spec: FlowTypeSpec, values: Values) -> Schema:
    properties: dict[str, Json] = {key: _header_key(key, spec, values) for key in spec.header}
    return described(mapping(properties, required=spec.required, closed=spec.seen), spec.title, spec.help)


def _header_key(key: str, spec: FlowTypeSpec, values: Values) -> Schema:
    if key in _TEXTS:
        return described(NAME if key in spec.required else OPTIONAL_TEXT, "", _TEXTS[key])
    if key in _LISTS:
        return listed(item({_LISTS[key]: reference(_LISTS[key])}))
    if key in SETTINGS:
        return _of_settings(SETTINGS[key], spec.key, values)
    if key == "initialGreeting":
        return described(values.audio(), "", "What is played first.")
    return _PARTS.get(key, reference(PART))


def _settings_name(key: str) -> str:
    return f"settings-{key}"


def _of_settings(spec: SettingsSpec, flow_type: str, values: Values) -> Schema:
    """A group of settings in a header. An entry whose one field has no path is itself the setting."""
    if spec.flow_types and flow_type not in spec.flow_types:
        return reference(PART)
    if [field.path for field in spec.fields] == [""]:
        itself = Place()
        itself.field = spec.fields[0]
        return described(FieldSchemas(values).at(itself), spec.title, spec.help)
    return reference(_settings_name(spec.key))


def _settings(spec: SettingsSpec, values: Values) -> Schema:
    """One group of settings, nothing where it needs none. Exports of newer versions may hold more, so that other keys
    than values are accepted where not all are known."""
    made = dict(FieldSchemas(values).group(tree(spec.fields)) if spec.fields else mapping({}, closed=False))
    if "required" not in made:
        made["type"] = ["object", "null"]
    if spec.closed:
        made["additionalProperties"] = False
    properties = made.get("properties")
    if isinstance(properties, Mapping):
        empty: Json = hidden(TRUE) if spec.key.startswith("settings") else False
        made["properties"] = {**properties, **NO_VALUE_KEYS, "none": empty}
    return described(made, spec.title, spec.help)


_TEXTS: Final = {
    "name": "The flow's name, by which the org knows it.",
    "description": "What the flow is for.",
    "division": "The division that the flow belongs to, by name.",
    "startUpRef": "What starts the flow, by its address: /inboundCall/tasks/task[refId].",
    "defaultLanguage": "The flow's language, such as en-us.",
}
_PARTS: Final[Mapping[str, Schema]] = {
    "supportedLanguages": {
        "type": ["object", "null"],
        "additionalProperties": reference(PART),
        "description": "The languages of the flow, each a key such as en-us.",
    },
    "variables": reference(_VARIABLES),
    "startUpTaskVariables": reference(_VARIABLES),
    "startUpTaskActions": {
        "type": "array",
        "allOf": [reference(ACTIONS)],
        "description": "What the start task does.",
    },
}


def _variables(values: Values) -> Schema:
    """A list of variables, each under the key of its data type."""
    kinds: dict[str, Json] = {}
    for key in TYPES:
        kinds[key + _VARIABLE] = _variable(values, key)
    for key in TYPES:
        kinds[key + COLLECTION + _VARIABLE] = _variable(values, key + COLLECTION)
    others: Schema = {f"^.+{_VARIABLE}$": {"type": "object", "properties": {"name": NAME}, "required": ["name"]}}
    return listed({**item(kinds), "patternProperties": others})


def _variable(values: Values, key: str) -> Schema:
    return mapping(
        {
            "name": {**NAME, "description": "With its scope: Flow.X, Task.X, in a common module Common.X."},
            "description": OPTIONAL_TEXT,
            "initialValue": described(values.value(key), "", "Its value when the flow or the task starts."),
            "isInput": {**BOOLEAN, "description": "Whoever calls the task or module passes it in."},
            "isOutput": {**BOOLEAN, "description": "It is handed back to whoever calls the task or module."},
        },
        required=["name"],
    )


def _task(values: Values) -> Schema:
    return mapping(
        {
            "name": NAME,
            "refId": _REF_ID,
            "variables": reference(_VARIABLES),
            "actions": reference(ACTIONS),
            "outputPaths": _OUTPUT_PATHS,
        },
        required=["name"],
    )


def _menu(values: Values) -> Schema:
    overrides = {key: reference(_settings_name(key)) if key in SETTINGS else reference(PART) for key in _MENU_SETTINGS}
    return mapping(
        {
            "name": NAME,
            "refId": _REF_ID,
            "audio": described(values.audio(), "", "What is played, the choices among it."),
            **overrides,
            "choices": reference(CHOICES),
            "defaultChildMenuRef": {**OPTIONAL_TEXT, "description": "The choice of a caller who chooses none."},
        },
        required=["name"],
    )


def _open_part(values: Values) -> Schema:
    """A state of a digital flow or workflow, or a bot of a bot flow."""
    known = {"name": NAME, "refId": _REF_ID, "variables": reference(_VARIABLES), "actions": reference(ACTIONS)}
    return {**mapping(known, required=["name"]), "additionalProperties": reference(PART)}


_OBJECTS: Final = {"menu": _menu, "task": _task, "state": _open_part, "bot": _open_part}
