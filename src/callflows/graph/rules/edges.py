"""Every edge joins two nodes that exist, and follows an outcome that its node has."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.index import Link, edge_label
from callflows.graph.kinds import edge_type_of
from callflows.graph.types import FlowEdgeType, FlowNode


def check(context: Context) -> Iterator[Diagnostic]:
    yield from _edges_alone(context)
    for link in context.index.links:
        yield from _ends(context, link)
        yield from _outcome(context, link)


def _edges_alone(context: Context) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for position, edge in enumerate(context.flow.edges or ()):
        node = context.index.nodes.get(edge.from_node_id)
        if edge.id and edge.id in seen:
            yield finding(
                "graph-duplicate-edge-id",
                f'two edges have the id "{edge.id}"',
                node=node,
                address=f"edges[{position}]",
                help="Give every edge an id of its own, or none.",
            )
        seen.add(edge.id or "")
        if edge_type_of(edge.type) is None:
            yield finding(
                "graph-unknown-edge-type",
                f'{edge_label(edge, position)} is of type "{edge.type}"',
                node=node,
                address=f"edges[{position}]",
                help=f"{nearest(edge.type, list(FlowEdgeType))}The types are {', '.join(FlowEdgeType)}.",
            )


def _ends(context: Context, link: Link) -> Iterator[Diagnostic]:
    """Both ends of an edge; each end that is no node is reported at the node of the other."""
    nodes = context.index.nodes
    source, target = nodes.get(link.source), nodes.get(link.target)
    if source is None:
        beside = f", which leads to {label(target)}," if target is not None else ""
        yield _nowhere(context, f"{link.label}{beside} comes from", link.source, "from_node_id", target)
    if target is None:
        joint = "of" if link.key != "to_node_id" else "from"
        beside = f" {joint} {label(source)}" if source is not None else ""
        yield _nowhere(context, f"{link.label}{beside} goes to", link.target, link.key, source)


def _nowhere(context: Context, what: str, missing: str, key: str, other: FlowNode | None) -> Diagnostic:
    """`missing` is what stands in the setting `key`, "" where nothing does."""
    where = f'"{missing}", and no node has that id' if missing else f"no node: its {key} is empty"
    return finding(
        "graph-edge-to-nowhere",
        f"{what} {where}",
        node=other,
        help=f"{nearest(missing, context.index.nodes)}Set {key} to the id of a node, or take the edge out.",
    )


def _outcome(context: Context, link: Link) -> Iterator[Diagnostic]:
    source, kind = context.index.nodes.get(link.source), context.index.kinds.get(link.source)
    if source is None or kind is None or link.type is None or link.outcome:
        return
    if kind.outcomes:
        allowed = ", ".join(outcome.edges[0] for outcome in kind.outcomes)
        step = f"Use {allowed}." if len(kind.outcomes) == 1 else f"Use one of {allowed}."
        message = f"{label(source)} is of type {kind.type}, and {link.label} leaves it by {link.type}"
    else:
        step = "Take the edge out."
        message = f"{label(source)} is of type {kind.type} and ends the path, but {link.label} leaves it"
    yield finding("graph-wrong-edge-type", message, node=source, help=step)
