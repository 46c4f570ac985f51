"""From an address inside a flow to its place in the file it was read from."""

from __future__ import annotations

from callflows.architect.document import ListNode, MapNode, ScalarNode, YamlNode, child
from callflows.architect.placeholders import Template
from callflows.diagnostics import Span


class SourceMap:
    """Where everything of a flow stands.

    Addresses are those of `callflows.model` (`/inboundCall/tasks/task[Main_10]/actions[2]/disconnect/name`).
    Nothing is computed until it is asked for.
    """

    def __init__(self, root: YamlNode | None, template: Template | None) -> None:
        self._root = root
        self._template = template

    def span(self, address: str) -> Span | None:
        """The place of what stands at an address, or of the nearest thing around it that is in the file.

        A text or number gives its own place, a mapping or list that of the key it stands under.
        None where the file could not be read at all.
        """
        if self._template is None or self._root is None:
            return None
        found = _marked(address, self._root)
        return self._template.span(found.start, found.end)

    def key_span(self, address: str) -> Span | None:
        """The place of the key at an address; of what stands there where it has no key (a list's item)."""
        if self._template is None or self._root is None:
            return None
        key = _walk(address, self._root)[0]
        return self._template.span(key.start, key.end) if key else self.span(address)


def _marked(address: str, root: YamlNode) -> ScalarNode:
    """The scalar or key whose place stands for an address."""
    key, node = _walk(address, root)
    if isinstance(node, ScalarNode) and (node.text or key is None):
        return node
    return key if key is not None else ScalarNode(None, "", node.start, node.start)


def _walk(address: str, root: YamlNode) -> tuple[ScalarNode | None, YamlNode]:
    """The key (None for a list's item) and node that an address leads to, as far as it leads."""
    key: ScalarNode | None = None
    node = root
    rest = address
    while rest:
        step = _into_list(node, rest) if isinstance(node, ListNode) else _into_map(node, rest)
        if step is None:
            break
        key, node, rest = step
    return key, node


_Step = tuple[ScalarNode | None, YamlNode, str]


def _into_map(node: YamlNode, rest: str) -> _Step | None:
    """Below a mapping: its longest key that the address goes on with (names may hold `/` and brackets)."""
    if not isinstance(node, MapNode) or not rest.startswith("/"):
        return None
    best: _Step | None = None
    for name, (key, value) in node.entries.items():
        if rest.startswith(name, 1) and (best is None or len(rest) - len(name) - 1 < len(best[2])):
            after = rest[len(name) + 1 :]
            if not after or after[0] in "/[":
                best = key, value, after
    return best


def _into_list(node: ListNode, rest: str) -> _Step | None:
    """Below a list: by index (`[2]`), or by the item's own key and refId (`/task[Main_10]`)."""
    if rest.startswith("["):
        index, closed, after = rest[1:].partition("]")
        if closed and index.isdecimal() and len(index) < 10 and int(index) < len(node.items):
            return None, node.items[int(index)], after
        return None
    for item in node.items:
        if not isinstance(item, MapNode):
            continue
        for name, (key, value) in item.entries.items():
            ref = child(value, "refId")
            start = f"/{name}[{ref.text}]" if isinstance(ref, ScalarNode) else None
            if start and rest.startswith(start) and rest[len(start) : len(start) + 1] in ("", "/", "["):
                return key, value, rest[len(start) :]
    return None
