"""The settings of an action or of a group of settings: from the catalogue's fields to one schema.

The paths of the fields become a tree (`destination/queue/targetQueue`, `*` for any one key, `[]` for each item of a
list), and every node of the tree the schema of what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from callflows.architect.schema.literals import BOOLEAN, OBJECT, choice, narrowed, number
from callflows.architect.schema.shapes import ACTIONS, APART, NO_VALUE_KEYS, OUTPUT, PART, Values
from callflows.architect.schema.words import (
    NAME,
    TEXT,
    TRUE,
    Json,
    Schema,
    described,
    hidden,
    mapping,
    reference,
    taken,
)
from callflows.model import Field, Kind
from callflows.model.data_types import COLLECTION, TYPES, type_key

ANY_KEY: Final = "*"
_ADDRESSES: Final = tuple(kind for kind in Kind if kind.value.endswith("Ref"))
"""The kinds that are the address of a task, menu or state."""


class Place:
    """A node of the tree: the field that describes it, what stands below it by key, and the items of its list."""

    def __init__(self) -> None:
        self.field: Field | None = None
        self.below: dict[str, Place] = {}
        self.items: Place | None = None

    def child(self, step: str) -> Place:
        """The node one step down; `key[]` is each item of the list under `key`."""
        place = self.below.setdefault(step.removesuffix("[]"), Place())
        if not step.endswith("[]"):
            return place
        place.items = place.items or Place()
        return place.items

    @property
    def is_typed(self) -> bool:
        """Whether the keys of a mapping here name the data type of what stands below them."""
        below = self.below.get(ANY_KEY)
        return below is not None and any(each.field and each.field.typed_by_key for each in below.below.values())

    @property
    def required(self) -> list[str]:
        return [key for key, place in self.below.items() if key != ANY_KEY and place.field and place.field.required]


def tree(fields: Sequence[Field]) -> Place:
    """The fields as a tree."""
    top = Place()
    for field in fields:
        place = top
        for step in field.path.split("/"):
            place = place.child(step)
        place.field = field
    return top


class FieldSchemas:
    """Makes the schema of each node.

    Below an action's own keys others than those of the fields are accepted: exports of newer versions of Architect
    add some there, and the reader says nothing either.
    """

    def __init__(self, values: Values, type: str = "") -> None:
        """`type` is the data type that a key above has named."""
        self.values = values
        self.type = type

    def properties(self, place: Place) -> dict[str, Json]:
        """The schemas of the keys below a node. Under `actions` stands a list of actions, as everywhere."""
        made: dict[str, Json] = {key: self.at(below) for key, below in place.below.items() if key != ANY_KEY}
        return made | {key: reference(ACTIONS) for key in made if key == "actions"}

    def at(self, place: Place) -> Schema:
        """The schema of what stands at a node."""
        field = place.field
        if field is None:
            return self.group(place)
        return described(self._shape(field, place), field.label, _about(field))

    def group(self, place: Place) -> Schema:
        """A mapping or a list of further settings; anything where nothing is said about them."""
        if place.items is not None:
            return self._list(place.items)
        one_of = place.field.one_of if place.field else ()
        if not place.below and not one_of:
            return reference(PART)
        properties = self.properties(place)
        other = self.at(place.below[ANY_KEY]) if ANY_KEY in place.below else reference(PART)
        properties |= {key: other for key in one_of if key not in properties}
        properties |= self._typed(place)
        only = 1 if place.is_typed or (one_of and set(properties) <= set(one_of)) else 0
        if not only:
            marks = {"none": hidden(TRUE), "noValue": hidden(TRUE)}
            properties = {"actions": hidden(reference(ACTIONS)), **marks, **properties}
        made = dict(mapping(properties, required=place.required, closed=only == 1, only=only))
        if ANY_KEY in place.below:
            made["additionalProperties"] = other
        if one_of and not only:
            made |= _exactly_one(one_of)
        return made if only else {**made, "dependencies": _both(APART, made.get("dependencies"))}

    def _typed(self, place: Place) -> dict[str, Json]:
        """Where a key names the data type of what stands below it: every data type, for editors to propose."""
        if not place.is_typed:
            return {}
        below = place.below[ANY_KEY]
        keys = (*TYPES, *(key + COLLECTION for key in TYPES))
        return {key: FieldSchemas(self.values, key).at(below) for key in keys}

    def _list(self, items: Place) -> Schema:
        """A list of settings. An empty one may also be written as a value (Architect: `acdSkills: {noValue: true}`)."""
        instead = {"exp": hidden(TEXT), "noValue": hidden(TRUE)}
        return {**mapping(instead, only=1), "type": ["array", "object", "null"], "items": self.at(items)}

    def _shape(self, field: Field, place: Place) -> Schema:
        if field.kind in _ADDRESSES:
            return {"type": "string"}
        if field.kind is Kind.VALUE:
            kind = self.type if field.typed_by_key else field.type
            shape = _with_literal(self.values.value(kind, not_set=field.not_set), narrowed(field))
            return {"type": ["object", "string"], "if": {"type": "object"}, "then": shape} if field.bare else shape
        if field.kind is Kind.AUDIO:
            return self.values.audio(not_set=field.not_set)
        if field.kind is Kind.OUTPUT:
            return taken(OUTPUT)
        if field.kind is Kind.PLAIN:
            return plain(field)
        return self._holder(field, place)

    def _holder(self, field: Field, place: Place) -> Schema:
        if field.kind is Kind.NAMED:
            return self._named(place)
        return self._keyed(place) if field.kind is Kind.KEYED else self.group(place)

    def _named(self, place: Place) -> Schema:
        properties: dict[str, Json] = {
            **NO_VALUE_KEYS,
            "name": NAME,
            "lit": hidden(OBJECT),
            "exp": hidden(TEXT),
            "noValue": hidden(TRUE),
            "noValueWithNoFallback": hidden(TRUE),
            **self.properties(place),
        }
        return mapping(properties, closed=False)

    def _keyed(self, place: Place) -> Schema:
        below = place.below.get(ANY_KEY)
        inside = self.at(below) if below else reference(PART)
        return {**mapping(NO_VALUE_KEYS, only=1), "additionalProperties": inside}


def plain(field: Field) -> Schema:
    """A bare scalar. Some exports write it as `{lit: x}` (Architect: `includeTerminatingDtmfInResultData`)."""
    if field.one_of:
        return {**choice(field.one_of), **{k: v for k, v in narrowed(field).items() if k != "anyOf"}}
    scalar = {**_scalar(type_key(field.type)), **narrowed(field)}
    types = scalar["type"] if isinstance(scalar["type"], list) else [scalar["type"]]
    wrapped = mapping({"lit": scalar}, required=["lit"])
    return {**scalar, "type": [*types, "object"], "if": {"type": "object"}, "then": wrapped}


def _scalar(key: str) -> Schema:
    forms = {"integer": number(), "decimal": number("number"), "boolean": BOOLEAN, "string": TEXT}
    return forms.get(key, {"type": ["string", "number", "boolean"]})


def _with_literal(value: Schema, literal: Schema) -> Schema:
    """A shared value whose literal must also be as a field says."""
    return {**value, "properties": {"lit": literal}} if literal else value


def _both(first: Schema, second: Json) -> Schema:
    """The dependencies of two schemas whose keys differ."""
    return {**first, **second} if isinstance(second, Mapping) else first


def _exactly_one(keys: tuple[str, ...]) -> dict[str, Json]:
    """One of some keys, others beside it."""
    return {
        "anyOf": [{"required": [key]} for key in keys],
        "dependencies": {key: {"properties": {other: False for other in keys if other != key}} for key in keys},
    }


def _about(field: Field) -> str:
    """The description of a setting: what it is for, its data type, range and default."""
    facts = [field.help]
    if field.type and field.kind in (Kind.VALUE, Kind.OUTPUT):
        facts.append(f"{field.type}.")
    unit = " ms" if type_key(field.type) == "duration" else ""
    if field.minimum is not None and field.maximum is not None:
        facts.append(f"From {field.minimum:,} to {field.maximum:,}{unit}.")
    elif field.minimum is not None:
        facts.append(f"{field.minimum:,}{unit} or more.")
    elif field.maximum is not None:
        facts.append(f"{field.maximum:,}{unit} or less.")
    if field.default is not None:
        shown = str(field.default).lower() if isinstance(field.default, bool) else f"{field.default}{unit}"
        facts.append(f"Default: {shown}.")
    return " ".join(fact for fact in facts if fact)
