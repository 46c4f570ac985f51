"""What includes do to the nodes of a document, one at a time."""

from __future__ import annotations

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.document.source_map import SourceMap
from callflows.diagnostics import Diagnostic

REF, REF_ARRAY = "ref", "refArray"


def reference_of(node: YamlNode) -> tuple[str, ScalarNode] | None:
    """The key and text of an include, None for anything else: it is a mapping with this one key and a text."""
    if isinstance(node, MapNode) and len(node.entries) == 1:
        ((key, (_, below)),) = node.entries.items()
        if key in (REF, REF_ARRAY) and isinstance(below, ScalarNode) and isinstance(below.value, str):
            return key, below
    return None


def stands_for(diagnostic: Diagnostic, source: SourceMap) -> bool:
    """Whether a finding only says that an include stands where its object should: that it cannot be resolved is told
    already."""
    address = diagnostic.address
    if diagnostic.code in {"unknown-key", "unknown-action"}:
        address, _, key = address.rpartition("/")
        if key not in {REF, REF_ARRAY}:
            return False
    elif diagnostic.code not in {"wrong-shape", "missing-key"}:
        return False
    node = source.node_at(address)
    return node is not None and reference_of(node) is not None


def keeps_ref_id(kind: str) -> bool:
    """Whether references lead to an included object by its refId: to tasks, menus, choices and states, not to actions.

    Archy: refIds only serve references. An action that is brought in twice would have its refId twice.
    """
    return kind in {"task", "menu", "state"} or kind.startswith("menu")


def wrong_shape(key: str, target: YamlNode, *, in_list: bool) -> tuple[str, str] | None:
    """What is wrong with bringing in this object here, and what to do."""
    if key == REF_ARRAY and not isinstance(target, ListNode):
        return f"`refArray` brings in a list; at its path stands {what_it_is(target)}.", "Write `ref` for one object."
    if key == REF and in_list and isinstance(target, ListNode):
        return "`ref` brings in one object; at its path stands a list.", "Write `refArray` for its items."
    return None


def without_ref_id(node: MapNode) -> MapNode:
    if "refId" not in node.entries:
        return node
    return MapNode({name: entry for name, entry in node.entries.items() if name != "refId"}, node.start, node.end)


def with_objects(root: YamlNode, brought: dict[str, list[YamlNode]]) -> YamlNode:
    """The document with more tasks and menus in its flow."""
    if not isinstance(root, MapNode) or len(root.entries) != 1:
        return root
    ((flow_type, (key, body)),) = root.entries.items()
    if not isinstance(body, MapNode):
        return root
    entries = dict(body.entries)
    for name, objects in brought.items():
        there = entries.get(name)
        listed = there[1] if there is not None and isinstance(there[1], ListNode) else None
        title = there[0] if there is not None else ScalarNode(name, name, objects[0].start, objects[0].start)
        items = [*(listed.items if listed else ()), *objects]
        entries[name] = (
            title,
            ListNode(items, objects[0].start, objects[0].end)
            if listed is None
            else ListNode(items, listed.start, listed.end),
        )
    return MapNode({flow_type: (key, MapNode(entries, body.start, body.end))}, root.start, root.end)
