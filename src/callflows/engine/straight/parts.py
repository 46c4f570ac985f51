"""What the code of a program is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import NamedTuple, TypeAlias

from callflows.engine.state import State

Lines: TypeAlias = "list[str | Lines]"
"""Lines of Python; a list among them is indented below the line before it."""

Given: TypeAlias = Callable[[State], object]
"""A value that is the same in all calls of one context, from the state of a new call."""

GIVE_UP = "return again(entries)"
"""The interpreter plays this call, from its beginning."""


class Step(NamedTuple):
    """What is followed: a node, the nodes that called the tasks and modules around it (the innermost last), and which
    part of the node."""

    node: int
    waiting: tuple[int, ...] = ()
    part: str = ""


class Path(NamedTuple):
    """How the present code was reached from the beginning of its block: the steps, what they cost, how many nodes, and
    how many of these are passes of loops whose code is repeated here."""

    steps: tuple[tuple[int, int], ...] = ()
    cost: int = 0
    nodes: int = 0
    passes: int = 0


class Code(NamedTuple):
    """A program's code: it defines `run`. `names` is what it refers to, `given` what depends on the context, `steps`
    what it tells an observer under a number: (index, next index) of each step."""

    code: CodeType
    names: Mapping[str, object]
    given: Mapping[str, Given]
    steps: tuple[tuple[tuple[int, int], ...], ...]


def python_of(lines: Lines) -> str:
    """The lines as Python reads them."""
    found: list[str] = []
    pending: list[tuple[str | Lines, str]] = [(each, "") for each in reversed(lines)]
    while pending:
        each, indent = pending.pop()
        if isinstance(each, str):
            found.append(indent + each)
        else:
            pending.extend((line, indent + " ") for line in reversed(each))
    return "\n".join(found)
