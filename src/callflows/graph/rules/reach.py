"""Every node but the start has an incoming edge, and every node is reached from the start.

A node without an incoming edge is reported as that alone; those behind it are unreachable.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.index import Index
from callflows.graph.kinds import type_of


def check(context: Context) -> Iterator[Diagnostic]:
    index = context.index
    start = index.start
    reached = reached_from(index, start.id) if start is not None else set(index.nodes)
    for node_id, node in index.nodes.items():
        if node is start or type_of(node) == "start":
            continue
        if not index.incoming[node_id]:
            yield finding(
                "graph-no-incoming-edge",
                f"no edge leads to {label(node)}",
                node=node,
                help="Add an edge to it from the step before, or take the node out.",
            )
        elif node_id not in reached:
            yield finding(
                "graph-unreachable-node",
                f"no path from the start leads to {label(node)}",
                node=node,
                help="Join one of the steps before it to the start, or take the node out.",
            )


def reached_from(index: Index, *node_ids: str) -> set[str]:
    """The ids of all nodes that paths from these nodes lead to, themselves among them."""
    reached = set(node_ids)
    pending = list(node_ids)
    while pending:
        for link in index.out[pending.pop()]:
            if link.target not in reached:
                reached.add(link.target)
                pending.append(link.target)
    return reached
