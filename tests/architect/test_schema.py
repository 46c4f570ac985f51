"""The JSON Schema as a whole: valid itself, and every flow that is right passes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from callflows.architect.schema import flow_schema
from callflows.model import CATALOGUE, FLOW_TYPES, SETTINGS
from tests.architect.corpus import corpus, substitutions
from tests.architect.schema_checks import plain, refusals

ROOT = Path(__file__).resolve().parents[2]
EVERY = (None, *FLOW_TYPES)
HEADER = "inboundCall:\n  name: A\n  startUpRef: ./tasks/task[T]\n  defaultLanguage: en-us\n"


@pytest.mark.parametrize("flow_type", EVERY)
def test_the_schema_is_draft_07_and_all_its_references_lead_somewhere(flow_type: str | None) -> None:
    schema = flow_schema(flow_type)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    definitions = schema["definitions"]
    named = {f"#/definitions/{name}" for name in definitions}
    assert {node["$ref"] for node in _mappings(schema) if "$ref" in node} == named


def _mappings(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for below in node.values():
            yield from _mappings(below)
    elif isinstance(node, list | tuple):
        for below in node:
            yield from _mappings(below)


def test_the_schema_of_a_type_has_its_actions_and_no_others() -> None:
    for flow_type in FLOW_TYPES:
        definitions = flow_schema(flow_type)["definitions"]
        found = {name.partition("-")[2] for name in definitions if name.startswith("action-")}
        assert found == {
            spec.key for spec in CATALOGUE.values() if flow_type in spec.flow_types and not spec.menu_choice
        }


def test_the_joint_schema_has_every_flow_type_action_and_settings_group() -> None:
    schema = flow_schema()
    assert list(schema["properties"]) == list(FLOW_TYPES)
    wanted = {f"{'choice' if spec.menu_choice else 'action'}-{spec.key}" for spec in CATALOGUE.values()}
    assert wanted <= set(schema["definitions"])
    headers = {key for spec in FLOW_TYPES.values() for key in spec.header}
    named = {key for key, spec in SETTINGS.items() if key in headers and [f.path for f in spec.fields] != [""]}
    assert {f"settings-{key}" for key in named} == {n for n in schema["definitions"] if n.startswith("settings-")}


def test_each_action_carries_its_title_and_help() -> None:
    definitions = flow_schema()["definitions"]
    for spec in CATALOGUE.values():
        made = definitions[f"{'choice' if spec.menu_choice else 'action'}-{spec.key}"]
        assert (made["title"], made.get("description", "")) == (spec.title, spec.help)


def test_an_unknown_flow_type_has_no_schema() -> None:
    with pytest.raises(KeyError):
        flow_schema("inboundcall")


def test_it_is_json() -> None:
    assert json.loads(json.dumps(flow_schema())) == flow_schema()


@pytest.mark.parametrize("joint", [False, True])
def test_flows_of_strangers_pass(joint: bool) -> None:
    refused = {}
    for name, path in corpus().items():
        text = path.read_text(encoding="utf-8")
        data = plain(text, substitutions(text))
        found = refusals(data, None if joint else next(iter(data)))
        if found:
            refused[name] = found
    assert refused == {}


@pytest.mark.parametrize("joint", [False, True])
@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "tests" / "flows").rglob("*.yaml")), *sorted((ROOT / "examples").glob("org/flows/*.yaml"))],
    ids=lambda path: path.stem,
)
def test_flows_of_the_project_pass(path: Path, joint: bool) -> None:
    text = path.read_text(encoding="utf-8")
    data = plain(text, substitutions(text))
    assert refusals(data, None if joint else next(iter(data))) == set()


@pytest.mark.parametrize(
    ("text", "place", "keyword"),
    [
        ("inboundCall: {}\n", ("inboundCall",), "required"),
        ("inboundCall:\n  name: ''\n  startUpRef: x\n  defaultLanguage: y\n", ("inboundCall", "name"), "minLength"),
        ("inboundCal:\n  name: A\n", (), "additionalProperties"),
        ("- inboundCall\n", (), "type"),
        (HEADER + "  startupRef: x\n", ("inboundCall",), "additionalProperties"),
        (HEADER + "  tasks:\n    - tasc: {name: T}\n", ("inboundCall", "tasks", 0), "additionalProperties"),
        (HEADER + "  tasks:\n    - task: {refId: T}\n", ("inboundCall", "tasks", 0, "task"), "required"),
        (HEADER + "  menus: {menu: {name: M}}\n", ("inboundCall", "menus"), "type"),
        (
            HEADER + "  variables:\n    - string: {name: Flow.X}\n",
            ("inboundCall", "variables", 0),
            "additionalProperties",
        ),
        (
            HEADER + "  variables:\n    - integerVariable: {name: Flow.X, initialValue: {lit: some}}\n",
            ("inboundCall", "variables", 0, "integerVariable", "initialValue", "lit"),
            "pattern",
        ),
        (
            HEADER + "  variables:\n    - queueVariable: {name: Flow.X, isInput: maybe}\n",
            ("inboundCall", "variables", 0, "queueVariable", "isInput"),
            "pattern",
        ),
        (
            HEADER + "  initialGreeting: {tts: Hello, exp: Flow.Greeting}\n",
            ("inboundCall", "initialGreeting"),
            "None",  # a schema that is `false` has no keyword
        ),
        (HEADER + "  initialGreeting: Hello\n", ("inboundCall", "initialGreeting"), "type"),
    ],
)
def test_what_is_wrong_in_a_header_is_refused_in_its_place(text: str, place: tuple, keyword: str) -> None:
    assert refusals(plain(text), "inboundCall") == {(place, keyword)}


@pytest.mark.parametrize(
    "lines",
    [
        "  variables:\n    - strangeVariable: {name: Flow.X, anything: 1}\n",
        "  variables:\n    - integerCollectionVariable: {name: Flow.X, initialValue: {lit: [{lit: 1}, {exp: 2}]}}\n",
        "  tasks:\n    - task: {name: T, actions: [{ref: 'other.yaml#/actions/playAudio[a]'}]}\n",
        "  tasks:\n    - {refArray: 'tasks.yaml#/tasks'}\n  variables: [{ref: 'x.yaml#/variables[0]'}]\n",
        "  tasks:\n    - task: {name: T, actions: [{playAudio: {audio: {ref: 'other.yaml#/audio'}}}]}\n",
        "  tasks:\n    - task: {name: T, outputPaths: [{outputPath: {name: Done}}]}\n",
        '  settingsMenu: {repeatCount: {lit: "{{repeats}}"}}\n',
        '  settingsMenu: {repeatCount: {lit: "${repeats}"}}\n',
        "  initialGreeting: {tts: Hello, alternateSequences: {de-de: {tts: Hallo}, fr: {none: true}}}\n",
        "  tasks:\n  menus:\n  variables:\n",
    ],
)
def test_what_is_right_in_a_header_passes(lines: str) -> None:
    assert refusals(plain(HEADER + lines, {"nothing": ""}), "inboundCall") == set()


def test_the_example_of_the_guide_is_refused_where_the_guide_says() -> None:
    guide = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    example = next(block for block in guide.split("```") if block.startswith("yaml\n") and "loopCount" in block)
    loop = ("inboundCall", "tasks", 0, "task", "actions", 0, "loop")
    said = ("outputs", "loop", "actions", 0, "playAudio", "audio")
    assert refusals(plain(example.removeprefix("yaml\n")), "inboundCall") == {
        ((*loop, "loopCount", "lit"), "maximum"),
        ((*loop, *said), "type"),
    }


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("integer: {variable: Flow.n, value: {lit: 1}}", set()),
        ("integer: {variable: Flow.n, value: {lit: many}}", {("integer", "value", "lit")}),
        ("integerCollection: {variable: Flow.n, value: {lit: 1}}", {("integerCollection", "value", "lit")}),
        ("newerType: {variable: Flow.n, value: {lit: many}}", set()),
        ("integer: {variable: Flow.n, value: {lit: 1}}, string: {variable: Flow.s, value: {lit: a}}", {()}),
    ],
)
def test_the_key_of_a_statement_names_the_type_of_its_value(statement: str, refused: set[tuple[str, ...]]) -> None:
    above = ("commonModule", "startUpTaskActions", 0, "updateData", "statements", 0)
    updated = f"updateData: {{name: N, statements: [{{{statement}}}]}}"
    text = f"commonModule:\n  name: A\n  startUpTaskActions:\n  - {updated}\n"
    assert {place[len(above) :] for place, _ in refusals(plain(text), "commonModule")} == refused
