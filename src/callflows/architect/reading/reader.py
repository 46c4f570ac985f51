"""Archy YAML to `model.Flow`: one pass, every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from callflows.architect.decoding import decode
from callflows.architect.document.composer import compose
from callflows.architect.document.nodes import MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.document.source_map import SourceMap
from callflows.architect.fast.flow import FastFlow, read_fast
from callflows.architect.fast.line_document import line_document
from callflows.architect.faults import Findings, fault, nearest
from callflows.architect.includes.included import Include, OpenFile
from callflows.architect.includes.nodes import stands_for
from callflows.architect.includes.resolver import resolve_includes
from callflows.architect.keys import FLOW_TYPES
from callflows.architect.placeholders.syntax import placeholder_names
from callflows.architect.placeholders.template import Template
from callflows.architect.reading.acceptors import accepts
from callflows.architect.reading.catalogue_check import check_actions
from callflows.architect.reading.flow_reader import read_flow
from callflows.architect.reading.origins import Origins
from callflows.architect.reading.renames import renamed
from callflows.architect.reading.settings_check import check_settings
from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.model import Flow


class ReadResult(msgspec.Struct, frozen=True):
    """What a file holds.

    `flow` is what could be understood, None where there is no flow at all. Where a diagnostic is an error,
    the flow lacks what the diagnostic speaks of and must not be published or written back; without errors
    it holds everything, unknown keys and actions included. Diagnostics stand in the order of the file.
    `includes` is what stands elsewhere: `flow` has it in its place, so that a flow which is written is one file.
    `placeholders` are the names of all placeholders in the file and in what it includes, filled or not.
    """

    flow: Flow | None
    source: SourceMap
    diagnostics: tuple[Diagnostic, ...]
    includes: tuple[Include, ...] = ()
    placeholders: frozenset[str] = frozenset()
    origins: Origins = Origins(None)

    @property
    def ok(self) -> bool:
        """No error."""
        return all(d.severity is not Severity.ERROR for d in self.diagnostics)

    def explained(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings of others about this flow, told as its own are: with the includes and the values that their text
        comes from."""
        return self.origins.explained(diagnostics)

    def lacks_value(self, address: str) -> bool:
        """Whether what stands at an address is a text, or a value such as `exp: <text>`, with a placeholder that has no
        value: nobody knows what it will say."""
        unfilled = self.origins.unfilled
        node = self.source.node_at(address) if unfilled else None
        if isinstance(node, MapNode) and len(node.entries) == 1:
            ((_, node),) = node.entries.values()
        if not isinstance(node, ScalarNode):
            return False
        return not unfilled.isdisjoint(placeholder_names(node.text, self.source.file))


def read(
    data: bytes | str,
    *,
    file: str = "",
    substitutions: Mapping[str, str] | None = None,
    open_file: OpenFile | None = None,
) -> ReadResult:
    """Read a flow file. Never raises on what it holds; time and memory are bounded.

    `file` is the name that diagnostics show. `substitutions` fill `{{name}}` placeholders in the text before it
    is parsed (CX as Code), in a `.tftpl` file `${name}` too; a placeholder without a value is an error. With
    `Substitutions` findings say where a value comes from. `open_file` opens the files that the flow includes;
    without it these are errors.
    """
    text, wrong = decode(data, file)
    if wrong:
        return ReadResult(None, SourceMap(None, None), (wrong,))
    findings = Findings()
    template = Template(text, file=file, substitutions=substitutions or {}, findings=findings)
    fast = read_fast(template) if not findings.found and not template.doubtful() else None
    if fast is not None:
        return _fast_result(fast, template, findings)
    return read_document(template, findings, open_file)


def read_document(template: Template, findings: Findings, open_file: OpenFile | None) -> ReadResult:
    """Read any text, by way of its document."""
    composed = compose(template, findings)
    resolved = resolve_includes(composed, template, findings, open_file)
    root = resolved.root
    source = SourceMap(root, template)
    flow = _flow(root, source, findings) if root is not None else None
    if root is None and not findings.found:
        findings.add(_no_flow("The file holds no flow.", source))
    origins = Origins(template, resolved.includes, resolved.parts)
    told = [d for d in findings.found if not stands_for(d, source)] if resolved.lacking else findings.found
    ordered = sorted(origins.explained(told), key=lambda d: _place(d, template.file))
    names = template.names.union(*(part.names for part in resolved.parts.values()))
    return ReadResult(flow, source, tuple(ordered), resolved.includes, frozenset(names), origins)


def _fast_result(fast: FastFlow, template: Template, findings: Findings) -> ReadResult:
    """What there is to say of a flow that the fast path has read; it includes nothing."""
    source = SourceMap(lambda: line_document(template.text), template)
    if not all(accepts(action) for action in fast.actions):
        check_actions(fast.flow, source, findings)
    check_settings(fast.flow, source, findings)
    origins = Origins(template)
    ordered = sorted(origins.explained(findings.found), key=lambda d: _place(d, template.file))
    return ReadResult(fast.flow, source, tuple(ordered), placeholders=frozenset(template.names), origins=origins)


def _flow(root: YamlNode, source: SourceMap, findings: Findings) -> Flow | None:
    if not isinstance(root, MapNode):
        findings.add(_no_flow(f"The file holds {what_it_is(root)}, not a flow.", source))
        return None
    if len(root.entries) != 1:
        keys = ", ".join(f'"{key}"' for key in list(root.entries)[:5])
        message = f"A flow file has one key on its first level, the flow type; found {keys or 'none'}."
        among = next((f"/{key}" for key in root.entries if key in FLOW_TYPES), "")
        findings.add(_no_flow(message, source, among))
        return None
    kind, (_, body) = next(iter(root.entries.items()))
    if not isinstance(body, MapNode):
        findings.add(_no_flow(f'Under "{kind}" stands {what_it_is(body)}; expected a flow.', source, f"/{kind}"))
        return None
    if kind not in FLOW_TYPES:
        findings.add(_unknown_type(kind, source))
    flow = read_flow(kind, body, source, findings)
    check_actions(flow, source, findings)
    check_settings(flow, source, findings)
    return flow


def _unknown_type(kind: str, source: SourceMap) -> Diagnostic:
    near = nearest(kind, FLOW_TYPES)
    span = source.key_span(f"/{kind}")
    return fault(
        "flow-type-unknown",
        f'"{kind}" is no flow type that callflows knows; the flow is kept as it is.',
        span=span,
        address=f"/{kind}",
        help=f'Did you mean "{near}"?' if near else "",
        fixes=renamed(span, kind, near),
    )


def _no_flow(message: str, source: SourceMap, address: str = "") -> Diagnostic:
    start = Span(file=source.file, line=1, column=1, end_line=1, end_column=1)
    hint = "A flow file starts with the flow type, such as `inboundCall:`, and the flow indented below it."
    return fault("flow-missing", message, span=source.span(address) or start, address=address, help=hint)


def _place(diagnostic: Diagnostic, file: str) -> tuple[bool, str, int, int]:
    """The file's own findings in its order, then those of the files that it includes."""
    span = diagnostic.span
    return (span.file != file, span.file, span.line, span.column) if span else (False, file, 0, 0)
