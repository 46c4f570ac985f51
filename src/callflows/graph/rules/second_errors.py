"""graph-second-error: an error path that cannot be followed, because an error has happened before.

The flow's error handling runs once: an error inside it ends the call (assumed, as the engine does). So the error
path of an invoke that stands on another's error path is followed only where that path is a hangup.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.kinds import type_of
from callflows.graph.rules.reach import reached_from


def check(context: Context) -> Iterator[Diagnostic]:
    index = context.index
    errors = {
        node_id: target
        for node_id, node in index.nodes.items()
        if type_of(node) == "invoke" and (target := index.next_of(node_id, "error")) is not None
    }
    after_an_error = reached_from(index, *errors.values())
    for node_id, target in errors.items():
        if node_id in after_an_error and type_of(index.nodes[target]) != "hangup":
            node = index.nodes[node_id]
            yield finding(
                "graph-second-error",
                f"{label(node)} may be invoked after an error; if it fails too, the call ends and does not go on with "
                f"{label(index.nodes[target])}",
                node=node,
                help="Hang up on its error, or go another way after an error.",
                warning=True,
            )
