"""A flow has one start, and `start_node_id`, where it is given, names it."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.kinds import type_of


def check(context: Context) -> Iterator[Diagnostic]:
    flow = context.flow
    starts = [node for node in flow.nodes or () if type_of(node) == "start"]
    if not starts:
        yield finding(
            "graph-no-start",
            "the flow has no node of type start",
            help="Add FlowNode(type='start') and a TRANSITION edge from it to the first step.",
        )
    for other in starts[1:]:
        yield finding(
            "graph-several-starts",
            f"{label(other)} is a second start beside {label(starts[0])}",
            node=other,
            help="Keep one start; a call enters a flow at one place.",
        )
    if flow.start_node_id is None:
        return
    named = context.index.nodes.get(flow.start_node_id)
    if named is None:
        yield finding(
            "graph-start-not-found",
            f'startNodeId is "{flow.start_node_id}", and no node has that id',
            help="Set start_node_id to the id of the start, or leave it out.",
        )
    elif type_of(named) != "start":
        yield finding(
            "graph-start-is-not-a-start",
            f"startNodeId names {label(named)}, which is of type {type_of(named) or 'none'}",
            node=named,
            help="Set start_node_id to the id of the node of type start.",
        )
