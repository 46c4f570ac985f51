"""The codes of what can be wrong with a flow file, and how grave each is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

import msgspec

from callflows.diagnostics import Diagnostic, Related, Severity, Span

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

SEVERITIES: MappingProxyType[str, Severity] = MappingProxyType(
    {
        "file-encoding": _E,  # not UTF-8 text
        "file-empty": _E,  # nothing in it
        "file-too-large": _E,  # more bytes or nodes than a flow can have
        "placeholder-left": _E,  # {{x}} without a value
        "placeholder-value": _E,  # a value with characters that no YAML file may hold
        "yaml-syntax": _E,
        "yaml-too-deep": _E,
        "yaml-alias": _E,  # an alias without anchor, or one that holds itself
        "yaml-tag": _E,  # a tag that is not one of YAML's own
        "yaml-duplicate-key": _E,
        "yaml-key": _E,  # a key that is empty, too long or no text
        "flow-missing": _E,  # no flow in the document
        "flow-type-unknown": _W,
        "flow-type-unchecked": _I,  # actions of this flow type are kept, not checked
        "missing-key": _E,
        "wrong-shape": _E,
        "unknown-key": _W,
        "unknown-action": _W,
        "invented-action": _E,  # a name that is written for that of a real action
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


class Findings:
    """What was found so far. Of each severity no more than a screenful of screenfuls is kept, so that a file of a
    million faults costs no more than one of a thousand; an error is never crowded out by warnings."""

    LIMIT: Final = 1000

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._left = dict.fromkeys(Severity, self.LIMIT)

    def room(self, code: str) -> bool:
        """Whether a finding of this code would still be kept; ask before working out a costly message."""
        return self._left[SEVERITIES[code]] > 0

    def add(self, diagnostic: Diagnostic, *, last: bool = False) -> None:
        """Keep a finding; the last one that fits says that there are more. The `last` one, after which reading
        ends, is always kept."""
        left = self._left[diagnostic.severity]
        if left <= 0:
            if last:
                self.found.append(diagnostic)
            return
        self._left[diagnostic.severity] = left - 1
        if left == 1:
            more = f"There are more than {self.LIMIT:,} findings like this; the rest is not shown. {diagnostic.help}"
            diagnostic = msgspec.structs.replace(diagnostic, help=more.rstrip())
        self.found.append(diagnostic)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was most likely meant to be, None where none is near."""
    by_lower = {k.lower(): k for k in known}
    found = get_close_matches(name.lower()[:60], by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
