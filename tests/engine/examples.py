"""A small example of any action of the catalogue, made from its fields: every setting is written once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from callflows.expressions import Json, Value
from callflows.model import ActionSpec, Field, Kind

Written: TypeAlias = "str | int | bool | list[Written] | dict[str, Written]"

_LITERALS: Mapping[str, Written] = {
    "": {"lit": "given"},
    "String": {"lit": "given"},
    "Integer": {"lit": 1},
    "Boolean": {"lit": True},
    "Duration": {"lit": {"seconds": 2}},
    "StringCollection": {"lit": [{"lit": "one"}, {"lit": "two"}]},
    "JSON": {"exp": 'JsonParse("[1]")'},
    "PhoneNumber": {"exp": 'ToPhoneNumber("+13175550123")'},
    "DateTime": {"exp": "MakeDateTime(2026, 7, 1, 12, 0, 0)"},
}
VARIABLES: Mapping[str, str] = {
    "": "string",
    "String": "string",
    "Integer": "integer",
    "Decimal": "decimal",
    "Boolean": "boolean",
    "JSON": "json",
    "StringCollection": "stringCollection",
    "Queue": "queue",
    "User": "user",
    "Skill": "skill",
    "LanguageSkill": "languageSkill",
    "Group": "group",
    "Schedule": "schedule",
    "ScheduleGroup": "scheduleGroup",
    "EmergencyGroup": "emergencyGroup",
    "Prompt": "prompt",
}
"""A type of an output to the kind of variable that receives it; any other type has a variable of its own kind."""
GIVEN: Mapping[str, Value] = {"": "out", "String": "out", "Integer": 3, "Boolean": True, "JSON": Json('{"a":1}')}


def variable_of(type: str) -> str:
    kind = VARIABLES.get(type, type[:1].lower() + type[1:])
    return f"Flow.{kind}"


def alternatives(spec: ActionSpec) -> dict[str, tuple[str, ...]]:
    """The groups of which one of several keys stands in a flow, with those that the catalogue describes."""
    known = {field.path for field in spec.fields}
    return {
        field.path: tuple(key for key in field.one_of if any(path.startswith(f"{field.path}/{key}") for path in known))
        for field in spec.fields
        if field.kind is Kind.GROUP and field.one_of
    }


def settings(
    spec: ActionSpec, without: tuple[str, ...] = (), taken: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Written]:
    """The action's settings but for its name; of a group with alternatives the one that is `taken`, else the first."""
    found: dict[str, Written] = {}
    chosen = {path: taken.get(path, keys[0]) for path, keys in alternatives(spec).items()}
    for field in spec.fields:
        parts = field.path.replace("[]/*", "[]/string").split("/")
        other = any(
            field.path.startswith(f"{group}/") and field.path.split("/")[group.count("/") + 1] != taken
            for group, taken in chosen.items()
        )
        if field.path != "name" and parts[0].removesuffix("[]") not in without and not other:
            _put(found, parts, _written(field))
    return found


def _put(into: dict[str, Written], parts: list[str], value: Written | None) -> None:
    key = parts[0].replace("*", "Thing")
    if key.endswith("[]"):
        items = into.setdefault(key[:-2], [])
        if len(parts) == 1:
            into[key[:-2]] = [value if value is not None else "word"]
            return
        if not isinstance(items, list):
            items = into[key[:-2]] = []
        if not items:
            items.append({})
        inside = items[0]
        assert isinstance(inside, dict)
        _put(inside, parts[1:], value)
        return
    if len(parts) > 1:
        below = into.setdefault(key, {})
        if not isinstance(below, dict):
            below = into[key] = {}
        _put(below, parts[1:], value)
    elif value is not None and key not in into:
        into[key] = value


def _written(field: Field) -> Written | None:  # noqa: PLR0911 - one return a kind
    match field.kind:
        case Kind.VALUE:
            return _LITERALS.get(field.type, {"lit": {"name": "Thing"}})
        case Kind.AUDIO:
            return {"tts": field.path.rpartition("/")[2]}
        case Kind.OUTPUT:
            return {"var": variable_of(field.type)}
        case Kind.NAMED:
            return {"name": "Thing"}
        case Kind.KEYED:
            return {"Thing": {}}
        case Kind.PLAIN if field.path.endswith("/variable"):
            return variable_of("String")
        case Kind.PLAIN:
            return field.one_of[0] if field.one_of else True if field.type == "Boolean" else "word"
        case _:
            return None


def answers(spec: ActionSpec) -> tuple[tuple[str, Value], ...]:
    """A value for each output variable."""
    return tuple(
        (field.path.rpartition("/")[2].replace("*", "Thing"), GIVEN.get(field.type))
        for field in spec.fields
        if field.kind is Kind.OUTPUT
    )
