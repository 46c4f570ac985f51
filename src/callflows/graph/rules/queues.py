"""graph-queue-not-found: a queue named by id or by name exists. Needs to know the org."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.kinds import type_of
from callflows.graph.types import QueueNode


def check(context: Context) -> Iterator[Diagnostic]:
    if context.surroundings is None:
        return
    queues = context.surroundings.queues
    names = set(queues.values())
    for node in context.flow.nodes or ():
        action = node.action
        if type_of(node) != "queue" or not isinstance(action, QueueNode):
            continue
        if action.queue_id:
            if action.queue_id not in queues:
                yield finding(
                    "graph-queue-not-found",
                    f'{label(node)} hands the call to the queue with id "{action.queue_id}", which does not exist',
                    node=node,
                    help="Look the queue up by its name and use the id found, or set queue_name.",
                )
        elif action.queue_name and action.queue_name not in names:
            yield finding(
                "graph-queue-not-found",
                f'{label(node)} hands the call to the queue "{action.queue_name}", which does not exist',
                node=node,
                help=f"{nearest(action.queue_name, names)}Create the queue, or name another.",
            )
