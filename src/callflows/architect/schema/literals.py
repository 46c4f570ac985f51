"""The schema of what `lit` holds, for each of Architect's data types."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from callflows.architect.schema.words import ANY_JSON, NAME, PLACEHOLDER, TEXT, Json, Schema, mapping
from callflows.model import Field
from callflows.model.data_types import DATE_TIME_PARTS, UNITS, Form, form_of, type_key

_FILLED_LATER: Final[Schema] = {"type": "string", "pattern": PLACEHOLDER}
_NOT_YET: Final = "Expected {} or a placeholder such as {{{{x}}}}."


def number(kind: str = "integer", minimum: int | None = None, maximum: int | None = None) -> Schema:
    """A number or a placeholder; a pattern speaks of texts alone, so that both stand in one schema."""
    said = _NOT_YET.format("a whole number" if kind == "integer" else "a number")
    bounds: dict[str, Json] = {"type": [kind, "string"], "pattern": PLACEHOLDER, "patternErrorMessage": said}
    if minimum is not None:
        bounds["minimum"] = minimum
    if maximum is not None:
        bounds["maximum"] = maximum
    return bounds


def choice(texts: tuple[str, ...]) -> Schema:
    """One of some texts, or a placeholder."""
    return {"anyOf": [{"enum": list(texts)}, _FILLED_LATER]}


BOOLEAN: Final[Schema] = {
    "type": ["boolean", "string"],
    "pattern": PLACEHOLDER,
    "patternErrorMessage": _NOT_YET.format("true, false"),
}
OBJECT: Final[Schema] = mapping({"name": NAME}, required=["name"])
"""Something that the org has, by its name (Architect: references are by name, never by id)."""

_SCHEMAS: Final[Mapping[Form, Schema]] = MappingProxyType(
    {
        Form.TEXT: TEXT,
        Form.INTEGER: number(),
        Form.DECIMAL: number("number"),
        Form.BOOLEAN: BOOLEAN,
        Form.DURATION: mapping({unit: number(minimum=0) for unit in UNITS}, only=len(UNITS)),
        Form.DATE_TIME: {
            **mapping({part: number() for part in DATE_TIME_PARTS}, only=len(DATE_TIME_PARTS)),
            "type": ["object", "string"],
        },
        Form.OBJECT: OBJECT,
        Form.ANY: ANY_JSON,
    }
)


def literal(key: str) -> Schema:
    """What a literal of a type (not a collection) looks like."""
    return _SCHEMAS[form_of(key)]


def is_object(key: str) -> bool:
    """Whether a type is something that the org has, written by its name."""
    return form_of(key) is Form.OBJECT


def narrowed(field: Field) -> Schema:
    """What a field asks of a literal beyond its data type: range, choice of texts, default. {} for nothing."""
    if field.one_of:
        return {**choice(field.one_of), **_default(field)}
    if type_key(field.type) == "duration":
        return {**_lengths(field), **_default(field)}
    if field.refers_to is not None and not type_key(field.type):
        return OBJECT
    bounds: dict[str, Json] = {**_default(field)}
    if field.minimum is not None:
        bounds["minimum"] = field.minimum
    if field.maximum is not None:
        bounds["maximum"] = field.maximum
    return bounds


def _lengths(field: Field) -> Schema:
    """The range of a duration, in each of its units. A sum of several units is not weighed."""
    ranges: dict[str, Json] = {}
    for unit, size in UNITS.items():
        bounds: dict[str, Json] = {}
        if field.minimum:
            bounds["minimum"] = -(-field.minimum // size)
        if field.maximum is not None:
            bounds["maximum"] = field.maximum // size
        if bounds:
            ranges[unit] = bounds
    return {"if": {"maxProperties": 1}, "then": {"properties": ranges}} if ranges else {}


def _default(field: Field) -> Schema:
    default = field.default
    if default is None:
        return {}
    if type_key(field.type) == "duration" and isinstance(default, int):
        unit = next(unit for unit, size in UNITS.items() if default % size == 0 and (default or unit == "seconds"))
        return {"default": {unit: default // UNITS[unit]}}
    if is_object(type_key(field.type)):
        return {"default": {"name": str(default)}}
    return {"default": default}
