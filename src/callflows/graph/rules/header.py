"""graph-bad-name, graph-unknown-flow-type: what the flow says of itself.

Genesys Cloud: a flow's name is not blank, holds no `/`, and does not end in `-debug`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding


def check(context: Context) -> Iterator[Diagnostic]:
    flow = context.flow
    if not flow.name.strip():
        yield finding("graph-bad-name", "the flow has no name", help="Give the flow a name.")
    elif "/" in flow.name:
        yield finding("graph-bad-name", f'the name "{flow.name}" holds a "/"', help='Leave out the "/".')
    elif flow.name.strip().lower().endswith("-debug"):
        yield finding(
            "graph-bad-name",
            f'the name "{flow.name}" ends in "-debug", which Genesys Cloud keeps for itself',
            help="End the name in something else.",
        )
    if not context.kind:
        yield finding(
            "graph-unknown-flow-type",
            f'the flow is of type "{flow.type}"',
            help='Use "inbound" for a flow that takes calls, "shared" for one that other flows invoke.',
        )
