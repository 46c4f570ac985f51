"""What is wrong with a flow file, as it is found: each finding has its code's severity, and there are bounds."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

import msgspec

from callflows.architect.codes import CODES
from callflows.diagnostics import Diagnostic, Fix, Related, Severity, Span


def fault(
    code: str,
    message: str,
    *,
    span: Span | None = None,
    address: str = "",
    help: str = "",
    related: tuple[Related, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    """A finding of this room; its severity comes from `CODES`."""
    return Diagnostic(
        code=code,
        severity=CODES[code].severity,
        message=message,
        span=span,
        address=address,
        help=help,
        related=related,
        fixes=fixes,
    )


class Findings:
    """What was found so far. Of each severity no more than a screenful of screenfuls is kept, so that a file of a
    million faults costs no more than one of a thousand; an error is never crowded out by warnings. What is found
    again at the same place, in text that an alias or include repeats, is kept once."""

    LIMIT: Final = 1000

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._left = dict.fromkeys(Severity, self.LIMIT)
        self._places: set[tuple[str, str, Span]] = set()

    def room(self, code: str) -> bool:
        """Whether a finding of this code would still be kept; ask before working out a costly message."""
        return self._left[CODES[code].severity] > 0

    def add(self, diagnostic: Diagnostic, *, last: bool = False) -> None:
        """Keep a finding; the last one that fits says that there are more. The `last` one, after which reading
        ends, is always kept."""
        if diagnostic.span is not None:
            place = (diagnostic.code, diagnostic.message, diagnostic.span)
            if place in self._places:
                return
            self._places.add(place)
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


def shortened(text: str) -> str:
    """A text for a message: on one line and not long."""
    line = " ".join(text[:60].split())
    return line if len(line) <= 40 and len(text) <= 60 else line[:37] + "..."
