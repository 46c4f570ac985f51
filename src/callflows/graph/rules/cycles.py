"""graph-cycle: no path leads back to a node it came from. One breach for each knot, its shortest way shown.

Knots are the strongly connected components (Tarjan, with a list in place of the call stack).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.index import Index

SHOWN = 12
"""So many nodes of a cycle are written out."""


def check(context: Context) -> Iterator[Diagnostic]:
    index = context.index
    order = {node_id: position for position, node_id in enumerate(index.nodes)}
    knots = [sorted(knot, key=order.__getitem__) for knot in components(index) if _is_knot(index, knot)]
    for knot in sorted(knots, key=lambda knot: order[knot[0]]):
        way = _shortest(index, knot[0], frozenset(knot))
        node = index.nodes[knot[0]]
        yield finding(
            "graph-cycle",
            f"the path comes back to where it was: {_shown(index, way)}",
            node=node,
            help="Take one of these edges out; a step that is tried again is a node of its own for each try.",
        )


def components(index: Index) -> Iterator[list[str]]:
    """The strongly connected components of the graph."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in index.nodes:
        if root in number:
            continue
        work = [(root, 0)]
        while work:
            node_id, position = work.pop()
            if position == 0:
                number[node_id] = low[node_id] = len(number)
                stack.append(node_id)
                on_stack.add(node_id)
            links = index.out[node_id]
            if position:
                low[node_id] = min(low[node_id], low[links[position - 1].target])
            while position < len(links):
                target = links[position].target
                position += 1
                if target not in number:
                    work.append((node_id, position))
                    work.append((target, 0))
                    break
                if target in on_stack:
                    low[node_id] = min(low[node_id], number[target])
            else:
                if low[node_id] == number[node_id]:
                    yield _popped(stack, on_stack, node_id)


def _popped(stack: list[str], on_stack: set[str], node_id: str) -> list[str]:
    found: list[str] = []
    while True:
        found.append(stack.pop())
        on_stack.discard(found[-1])
        if found[-1] == node_id:
            return found


def _is_knot(index: Index, knot: list[str]) -> bool:
    return len(knot) > 1 or any(link.target == knot[0] for link in index.out[knot[0]])


def _shortest(index: Index, first: str, inside: frozenset[str]) -> list[str]:
    """The shortest way from `first` back to itself: its nodes in order, `first` at both ends."""
    came_from: dict[str, str] = {}
    pending = deque([first])
    while pending:
        node_id = pending.popleft()
        for link in index.out[node_id]:
            if link.target == first:
                way = [first]
                while node_id != first:
                    way.append(node_id)
                    node_id = came_from[node_id]
                return [first, *reversed(way[1:]), first]
            if link.target in inside and link.target not in came_from:
                came_from[link.target] = node_id
                pending.append(link.target)
    raise AssertionError("a knot has a way back")


def _shown(index: Index, way: list[str]) -> str:
    names = [label(index.nodes[node_id]) for node_id in way]
    if len(names) > SHOWN:
        half = SHOWN // 2
        names = [*names[:half], f"… {len(names) - 2 * half} more …", *names[-half:]]
    return " → ".join(names)
