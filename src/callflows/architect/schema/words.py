"""The small pieces that every part of the schema is written with.

Two rules of draft-07 and of the editors shape them. What stands beside `$ref` does not count, so a shared
definition is taken over with `allOf`. Completion and messages suffer from `oneOf`, so what is one of several keys is
written as `properties` with `maxProperties: 1`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
Schema: TypeAlias = Mapping[str, Json]

PLACEHOLDER: Final[str] = r"\{\{.+\}\}|\$\{.+\}"
"""A text that holds a placeholder (`{{x}}`, in templates `${x}`): once filled in it may be anything."""

TEXT: Final[Schema] = {"type": ["string", "number"]}
"""A text; a number counts as the text that stands in the file."""

OPTIONAL_TEXT: Final[Schema] = {"type": ["string", "number", "null"]}
NAME: Final[Schema] = {"type": ["string", "number"], "minLength": 1}
TRUE: Final[Schema] = {"const": True}
ANY_JSON: Final[Schema] = {"type": ["string", "number", "boolean", "object", "array"]}
_INCLUDE: Final[Schema] = {
    "type": "string",
    "description": "What stands in another place: file.yaml#/path/in/it, or a path in this file.",
    "doNotSuggest": True,
}
INCLUDE: Final[Schema] = {"ref": _INCLUDE}
INCLUDES: Final[Schema] = {"ref": _INCLUDE, "refArray": _INCLUDE}
"""References to what stands elsewhere (Archy: `ref` for one object, in a list `refArray` for several)."""


def reference(name: str) -> Schema:
    """The definition called `name`."""
    return {"$ref": f"#/definitions/{name}"}


def taken(name: str) -> Schema:
    """The definition of a mapping called `name`, beside which more may be said. `properties` tells editors that a
    mapping stands here: they look no further when they write its key."""
    return {"allOf": [reference(name)], "properties": {}}


def described(schema: Schema, title: str = "", description: str = "") -> Schema:
    """The schema under a title and a description, both left out where empty."""
    words: dict[str, Json] = {"title": title, "description": description}
    said = {key: word for key, word in words.items() if word}
    if not said:
        return schema
    return {**said, "allOf": [schema]} if "$ref" in schema else {**said, **schema}


def mapping(properties: Schema, *, required: Sequence[str] = (), closed: bool = True, only: int = 0) -> Schema:
    """A mapping with these keys. `closed` refuses others, `only` is the most that may stand there at once and
    asks for one at least. The limit stands one step off: beside `properties` it would keep the language server from
    proposing the first key on an empty line."""
    made: dict[str, Json] = {"type": "object", "properties": properties}
    if closed:
        made["additionalProperties"] = False
    if required:
        made["required"] = list(required)
    if only:
        made |= {"minProperties": 1, "allOf": [{"maxProperties": only}]}
    return made


def one_key(properties: Schema, *, closed: bool = True) -> Schema:
    """One of these keys with its settings below it."""
    return {**mapping(properties, closed=closed), "minProperties": 1, "maxProperties": 1}


def item(properties: Schema, *, closed: bool = True) -> Schema:
    """An item of a list: one of these keys with its settings below it, or an include in its place."""
    return one_key({**properties, **INCLUDES}, closed=closed)


def listed(item: Schema) -> Schema:
    """A list; nothing is an empty list."""
    return {"type": ["array", "null"], "items": item}


def hidden(schema: Schema) -> Schema:
    """Accepted, but not proposed by editors that know the keyword."""
    held: Schema = {"allOf": [schema]} if "$ref" in schema else schema
    return {**held, "doNotSuggest": True}


def reachable(schema: Schema, definitions: Mapping[str, Schema]) -> dict[str, Json]:
    """Those of the definitions that a schema needs, sorted by name."""
    found: set[str] = set()
    pending: list[Json] = [schema]
    while pending:
        below = pending.pop()
        if isinstance(below, Mapping):
            wanted = str(below.get("$ref", "")).removeprefix("#/definitions/")
            if wanted and wanted not in found:
                found.add(wanted)
                pending.append(definitions[wanted])
            pending.extend(below.values())
        elif isinstance(below, Sequence) and not isinstance(below, str):
            pending.extend(below)
    return {name: definitions[name] for name in sorted(found)}
