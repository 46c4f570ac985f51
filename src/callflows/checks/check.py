"""Run the rules over a flow."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callflows.analysis import analyse
from callflows.checks.finding import Finding, Known, Places, Rule, Subject
from callflows.checks.mends import Editable
from callflows.checks.registry import RULES
from callflows.checks.remembered import Remembered
from callflows.checks.spans import Spans
from callflows.diagnostics import Diagnostic, Related, Span
from callflows.model import Flow


def check_flow(
    flow: Flow,
    source: Places | None = None,
    *,
    known: Known | None = None,
    file: Editable | None = None,
    modules: Mapping[str, Flow] = MappingProxyType({}),
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with `flow`, in the order of its places, all at once.

    With `source` each finding has its line and column, those of the text that is wrong where it is a value's;
    faults that reading the file reports itself (a missing key, a placeholder without a value) are then left out.
    With `known`, what the flow names must exist. `modules` are the common modules that are given together with the
    flow, by name: its calls must fit them. With `file`, a finding that can be mended has its fixes.
    Only errors stop a publish.
    """
    subject = Subject(analyse(flow), Remembered(known) if known is not None else None, modules)
    spans = Spans(source, subject.program.places) if source is not None else None
    found = [
        _diagnostic(rule, finding, spans, file)
        for rule in RULES
        for finding in rule.check(subject)
        if source is None or not finding.reader_reports
    ]
    order = _order(subject)
    return tuple(sorted(found, key=lambda d: (*_line(d), order.get(d.address, len(order)), d.address)))


def _diagnostic(rule: Rule, finding: Finding, spans: Spans | None, file: Editable | None) -> Diagnostic:
    return Diagnostic(
        code=rule.code,
        severity=rule.severity,
        message=finding.message,
        span=_span(finding, spans) if spans else None,
        address=finding.address,
        help=finding.help,
        related=tuple(
            Related(message=a.message, address=a.address, span=spans.of(a.address) if spans else None)
            for a in finding.also
        ),
        fixes=tuple(fix for mend in finding.mends if file is not None and (fix := mend.fix(file)) is not None),
    )


def _span(finding: Finding, spans: Spans) -> Span | None:
    return spans.of(finding.address) if finding.part is None else spans.part(finding.address, finding.part)


def _line(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (span.line, span.column) if span else (0, 0)


def _order(subject: Subject) -> dict[str, int]:
    """Address -> its rank in the flow, for findings that have no line."""
    ranks: dict[str, int] = {subject.top: 0}
    for place in subject.program.places:
        for address in (place.site.owner, place.site.address, place.address) if place.site else (place.address,):
            ranks.setdefault(address, len(ranks))
    return ranks
