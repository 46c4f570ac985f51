"""Whatever JSON comes in: diagnostics come out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callflows.diagnostics import Severity, Span
from callflows.graph import Read, check, flow_from_dict, flow_from_json
from callflows.models import Flow, FlowNode, InvokeNode
from tests.graph.build import tutorial


def said(read: Read[Any]) -> list[tuple[str, str, str]]:
    return [(d.code, d.address, d.message) for d in read.diagnostics]


def test_a_syntax_error_has_its_place():
    read = flow_from_json('{"name": "é",\n  "type": x}', file="flow.json")
    assert read.value is None
    (only,) = read.diagnostics
    assert (only.code, only.message) == ("graph-not-json", "the text is not JSON: invalid character")
    assert only.span == Span(file="flow.json", line=2, column=11, end_line=2, end_column=12)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe{", b"[" * 100_000, b'{"name": "\xff"}'])
def test_garbage_is_not_json(text):
    read = flow_from_json(text)
    assert (read.value, [d.code for d in read.diagnostics]) == (None, ["graph-not-json"])


@pytest.mark.parametrize(("text", "what"), [("[]", "a list"), ("null", "null"), ('"x"', "text"), ("3", "a number")])
def test_a_flow_is_an_object(text, what):
    assert said(flow_from_json(text)) == [("graph-not-json", "", f"an object is needed, not {what}")]


def test_every_wrong_value_is_said_and_the_rest_is_read():
    read = flow_from_dict(
        {
            "name": 5,
            "nodes": [
                {"id": "a", "type": "queue", "action": {"queueId": "q", "priority": "high", "skills": "x"}},
                7,
                {"id": "s", "type": "start", "action": {"x": 1}},
                {"id": "h", "type": "hangup", "action": []},
            ],
            "edges": {},
            "variables": None,
        }
    )
    assert said(read) == [
        ("graph-bad-value", "name", "name: expected str, got int"),
        (
            "graph-bad-value",
            "nodes[0].action.priority",
            "nodes[0].action.priority: expected int | null, got str",
        ),
        ("graph-bad-value", "nodes[0].action.skills", "nodes[0].action.skills: expected array, got str"),
        ("graph-bad-value", "nodes[1]", "nodes[1]: an object is needed, not a number"),
        ("graph-wrong-action", "nodes[2].action", "nodes[2].action: a node of type start has no action"),
        ("graph-bad-value", "nodes[3].action", "nodes[3].action: an object is needed, not a list"),
        ("graph-bad-value", "edges", "edges: a list is needed, not an object"),
    ]
    assert read.value is not None
    assert not read.good
    assert [n.id for n in read.value.nodes] == ["a", "s", "h"]


def test_an_unknown_key_is_a_warning_with_the_nearest():
    read = flow_from_dict({**tutorial().to_dict(), "start_node_id": "start", "nods": []})
    assert [(d.code, d.severity, d.address, d.help) for d in read.diagnostics] == [
        ("graph-unknown-key", Severity.WARNING, "start_node_id", 'Did you mean "startNodeId"? Otherwise take it out.'),
        ("graph-unknown-key", Severity.WARNING, "nods", 'Did you mean "nodes"? Otherwise take it out.'),
    ]
    assert (read.good, read.value) == (True, tutorial())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["nodes", "edges", "id", "type", "action", "name", "variables", "flowId", "toNodeId", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_no_json_makes_reading_or_checking_fail(data):
    read = flow_from_json(json.dumps(data))
    if read.value is not None:
        check(read.value)


@given(st.lists(JSON, min_size=3, max_size=3))
def test_no_python_value_makes_checking_fail(values):
    name, nodes, action = values
    check(Flow(name=name, nodes=nodes, edges=action))
    check(Flow(nodes=[FlowNode("a", name, "queue", action)]))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("\ud800", "text with half of a character, which UTF-8 cannot hold"),
        (float("nan"), "nan is no number"),
        (float("-inf"), "-inf is no number"),
        (10**400, "the number has too many digits"),
        ([1], "expected text or number, got array, at [0]"),
    ],
)
def test_a_value_that_no_json_can_hold_is_said_and_not_raised(value, why):
    flow = Flow("X", nodes=[FlowNode("i", "Menu", "invoke", InvokeNode("f", [{"name": "a", "value": value}]))])
    (found,) = check(flow)
    assert (found.code, found.node_id, found.message) == (
        "graph-bad-value",
        "i",
        f"nodes[0].action.variables: {why}",
    )


def test_what_is_said_of_half_a_character_can_be_sent():
    found = check(Flow("X", nodes=[FlowNode("\ud800", "\udfff", "start")]))
    assert [(d.node_id, d.node_name, d.message.partition(":")[0]) for d in found] == [
        ("\\ud800", "\\udfff", "nodes[0].id"),
        ("\\ud800", "\\udfff", "nodes[0].name"),
    ]
    (unknown,) = flow_from_dict({"\ud800": 1}).diagnostics
    assert unknown.message == "\\ud800: the graph has no such key; it is left out"
