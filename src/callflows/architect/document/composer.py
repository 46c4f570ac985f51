"""YAML text to the nodes of a document, from PyYAML's event stream (libyaml where it is built in).

Iterative and bounded: so deep, so many nodes, aliases counted at their full size. Scalars follow YAML 1.2,
keys are text, a key that occurs twice is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.document.scalars import resolve
from callflows.architect.faults import Findings, fault
from callflows.architect.placeholders.template import Mark, Template
from callflows.diagnostics import Diagnostic, Related, Span
from callflows.model import Scalar

MAX_DEPTH = 200
"""Nested levels. The deepest published flow that was studied has 54; frozen data nested further cannot be
compared or copied safely."""
MAX_NODES = 1_000_000
"""Scalars, mappings and lists of one document, each use of an alias counted in full."""

MAX_KEY = 1000
"""Characters of a key (YAML itself allows 1,024 before the colon)."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = ("!", _TAG + "str")
_PLAIN_TAGS = tuple(_TAG + name for name in ("int", "float", "bool", "null", "map", "seq"))


class _RefusalError(Exception):
    """Reading cannot go on; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("anchor", "key", "node", "size")

    def __init__(self, node: MapNode | ListNode, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: ScalarNode | None = None
        self.size = 1


class _Composer:
    """Builds the document event by event. Events are PyYAML's, from libyaml or pure Python, hence `Any`."""

    def __init__(self, template: Template, findings: Findings) -> None:
        self.template = template
        self.findings = findings
        self.root: YamlNode | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[YamlNode, int] | None] = {}
        self.nodes = 0
        self.documents = 0

    def run(self) -> None:
        events: Iterator[Any] = yaml.parse(self.template.text, Loader=_LOADER)
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent:
                self.open(event, MapNode({}, event.start_mark, event.end_mark))
            elif kind is yaml.SequenceStartEvent:
                self.open(event, ListNode([], event.start_mark, event.end_mark))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close(event)
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                self.document(event)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.refusal("yaml-syntax", "A second document starts here; a file holds one flow.", event)

    def scalar(self, event: Any) -> None:
        text = self.template.unmask(event.value)
        node = ScalarNode(self.value_of(event, text), text, event.start_mark, event.end_mark)
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
        self.add(node, 1)

    def value_of(self, event: Any, text: str) -> Scalar:
        if event.tag is None:
            return text if event.style else resolve(text)
        self.check_tag(event)
        return resolve(text) if event.tag in _PLAIN_TAGS else text

    def check_tag(self, event: Any) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _TEXT_TAGS and tag not in _PLAIN_TAGS:
            span = self.span(event.start_mark, event.start_mark)
            message = f"The tag {tag[:60]} means nothing in a flow file."
            self.findings.add(fault("yaml-tag", message, span=span, help="Leave the tag out."))

    def open(self, event: Any, node: MapNode | ListNode) -> None:
        if len(self.stack) >= MAX_DEPTH:
            message = f"The file is nested more than {MAX_DEPTH} levels deep."
            raise self.refusal("yaml-too-deep", message, event)
        self.check_tag(event)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(node, event.anchor))

    def close(self, event: Any) -> None:
        done = self.stack.pop()
        done.node.end = event.end_mark
        if done.anchor:
            self.anchors[done.anchor] = (done.node, done.size)
        self.add(done.node, done.size)

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self.refusal("yaml-alias", f"No anchor &{event.anchor} stands before *{event.anchor}.", event)
        found = self.anchors[event.anchor]
        if found is None:
            raise self.refusal("yaml-alias", f"The alias *{event.anchor} stands inside its own anchor.", event)
        node, size = found
        self.nodes += size - 1
        if self.nodes >= MAX_NODES:
            message = f"With its aliases written out, the file has more than {MAX_NODES:,} nodes."
            raise self.refusal("file-too-large", message, event)
        if len(self.stack) + _depth(node) > MAX_DEPTH:
            message = f"With its aliases written out, the file is nested more than {MAX_DEPTH} levels deep."
            raise self.refusal("yaml-too-deep", message, event)
        self.add(node, size)

    def add(self, node: YamlNode, size: int) -> None:
        """Put a finished node where it belongs."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            span = self.span(node.start, node.start)
            raise _RefusalError(fault("file-too-large", f"The file has more than {MAX_NODES:,} nodes.", span=span))
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        top.size += size
        if isinstance(top.node, ListNode):
            top.node.items.append(node)
        elif top.key is None:
            top.key = self.as_key(node)
        else:
            self.put(top.node, top.key, node)
            top.key = None

    def as_key(self, node: YamlNode) -> ScalarNode:
        if isinstance(node, ScalarNode) and node.text:
            if len(node.text) > MAX_KEY:
                span = self.span(node.start, node.start)
                raise _RefusalError(fault("yaml-key", f"This key has more than {MAX_KEY:,} characters.", span=span))
            return node
        span = self.span(node.start, node.end if isinstance(node, ScalarNode) else node.start)
        said = "empty" if isinstance(node, ScalarNode) else what_it_is(node)
        self.findings.add(
            fault(
                "yaml-key",
                f"This key is {said}; a key is a name.",
                span=span,
                help="Quote a key that starts with { or [.",
            )
        )
        return node if isinstance(node, ScalarNode) else ScalarNode("", "", node.start, node.start)

    def put(self, mapping: MapNode, key: ScalarNode, node: YamlNode) -> None:
        """Under a key that is a name; what stands under another was reported with the key."""
        if not key.text:
            return
        first = mapping.entries.get(key.text)
        if first is None:
            mapping.entries[key.text] = (key, node)
            return
        earlier = self.span(first[0].start, first[0].end)
        self.findings.add(
            fault(
                "yaml-duplicate-key",
                f'The key "{key.text}" is already there; only the first one counts.',
                span=self.span(key.start, key.end),
                help="Remove one of the two.",
                related=(Related(message="the first one", span=earlier),),
            )
        )

    def span(self, start: Mark, end: Mark) -> Span:
        return self.template.span(start, end)

    def refusal(self, code: str, message: str, event: Any) -> _RefusalError:
        return _RefusalError(fault(code, message, span=self.span(event.start_mark, event.start_mark)))


def compose(template: Template, findings: Findings) -> YamlNode | None:
    """The document of a text, None where it is empty, no YAML or out of bounds."""
    composer = _Composer(template, findings)
    try:
        composer.run()
    except _RefusalError as refusal:
        findings.add(refusal.diagnostic, last=True)
    except yaml.MarkedYAMLError as error:
        findings.add(_syntax(template, error), last=True)
    except yaml.YAMLError as error:
        findings.add(fault("yaml-syntax", f"The file is not YAML: {error}."), last=True)
    else:
        return composer.root
    return None


def _depth(node: YamlNode) -> int:
    """Levels of a finished node; shared nodes are looked at once."""
    deepest = 0
    seen: dict[int, int] = {}
    pending = [(node, 1)]
    while pending:
        found, level = pending.pop()
        if isinstance(found, ScalarNode) or seen.get(id(found), 0) >= level:
            continue
        seen[id(found)] = level
        deepest = max(deepest, level)
        below = found.items if isinstance(found, ListNode) else [value for _, value in found.entries.values()]
        pending.extend((value, level + 1) for value in below)
    return deepest


_HINTS = (
    (
        "cannot start any token",
        "A tab cannot indent YAML, and @, ` or % cannot start a text: use blanks, or quotes.",
    ),
    ("mapping values are not allowed", "Text that holds `: ` needs quotes; or the indentation is wrong."),
    ("did not find expected key", "The indentation does not fit the lines above, or a quote ends too early."),
    ("could not find expected ':'", "A key needs a colon and a blank after it."),
    ("unexpected end of stream", "A quote that was opened is never closed."),
    ("unknown escape", r"In double quotes write a backslash as \\."),
)


def _syntax(template: Template, error: yaml.MarkedYAMLError) -> Diagnostic:
    problem = str(error.problem or error.context or "not YAML")
    mark: Any = error.problem_mark or error.context_mark
    context = f" ({error.context})" if error.context and error.problem else ""
    hint = next((said for part, said in _HINTS if part in problem), "")
    opened: Any = error.context_mark
    related = (Related(message=f"{error.context} here", span=template.span(opened, opened)),) if opened else ()
    return fault(
        "yaml-syntax",
        f"The file is not YAML: {template.unmask(problem)}{context}.",
        span=template.span(mark, mark) if mark else None,
        help=hint,
        related=related,
    )
