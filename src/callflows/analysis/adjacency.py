"""Which task or menu leads to which, and what a call can reach: adjacency lists and a walk over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from callflows.analysis.targets import Target, TargetKind
from callflows.model import Flow
from callflows.model.walk import menu_address, task_address


def jump_graph(flow: Flow, targets: Iterable[Target]) -> Mapping[str, tuple[str, ...]]:
    """Owner -> where it jumps to. Owners are the addresses of tasks and menus; the flow itself
    (`/inboundCall`) stands for its start and its error handling."""
    edges: dict[str, dict[str, None]] = {owner: {} for owner in (f"/{flow.type}", *_owners(flow))}
    for target in targets:
        if target.found is None or target.kind is TargetKind.CHOICE:
            continue
        edges[target.owner][target.found] = None
    return {owner: tuple(found) for owner, found in edges.items()}


def reachable(edges: Mapping[str, Iterable[str]], start: str) -> frozenset[str]:
    """Everything that can be reached from `start`, itself included. Linear in nodes and edges."""
    seen = {start}
    pending = [start]
    while pending:
        for found in edges.get(pending.pop(), ()):
            if found not in seen:
                seen.add(found)
                pending.append(found)
    return frozenset(seen)


def _owners(flow: Flow) -> tuple[str, ...]:
    menus = [menu_address(flow, index) for index in range(len(flow.menus))]
    return (*menus, *(task_address(flow, index) for index in range(len(flow.tasks))))
