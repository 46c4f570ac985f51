"""The JSON Schema (draft-07) of scenario files, made from the words that the reader knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from callflows.architect.schema import Json, Schema
from callflows.testing.mocks_data import FLOW_TARGETS
from callflows.testing.scenarios.given_schema import given_schema
from callflows.testing.scenarios.shapes import (
    ANY,
    HOLE,
    NAME,
    TEXT,
    by_name,
    closed,
    described,
    either,
    listed,
    one_or_more,
    word,
)
from callflows.testing.scenarios.words import ALONE, ASKED, CALL, ENDS, EXPECT, FILE, STEP, UNTIL_TIME_OUT, Form, Word

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_FILLED: Final[Schema] = {"type": "string", "pattern": HOLE}
_HEARD: Final = either(TEXT, closed({"prompt": NAME}, "A prompt, whatever it says.", ("prompt",)))
_TIMED: Final = r"^\s*[0-9.]+\s*[a-zA-Z]*(\s*[0-9.]+\s*[a-zA-Z]+)*\s*$"
_DURATION: Final = either({"type": "number", "minimum": 0}, {"type": "string", "pattern": _TIMED}, _FILLED)
_WHOLE: Final = either({"type": "integer", "minimum": 0}, _FILLED)


def calls_schema() -> Schema:
    """The schema of a scenario file, as plain JSON data."""
    definitions: dict[str, Json] = {
        "given": given_schema(),
        "call": _mapping(CALL, required=("name",)),
        "step": _step(),
        "expect": _mapping(EXPECT),
    }
    return {
        "$schema": DRAFT,
        "title": "Calls to flows (*.calls.yaml)",
        **_mapping(FILE, required=("calls",)),
        "definitions": definitions,
    }


def _mapping(words: tuple[Word, ...], required: tuple[str, ...] = ()) -> Schema:
    return closed({each.key: _described(each) for each in words}, required=required)


def _described(each: Word) -> Schema:
    schema = _FORMS[each.form]()
    return {"description": each.doc, "allOf": [schema]} if "$ref" in schema else described(schema, each.doc)


def _step() -> Schema:
    """One key with its value, or a word alone."""
    keyed: dict[str, Json] = {**_mapping(STEP), "type": "object", "minProperties": 1, "maxProperties": 1}
    alone = [{"const": text, "description": doc} for text, doc in ALONE.items()]
    return either(keyed, *alone)


def _refers(name: str) -> Callable[[], Schema]:
    return lambda: {"$ref": f"#/definitions/{name}"}


def _is(schema: Schema) -> Callable[[], Schema]:
    return lambda: schema


_FORMS: Final[Mapping[Form, Callable[[], Schema]]] = MappingProxyType(
    {
        Form.NAME: _is(NAME),
        Form.TEXT: _is(TEXT),
        Form.TEXTS: _is(one_or_more(TEXT)),
        Form.HEARD: _is(one_or_more(_HEARD)),
        Form.TIME: _is({"type": "string"}),
        Form.WHOLE: _is(_WHOLE),
        Form.DURATION: _is(_DURATION),
        Form.WAIT: _is(either({"const": UNTIL_TIME_OUT}, _DURATION)),
        Form.KEYS: _is(either({"type": "string", "pattern": r"^[0-9*#\s]+$"}, {"type": "integer"}, _FILLED)),
        Form.TRUE: _is({"const": True}),
        Form.SKIP: _is({"type": ["string", "boolean"]}),
        Form.TEXTS_BY_NAME: _is(by_name({"type": ["string", "number", "boolean", "null"]})),
        Form.VALUES: _is(by_name(ANY)),
        Form.OUTPUTS: _is(by_name(by_name(ANY))),
        Form.TARGET: _is({**closed(dict.fromkeys(FLOW_TARGETS, NAME)), "minProperties": 1, "maxProperties": 1}),
        Form.END: _is(word(*ENDS)),
        Form.OUTCOMES: _is(by_name(word("SUCCESS", "FAILURE"))),
        Form.ASKED: lambda: by_name(by_name(_mapping(ASKED))),
        Form.KEYS_BY_TABLE: _is(by_name(one_or_more(TEXT))),
        Form.GIVEN: _refers("given"),
        Form.ROWS: _is({"type": "array", "minItems": 1, "items": {"type": "object", "minProperties": 1}}),
        Form.STEPS: lambda: listed({"$ref": "#/definitions/step"}),
        Form.EXPECT: _refers("expect"),
        Form.CALLS: lambda: listed({"$ref": "#/definitions/call"}),
    }
)
