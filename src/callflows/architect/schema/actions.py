"""The actions and menu choices: a definition each, and the lists in which they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from callflows.architect.schema.fields import FieldSchemas, tree
from callflows.architect.schema.literals import BOOLEAN
from callflows.architect.schema.shapes import ACTIONS, PART, Values
from callflows.architect.schema.words import (
    NAME,
    OPTIONAL_TEXT,
    TEXT,
    Json,
    Schema,
    described,
    item,
    listed,
    mapping,
    reference,
)
from callflows.model import CATALOGUE, FLOW_TYPES, ActionSpec

CHOICES: Final = "choices"
_OWN: Final = {
    "name": {**OPTIONAL_TEXT, "description": "The action's name on Architect's page."},
    "refId": {**TEXT, "description": "What references to this place call it; unique in the flow."},
}


_SWITCH: Final[Schema] = {**BOOLEAN, "description": "Whether the path is there."}


def action_definitions(flow_type: str | None, values: Values) -> dict[str, Schema]:
    """The definitions of the actions of a flow type (None: of all), and of the two lists that hold them."""
    specs = [spec for spec in CATALOGUE.values() if flow_type is None or flow_type in spec.flow_types]
    made = {_name(spec): _action(spec, values) for spec in specs}
    closed = flow_type is None or FLOW_TYPES[flow_type].seen
    made[ACTIONS] = listed(_item((spec for spec in specs if not spec.menu_choice), closed=closed))
    made[CHOICES] = listed(_item((spec for spec in specs if spec.menu_choice), closed=closed))
    return made


def _item(specs: Iterable[ActionSpec], *, closed: bool) -> Schema:
    """One of some actions under its key, or an include; where not `closed`, also an action that is not known."""
    kinds: dict[str, Json] = {spec.key: reference(_name(spec)) for spec in specs}
    return item(kinds, closed=closed)


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
    """The output paths, each a key, or those that a flow names in a list of their own."""
    paths: dict[str, Json] = {name: _branch(switched=name in spec.switched) for name in spec.outputs}
    if spec.path_list is not None:
        listed_under, kind = spec.path_list
        paths[listed_under] = {"type": "array", "items": item({kind: _named_branch()})}
    shape = mapping(paths, closed=spec.seen)
    if spec.named_outputs or not spec.seen:
        shape = {**shape, "additionalProperties": _branch()}
    return described(shape, "Outputs", "Which actions run on each of its ends; without them the next action runs.")


def _branch(*, switched: bool = False) -> Schema:
    """An output path; one that is `switched` may also say that it is off."""
    keys: dict[str, Json] = {"actions": reference(ACTIONS)}
    return mapping({**keys, "enabled": _SWITCH} if switched else keys)


def _named_branch() -> Schema:
    keys: dict[str, Json] = {"name": NAME, "actions": reference(ACTIONS), "enabled": _SWITCH}
    return {**mapping(keys, required=["name"]), "additionalProperties": reference(PART)}
