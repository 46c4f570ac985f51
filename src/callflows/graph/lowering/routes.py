"""Where a call can go after each node once the error edges are out of the way, and in which order nodes come.

The error edges of invokes are no paths on the platform: what becomes of them is `ErrorPlan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from callflows.graph.index import Index
from callflows.graph.kinds import type_of
from callflows.graph.surroundings import Surroundings
from callflows.graph.types import HangupNode, QueueNode

Form: TypeAlias = Literal["disconnect", "queue", "task", "dispatch"]


class ErrorPlan(msgspec.Struct, frozen=True):
    """What the flow does on an error. `queue` is set for the form of that name; `targets` are the nodes
    that the error task leads to, one for `task`, several for `dispatch`."""

    form: Form = "disconnect"
    queue: str = ""
    audio: str = ""
    targets: tuple[str, ...] = ()


class Routes:
    """`order` is topological: a node stands before all that follow it. `first` is the node after the start.
    Nodes that only error edges lead to are among them only where the plan of errors leads to them."""

    def __init__(self, index: Index, errors: ErrorPlan) -> None:
        start = index.start
        first = index.next_of(start.id, "next") if start is not None else None
        if first is None:
            raise ValueError("a flow is lowered from a start that leads somewhere")
        self.index = index
        self.errors = errors
        self.first: str = first
        self.order = self._order()
        self.ways_in: dict[str, int] = dict.fromkeys(self.order, 0)
        for node_id in (self.first, *errors.targets, *(t for n in self.order for _, t in self.ways_out(n))):
            self.ways_in[node_id] += 1

    def ways_out(self, node_id: str) -> Iterator[tuple[str, str]]:
        """(outcome, next node) of node `id`, in the order of its kind's outcomes."""
        kind = self.index.kinds[node_id]
        for outcome in kind.outcomes if kind is not None else ():
            target = self.index.next_of(node_id, outcome.name)
            if target is not None and not (kind is not None and kind.type == "invoke" and outcome.name == "error"):
                yield outcome.name, target

    def _order(self) -> list[str]:
        """Reverse postorder of a depth-first walk, with a list in place of the call stack."""
        done: list[str] = []
        seen: set[str] = set()
        for root in (*reversed(self.errors.targets), self.first):
            if root in seen:
                continue
            seen.add(root)
            work = [(root, self._reversed_ways(root))]
            while work:
                node_id, ways = work[-1]
                target = next((t for t in ways if t not in seen), None)
                if target is None:
                    done.append(node_id)
                    work.pop()
                else:
                    seen.add(target)
                    work.append((target, self._reversed_ways(target)))
        return done[::-1]

    def _reversed_ways(self, node_id: str) -> Iterator[str]:
        return iter([target for _, target in reversed(list(self.ways_out(node_id)))])


def plan_errors(index: Index, surroundings: Surroundings) -> ErrorPlan:
    """The form of `settingsErrorHandling` that means what the invokes' error edges mean: `disconnect` or
    `queue` where every one of them leads directly to a hangup or to one and the same plain queue, else a task."""
    targets = tuple(
        dict.fromkeys(
            target
            for node_id, node in index.nodes.items()
            if type_of(node) == "invoke" and (target := index.next_of(node_id, "error")) is not None
        )
    )
    if all(type_of(index.nodes[node_id]) == "hangup" for node_id in targets):
        return ErrorPlan()
    queues = {_plain_queue(index, node_id, surroundings) for node_id in targets}
    if len(queues) == 1 and (only := next(iter(queues))) is not None:
        return ErrorPlan("queue", queue=only[0], audio=only[1])
    return ErrorPlan("task" if len(targets) == 1 else "dispatch", targets=targets)


def queue_name(action: QueueNode, surroundings: Surroundings) -> str:
    """The queue's name: by its id where the org knows it, else as the node names it."""
    name = surroundings.queues.get(action.queue_id or "") or action.queue_name
    if not name:
        raise ValueError(f"the queue with id {action.queue_id!r} is not among the surroundings")
    return name


def hangup_name(name: str, action: HangupNode | None) -> str:
    """A disconnect has no place for a reason, so it stands in the action's name
    (Genesys Cloud: a name has at most 200 characters)."""
    reason = (action.reason or "").strip() if action is not None else ""
    return (f"{name} ({reason})" if reason else name)[:200]


def _plain_queue(index: Index, node_id: str, surroundings: Surroundings) -> tuple[str, str] | None:
    """(queue, audio before) where the node only hands the call to a queue: the error handling has no place
    for skills, a priority, or a path on failure."""
    action = index.nodes[node_id].action
    if type_of(index.nodes[node_id]) != "queue" or not isinstance(action, QueueNode) or index.out[node_id]:
        return None
    if action.skills or action.priority or action.language_skill or action.failure_transfer_audio:
        return None
    return queue_name(action, surroundings), action.pre_transfer_audio or ""
