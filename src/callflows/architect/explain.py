"""Findings in included and substituted text say where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from callflows.architect.document import shortened
from callflows.architect.include_files import inside
from callflows.architect.included import Include
from callflows.architect.placeholders import Template
from callflows.diagnostics import Diagnostic, Related, Span

_MOST = 5
"""Related places of one kind that a finding shows."""


class Origins:
    """Where the text of a flow comes from: its own file, the files it includes, and the values of its placeholders."""

    def __init__(
        self, template: Template | None, includes: tuple[Include, ...] = (), parts: Mapping[str, Template] | None = None
    ) -> None:
        self._template = template
        self._includes = tuple(include for include in includes if include.path)
        self._repeats = bool(includes)
        self._parts = dict(parts or {})
        if template is not None:
            self._parts.setdefault(template.file, template)

    def explained(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings, each with the includes that brought in its text, the values of the placeholders in it and the
        row of the table that they are of. What is found again in a text that is included more than once is one
        finding."""
        found = tuple(self._explained(diagnostic) for diagnostic in diagnostics)
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
        given = template.substitutions
        for written, name in template.filled_in(span)[:_MOST]:
            value = given.given[name]
            source = f", from {value.source}" if value.source and not value.span else ""
            yield Related(message=f'{shortened(written)} is "{shortened(value.text)}"{source}', span=value.span)
        if given.row:
            yield Related(message=f"with the row {given.row}", span=given.row_span)

    def _chain(self, span: Span, code: str) -> list[Related]:
        """The includes of a place, and those of the file that includes it. A cycle shows its own."""
        found: list[Related] = []
        pending = [span] if code != "include-cycle" else []
        while pending and len(found) < _MOST:
            place = pending.pop(0)
            for include in self._includes:
                here = Related(message="included here", span=include.at)
                if inside(place, include.target) and here not in found and len(found) < _MOST:
                    found.append(here)
                    pending.append(include.at)
        return found
