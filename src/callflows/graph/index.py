"""The graph's nodes and links as lists that every rule and the lowering go over. Built once, linear."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.graph.kinds import NodeKind, edge_type_of, kind_of, type_of
from callflows.graph.types import Flow, FlowEdge, FlowEdgeType, FlowNode, InvokeNode


class Link(msgspec.Struct, frozen=True):
    """A way from node to node. `outcome` is the source's outcome, "" where its node has none such;
    `label` says which edge it is; `key` is the setting that holds the target: `to_node_id`, or that of an invoke."""

    source: str
    target: str
    type: FlowEdgeType | None
    outcome: str
    label: str
    key: str = "to_node_id"


class Index:
    """`nodes` by id (the first of two with one id), `links` as written, `out` those between existing nodes."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.nodes: dict[str, FlowNode] = {}
        for node in flow.nodes or ():
            if node.id:
                self.nodes.setdefault(node.id, node)
        self.kinds: dict[str, NodeKind | None] = {node_id: kind_of(node) for node_id, node in self.nodes.items()}
        self.links: tuple[Link, ...] = tuple(self._links())
        self.out: dict[str, list[Link]] = {node_id: [] for node_id in self.nodes}
        self.incoming: dict[str, int] = dict.fromkeys(self.nodes, 0)
        for link in self.links:
            if link.source in self.nodes and link.target in self.nodes:
                self.out[link.source].append(link)
                self.incoming[link.target] += 1

    @property
    def start(self) -> FlowNode | None:
        """Where calls enter: the node that `start_node_id` names, else the first start."""
        named = self.nodes.get(self.flow.start_node_id or "")
        if named is not None:
            return named
        return next((node for node in self.nodes.values() if type_of(node) == "start"), None)

    def next_of(self, node_id: str, outcome: str) -> str | None:
        """The node that a call goes to from node `id` on `outcome`."""
        return next((link.target for link in self.out[node_id] if link.outcome == outcome), None)

    def _links(self) -> Iterator[Link]:
        seen: set[tuple[str, str, FlowEdgeType | None]] = set()
        for position, edge in enumerate(self.flow.edges or ()):
            type_ = edge_type_of(edge.type)
            seen.add((edge.from_node_id, edge.to_node_id, type_))
            yield self._link(edge.from_node_id, edge.to_node_id, type_, edge_label(edge, position))
        for node in self.nodes.values():
            action = node.action
            if isinstance(action, InvokeNode) and type_of(node) == "invoke":
                for target, type_, key in (
                    (action.on_complete, FlowEdgeType.ON_COMPLETE, "on_complete"),
                    (action.on_error, FlowEdgeType.ON_ERROR, "on_error"),
                ):
                    if target and (node.id, target, type_) not in seen:
                        yield self._link(node.id, target, type_, key, key)

    def _link(self, source: str, target: str, type_: FlowEdgeType | None, label: str, key: str = "to_node_id") -> Link:
        kind = self.kinds.get(source)
        outcome = kind.outcome_of(type_) if kind is not None and type_ is not None else ""
        return Link(source, target, type_, outcome, label, key)


def edge_label(edge: FlowEdge, position: int) -> str:
    """How a person is told which edge it is: its id, or its place in the list."""
    return f'edge "{edge.id}"' if edge.id else f"edge {position + 1}"
