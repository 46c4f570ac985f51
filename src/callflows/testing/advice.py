"""The advice in a message about a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from callflows.architect import nearest


def advice_on(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """`did you mean "Support"?`, with the known name that is nearest; `otherwise` where none is near."""
    near = nearest(name, known)
    return f'did you mean "{near}"?' if near else otherwise
