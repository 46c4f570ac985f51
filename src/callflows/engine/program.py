"""A compiled program: a flow and the modules it calls as one table of nodes, with numbered slots for variables.

Control never runs through Python's stack: a node does its step and says which node comes next. A list of
actions is compiled by giving each its successor, so a branch that falls through simply names the next
sibling, and only tasks and modules, which come back, need a frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callflows.engine.state import Node
from callflows.engine.units import Unit


@dataclass(kw_only=True, eq=False, slots=True)
class Program:
    """What `compile_flow` makes. Immutable from then on; any number of calls share it."""

    flow: Unit
    modules: Mapping[str, Unit]
    nodes: list[Node]
    error_entry: int
    default_language: str
    languages: tuple[str, ...]
