"""The codes of what can be wrong with a workspace, and how grave each is."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.diagnostics import Diagnostic, Related, Severity, Span

_E, _W = Severity.ERROR, Severity.WARNING

SEVERITIES: Final[MappingProxyType[str, Severity]] = MappingProxyType(
    {
        "workspace-unreadable": _E,  # callflows.toml cannot be read, or is not UTF-8
        "workspace-syntax": _E,  # it is not TOML
        "workspace-unknown-key": _W,
        "workspace-wrong-type": _E,
        "workspace-missing-key": _E,  # a target without an environment
        "workspace-unknown-target": _E,  # default_target names none
        "workspace-credential": _E,  # what should be the name of an environment variable is none
        "workspace-missing-path": _W,  # a path that leads to nothing
        "file-unreadable": _E,  # a flow file cannot be read
    }
)


def fault(
    code: str, message: str, span: Span | None = None, help: str = "", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A finding of this room; its severity comes from the table."""
    return Diagnostic(code=code, severity=SEVERITIES[code], message=message, span=span, help=help, related=related)
