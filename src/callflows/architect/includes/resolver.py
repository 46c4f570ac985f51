"""`ref` and `refArray`: objects and lists that stand in another place or file take the place of the reference.

Archy: an object with `ref` alone is replaced by the object that it names, one with `refArray` alone, in a list, by the
items of the list that it names. References of an included text are read in its own file, before it is brought in.
`startUpRef`, `targetTaskRef` and `targetMenuRef` may name a task or menu of another file, which then becomes one of
the flow's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from callflows.architect.document.composer import MAX_DEPTH, MAX_NODES
from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, child, what_it_is
from callflows.architect.document.unquoted import report_broken_out
from callflows.architect.faults import Findings, fault, shortened
from callflows.architect.includes.files import Document, Files
from callflows.architect.includes.included import Include, OpenFile, Resolved, size_and_height
from callflows.architect.includes.nodes import (
    REF,
    REF_ARRAY,
    keeps_ref_id,
    reference_of,
    with_objects,
    without_ref_id,
    wrong_shape,
)
from callflows.architect.includes.paths import Known, Lost, Reference, Way, follow, go_on, parse
from callflows.architect.placeholders.template import Template
from callflows.diagnostics import Related, Span

MAX_CHAIN = 50
"""Includes inside each other."""
_TARGETS = frozenset({"startUpRef", "targetTaskRef", "targetMenuRef"})
_LISTS = {"task": "tasks", "menu": "menus"}


def resolve_includes(
    root: YamlNode | None, template: Template, findings: Findings, open_file: OpenFile | None = None
) -> Resolved:
    """The document with everything in it that it refers to.

    What cannot be brought in is reported and stays a reference; without `open_file` that is all that stands in other
    files. `root` itself is not changed.
    """
    if root is None:
        return Resolved(None)
    report_broken_out(root, template, findings)
    if REF not in template.text and "#" not in template.text:
        return Resolved(root)
    return _Resolver(root, template, findings, open_file).run()


class _TooLargeError(Exception):
    """With its includes written out, the document is larger than any flow: resolving it ends."""


class _Here(NamedTuple):
    """Where the resolver is: `trail` leads from the document's root to the node, `depth` counts the levels of what is
    made."""

    document: Document
    trail: tuple[YamlNode, ...]
    depth: int

    def below(self, node: YamlNode, levels: int = 1) -> _Here:
        return _Here(self.document, (*self.trail, node), self.depth + levels)


class _Active(msgspec.Struct, frozen=True):
    """An include that is being resolved."""

    node: int
    span: Span


class _Resolver:
    def __init__(self, root: YamlNode, template: Template, findings: Findings, open_file: OpenFile | None) -> None:
        self.root = root
        self.findings = findings
        self.main = Document(root, template, "")
        self.files = Files(self.main, findings, open_file)
        self.includes: list[Include] = []
        self.active: list[_Active] = []
        self.done: dict[tuple[int, str, bool], YamlNode | None] = {}
        self.passed: dict[int, tuple[Document, Way] | None] = {}
        self.moved: set[int] = set()
        self.lacking = False
        self.names: Known = {}
        self.waiting: list[tuple[Document, Way, str]] = []
        self.flow_type = next(iter(root.entries), "") if isinstance(root, MapNode) else ""

    def run(self) -> Resolved:
        try:
            root = self.whole()
        except _TooLargeError:
            self.too_large()
            root = None
        self.files.report(self.includes)
        return Resolved(root, tuple(self.includes), self.files.parts, self.lacking)

    def whole(self) -> YamlNode | None:
        """The document with its includes, and with the tasks and menus that it takes from other files."""
        found = self.node(self.root, _Here(self.main, (self.root,), 1))
        brought: dict[str, list[YamlNode]] = {}
        while self.waiting:
            document, way, kind = self.waiting.pop(0)
            if way.item is not None:
                brought.setdefault(_LISTS[kind], []).extend(self.items(way.item, _Here(document, way.trail[:-1], 4)))
        if brought:
            found = with_objects(found, brought)
        if not self.includes:
            return found
        size, height = size_and_height(found, {})
        if size > MAX_NODES:
            raise _TooLargeError
        if height > MAX_DEPTH:
            self.too_large(f"{MAX_DEPTH} levels")
            return None
        return found

    def too_large(self, what: str = f"{MAX_NODES:,} nodes") -> None:
        message = f"With its includes, the flow has more than {what}."
        self.findings.add(fault("include-too-large", message, span=self.includes[0].at), last=True)

    def node(self, node: YamlNode, here: _Here) -> YamlNode:
        """A node with its includes resolved, itself where it has none or is one that cannot be."""
        if isinstance(node, ScalarNode):
            return node
        if here.depth > MAX_DEPTH and self.active:
            message = f"With its includes, the flow has more than {MAX_DEPTH} levels."
            self.findings.add(fault("include-too-large", message, span=self.active[0].span))
            return node
        reference = reference_of(node)
        if reference is not None:
            found = self.include(node, *reference, here)
            self.lacking = self.lacking or found is None
            return node if found is None else found
        if isinstance(node, MapNode):
            return self.mapping(node, here)
        return self.list(node, here)

    def mapping(self, node: MapNode, here: _Here) -> YamlNode:
        entries: dict[str, tuple[ScalarNode, YamlNode]] = {}
        for name, (key, below) in node.entries.items():
            if isinstance(below, ScalarNode):
                found: YamlNode = self.target(below, here) if name in _TARGETS else below
            else:
                found = self.node(below, here.below(below))
            entries[name] = (key, found)
        if all(entries[name][1] is below for name, (_, below) in node.entries.items()):
            return node
        return MapNode(entries, node.start, node.end)

    def list(self, node: ListNode, here: _Here) -> YamlNode:
        items: list[YamlNode] = []
        for item in node.items:
            items.extend(self.items(item, here))
            if len(items) > MAX_NODES:
                raise _TooLargeError
        if len(items) == len(node.items) and all(a is b for a, b in zip(items, node.items, strict=True)):
            return node
        return ListNode(items, node.start, node.end)

    def items(self, item: YamlNode, here: _Here) -> Iterator[YamlNode]:
        """What stands in a list for one of its items; an include that cannot be resolved stays."""
        reference = reference_of(item)
        if reference is not None:
            found = self.include(item, *reference, here.below(item), in_list=True)
            self.lacking = self.lacking or found is None
            if reference[0] == REF_ARRAY and isinstance(found, ListNode):
                yield from found.items
            else:
                yield item if found is None else found
            return
        if not isinstance(item, MapNode) or len(item.entries) != 1:
            yield self.node(item, here.below(item))
            return
        ((kind, (key, below)),) = item.entries.items()
        resolved = self.node(below, here.below(below, 2))
        if isinstance(resolved, MapNode) and not keeps_ref_id(kind) and (self.active or here.document is not self.main):
            resolved = without_ref_id(resolved)
        yield item if resolved is below else MapNode({kind: (key, resolved)}, item.start, item.end)

    def include(
        self,
        node: YamlNode,
        key: str,
        text: ScalarNode,
        here: _Here,
        *,
        in_list: bool = False,
    ) -> YamlNode | None:
        """What an include brings in, resolved itself."""
        span = here.document.template.span(text.start, text.end)
        if not self.may_enter(node, span):
            return None
        found = self.find(parse(text.text), span, here)
        if found is None:
            return None
        home, way = found
        target = way.item if in_list and way.item is not None else way.node
        wrong = wrong_shape(key, target, in_list=in_list)
        if wrong:
            self.findings.add(fault("include-shape", wrong[0], span=span, help=wrong[1]))
            return None
        self.note(home, span, target)
        seen = (id(target), key, in_list)
        if seen not in self.done:
            self.active.append(_Active(id(node), span))
            if target is way.item:
                self.done[seen] = next(self.items(target, _Here(home, way.trail[:-1], here.depth)), None)
            else:
                self.done[seen] = self.node(target, _Here(home, way.trail, here.depth))
            self.active.pop()
        return self.done[seen]

    def may_enter(self, node: YamlNode, span: Span) -> bool:
        """Whether an include brings in something else than itself, and not too many inside each other."""
        inside = [active.node for active in self.active]
        if id(node) in inside:
            chain = self.active[inside.index(id(node)) :]
            shown = " -> ".join(str(active.span) for active in (*chain, chain[0]))
            steps = [Related(message="which includes", span=active.span) for active in chain[1:]]
            steps += [Related(message="included here", span=active.span) for active in self.active[: -len(chain)][::-1]]
            message = f"This include brings in itself: {shown}."
            advice = "Take one of these includes out."
            self.findings.add(fault("include-cycle", message, span=span, help=advice, related=tuple(steps)))
            return False
        if len(inside) < MAX_CHAIN:
            return True
        message = f"More than {MAX_CHAIN} includes stand inside each other here."
        self.findings.add(fault("include-too-large", message, span=span))
        return False

    def find(self, reference: Reference, span: Span, here: _Here) -> tuple[Document, Way] | None:
        """The object that a reference names, and its document; what is wrong is reported."""
        home = self.files.open(reference.file, here.document, span) if reference.file else here.document
        if home is None or home.root is None:
            return None
        way = follow(reference.path, home.root, here.trail if home is here.document else (home.root,), self.names)
        while isinstance(way, Lost) and way.trail and way.trail[-1] is not here.trail[-1]:
            inner = reference_of(way.trail[-1])
            if inner is None:
                break
            found = self.through(way.trail, inner[1], _Here(home, way.trail, here.depth))
            if found is None:
                return None
            home, way = found[0], go_on(way.rest, found[1], self.names)
        if isinstance(way, Way):
            return home, way
        advice = way.help
        if not reference.file and reference.path.lower().endswith((".yaml", ".yml")):
            advice = f"To include from a file, write # and the path inside it: {shortened(reference.path)}#/..."
        message = f"The path leads nowhere in {home.template.file or 'this file'}: {way.message}"
        self.findings.add(fault("include-path", message, span=span, help=advice))
        return None

    def through(self, trail: tuple[YamlNode, ...], text: ScalarNode, here: _Here) -> tuple[Document, Way] | None:
        """Where an include leads that a path passes: the path goes on in what it names. It is looked for once."""
        node = id(trail[-1])
        span = here.document.template.span(text.start, text.end)
        if node not in self.passed and self.may_enter(trail[-1], span):
            self.active.append(_Active(node, span))
            self.passed[node] = self.find(parse(text.text), span, here)
            self.active.pop()
        return self.passed.get(node)

    def note(self, home: Document, at: Span, target: YamlNode) -> None:
        self.includes.append(Include(home.path, at, home.template.span(target.start, target.end)))

    def target(self, text: ScalarNode, here: _Here) -> ScalarNode:
        """A target reference as it is in the flow: the task or menu that it names in another file becomes one of the
        flow's. In an included text an absolute path is one of the included file, where it leads somewhere there."""
        reference = parse(text.text)
        if not isinstance(text.value, str) or not (reference.file or here.document is not self.main):
            return text
        span = here.document.template.span(text.start, text.end)
        if reference.file:
            found = self.find(reference, span, here)
        elif reference.path.startswith("/") and here.document.root is not None:
            way = follow(reference.path, here.document.root, here.trail, self.names)
            found = (here.document, way) if isinstance(way, Way) else None
        else:
            found = None
        if found is None:
            return text
        home, way = found
        kind = next(iter(way.item.entries)) if way.item is not None else ""
        ref_id = child(way.node, "refId")
        if kind not in _LISTS or not isinstance(ref_id, ScalarNode) or way.item is None:
            message = f"{shortened(text.text)} is {what_it_is(way.node)}; expected a task or a menu."
            self.findings.add(fault("include-shape", message, span=span))
            return text
        if home is not self.main and id(way.item) not in self.moved:
            self.moved.add(id(way.item))
            self.waiting.append((home, way, kind))
            self.note(home, span, way.item)
        address = f"/{self.flow_type}/{_LISTS[kind]}/{kind}[{ref_id.text}]"
        return ScalarNode(address, address, text.start, text.end)
