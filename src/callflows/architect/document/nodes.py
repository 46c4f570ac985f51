"""A YAML document with its places: what the composer makes and the reader turns into a flow."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from callflows.architect.faults import shortened
from callflows.architect.placeholders.template import Mark
from callflows.model import Scalar


class ScalarNode(msgspec.Struct):
    """`text` is what stands in the file, quotes and escapes undone; `value` is what YAML 1.2 makes of it."""

    value: Scalar
    text: str
    start: Mark
    end: Mark


class MapNode:
    """A mapping. Keys are always text and each occurs once."""

    __slots__ = ("end", "entries", "start")

    def __init__(self, entries: dict[str, tuple[ScalarNode, YamlNode]], start: Mark, end: Mark) -> None:
        self.entries = entries
        self.start = start
        self.end = end


class ListNode:
    """A list."""

    __slots__ = ("end", "items", "start")

    def __init__(self, items: list[YamlNode], start: Mark, end: Mark) -> None:
        self.items = items
        self.start = start
        self.end = end


YamlNode: TypeAlias = ScalarNode | MapNode | ListNode


def child(node: YamlNode | None, key: str) -> YamlNode | None:
    """What stands under `key` of a mapping, None where there is nothing or no mapping."""
    if isinstance(node, MapNode) and key in node.entries:
        return node.entries[key][1]
    return None


def what_it_is(node: YamlNode) -> str:
    """The node in words, for messages: "a mapping", "a list", "the text …"."""
    if isinstance(node, MapNode):
        return "a mapping"
    if isinstance(node, ListNode):
        return "a list"
    if node.value is None:
        return "nothing"
    shown = shortened(node.text)
    kind = {str: "the text", bool: "the truth value"}.get(type(node.value), "the number")
    return f'{kind} "{shown}"'
