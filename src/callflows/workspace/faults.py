"""What is wrong with a workspace, as it is found: each finding has its code's severity."""

from __future__ import annotations

from callflows.diagnostics import Diagnostic, Related, Span
from callflows.workspace.codes import CODES


def fault(
    code: str, message: str, span: Span | None = None, help: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A finding of this room; its severity comes from `CODES`."""
    return Diagnostic(code=code, severity=CODES[code].severity, message=message, span=span, help=help, related=related)
