"""Diagnostics as text for people and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows.diagnostics.diagnostic import Diagnostic


def render_text(diagnostics: Iterable[Diagnostic]) -> str:
    """One block a finding: place, severity, message, code; then related places and the next step."""
    return "\n".join(_block(d) for d in diagnostics)


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array of the findings, in order, defaults left out."""
    return msgspec.json.encode(list(diagnostics)).decode()


def _block(diagnostic: Diagnostic) -> str:
    place = _place(diagnostic)
    lines = [f"{place}{diagnostic.severity}: {diagnostic.message} [{diagnostic.code}]"]
    for related in diagnostic.related:
        where = f"{related.span}: " if related.span else (f"{related.address}: " if related.address else "")
        lines.append(f"    {where}{related.message}")
    if diagnostic.help:
        lines.append(f"    next: {diagnostic.help}")
    return "\n".join(lines)


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.span:
        return f"{diagnostic.span}: "
    if diagnostic.node_id:
        name = f' "{diagnostic.node_name}"' if diagnostic.node_name else ""
        return f"node {diagnostic.node_id}{name}: "
    return f"{diagnostic.address}: " if diagnostic.address else ""
