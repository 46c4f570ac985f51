"""A question a line, an answer a line: what other programs see."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from callflows.expressions.trial import Trial
from callflows.expressions.wire import reply_to
from callflows.expressions.world import Setting
from tests.shared import needs_shared

NOW = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)
DEFAULTS = Trial(expression="", setting=Setting(now=NOW, seed=1))
FLOW_TYPES = {"inboundcall": "inboundcall", "inboundemail": "inboundemail"}


def ask(line: dict[str, object] | bytes) -> dict[str, Any]:
    data = line if isinstance(line, bytes) else json.dumps(line).encode()
    answer = reply_to(data, DEFAULTS, FLOW_TYPES)
    assert answer.endswith(b"\n")
    assert answer.count(b"\n") == 1
    decoded: dict[str, Any] = json.loads(answer)
    assert list(decoded) == ["ok", "type", "value", "diagnostics"]
    return decoded


def found(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["severity"], each["code"]) for each in answer["diagnostics"]]


def given(kind: str | None, value: object) -> tuple[str | None, str | None]:
    variable = {"value": value} if kind is None else {"type": kind, "value": value}
    answer = ask({"expression": "Flow.x", "variables": {"Flow.x": variable}})
    assert answer["ok"], answer
    return answer["type"], answer["value"]


def _examples(kind: str) -> list[tuple[str, str]]:
    path = needs_shared() / "reference" / "expression_examples.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["output"]) for row in csv.DictReader(file, delimiter="\t") if row["class"] == kind]


def test_every_literal_example_of_architect_comes_back_text_for_text() -> None:
    rows = _examples("literal")
    assert len(rows) == 352
    answers = [(text, ask({"expression": text})) for text, _ in rows]
    assert [(text, answer["value"]) for text, answer in answers] == rows
    assert [text for text, answer in answers if not answer["ok"]] == []


def test_every_example_that_fails_when_it_runs_is_an_answer_that_says_why() -> None:
    answers = {text: ask({"expression": text}) for text, _ in _examples("runtime-error")}
    assert {text: (answer["ok"], answer["value"], found(answer)) for text, answer in answers.items()} == {
        'Floor(MakeCurrency(NOT_SET, "USD"))': (False, None, [("error", "runtime-not-set")]),
        'ToInt("A String")': (False, None, [("error", "runtime-conversion")]),
        'ToDecimal("A String")': (False, None, [("error", "runtime-conversion")]),
    }


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("Integer", 5, "5"),
        ("Integer", -999999999999999, "-999999999999999"),
        ("Integer", "007", "7"),
        ("Decimal", 5, "5.0"),
        ("Decimal", "1.50", "1.50"),
        ("Boolean", True, "true"),
        ("String", 'say "no"\\\n', r'"say \"no\"\\\n"'),
        ("Currency", {"amount": 5, "code": "usd"}, "5.00|USD"),
        ("Currency", {"amount": None, "code": "USD"}, "|USD"),
        ("Currency", "1.125|EUR", "1.125|EUR"),
        ("DateTime", "2026-01-31T08:00:00+01:00", "2026-01-31T07:00:00Z"),
        ("Duration", "P1DT1.5S", "P1DT1.5S"),
        ("Duration", -1500, "-PT1.5S"),
        ("PhoneNumber", "+1 (317) 872-3000", "tel:+1 (317) 872-3000"),
        ("Queue", "Support", "Support"),
        ("User", {"id": "1", "name": "Ann", "username": "a@b.c"}, "a@b.c"),
        ("ACD Skill", {"id": "1", "name": "Spanish"}, "Spanish"),
        ("Prompt", "Welcome", "Welcome"),
        ("JSON", {"a": [1, None, "x"]}, '{"a":[1,null,"x"]}'),
        ("Integer", None, "NOT_SET"),
        ("String Collection", ["a", None], '["a", NOT_SET]'),
        ("Integer Collection", [], "[]"),
    ],
)
def test_values_of_every_type_are_given_and_shown(kind: str, value: object, shown: str) -> None:
    assert given(kind, value) == (kind, shown)


def test_a_value_without_a_type_has_the_type_of_its_form() -> None:
    assert given(None, True) == ("Boolean", "true")
    assert given(None, 5) == ("Integer", "5")
    assert given(None, [1, 2]) == ("Integer Collection", "[1, 2]")
    assert given(None, {"a": 1}) == ("JSON", '{"a":1}')
    answer = ask(b'{"expression": "Flow.x + 0.1", "variables": {"flow.X": 0.20}}')
    assert (answer["type"], answer["value"]) == ("Decimal", "0.3")


@pytest.mark.parametrize(
    ("variable", "code", "message"),
    [
        ({"type": "Integer", "value": 1.5}, "request-value", "Flow.x: 1.5 is no Integer"),
        ({"type": "Integer", "value": True}, "request-value", "Flow.x: true is no Integer"),
        ({"type": "Integer", "value": 10**15}, "request-value", "Flow.x: 1000000000000000 is no Integer"),
        ({"type": "String", "value": 5}, "request-value", "Flow.x: 5 is no String"),
        ({"type": "Boolean", "value": "yes"}, "request-value", "Flow.x: yes is no Boolean"),
        ({"type": "Duration", "value": 10**15}, "request-value", "Flow.x: the Duration is outside"),
        ({"type": "String Collection", "value": "a"}, "request-value", 'Flow.x: "a" is no String Collection'),
        ({"type": "Queue", "value": 5}, "request-value", "Flow.x: 5 is no Queue"),
        ({"type": "Audio", "value": "a"}, "request-value", "Flow.x: a value of type Audio cannot be given"),
        ({"type": "Intger", "value": 1}, "request-type", 'there is no type "Intger"'),
        ({"type": 5, "value": 1}, "request-type", "Flow.x: its type is no text"),
        ({"type": "Integer"}, "request-variable", 'Flow.x: the key "value" is missing'),
        ([1, "a"], "request-value", 'Flow.x: [1,"a"] mixes values of several types'),
    ],
)
def test_a_value_that_cannot_be_used_is_said(variable: object, code: str, message: str) -> None:
    answer = ask({"expression": "1", "variables": {"Flow.x": variable}})
    assert (answer["ok"], found(answer)) == (False, [("error", code)])
    assert answer["diagnostics"][0]["message"].startswith(message)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"flowType": "inboundcal"}, "request-flow-type"),
        ({"expectedType": "Text"}, "request-type"),
        ({"now": "tomorrow"}, "request-now"),
        ({"world": {"queue": []}}, "request-world"),
        ({"world": {"queues": [5]}}, "request-world"),
        ({"variables": {"x": 1}}, "request-variable"),
        ({"variables": {"Flow.x + 1": 1}}, "request-variable"),
        ({"variables": {"Call.Ani": 5}}, "request-value"),
        ({"variables": {"Call.Ani": {"type": "Integer", "value": 5}}}, "request-type"),
        ({"variables": 5}, "request-json"),
    ],
)
def test_a_part_of_a_question_that_cannot_be_used_is_said(more: dict[str, object], code: str) -> None:
    answer = ask({"expression": "1", **more})
    assert (answer["ok"], answer["value"], found(answer)) == (False, None, [("error", code)])


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"", b"[1]", b"null", b"{}", b'{"expression": 5}', b'{"expression":"\xff"}',
     b'{"expression":"\\ud800"}',
     b'{"expression":"1","variables":{"Flow.x":' + b"[" * 100_000, b"\x00"],
)  # fmt: skip
def test_a_line_that_is_no_question_is_answered(line: bytes) -> None:
    answer = ask(line)
    assert (answer["ok"], answer["type"], answer["value"], found(answer)) == (
        False,
        None,
        None,
        [("error", "request-json")],
    )


def test_keys_of_the_askers_own_do_not_matter() -> None:
    assert ask({"expression": "1", "id": 7})["value"] == "1"


def test_the_flow_type_decides_which_built_in_variables_there_are() -> None:
    call = {"expression": "Call.Ani", "variables": {"Call.Ani": "555"}}
    assert ask({**call, "flowType": "InboundCall"})["value"] == '"555"'
    refused = ask({**call, "flowType": "inboundEmail"})
    assert (refused["ok"], found(refused)) == (False, [("error", "expression-unavailable")])


def test_what_a_live_call_knows_stands_in_the_built_in_variables() -> None:
    assert ask({"expression": "Call.Language", "language": "de-de"})["value"] == '"de-de"'
    assert ask({"expression": "Flow.IsTest"})["value"] == "false"
    assert ask({"expression": "Flow.StartDateTimeUtc"})["value"] == "2026-11-22T12:00:05Z"
    assert ask({"expression": "GetCurrentDateTimeUtc()", "now": "2026-01-01"})["value"] == "2026-01-01T00:00:00Z"
    unset = ask({"expression": "Call.Ani"})
    assert (unset["ok"], unset["type"], unset["value"]) == (True, "String", "NOT_SET")


def test_objects_are_found_where_they_are_given_and_prompts_where_they_are_named() -> None:
    world = {"queues": ["Support"], "users": [{"id": "7", "name": "Ann", "username": "a@b.c"}], "prompts": ["Bye"]}
    assert ask({"expression": 'FindQueue("support").name', "world": world})["value"] == '"Support"'
    assert ask({"expression": 'FindUser("a@b.c").id', "world": world})["value"] == '"7"'
    assert ask({"expression": 'FindUserPrompt("Prompt.Bye")', "world": world})["value"] == "Bye"
    assert ask({"expression": 'FindQueue("Sales")', "world": world})["value"] == "NOT_SET"
    assert ask({"expression": 'FindQueue("Support")'})["value"] == "NOT_SET"
    assert ask({"expression": "Prompt.Welcome.name"})["value"] == '"Welcome"'


def test_the_type_that_is_needed_is_what_the_result_becomes() -> None:
    answer = ask({"expression": "1 + 1", "expectedType": "String"})
    assert (answer["type"], answer["value"], found(answer)) == ("String", '"2"', [("info", "expression-converted")])
    refused = ask({"expression": "1 + 1", "expectedType": "Queue"})
    assert (refused["ok"], refused["type"], found(refused)) == (False, None, [("error", "expression-conversion")])


def test_old_casts_from_text_run_with_a_warning() -> None:
    answer = ask({"expression": 'ToString(MakeList(ToUser("a@b.c"), ToSkill("x")[0].name))'})
    assert not answer["ok"]
    answer = ask({"expression": 'ToString(ToUser("a@b.c"))'})
    assert (answer["ok"], answer["value"], found(answer)) == (True, '"a@b.c"', [("warning", "expression-type")])


def test_faults_have_their_place() -> None:
    answer = ask({"expression": "1 +\n Length(5) + Flow.nix"})
    assert not answer["ok"]
    places = {(each["code"], each["span"]["line"], each["span"]["column"]) for each in answer["diagnostics"]}
    assert places == {("expression-type", 2, 2), ("expression-unknown-variable", 2, 14)}
    failed = ask({"expression": "1 + 1 / (1 - 1)"})
    assert (failed["type"], failed["value"], found(failed)) == (
        "Decimal",
        None,
        [("error", "runtime-division-by-zero")],
    )
    assert (failed["diagnostics"][0]["span"]["line"], failed["diagnostics"][0]["span"]["column"]) == (1, 7)


def test_chance_is_the_same_with_the_same_seed() -> None:
    line = {"expression": "RandomInt(1000000)", "seed": 5}
    assert ask(line)["value"] == ask(line)["value"]
    assert ask(line)["value"] != ask({**line, "seed": 6})["value"]


@given_any(
    st.one_of(st.text(), st.text(alphabet='FlowToSring().x"\\\\+-*/,[]<>=?: 0159\n\t')),
    st.sampled_from([None, "String", "Audio", "Any"]),
)
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer(text: str, expected: str | None) -> None:
    question = {"expression": text} if expected is None else {"expression": text, "expectedType": expected}
    answer = ask(question)
    assert (answer["value"] is not None) is answer["ok"]
    assert answer["ok"] or any(each["severity"] == "error" for each in answer["diagnostics"])


@given_any(st.binary())
@settings(max_examples=200, deadline=None)
def test_any_line_has_an_answer(line: bytes) -> None:
    ask(line)


@given_any(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    ),
    st.sampled_from(
        [
            None,
            "Integer",
            "Decimal",
            "String",
            "Boolean",
            "Currency",
            "DateTime",
            "Duration",
            "PhoneNumber",
            "Queue",
            "User",
            "Prompt",
            "JSON",
            "Audio",
            "Any",
            "EmailAddress",
            "Integer Collection",
            "Currency Collection",
            "JSON Collection",
        ]
    ),
)
@settings(max_examples=300, deadline=None)
def test_any_value_of_a_variable_has_an_answer(value: object, kind: str | None) -> None:
    variable = {"value": value} if kind is None else {"value": value, "type": kind}
    answer = ask({"expression": "Flow.x", "variables": {"Flow.x": variable}})
    assert answer["ok"] or [code for _, code in found(answer)] in (["request-value"], ["request-json"])
