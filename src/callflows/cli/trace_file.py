"""Files that hold the trace of a call: JSON lines, as `callflows call --json` prints them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from callflows.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from callflows.engine import Trace
    from callflows.engine.trace import TraceEvent

MAX_BYTES: Final = 64 * 1024 * 1024
"""A larger file is no trace: a call has at most 11,000 actions."""
STDIN: Final = "-"
_MAKE: Final = "Make one with `callflows call NAME --json`."


class ReadTrace(msgspec.Struct, frozen=True):
    """The events of a file, None where it holds no trace, and what is wrong with it."""

    events: Trace | None
    diagnostics: tuple[Diagnostic, ...] = ()


class _First(msgspec.Struct):
    type: str
    schema: int = 1


def read_trace(path: str) -> ReadTrace:
    """The trace in a file, or on standard input for `-`. Raises OSError for a file that cannot be read."""
    if path == STDIN:
        return trace_of(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    with Path(path).open("rb") as file:
        return trace_of(file.read(MAX_BYTES + 1), path)


def trace_of(data: bytes, source: str) -> ReadTrace:
    """The trace that a file's bytes hold. Never raises on what they are."""
    if len(data) > MAX_BYTES:
        return _refused("trace-too-large", f"A trace has at most {MAX_BYTES} bytes.", source, 1, _MAKE)
    rows = data.split(b"\n")
    if not data.strip():
        return _refused("trace-empty", "The file holds no trace.", source, 1, _MAKE)
    wrong = _first(rows[0], source)
    return wrong or _events(rows, source)


def _first(row: bytes, source: str) -> ReadTrace | None:
    """What is wrong with the first line, which says what the file is."""
    from callflows.engine.trace import SCHEMA

    try:
        found = msgspec.json.decode(row, type=_First)
    except (msgspec.DecodeError, RecursionError, ValueError):
        found = _First("")
    if found.type != "Started":
        return _refused("trace-foreign", "This is no trace of a call: it does not begin with one.", source, 1, _MAKE)
    if found.schema != SCHEMA:
        message = f"The trace was written by another version of callflows: its schema is {found.schema}, not {SCHEMA}."
        return _refused("trace-schema", message, source, 1, "Place the call again with this version.")
    return None


def _events(rows: list[bytes], source: str) -> ReadTrace:
    from callflows.engine.trace import Ended, Started, from_json_line

    events: list[TraceEvent] = []
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            events.append(from_json_line(row))
        except (msgspec.DecodeError, RecursionError, ValueError) as error:
            if number == len(rows):
                return _refused("trace-cut", "The trace is cut off in its last line.", source, number, _MAKE)
            return _refused("trace-foreign", f"This line is no event of a trace: {error}.", source, number, _MAKE)
        if len(events) > 1 and isinstance(events[-1], Started):
            message = "A second trace begins here."
            return _refused("trace-several", message, source, number, "Keep each trace in a file of its own.")
    if isinstance(events[-1], Ended):
        return ReadTrace(tuple(events))
    warning = Diagnostic(
        code="trace-open",
        severity=Severity.WARNING,
        message="The trace stops before the call is over; what comes after its last line is not compared.",
        span=_line(source, len(rows)),
    )
    return ReadTrace(tuple(events), (warning,))


def _refused(code: str, message: str, source: str, line: int, help: str) -> ReadTrace:
    span = _line(source, line)
    return ReadTrace(None, (Diagnostic(code=code, severity=Severity.ERROR, message=message, span=span, help=help),))


def _line(source: str, number: int) -> Span:
    return Span(file=source, line=number, column=1, end_line=number, end_column=1)
