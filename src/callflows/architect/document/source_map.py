"""From an address inside a flow to its place in the file it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from callflows.architect.document.characters import characters
from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, child
from callflows.architect.placeholders.template import PlacedMark, Template
from callflows.diagnostics import Span

# A key has at most 1,000 characters; a refId that is longer still is not looked for.
_LONGEST_NAME = 2100

LINE_END = re.compile(r"\r\n|\r|\n")

_Step: TypeAlias = tuple[ScalarNode | None, YamlNode, str]


class SourceMap:
    """Where everything of a flow stands.

    Addresses are those of `callflows.model` (`/inboundCall/tasks/task[Main_10]/actions[2]/disconnect/name`).
    Nothing is computed until it is asked for.
    """

    def __init__(self, root: YamlNode | Callable[[], YamlNode] | None, template: Template | None) -> None:
        """`root` is the document, or makes it when the first place is asked for."""
        self._document = root
        self._named: dict[int, dict[str, tuple[ScalarNode, YamlNode]]] = {}
        self._template = template

    @property
    def file(self) -> str:
        """The name of the file, as it was given to `read`."""
        return self._template.file if self._template else ""

    def span(self, address: str) -> Span | None:
        """The place of what stands at an address, or of the nearest thing around it that is in the file.

        A text or number gives its own place, a mapping or list that of the key it stands under.
        None where the file could not be read at all.
        """
        root = self._root()
        if self._template is None or root is None:
            return None
        key, node = self._walk(address, root)
        found = _marked(key, node)
        return self._template.span(found.start, found.end)

    def part(self, address: str, text: str, start: int, end: int) -> Span | None:
        """The place of the characters from `start` to `end` of the `text` at an address, as a person sees them in
        the file: quotes, escapes, folded lines and filled placeholders are counted as they are written (a filled
        placeholder is one whole). Where something else stands there, `span`."""
        root = self._root()
        if self._template is None or root is None:
            return None
        node = self._walk(address, root)[1]
        inside = _part(node, self._template, text, start, end) if isinstance(node, ScalarNode) else None
        return inside or self.span(address)

    def key_span(self, address: str) -> Span | None:
        """The place of the key at an address; of what stands there where it has no key (a list's item)."""
        root = self._root()
        if self._template is None or root is None:
            return None
        key = self._walk(address, root)[0]
        return self._template.span(key.start, key.end) if key else self.span(address)

    def node_at(self, address: str) -> YamlNode | None:
        """What stands at an address, or the nearest thing around it that is in the file."""
        root = self._root()
        return None if root is None else self._walk(address, root)[1]

    def _root(self) -> YamlNode | None:
        if callable(self._document):
            self._document = self._document()
        return self._document

    def _walk(self, address: str, root: YamlNode) -> tuple[ScalarNode | None, YamlNode]:
        """The key (None for a list's item) and node that an address leads to, as far as it leads."""
        key: ScalarNode | None = None
        node = root
        rest = address
        while rest:
            step = self._into_list(node, rest) if isinstance(node, ListNode) else _into_map(node, rest)
            if step is None:
                break
            key, node, rest = step
        return key, node

    def _into_list(self, node: ListNode, rest: str) -> _Step | None:
        """Below a list: by index (`[2]`), or by the item's own key and refId (`/task[Main_10]`)."""
        if rest.startswith("["):
            index, closed, after = rest[1:].partition("]")
            if closed and index.isdecimal() and len(index) < 10 and int(index) < len(node.items):
                return None, node.items[int(index)], after
            return None
        if id(node) not in self._named:
            self._named[id(node)] = _by_ref_id(node)
        return _longest(self._named[id(node)], rest, "]", 1)


def _marked(key: ScalarNode | None, node: YamlNode) -> ScalarNode:
    """The scalar or key whose place stands for an entry."""
    if isinstance(node, ScalarNode) and (node.text or key is None):
        return node
    return key if key is not None else ScalarNode(None, "", node.start, node.start)


def _part(node: ScalarNode, template: Template, text: str, start: int, end: int) -> Span | None:
    if node.text != text or not 0 <= start <= end:
        return None
    home = node.start.template if isinstance(node.start, PlacedMark) else template
    first = node.start.index
    written = home.text[first : node.end.index]
    read = characters(home.unmask(written), text)
    if not read:
        return None
    start, end = min(start, len(read)), min(end, len(read))
    left = read[start].start if start < len(read) else read[-1].end
    right = read[end - 1].end if end > start else left
    return template.span(_mark(node, home, written, left), _mark(node, home, written, right))


def _mark(node: ScalarNode, home: Template, written: str, at: int) -> PlacedMark:
    """The place `at` characters behind the start of a scalar."""
    ends = list(LINE_END.finditer(written, 0, at))
    column = at - ends[-1].end() if ends else node.start.column + at
    return PlacedMark(node.start.index + at, node.start.line + len(ends), column, home)


def _by_ref_id(node: ListNode) -> dict[str, tuple[ScalarNode, YamlNode]]:
    """A list's items that have a refId, by what leads to them; the first one where two have the same."""
    found: dict[str, tuple[ScalarNode, YamlNode]] = {}
    for item in node.items:
        if isinstance(item, MapNode):
            for name, (key, value) in item.entries.items():
                ref = child(value, "refId")
                if isinstance(ref, ScalarNode):
                    found.setdefault(f"/{name}[{ref.text}]", (key, value))
    return found


def _into_map(node: YamlNode, rest: str) -> _Step | None:
    """Below a mapping: its longest key that the address goes on with (names may hold `/` and brackets)."""
    if not isinstance(node, MapNode) or not rest.startswith("/"):
        return None
    return _longest(node.entries, rest[1:], "/[", 0)


def _longest(known: dict[str, tuple[ScalarNode, YamlNode]], rest: str, ends: str, past: int) -> _Step | None:
    """The entry of the longest name that `rest` starts with and that one of the characters `ends` closes, or the
    end of `rest`; `past` says whether that character belongs to the name."""
    if rest in known:
        return (*known[rest], "")
    for index in range(min(len(rest), _LONGEST_NAME) - 1, -1, -1):
        if rest[index] in ends:
            name = rest[: index + past]
            after = rest[index + past :]
            if name in known and (not after or after[0] in "/["):
                return (*known[name], after)
    return None
