"""How long a text may become. The bound keeps a loop over Append or Replace from eating the machine."""

from __future__ import annotations

from callflows.expressions.errors import ExpressionError

MAX_TEXT = 1_000_000


def bounded_length(length: int) -> None:
    """Raises ExpressionError `overflow` for a text beyond 1,000,000 characters (assumed: Architect names no limit)."""
    if length > MAX_TEXT:
        raise ExpressionError("overflow", f"the text would have more than {MAX_TEXT:,} characters")


def bounded_text(text: str) -> str:
    """The text, where it is not too long."""
    bounded_length(len(text))
    return text
