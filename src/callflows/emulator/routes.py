"""From method and path to operation and handler: a tree of path segments, made from `api.OPERATIONS`.

A literal segment wins over a `{parameter}` (`/flows/lookup` before `/flows/{flowId}`). Where no branch
takes a segment as it is written, its lower-case form is tried (older tools write `checkOut`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import msgspec

from callflows.api import Operation
from callflows.emulator.answer import Answer
from callflows.emulator.ask import Ask

Handler: TypeAlias = Callable[[Ask], Answer]
Served: TypeAlias = tuple[Operation[object], Handler]
# Python's SDK leaves a slash in a row's key unescaped: the key is the rest of the path.
_REST = frozenset({"rowId"})


class Node(msgspec.Struct):
    """A place in the tree. `parameter` is the name that a segment is bound to by `below`."""

    methods: dict[str, Served] = {}
    literals: dict[str, Node] = {}
    parameter: str = ""
    below: Node | None = None


class Found(msgspec.Struct, frozen=True):
    """The methods at a path, and its parameters."""

    methods: Mapping[str, Served]
    path: dict[str, str]


class Routes:
    """All served operations."""

    def __init__(self, served: Iterable[Served]) -> None:
        self._root = Node()
        for operation, handler in served:
            self._add(operation, handler)

    def find(self, path: str) -> Found | None:
        """What is served at a path, None for nothing."""
        parameters: dict[str, str] = {}
        node = _walk(self._root, path.strip("/").split("/"), 0, parameters)
        return None if node is None else Found(node.methods, parameters)

    def _add(self, operation: Operation[object], handler: Handler) -> None:
        node = self._root
        for segment in operation.path.strip("/").split("/"):
            if segment.startswith("{"):
                node.parameter = segment[1:-1]
                node.below = node.below or Node()
                node = node.below
            else:
                node = node.literals.setdefault(segment, Node())
        node.methods[operation.method] = (operation, handler)


def _walk(node: Node, segments: list[str], at: int, parameters: dict[str, str]) -> Node | None:
    if at == len(segments):
        return node if node.methods else None
    segment = segments[at]
    literal = node.literals.get(segment) or node.literals.get(segment.lower())
    if literal is not None:
        found = _walk(literal, segments, at + 1, parameters)
        if found is not None:
            return found
    if node.below is None or not segment:
        return None
    if node.parameter in _REST:
        parameters[node.parameter] = "/".join(segments[at:])
        return node.below
    found = _walk(node.below, segments, at + 1, parameters)
    if found is not None:
        parameters[node.parameter] = segment
    return found
