"""What a program that is made for coverage knows beside its nodes.

Two output paths that are not written lead to the same next action, and nobody who watches the steps could tell which
one was taken. With probes every output path begins at a node of its own, and expressions note which ways they go. Calls
do the same things with and without them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callflows.engine.units import Unit
from callflows.expressions import Ast, branchings
from callflows.model import Node as Setting


@dataclass(eq=False, slots=True)
class Marked:
    """An expression that branches: its unit, the setting that holds it (the very object of the model), and its marks,
    as `expressions.compile(branches=…)` fills them."""

    unit: Unit
    setting: Setting
    marks: bytearray


@dataclass(eq=False, slots=True)
class Probes:
    """`compile_flow` fills it. `paths` gives the address of the output path that begins at a node."""

    paths: dict[int, str] = field(default_factory=dict)
    branches: list[Marked] = field(default_factory=list)

    def marks(self, unit: Unit, setting: Setting, ast: Ast) -> bytearray | None:
        """The marks of an expression, None where it does not branch."""
        ways = 2 * len(branchings(ast))
        if not ways:
            return None
        marks = bytearray(ways)
        self.branches.append(Marked(unit, setting, marks))
        return marks
