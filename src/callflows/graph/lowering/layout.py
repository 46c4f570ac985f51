"""Which node stands where: in which block, in the same list as the node before it, or nested below it.

A block is a list of actions that begins at one node: the start task, and one for each node that several ways
lead to. In an inbound flow blocks are tasks, and a way to one is a jump. A module has one task only, so its
blocks stand one after another in it: a way to one falls out of its list and through to the block, past others
that a condition keeps shut. Nodes have an order in which every way leads forward, so this is always possible.

Nesting is bounded whatever the graph: below `DEEP` the longer branch goes on in the same list (it is the
sibling of an action whose other branch ends), which leaves at most log2(nodes) levels more; and a module's
branch that cannot be laid out so becomes a block of its own at `HOIST`.
"""

from __future__ import annotations

from callflows.graph.kinds import type_of
from callflows.graph.lowering.routes import Routes
from callflows.graph.types import EndNode

DEEP = 6
HOIST = 12
GUARD = 2
"""A branch of so many nodes is a guard: it is nested, and the other goes on beside it."""


class Layout:
    """`blocks` are the nodes that begin a block, in order, without the one that begins the start task.
    `follows` gives for a node the outcome that goes on in the same list, where there is one."""

    def __init__(self, routes: Routes, *, module: bool) -> None:
        self.routes = routes
        self.module = module
        self.copied = {node_id for node_id in routes.order if module and self._is_small_end(node_id)}
        roots = set(routes.errors.targets) if routes.errors.form == "task" else set()
        self._roots = roots | {
            node_id for node_id in routes.order if routes.ways_in[node_id] > 1 and node_id not in self.copied
        }
        self._weight: dict[str, int] = {}
        self._closed: dict[str, bool] = {}
        self.follows: dict[str, str] = {}
        self._weigh()
        self._place()
        self.blocks = tuple(node_id for node_id in routes.order if node_id in self._roots and node_id != routes.first)

    def is_block(self, node_id: str) -> bool:
        """Whether a way to the node is a way to another block."""
        return node_id in self._roots

    def shut(self) -> frozenset[str]:
        """The blocks of a module that need a condition: more than one may be meant by who comes there."""
        found: set[str] = set()
        waiting = self._targets_of(self.routes.first)
        for node_id in self.blocks:
            if waiting != {node_id}:
                found.add(node_id)
            waiting.discard(node_id)
            waiting |= self._targets_of(node_id)
        return frozenset(found)

    def _is_small_end(self, node_id: str) -> bool:
        """A hangup, or an end that gives nothing back: written again wherever a module comes to it."""
        node = self.routes.index.nodes[node_id]
        gives = isinstance(node.action, EndNode) and bool(node.action.outputs)
        return type_of(node) == "hangup" or (type_of(node) == "end" and not gives)

    def _weigh(self) -> None:
        for node_id in reversed(self.routes.order):
            inside = [t for _, t in self.routes.ways_out(node_id) if t not in self._roots]
            self._weight[node_id] = 1 + sum(self._weight[t] for t in inside)
            leaves = any(t in self._roots for _, t in self.routes.ways_out(node_id))
            self._closed[node_id] = not (self.module and leaves) and all(self._closed[t] for t in inside)

    def _place(self) -> None:
        depth: dict[str, int] = {}
        for node_id in self.routes.order:
            here = depth.get(node_id, 0)
            ways = list(self.routes.ways_out(node_id))
            followed = self._followed(node_id, ways, here)
            if followed:
                self.follows[node_id] = followed
            for outcome, target in ways:
                if target in self._roots or target in self.copied:
                    continue
                below = here if outcome == followed else here + 1
                if self.module and below > HOIST and not self._closed[target]:
                    self._roots.add(target)
                else:
                    depth[target] = below

    def _followed(self, node_id: str, ways: list[tuple[str, str]], depth: int) -> str:
        """The outcome whose path goes on in the same list, "" where each is nested."""
        if type_of(self.routes.index.nodes[node_id]) in ("queue", "transfer"):
            return ways[0][0] if ways and depth >= DEEP else ""
        if len(ways) < 2:
            return ways[0][0] if ways else ""
        light, heavy = sorted(ways, key=lambda way: self._size(way[1]))
        if not self._ends(light[1]) or self._size(heavy[1]) <= GUARD:
            return ""
        return heavy[0] if self._size(light[1]) <= GUARD or depth >= DEEP else ""

    def _size(self, node_id: str) -> int:
        return 0 if node_id in self._roots else self._weight[node_id]

    def _ends(self, node_id: str) -> bool:
        """Whether nothing falls out of the list that begins with the node."""
        return not self.module if node_id in self._roots else self._closed[node_id]

    def _targets_of(self, root: str) -> set[str]:
        found: set[str] = set()
        pending = [root]
        while pending:
            for _, target in self.routes.ways_out(pending.pop()):
                if target in self._roots:
                    found.add(target)
                else:
                    pending.append(target)
        return found


def unique_names(names: list[str]) -> list[str]:
    """The names, each made different from those before it by a number behind it."""
    used: set[str] = set()
    last: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        candidate = name
        while candidate in used:
            last[name] = last.get(name, 1) + 1
            candidate = f"{name} {last[name]}"
        used.add(candidate)
        found.append(candidate)
    return found
