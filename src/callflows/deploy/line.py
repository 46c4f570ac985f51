"""One inbound flow as a user asks for it: a row of a CSV file, an item of a YAML list, or the options of a command."""

from __future__ import annotations

import msgspec

from callflows.diagnostics import Diagnostic, Severity, Span

Inputs = tuple[tuple[str, str], ...]
COLUMNS = ("name", "shared", "queue", "number", "division", "language", "greeting")
INPUT_PREFIX = "input."
DEFAULT_LANGUAGE = "en-us"


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What a row gets for a column that is missing or empty. `inputs` are joined name by name, the row's own win."""

    shared: str = ""
    queue: str = ""
    division: str = ""
    language: str = DEFAULT_LANGUAGE
    greeting: str = ""
    inputs: Inputs = ()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One flow to create.

    `number` is E.164 or "". `queue` empty means that the call ends after the shared flow.
    `inputs` are the shared flow's inputs by name without `Common.`; a value `${X}` is a variable of the call.
    `file` and `row` say where it was written (row 0: not in a file); `faults` are the errors of this row alone.
    """

    name: str
    shared: str = ""
    queue: str = ""
    number: str = ""
    division: str = ""
    language: str = DEFAULT_LANGUAGE
    greeting: str = ""
    inputs: Inputs = ()
    file: str = ""
    row: int = 0
    faults: tuple[Diagnostic, ...] = ()

    @property
    def source(self) -> str:
        """`lines.csv:3`, or "" for a flow that was not read from a file."""
        return f"{self.file}:{self.row}" if self.row else ""

    @property
    def span(self) -> Span | None:
        """The first column of the row, None for a flow that was not read from a file."""
        if not self.row:
            return None
        return Span(file=self.file, line=self.row, column=1, end_line=self.row, end_column=1)


class Lines(msgspec.Struct, frozen=True):
    """Every row of a file, faulty ones included, and everything that is wrong with the file and its rows."""

    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def fault(code: str, message: str, span: Span | None, help: str = "") -> Diagnostic:
    """An error in a row or a file of rows."""
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=span, help=help)
