"""Fixes that put the known name in the place of one that is not known."""

from __future__ import annotations

import re

from callflows.architect.document.scalars import quoted
from callflows.diagnostics import Edit, Fix, Span

_FILLING = re.compile(r"[\W_]+")


def renamed(span: Span | None, name: str, near: str | None) -> tuple[Fix, ...]:
    """The fix that writes `near` where `name` stands at `span`; none where nothing is near.

    The fix is safe where the two differ in capital
    letters, blanks, dashes and underscores alone: then no other name can have been meant.
    """
    if span is None or not near:
        return ()
    return (Fix(title=f"Write {near}", edits=(Edit(span=span, text=_written(near)),), safe=_bare(name) == _bare(near)),)


def _written(name: str) -> str:
    """A name of the catalogue as the exporter writes it; older YAML would read truth values in `yes` and `no`."""
    return quoted(name) if name in {"yes", "no"} else name


def _bare(name: str) -> str:
    return _FILLING.sub("", name).lower()
