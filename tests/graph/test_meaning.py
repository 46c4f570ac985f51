"""Lowering keeps the meaning: every call visits the same steps in the lowered flow as in the graph."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from callflows.architect import read, write
from callflows.checks import check_flow
from callflows.diagnostics import Severity
from callflows.graph import check, lower
from callflows.graph.kinds import KINDS
from callflows.models import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowEdge,
    FlowNode,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)
from tests.graph.build import SURROUNDINGS
from tests.graph.walk import Choices, Walker, along_the_graph

MIDDLE = ("prompt", "set", "decision", "collect", "invoke", "queue", "transfer")


@st.composite
def graphs(draw: st.DrawFn, kind: str = "inbound") -> Flow:
    """A valid graph of up to 14 steps: every way leads forward, and what nothing leads to is left out."""
    types = [t for t in MIDDLE if kind == "inbound" or t != "invoke"]
    steps = draw(st.lists(st.sampled_from(types), min_size=1, max_size=11))
    last = ["hangup", "queue"] if kind == "inbound" else ["hangup", "end", "end"]
    all_types = steps + draw(st.lists(st.sampled_from(last), min_size=1, max_size=3))
    nodes = [FlowNode("s", "Start", "start")]
    edges = [FlowEdge(None, "s", "n0")]
    reached = {0}
    for at, type_ in enumerate(all_types):
        if at not in reached:
            continue
        nodes.append(FlowNode(f"n{at}", f"n{at}", type_, draw(actions(type_))))
        if at >= len(steps):
            continue
        for outcome in KINDS[type_].outcomes:
            if not outcome.required and not draw(st.booleans()):
                continue
            target = draw(st.integers(at + 1, min(at + 4, len(all_types) - 1)))
            reached.add(target)
            edges.append(FlowEdge(None, f"n{at}", f"n{target}", outcome.edges[0]))
    return Flow("Random", type=kind, nodes=nodes, edges=edges, start_node_id="s")


@st.composite
def actions(draw: st.DrawFn, type_: str) -> Any:  # noqa: PLR0911
    match type_:
        case "prompt":
            return PromptNode("Hello")
        case "set":
            return SetNode("Level", 1)
        case "decision":
            return DecisionNode("true")
        case "collect":
            return CollectNode("Pin", digits=4)
        case "invoke":
            return InvokeNode("shared-2")
        case "queue":
            return QueueNode(draw(st.sampled_from(["queue-1", "queue-2"])), priority=draw(st.sampled_from([None, 5])))
        case "transfer":
            return TransferNode("+13175551234")
        case "hangup":
            return HangupNode()
    return EndNode()


CHOICES = st.dictionaries(st.sampled_from([f"n{n}" for n in range(14)]), st.integers(0, 1)).map(Choices)


def follow(flow: Flow, choices: Choices) -> tuple[list[str], str]:
    names = {node.name for node in flow.nodes}
    return Walker(lower(flow, SURROUNDINGS), choices, names).run()


@given(graphs(), CHOICES)
def test_an_inbound_flow_goes_the_same_way(flow, choices):
    seen, ended = along_the_graph(flow, choices)
    lowered_seen, lowered_ended = follow(flow, choices)
    if lowered_ended.startswith("error "):
        # The error handling stands for the last node: it is no action with a name.
        assert lowered_seen == seen[:-1]
        # What follows a transfer that fails there is the platform's: a disconnect, as in the graph.
        last = next(node.type for node in flow.nodes if node.name == seen[-1])
        assert lowered_ended == {"hangup": "error disconnect", "queue": "error queue"}[last]
    else:
        assert (lowered_seen, lowered_ended) == (seen, ended)


@given(graphs("shared"), CHOICES)
def test_a_shared_flow_goes_the_same_way(flow, choices):
    assert follow(flow, choices) == along_the_graph(flow, choices)


@given(st.one_of(graphs(), graphs("shared")))
def test_a_lowered_flow_has_no_errors_and_survives_its_file(flow):
    assert {d.code for d in check(flow, SURROUNDINGS)} <= {"graph-second-error"}
    lowered = lower(flow, SURROUNDINGS)
    assert [d for d in check_flow(lowered) if d.severity is Severity.ERROR] == []
    again = read(write(lowered))
    assert (again.flow, again.diagnostics) == (lowered, ())


@given(st.one_of(graphs(), graphs("shared")))
def test_lowering_is_deterministic(flow):
    assert lower(flow, SURROUNDINGS) == lower(flow, SURROUNDINGS)
