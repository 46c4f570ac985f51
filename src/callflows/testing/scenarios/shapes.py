"""The small pieces that the JSON Schema of scenario files is written with (draft-07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from callflows.architect.schema import Json, Schema

ANY: Final[Schema] = {}
TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
"""A text; a number counts as the text that stands in the file."""
NAME: Final[Schema] = {"type": ["string", "number"], "minLength": 1}
HOLE: Final = r"<[^<>]+>|\{\{.+\}\}"
"""A text that a row or a substitution fills: once filled in it may be anything."""


def described(schema: Schema, doc: str) -> Schema:
    """The schema with what it means."""
    return {"description": doc, **schema} if doc else schema


def closed(properties: Mapping[str, Json], doc: str = "", required: Sequence[str] = ()) -> Schema:
    """A mapping with these keys and no others."""
    made: dict[str, Json] = {"type": ["object", "null"], "properties": dict(properties), "additionalProperties": False}
    if required:
        made |= {"type": "object", "required": list(required)}
    return described(made, doc)


def by_name(value: Schema, doc: str = "") -> Schema:
    """A mapping with any keys."""
    return described({"type": ["object", "null"], "additionalProperties": value}, doc)


def listed(item: Schema, doc: str = "") -> Schema:
    """A list."""
    return described({"type": "array", "items": item}, doc)


def either(*schemas: Schema) -> Schema:
    """One of these."""
    return {"anyOf": list(schemas)}


def one_or_more(item: Schema) -> Schema:
    """The thing, or a list of them."""
    return either(item, listed(item))


def word(*words: str) -> Schema:
    """One of the words, or a text that is filled in."""
    return either({"enum": list(words)}, {"type": "string", "pattern": HOLE})
