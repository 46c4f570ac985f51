"""The one fault that evaluating an expression can have."""

from __future__ import annotations


class ExpressionError(Exception):
    """Evaluation failed, as it would in a live call; the engine routes it to the flow's error handling.

    `code` is one of: `not-set`, `overflow`, `division-by-zero`, `conversion`, `index`, `range`, `type`,
    `currency-code`, `unknown-variable`, `unknown-function`, `unknown-property`, `not-found`.
    `offset` counts characters of the expression's text from 0; -1 where the place is not known.
    """

    def __init__(self, code: str, message: str, offset: int = -1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.offset = offset

    def at(self, offset: int) -> None:
        """Places the error at `offset`, unless it already knows a closer place."""
        if self.offset < 0:
            self.offset = offset
