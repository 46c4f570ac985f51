"""The inputs and outputs of a flow as the JSON Schema that its versions carry."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows.model import Variable

_TYPES = {"integer": "integer", "decimal": "number", "boolean": "boolean", "json": "object"}
_COLLECTION = "Collection"


def schema_of(title: str, variables: Iterable[Variable]) -> str:
    """A draft-04 schema with one property a variable, as JSON text. What JSON has no type for is a string."""
    properties = {variable.name: _property(variable) for variable in variables}
    return msgspec.json.encode(
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "title": title,
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
    ).decode()


def _property(variable: Variable) -> dict[str, object]:
    described: dict[str, object] = {"title": variable.name, **_shape(variable.type)}
    if variable.description:
        described["description"] = variable.description
    return described


def _shape(type: str) -> dict[str, object]:
    if type.endswith(_COLLECTION):
        return {"type": "array", "items": _shape(type.removesuffix(_COLLECTION))}
    return {"type": _TYPES.get(type, "string")}
