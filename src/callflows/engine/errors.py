"""Faults of a running call and of a program that drives it.

FlowError           a run-time error of the flow; the call routes it to the flow's error handling
WrongEventError      the driver told the call something it does not wait for (a programmer's fault)
"""

from __future__ import annotations


class FlowError(Exception):
    """A run-time error of the flow. `expression` is the text that raised it, "" where there is none; `offset` counts
    its characters from 0 up to where the error arose, -1 where that is not known.

    Codes: those of `ExpressionError`, and `expression-syntax`, `literal`, `out-of-range`, `action-limit`.
    """

    def __init__(self, code: str, message: str, expression: str = "", offset: int = -1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.expression = expression
        self.offset = offset


class WrongEventError(RuntimeError):
    """The call does not wait for this event."""
