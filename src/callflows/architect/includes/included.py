"""What includes brought into a document: for findings, for caches, and for who would write the file back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec

from callflows.architect.decoding import MAX_BYTES
from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode
from callflows.architect.placeholders.template import PlacedMark, Template
from callflows.diagnostics import Span

OpenFile: TypeAlias = Callable[[str], bytes | None]
"""The content of a file by its path, relative to the folder of the file that is read, with `/` between folders; None
where there is none that can be read."""


class Include(msgspec.Struct, frozen=True):
    """One object or list that stands elsewhere. `path` is that of its file as it was opened, relative to the folder of
    the file that was read, "" where it stands in the same file; `at` is the place of the reference and `target` that
    of what it brought in."""

    path: str
    at: Span
    target: Span


class Resolved(msgspec.Struct, frozen=True):
    """A document without includes. `root` is None where it cannot be read; `parts` are the templates of all its
    files by the name that spans show; `lacking` says that some includes could not be resolved."""

    root: YamlNode | None
    includes: tuple[Include, ...] = ()
    parts: dict[str, Template] = {}
    lacking: bool = False


def disk_opener(folder: Path) -> OpenFile:
    """Opens files on disk, relative to a folder: that of the file that is read."""

    def open_file(path: str) -> bytes | None:
        try:
            found = folder / path
            if not found.is_file():
                return None
            with found.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except (OSError, ValueError):  # ValueError: a NUL in the path
            return None

    return open_file


def place(root: YamlNode, template: Template) -> None:
    """Let every mark of a document know the file that it is of."""
    seen: set[int] = set()
    pending: list[YamlNode] = [root]
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        node.start = PlacedMark(node.start.index, node.start.line, node.start.column, template)
        node.end = PlacedMark(node.end.index, node.end.line, node.end.column, template)
        if isinstance(node, MapNode):
            for key, below in node.entries.values():
                pending += (key, below)
        elif isinstance(node, ListNode):
            pending += node.items


def size_and_height(root: YamlNode, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Nodes and levels of a tree, shared parts counted each time. `known` keeps what was measured, by identity."""
    if isinstance(root, ScalarNode):
        return 1, 1
    if id(root) in known:
        return known[id(root)]
    size, height = 1, 0
    below = root.items if isinstance(root, ListNode) else [node for _, node in root.entries.values()]
    for node in below:
        nodes, levels = size_and_height(node, known)
        size += nodes + isinstance(root, MapNode)
        height = max(height, levels)
    known[id(root)] = size, height + 1
    return known[id(root)]
