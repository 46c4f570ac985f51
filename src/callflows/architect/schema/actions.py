"""The actions and menu choices: a definition each, and the lists in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from callflows.architect.schema.fields import FieldSchemas, tree
from callflows.architect.schema.shapes import ACTIONS, Values, branch
from callflows.architect.schema.words import (
    OPTIONAL_TEXT,
    TEXT,
    Json,
    Schema,
    described,
    listed,
    mapping,
    reference,
)
from callflows.model import CATALOGUE, ActionSpec

CHOICES: Final = "choices"
INCLUDE: Final[Schema] = {
    "type": "string",
    "title": "Include",
    "description": "An action that stands elsewhere: file.yaml#/path/in/it, or a path in this file.",
}
_OWN: Final = {
    "name": {**OPTIONAL_TEXT, "description": "The action's name on Architect's page."},
    "refId": {**TEXT, "description": "What references to this place call it; unique in the flow."},
}


def action_definitions(flow_type: str | None, values: Values) -> dict[str, Schema]:
    """The definitions of the actions of a flow type (None: of all), and of the two lists that hold them."""
    specs = [spec for spec in CATALOGUE.values() if flow_type is None or flow_type in spec.flow_types]
    made = {_name(spec): _action(spec, values) for spec in specs}
    made[ACTIONS] = listed(_item(spec for spec in specs if not spec.menu_choice))
    made[CHOICES] = listed(_item(spec for spec in specs if spec.menu_choice))
    return made


def _item(specs: Iterable[ActionSpec]) -> Schema:
    """One of some actions under its key, or an include."""
    kinds: dict[str, Json] = {spec.key: reference(_name(spec)) for spec in specs}
    return mapping({**kinds, "ref": INCLUDE}, only=1)


def _name(spec: ActionSpec) -> str:
    return f"{'choice' if spec.menu_choice else 'action'}-{spec.key}"


def _action(spec: ActionSpec, values: Values) -> Schema:
    place = tree(spec.fields)
    found = FieldSchemas(values).properties(place)
    properties: dict[str, Json] = {"name": _OWN["name"], **found, "refId": _OWN["refId"]}
    if "name" in found:
        properties["name"] = found["name"]
    if "outputs" in spec.keys:
        properties["outputs"] = _outputs(spec)
    shape = dict(mapping(properties, required=place.required, closed=spec.seen))
    if not place.required:
        shape["type"] = ["object", "null"]
    return described(shape, spec.title, spec.help)


def _outputs(spec: ActionSpec) -> Schema:
    named: dict[str, Json] = {name: branch() for name in spec.outputs}
    paths = mapping(named, closed=spec.seen)
    if spec.named_outputs or not spec.seen:
        paths = {**paths, "additionalProperties": branch()}
    return described(paths, "Outputs", "Which actions run on each of its ends; without them the next action runs.")
