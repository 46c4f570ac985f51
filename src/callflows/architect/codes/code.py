"""What a diagnostic code of this room is: its severity and its page."""

from __future__ import annotations

import msgspec

from callflows.diagnostics import Severity


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of fault of a flow file.

    `name` is stable and stands in every diagnostic. `summary` is one sentence, `means` says when it is found and why
    it matters, `fix` what to do. `example` is a fenced block that triggers it: Markdown whose trailing comments
    (`# error[wrong-shape]@15: message`) name the place, 1-based column behind `@`, and the message.
    """

    name: str
    severity: Severity
    summary: str
    means: str
    example: str
    fix: str
