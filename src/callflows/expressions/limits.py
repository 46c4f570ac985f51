"""How long a text and a collection may become, which keeps a loop over Append or Replace from eating the machine, and
which characters are blanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from callflows.expressions.errors import ExpressionError

_Item = TypeVar("_Item")
MAX_TEXT = 1_000_000
MAX_ITEMS = 100_000
MAX_PARTS = 10_000
BLANKS = " \t\r\n"
"""What the Trim functions take away. Architect: blank, tab, carriage return and line feed, no other white space."""


def bounded_length(length: int) -> None:
    """Raises ExpressionError `overflow` for a text beyond 1,000,000 characters (assumed: Architect names no limit)."""
    if length > MAX_TEXT:
        raise ExpressionError("overflow", f"the text would have more than {MAX_TEXT:,} characters")


def bounded_text(text: str) -> str:
    """The text, where it is not too long."""
    bounded_length(len(text))
    return text


def bounded_items(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """The collection, where it is not too long. Raises ExpressionError `overflow` beyond 100,000 items (assumed)."""
    if len(items) > MAX_ITEMS:
        raise ExpressionError("overflow", f"the collection would have more than {MAX_ITEMS:,} items")
    return items


def bounded_parts(count: int) -> None:
    """Raises ExpressionError `overflow` for audio or a communication of more than 10,000 parts (assumed)."""
    if count > MAX_PARTS:
        raise ExpressionError("overflow", f"there would be more than {MAX_PARTS:,} things to say")


def bounded_join(separator: str, texts: Sequence[str]) -> str:
    """The texts with the separator between them, where that is not too long."""
    bounded_length(sum(map(len, texts)) + len(separator) * max(len(texts) - 1, 0))
    return separator.join(texts)
