"""Each node has an id of its own, a type, and the action of that type."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.kinds import KINDS, NodeKind, kind_of
from callflows.graph.types import FlowNode


def check(context: Context) -> Iterator[Diagnostic]:
    first: dict[str, FlowNode] = {}
    for node in context.flow.nodes or ():
        if not node.id:
            yield finding("graph-missing-node-id", f'the node "{node.name}" has no id', node=node, help="Give it one.")
        elif node.id in first:
            yield finding(
                "graph-duplicate-node-id",
                f'the id "{node.id}" is that of {label(first[node.id])} already',
                node=node,
                help="Give every node an id of its own, and let the edges name the one they mean.",
            )
        else:
            first[node.id] = node
        kind = kind_of(node)
        if kind is None:
            yield _unknown_type(node)
        else:
            yield from _action(node, kind)


def _unknown_type(node: FlowNode) -> Diagnostic:
    what = f'{label(node)} is of type "{node.type}"' if node.type else f"{label(node)} has no type"
    types = ", ".join(KINDS)
    return finding(
        "graph-unknown-node-type",
        what,
        node=node,
        help=f"{nearest(node.type, KINDS)}The types are {types}.",
    )


def _action(node: FlowNode, kind: NodeKind) -> Iterator[Diagnostic]:
    if kind.action is None:
        if node.action is not None:
            yield finding(
                "graph-wrong-action",
                f"{label(node)} is a {kind.type} and does nothing, but has a {type(node.action).__name__}",
                node=node,
                help="Move the action to a node of its own after the start.",
            )
    elif node.action is None:
        if kind.type not in ("hangup", "end"):
            yield finding(
                "graph-missing-action",
                f"{label(node)} is of type {kind.type} and has no action",
                node=node,
                help=f"Give it action={kind.action.__name__}(…).",
            )
    elif not isinstance(node.action, kind.action):
        yield finding(
            "graph-wrong-action",
            f"{label(node)} is of type {kind.type} but has a {type(node.action).__name__}",
            node=node,
            help=f"Give it a {kind.action.__name__}, or the type of its action.",
        )
