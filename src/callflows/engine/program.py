"""A compiled program: a flow and the modules it calls as one table of nodes, with numbered slots for variables.

Control never runs through Python's stack: a node does its step and says which node comes next. A list of
actions is compiled by giving each its successor, so a branch that falls through simply names the next
sibling, and only tasks and modules, which come back, need a frame.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from callflows.engine.state import Node
from callflows.engine.units import Unit
from callflows.model import Flow


@dataclass(kw_only=True, eq=False, slots=True)
class Program:
    """What `compile_flow` makes. Immutable from then on; any number of calls share it.

    `parts` are the flow and its modules in the order of their nodes, each with the index of its first node.
    `written` are the same as they were written. `memo` is what was worked out of the program
    once, for all who ask again.
    """

    flow: Unit
    modules: Mapping[str, Unit]
    nodes: list[Node]
    error_entry: int
    default_language: str
    languages: tuple[str, ...]
    parts: tuple[tuple[int, Unit], ...]
    written: tuple[Flow, ...] = ()
    memo: dict[str, object] = field(default_factory=dict)
    _fingerprint: str = ""

    @property
    def fingerprint(self) -> str:
        """What tells this program from others: 64 hexadecimal digits, the same in every process for the same flow with
        the same modules."""
        if not self._fingerprint:
            self._fingerprint = sha256(repr(self.written).encode("utf-8", "surrogatepass")).hexdigest()
        return self._fingerprint

    def origin(self, index: int) -> tuple[str, str]:
        """The name of the flow or module in which the node `index` stands, and its address there."""
        return self.part(index)[1].name, self.nodes[index].address

    def part(self, index: int) -> tuple[int, Unit]:
        """The flow or module in which the node `index` stands, and its place among the `parts`."""
        at = bisect_right(self.parts, index, key=_first) - 1
        return at, self.parts[at][1]


def _first(part: tuple[int, Unit]) -> int:
    return part[0]
