"""The JSON Schema takes what the reader takes, and refuses what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import jsonschema
import pytest

from callflows.testing.mocks_data import GIVEN
from callflows.testing.placed import read_placed
from callflows.testing.scenarios import words
from callflows.testing.scenarios.schema import calls_schema
from tests.testing.flows import EXAMPLE
from tests.testing.scenarios.files import faults, steps
from tests.testing.scenarios.test_reading import SHARED
from tests.testing.test_mocks_data import EVERYTHING

STARTER = Path(__file__).parents[3] / "src/callflows/workspace/starter/main line.calls.yaml"
VALIDATOR = jsonschema.Draft7Validator(calls_schema())


def valid(text: str) -> bool:
    root = read_placed(text, "x.calls.yaml").root
    assert root is not None
    return bool(VALIDATOR.is_valid(root.plain()))


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(calls_schema())


def test_it_has_every_word_of_the_reader_with_what_it_means() -> None:
    schema = cast(Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]], calls_schema())
    definitions = schema["definitions"]

    def docs(properties: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        return {key: found["description"] for key, found in properties.items()}

    step = cast(list[Mapping[str, Mapping[str, Mapping[str, str]]]], definitions["step"]["anyOf"])
    assert docs(cast(Mapping[str, Mapping[str, str]], schema["properties"])) == said(words.FILE)
    assert docs(definitions["call"]["properties"]) == said(words.CALL)  # type: ignore[arg-type]
    assert docs(definitions["expect"]["properties"]) == said(words.EXPECT)  # type: ignore[arg-type]
    assert docs(step[0]["properties"]) == said(words.STEP)
    assert {each["const"] for each in step[1:]} == set(words.ALONE)
    assert set(definitions["given"]["properties"]) == set(GIVEN)


def said(found: tuple[words.Word, ...]) -> dict[str, str]:
    return {word.key: word.doc for word in found}


@pytest.mark.parametrize(
    "text",
    [
        STARTER.read_text(encoding="utf-8"),
        *(path.read_text(encoding="utf-8") for path in EXAMPLE.rglob("*.calls.yaml")),
        SHARED,
        "flow: Line\ncalls: []\ngiven:\n" + "".join(f"  {line}\n" for line in EVERYTHING.splitlines()),
        steps("- hear: [a, /b/, {prompt: c}]\n- press: 1\n- press: '12 34#'\n- wait: 5\n- wait\n- hear nothing"),
        steps("- expect: {ended by: hang up, within: 1 min 30 s, outcomes: {O: FAILURE}, errors: []}"),
        steps("- expect: {variables: {a: , b: [1, 2], c: {d: 1}}, tables: {T: [a]}, milestones: [M], goes on: true}"),
        steps("- press: <k>\n- wait: <k>\n- expect: {ended by: <k>}").replace("steps:", "with: [{k: 1}]\n    steps:"),
    ],
)
def test_what_is_right(text: str) -> None:
    unfilled = [code for _, code, _, _ in faults(text) if code not in {"test-wrong-value"} or "<k>" not in text]
    assert (unfilled, valid(text)) == ([], True)


@pytest.mark.parametrize(
    "text",
    [
        "flow: Line",
        "flow: Line\ncals: []",
        "calls: [{flow: Line}]",
        "calls: [{flow: Line, name: x, with: []}]",
        "flow: Line\ncalls: [{name: x, seed: -1}]",
        "flow: Line\ncalls: [{name: x, given: {queue: []}}]",
        "flow: Line\ncalls: [{name: x, given: {dataActions: {A: {B: returns}}}}]",
        steps("- hang upp"),
        steps("- {press: 1, hear: x}"),
        steps("- press: abc"),
        steps("- wait: soon"),
        steps("- hang up: false"),
        steps("- expect: {ended by: hangUp}"),
        steps("- expect: {transfer: {usr: Ada}}"),
        steps("- expect: {queu: Ada}"),
    ],
)
def test_what_is_wrong(text: str) -> None:
    assert (bool(faults(text)), valid(text)) == (True, False)
