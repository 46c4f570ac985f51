"""Each outcome of each node leads to exactly one place, so that every path ends in queue, hangup, transfer or end.

An edge to a node that does not exist counts here: that breach is reported as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.kinds import NodeKind, Outcome
from callflows.graph.types import FlowNode


def check(context: Context) -> Iterator[Diagnostic]:
    leaving: dict[tuple[str, str], list[str]] = {}
    for link in context.index.links:
        leaving.setdefault((link.source, link.outcome), []).append(link.label)
    for node_id, node in context.index.nodes.items():
        kind = context.index.kinds[node_id]
        if kind is None or (kind.type == "start" and node is not context.index.start):
            continue  # said by a rule of its own
        for outcome in kind.outcomes:
            edges = leaving.get((node_id, outcome.name), [])
            if not edges and outcome.required:
                yield _none(node, kind, outcome)
            elif len(edges) > 1:
                yield _several(node, kind, outcome, edges)
        if kind.type == "end" and context.kind == "inbound":
            yield finding(
                "graph-end-in-inbound-flow",
                f"{label(node)} ends an inbound flow, which disconnects the call",
                node=node,
                help="Use a hangup, or make the flow a shared one.",
                warning=True,
            )


def _none(node: FlowNode, kind: NodeKind, outcome: Outcome) -> Diagnostic:
    edge = outcome.edges[0]
    if kind.type == "invoke":
        code = f"graph-invoke-without-on-{outcome.name}"
        when = "when the shared flow has ended" if outcome.name == "complete" else "when the shared flow fails"
        message = f"{label(node)} does not say where the call goes {when}"
        step = f"Add an {edge} edge, or set on_{outcome.name} to the id of the next node."
    elif outcome.name == "next":
        code = "graph-path-does-not-end"
        message = f"the path stops at {label(node)}, which is of type {kind.type} and ends nothing"
        step = f"Add a {edge} edge to the next step; every path ends in queue, hangup, transfer or end."
    else:
        code = "graph-missing-outcome"
        message = f"{label(node)} does not say where the call goes on {outcome.name}"
        step = f"Add an {edge} edge."
    return finding(code, message, node=node, help=step)


def _several(node: FlowNode, kind: NodeKind, outcome: Outcome, edges: list[str]) -> Diagnostic:
    code = f"graph-invoke-several-on-{outcome.name}" if kind.type == "invoke" else "graph-several-outcomes"
    shown = ", ".join(edges[:5]) + (f" and {len(edges) - 5} more" if len(edges) > 5 else "")
    return finding(
        code,
        f"{label(node)} has {len(edges)} edges for {outcome.edges[0]}: {shown}",
        node=node,
        help="Keep one of them.",
    )
