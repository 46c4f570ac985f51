"""The types as a program uses them: made by position or keyword, changed, written as JSON and read back."""

from __future__ import annotations

import callflows.graph
import callflows.models
from callflows.graph import flow_from_dict, flow_from_json, query_from_json
from callflows.models import (
    DecisionNode,
    Flow,
    FlowEdge,
    FlowEdgeType,
    FlowNode,
    FlowQueryRequest,
    FlowVariable,
    InvokeNode,
    QueueNode,
)
from tests.graph.build import tutorial


def test_fields_go_by_position_or_by_keyword():
    assert FlowEdge("e", "a", "b", FlowEdgeType.ON_ERROR) == FlowEdge(
        id="e", from_node_id="a", to_node_id="b", type="ON_ERROR"
    )
    assert Flow("N", "D", "inbound", [], [], "s") == Flow(
        name="N", description="D", type="inbound", nodes=[], edges=[], start_node_id="s"
    )


def test_a_value_can_be_changed_and_shares_nothing():
    first, second = InvokeNode("x"), InvokeNode("x")
    first.variables.append({"name": "a", "value": "b"})
    first.flow_id = "y"
    assert (first.flow_id, second.variables) == ("y", [])


def test_the_wire_is_camel_case_without_nulls():
    node = FlowNode("n", "Invoke", "invoke", InvokeNode("f", on_complete="q", on_error="h"))
    assert node.to_dict() == {
        "id": "n",
        "name": "Invoke",
        "type": "invoke",
        "action": {"flowId": "f", "variables": [], "outputs": [], "onComplete": "q", "onError": "h"},
    }
    assert FlowEdge("e", "a", "b").to_json() == '{"id":"e","fromNodeId":"a","toNodeId":"b","type":"TRANSITION"}'
    assert QueueNode("q", priority=5).to_dict() == {"queueId": "q", "skills": [], "priority": 5}


def test_what_is_written_is_read_back():
    flow = tutorial()
    flow.nodes[1].action = InvokeNode("shared-1", [{"name": "callerId", "value": None}])
    flow.variables = [FlowVariable("Level", "integer", 1)]
    read = flow_from_json(flow.to_json())
    assert (read.value, read.diagnostics) == (flow, ())
    assert flow_from_dict(flow.to_dict()) == read


def test_a_query_is_read():
    assert query_from_json(b'{"type": "shared", "name": "Menu"}').value == FlowQueryRequest("shared", "Menu")
    assert query_from_json(b"").value == FlowQueryRequest()


def test_edge_types_are_read_in_any_spelling():
    for spelling in ("ON_COMPLETE", "onComplete", "on_complete"):
        flow = tutorial()
        flow.edges[1].type = spelling
        assert callflows.graph.check(flow) == ()


def test_yes_and_no_are_edge_types_of_a_decision():
    flow = Flow(
        "Yes or no",
        nodes=[FlowNode("s", "", "start"), FlowNode("d", action=DecisionNode("true")), FlowNode("h", "", "hangup")],
        edges=[FlowEdge(None, "s", "d"), FlowEdge(None, "d", "h", "yes"), FlowEdge(None, "d", "h", "onNo")],
    )
    assert callflows.graph.check(flow) == ()


def test_models_has_every_type_of_the_graph():
    types = {n for n in callflows.graph.__all__ if hasattr(getattr(callflows.graph, n), "to_dict")}
    assert set(callflows.models.__all__) == types | {"FlowEdgeType"}
