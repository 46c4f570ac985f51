"""What `lit` holds, for each of Architect's data types.

Architect: names of objects as `{name: X}`, durations as `{seconds: 5}`, date-times part by part, collections as lists
of values (the shapes of published flows). Where none was seen any literal is accepted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.schema.words import ANY_JSON, NAME, PLACEHOLDER, TEXT, Json, Schema, mapping
from callflows.model import Field

COLLECTION: Final = "Collection"
UNITS: Final = MappingProxyType({"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "ms": 1})
"""The units of a duration, in milliseconds each."""

_FILLED_LATER: Final[Schema] = {"type": "string", "pattern": PLACEHOLDER}
_NOT_YET: Final = "Expected {} or a placeholder such as {{{{x}}}}."
_DATE_TIME: Final = ("year", "month", "day", "hour", "minute", "second")


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

_DURATION: Final[Schema] = mapping({unit: number(minimum=0) for unit in UNITS}, only=len(UNITS))

_FORMS: Final = MappingProxyType(
    {
        "string": TEXT,
        "integer": number(),
        "decimal": number("number"),
        "boolean": BOOLEAN,
        "duration": _DURATION,
        "dateTime": {
            **mapping({part: number() for part in _DATE_TIME}, only=len(_DATE_TIME)),
            "type": ["object", "string"],
        },
        **dict.fromkeys(
            (
                "queue",
                "user",
                "group",
                "skill",
                "languageSkill",
                "prompt",
                "schedule",
                "scheduleGroup",
                "emergencyGroup",
                "wrapupCode",
            ),
            OBJECT,
        ),
        **dict.fromkeys(
            (
                "agentScorePair",
                "communication",
                "currency",
                "date",
                "emailAddress",
                "externalContact",
                "externalOrganization",
                "json",
                "phoneNumber",
                "time",
            ),
            ANY_JSON,
        ),
    }
)
TYPES: Final = tuple(_FORMS)
"""The data types, spelled as in the keys of variables."""

_BY_NAME: Final = MappingProxyType({key.lower(): key for key in TYPES} | {"acdskill": "skill", "int": "integer"})


def type_key(name: str) -> str:
    """A data type's name in any spelling (`Language Skill`, `StringCollection`) as the keys of variables spell it
    (`languageSkill`, `stringCollection`), "" for any type or one that is not known."""
    plain = name.replace(" ", "").lower()
    item = plain.removesuffix(COLLECTION.lower())
    known = _BY_NAME.get(item, "")
    return known + COLLECTION if known and item != plain else known


def literal(key: str) -> Schema:
    """What a literal of a type (not a collection) looks like."""
    return _FORMS.get(key, ANY_JSON)


def is_object(key: str) -> bool:
    """Whether a type is something that the org has, written by its name."""
    return literal(key) is OBJECT


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
