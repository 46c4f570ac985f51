"""Big and deep graphs: linear work, no recursion, bounded nesting, the same meaning."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from callflows import model
from callflows.graph import check, lower
from callflows.model import branches
from callflows.models import (
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
)
from tests.graph.build import SURROUNDINGS
from tests.graph.walk import Choices, Walker, along_the_graph, depth_of

MANY = 20_000


def tangle(seed: int, kind: str) -> Flow:
    """A graph of 60 decisions, prompts, invokes and transfers in which most steps have several ways in."""
    dice = random.Random(seed)
    near = dice.choice([2, 5, 40])
    nodes, edges, reached = [FlowNode("s", "Start", "start")], [FlowEdge(None, "s", "n0")], {0}
    for at in range(60):
        if at not in reached:
            continue
        name = f"n{at}"
        if at == 59:
            last: Any = HangupNode() if kind == "inbound" else EndNode()
            nodes.append(FlowNode(name, name, "", last))
            break
        targets = [min(59, at + dice.randint(1, near)) for _ in range(2)]
        step: tuple[Any, list[str]] = dice.choice(
            [
                (DecisionNode("true"), ["ON_TRUE", "ON_FALSE"]),
                (DecisionNode("true"), ["ON_TRUE", "ON_FALSE"]),
                (PromptNode("Hi"), ["TRANSITION"]),
                (QueueNode("queue-1"), ["ON_FAILURE"]),
                (QueueNode("queue-1"), []),
                (HangupNode(), []),
                *([(InvokeNode("shared-2"), ["ON_COMPLETE", "ON_ERROR"])] if kind == "inbound" else []),
            ][: None if at < 58 else 3]
        )
        action, outcomes = step
        nodes.append(FlowNode(name, name, "", action))
        for outcome, target in zip(outcomes, targets, strict=False):
            reached.add(target)
            edges.append(FlowEdge(None, name, f"n{target}", outcome))
    return Flow("Tangle", type=kind, nodes=nodes, edges=edges)


@pytest.mark.parametrize("kind", ["inbound", "shared"])
def test_a_tangle_goes_the_same_way(kind):
    for seed in range(60):
        flow = tangle(seed, kind)
        assert {d.code for d in check(flow, SURROUNDINGS)} <= {"graph-second-error"}
        lowered = lower(flow, SURROUNDINGS)
        dice = random.Random(seed)
        for _ in range(5):
            choices = Choices({f"n{n}": dice.randint(0, 1) for n in range(60)})
            seen, ended = along_the_graph(flow, choices)
            went, at_end = Walker(lowered, choices, {n.name for n in flow.nodes}).run()
            assert (went, at_end) == (seen, ended) or (at_end.startswith("error ") and went == seen[:-1])


def decisions(count: int, *, join: bool, kind: str) -> Flow:
    """A row of decisions, each of which leaves on yes: to its own hangup, or all to one prompt."""
    nodes = [FlowNode("s", "Start", "start")]
    edges = [FlowEdge(None, "s", "0")]
    for at in range(count):
        nodes.append(FlowNode(str(at), "", "decision", DecisionNode("true")))
        edges.append(FlowEdge(None, str(at), "join" if join else f"h{at}", "ON_TRUE"))
        edges.append(FlowEdge(None, str(at), str(at + 1), "ON_FALSE"))
        if not join:
            nodes.append(FlowNode(f"h{at}", "", "hangup"))
    if join:
        nodes += [FlowNode("join", "Bye", "prompt", PromptNode("Bye")), FlowNode("joined", "", "hangup")]
        edges.append(FlowEdge(None, "join", "joined"))
    nodes.append(FlowNode(str(count), "", "hangup"))
    return Flow("Row", type=kind, nodes=nodes, edges=edges)


def lists_of(flow: model.Flow) -> Iterator[tuple[model.Action, ...]]:
    yield from (task.actions for task in flow.tasks)
    if flow.actions is not None:
        yield flow.actions.items


@pytest.mark.parametrize(
    ("join", "kind", "deepest"),
    [(False, "inbound", 2), (True, "inbound", 3), (False, "shared", 2), (True, "shared", 15)],
)
def test_a_long_row_of_decisions_nests_little(join, kind, deepest):
    flow = decisions(2_000, join=join, kind=kind)
    lowered = lower(flow, SURROUNDINGS)
    assert max(depth_of(actions) for actions in lists_of(lowered)) == deepest


def test_many_nodes_are_checked_and_lowered():
    nodes = [FlowNode("s", "Start", "start")]
    nodes += [FlowNode(str(at), "", "prompt", PromptNode("Hi")) for at in range(MANY)]
    nodes.append(FlowNode(str(MANY), "", "hangup"))
    edges = [FlowEdge(None, "s", "0"), *(FlowEdge(None, str(at), str(at + 1)) for at in range(MANY))]
    flow = Flow("Long", nodes=nodes, edges=edges)
    (task,) = lower(flow).tasks
    assert len(task.actions) == MANY + 1
    assert all(not list(branches(action)) for action in task.actions)
    edges[-1] = FlowEdge(None, str(MANY - 1), "0")
    assert [d.code for d in check(flow)] == ["graph-no-incoming-edge", "graph-cycle"]


def test_a_full_tree_nests_with_the_logarithm_of_its_nodes():
    nodes, edges = [FlowNode("s", "Start", "start")], [FlowEdge(None, "s", "1")]
    for at in range(1, 2**11):
        if at < 2**10:
            nodes.append(FlowNode(str(at), "", "decision", DecisionNode("true")))
            edges += [
                FlowEdge(None, str(at), str(2 * at), "ON_TRUE"),
                FlowEdge(None, str(at), str(2 * at + 1), "ON_FALSE"),
            ]
        else:
            nodes.append(FlowNode(str(at), "", "hangup"))
    (task,) = lower(Flow("Tree", nodes=nodes, edges=edges)).tasks
    assert depth_of(task.actions) <= 12


def test_more_error_paths_than_a_switch_has_cases():
    nodes, edges = [FlowNode("s", "Start", "start"), FlowNode("end", "End", "hangup")], [FlowEdge(None, "s", "i0")]
    for at in range(70):
        nodes += [
            FlowNode(f"i{at}", f"i{at}", "invoke", InvokeNode("shared-2")),
            FlowNode(f"p{at}", f"p{at}", "prompt", PromptNode(f"Sorry {at}")),
            FlowNode(f"h{at}", f"h{at}", "hangup"),
        ]
        edges += [
            FlowEdge(None, f"i{at}", f"i{at + 1}" if at < 69 else "end", "ON_COMPLETE"),
            FlowEdge(None, f"i{at}", f"p{at}", "ON_ERROR"),
            FlowEdge(None, f"p{at}", f"h{at}"),
        ]
    flow = Flow("Many", nodes=nodes, edges=edges)
    lowered = lower(flow, SURROUNDINGS)
    switches = [a for a in lowered.tasks[-1].actions if a.kind == "switch"]
    assert [len(list(branches(s))) for s in switches] == [64, 6]
    for at in (0, 63, 64, 69):
        choices = Choices({f"i{at}": 1})
        names = {n.name for n in nodes}
        assert Walker(lowered, choices, names).run() == along_the_graph(flow, choices)


def test_many_breaches_take_no_longer_than_many_nodes():
    nodes = [FlowNode("s", "Start", "start"), FlowNode("h", "", "hangup")]
    nodes += [FlowNode(f"v{at}", "", "set", SetNode(f"Var{at}", f"${{Unknown{at}}}")) for at in range(MANY // 4)]
    edges = [FlowEdge(None, "s", "h"), *(FlowEdge(None, f"v{at}", f"w{at}") for at in range(MANY // 4))]
    found = check(Flow("Broken", nodes=nodes, edges=edges))
    assert {(d.code, d.node_id) for d in found} == {
        (code, f"v{at}")
        for at in range(MANY // 4)
        for code in ("graph-edge-to-nowhere", "graph-no-incoming-edge", "graph-unknown-variable")
    }
