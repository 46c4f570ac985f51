"""Findings in included and substituted text say where it comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from callflows.architect.faults import shortened
from callflows.architect.includes.files import inside
from callflows.architect.includes.included import Include
from callflows.architect.placeholders.substitutions import Given, Substitutions
from callflows.architect.placeholders.template import Template
from callflows.diagnostics import Diagnostic, Related, Span

_NEAREST = 500  # bounds what a finding costs in a flow of thousands of includes
_MOST = 5
"""Related places of one kind that a finding shows."""


def sourced(diagnostics: Iterable[Diagnostic], substitutions: Substitutions) -> tuple[Diagnostic, ...]:
    """The findings, those about a value with the place where it was given, and, where the values are of a row of a
    table, all with that row. Findings that name a source already stay."""
    names = {_address(name): given for name, given in substitutions.given.items()}
    return tuple(_sourced(diagnostic, names, substitutions) for diagnostic in diagnostics)


def _sourced(diagnostic: Diagnostic, names: Mapping[str, Given], substitutions: Substitutions) -> Diagnostic:
    related = tuple(_with_source(one, names.get(one.address)) for one in diagnostic.related)
    if substitutions.row and diagnostic.span is not None:
        row = Related(message=f"with the row {substitutions.row}", span=substitutions.row_span)
        related = related if row in related else (*related, row)
    return replace(diagnostic, related=related) if related != diagnostic.related else diagnostic


def _with_source(related: Related, given: Given | None) -> Related:
    if given is None or related.span is not None or not related.message.startswith('is "'):
        return related
    if given.span is not None:
        return Related(message=f"{related.address} {related.message}", span=given.span, address=related.address)
    if given.source and not related.message.endswith(f", from {given.source}"):
        return replace(related, message=f"{related.message}, from {given.source}")
    return related


def _address(name: str) -> str:
    return f"{{{{{name}}}}}"


class Origins:
    """Where the text of a flow comes from: its own file, the files it includes, and the values of its placeholders."""

    def __init__(
        self, template: Template | None, includes: tuple[Include, ...] = (), parts: Mapping[str, Template] | None = None
    ) -> None:
        self._template = template
        self._includes: dict[str, list[Include]] = {}
        for include in sorted((one for one in includes if one.path), key=lambda one: _start(one.target)):
            self._includes.setdefault(include.target.file, []).append(include)
        self._repeats = bool(includes)
        self._parts = dict(parts or {})
        self._substitutions = template.substitutions if template is not None else Substitutions({})
        if template is not None:
            self._parts.setdefault(template.file, template)

    @property
    def unfilled(self) -> frozenset[str]:
        """The names of the placeholders that have no value."""
        return frozenset[str]().union(*(part.unfilled for part in self._parts.values()))

    def explained(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings, each with the includes that brought in its text, the values of the placeholders in it and the
        row of the table that they are of. What is found again in a text that is included more than once is one
        finding."""
        explained = [self._explained(diagnostic) for diagnostic in diagnostics]
        found = sourced(explained, self._substitutions)
        if not self._repeats:
            return found
        once: dict[tuple[str, str, Span | None], Diagnostic] = {}
        for diagnostic in found:
            once.setdefault((diagnostic.code, diagnostic.message, diagnostic.span), diagnostic)
        return tuple(once.values())

    def _explained(self, diagnostic: Diagnostic) -> Diagnostic:
        span = diagnostic.span
        if span is None or span.file not in self._parts:
            return diagnostic
        said = {(related.message, related.span) for related in diagnostic.related}
        more = [
            one
            for one in (*self._values(span), *self._chain(span, diagnostic.code))
            if (one.message, one.span) not in said
        ]
        return replace(diagnostic, related=(*diagnostic.related, *more)) if more else diagnostic

    def _values(self, span: Span) -> Iterator[Related]:
        template = self._parts[span.file]
        for _, name in template.filled_in(span)[:_MOST]:
            value = template.substitutions[name]
            yield Related(message=f'is "{shortened(value)}"', address=_address(name))

    def _chain(self, span: Span, code: str) -> list[Related]:
        """The includes of a place, and those of the file that includes it. A cycle shows its own."""
        found: list[Related] = []
        pending = [span] if code != "include-cycle" else []
        while pending and len(found) < _MOST:
            for include in self._around(pending.pop(0)):
                here = Related(message="included here", span=include.at)
                if here not in found and len(found) < _MOST:
                    found.append(here)
                    pending.append(include.at)
        return found

    def _around(self, place: Span) -> list[Include]:
        """The includes that brought in a place, in the order in which the file has their targets; of many that start
        before it the nearest are looked at."""
        there = self._includes.get(place.file, [])
        end = bisect_right(there, _start(place), key=lambda one: _start(one.target))
        return [one for one in there[max(0, end - _NEAREST) : end] if inside(place, one.target)]


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column
