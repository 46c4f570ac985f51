"""graph-bad-name, graph-unknown-flow-type: what the flow says of itself.

Genesys Cloud: a flow's name is not blank, holds no `/`, has a letter or digit, has at most 200 characters, and does
not end in `-debug`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding

MAX_NAME = 200


def check(context: Context) -> Iterator[Diagnostic]:
    for message, step in _name_faults(context.flow.name):
        yield finding("graph-bad-name", message, help=step)
    if not context.kind:
        yield finding(
            "graph-unknown-flow-type",
            f'the flow is of type "{context.flow.type}"',
            help='Use "inbound" for a flow that takes calls, "shared" for one that other flows invoke.',
        )


def _name_faults(name: str) -> Iterator[tuple[str, str]]:
    """(what is wrong, the next step) of each fault of a flow's name."""
    if not name.strip():
        yield "the flow has no name", "Give the flow a name."
        return
    if "/" in name:
        yield f'the name "{name}" holds a "/"', 'Leave out the "/".'
    if name.strip().lower().endswith("-debug"):
        yield (
            f'the name "{name}" ends in "-debug", which Genesys Cloud keeps for itself',
            "End the name in something else.",
        )
    if not any(character.isalnum() for character in name):
        yield f'the name "{name}" has no letter and no digit', "Add a letter or a digit."
    if len(name) > MAX_NAME:
        yield f"the name is {len(name):,} characters long, and {MAX_NAME} are allowed", "Shorten the name."
