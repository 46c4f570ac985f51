"""The code of a step."""

from __future__ import annotations

from callflows.engine.straight.at import At, UnwrittenError, Writing
from callflows.engine.straight.nodes import NODES
from callflows.engine.straight.parts import GIVE_UP, Lines, Path, Step


def follow(writing: Writing, step: Step, path: Path) -> Lines:
    """The code of a step, and what stands behind it. A node costs what it takes from the action budget."""
    node = writing.nodes[step.node]
    write = NODES.get(type(node))
    cost = 0 if step.part else node.cost
    try:
        return [GIVE_UP] if write is None else write(node, At(writing, step, path._replace(cost=path.cost + cost)))
    except UnwrittenError:
        return [GIVE_UP]
