"""The codes of what can be wrong with a flow file, and how grave each is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType

from callflows.diagnostics import Diagnostic, Related, Severity, Span

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

SEVERITIES: MappingProxyType[str, Severity] = MappingProxyType(
    {
        "file-encoding": _E,  # not UTF-8 text
        "file-empty": _E,  # nothing in it
        "file-too-large": _E,  # more bytes or nodes than a flow can have
        "placeholder-left": _E,  # {{x}} without a value
        "yaml-syntax": _E,
        "yaml-too-deep": _E,
        "yaml-alias": _E,  # an alias without anchor, or one that holds itself
        "yaml-tag": _E,  # a tag that is not one of YAML's own
        "yaml-duplicate-key": _E,
        "yaml-key": _E,  # a key that is empty or no text
        "flow-missing": _E,  # no flow in the document
        "flow-type-unknown": _W,
        "flow-type-unchecked": _I,  # actions of this flow type are kept, not checked
        "missing-key": _E,
        "wrong-shape": _E,
        "unknown-key": _W,
        "unknown-action": _W,
        "include-unresolved": _E,
    }
)


def fault(
    code: str,
    message: str,
    *,
    span: Span | None = None,
    address: str = "",
    help: str = "",
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A finding of this room; its severity comes from the table."""
    return Diagnostic(
        code=code,
        severity=SEVERITIES[code],
        message=message,
        span=span,
        address=address,
        help=help,
        related=related,
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was most likely meant to be, None where none is near."""
    by_lower = {k.lower(): k for k in known}
    found = get_close_matches(name.lower()[:60], by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
