"""The codes of what can be wrong with what commands are given beside flow files: values for placeholders, traces."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import Code
from callflows.diagnostics import Severity

_CODES: Final = (
    Code(
        name="substitution-unused",
        severity=Severity.WARNING,
        summary="No file has a placeholder for a value.",
        means="Most often a spelling mistake, in the value's name or in the placeholder; the nearest name is offered.",
        example="""
        ```console
        $ callflows check line.yaml --set brnad=Acme --set brand=Acme
        warning: No file has a placeholder for the value "brnad" (--set). [substitution-unused]
            next: Did you mean "brand"?
        ```
        """,
        fix="Correct the name, or take the value away.",
    ),
    Code(
        name="table-unused",
        severity=Severity.ERROR,
        summary="No file has a placeholder for a column of a table.",
        means="A table makes one flow for each row, out of the files that have a placeholder for one of its columns.",
        example="""
        ```console
        $ callflows check line.yaml --set brand=Acme --table cities.csv
        cities.csv:2:1: warning: No file has a placeholder for the value "city". [substitution-unused]
        cities.csv:2:1: error: No file has a placeholder for a column of the table; there is nothing to make for each row. [table-unused]
            next: Write {{name}} in the file where the value of the column belongs.
        ```
        """,
        fix="Write `{{name}}` in the file where the value of the column belongs, or leave the table out.",
    ),
    Code(
        name="trace-empty",
        severity=Severity.ERROR,
        summary="The file of a trace holds nothing.",
        means="Most often the command that should have written it failed.",
        example="""
        ```console
        $ callflows replay empty.jsonl
        empty.jsonl:1:1: error: The file holds no trace. [trace-empty]
            next: Make one with `callflows call NAME --json`.
        ```
        """,
        fix="Make the trace again.",
    ),
    Code(
        name="trace-foreign",
        severity=Severity.ERROR,
        summary="The file, or a line of it, is no event of a trace.",
        means="Each line of a trace is an event, the first one `Started`; [the page of the trace](trace.md) has all of them.",
        example="""
        ```console
        $ callflows replay line.yaml
        line.yaml:1:1: error: This is no trace of a call: it does not begin with one. [trace-foreign]
            next: Make one with `callflows call NAME --json`.
        ```
        """,
        fix="Give `callflows replay` what `callflows call … --json` or `--save-trace` wrote.",
    ),
    Code(
        name="trace-schema",
        severity=Severity.ERROR,
        summary="Another version of callflows wrote the trace.",
        means="The first line names the version of the schema; another one cannot be compared safely.",
        example="""
        ```console
        $ callflows replay old.jsonl
        old.jsonl:1:1: error: The trace was written by another version of callflows: its schema is 1, not 3. [trace-schema]
            next: Place the call again with this version.
        ```
        """,
        fix="Place the call again, and keep its new trace.",
    ),
    Code(
        name="trace-cut",
        severity=Severity.ERROR,
        summary="The last line of the trace is cut off.",
        means="The program that wrote it was ended, or the disk was full.",
        example="""
        ```console
        $ callflows replay cut.jsonl
        cut.jsonl:2:1: error: The trace is cut off in its last line. [trace-cut]
            next: Make one with `callflows call NAME --json`.
        ```
        """,
        fix="Make the trace again, or remove its last line: then the call is compared up to there.",
    ),
    Code(
        name="trace-several",
        severity=Severity.ERROR,
        summary="A second trace begins in the same file.",
        means="A trace is one call.",
        example="""
        ```console
        $ callflows replay several.jsonl
        several.jsonl:2:1: error: A second trace begins here. [trace-several]
            next: Keep each trace in a file of its own.
        ```
        """,
        fix="Cut the file before the line that is named.",
    ),
    Code(
        name="trace-too-large",
        severity=Severity.ERROR,
        summary="The file is larger than the trace of any call.",
        means="A call ends after a limited number of actions, so the file is something else.",
        example="""
        ```console
        $ callflows replay large.jsonl
        large.jsonl:1:1: error: A trace has at most 67108864 bytes. [trace-too-large]
            next: Make one with `callflows call NAME --json`.
        ```
        """,
        fix="Look whether it is the right file.",
    ),
    Code(
        name="trace-open",
        severity=Severity.WARNING,
        summary="The trace stops before the call is over.",
        means="It is compared as far as it goes.",
        example="""
        ```console
        $ callflows replay open.jsonl line.yaml
        open.jsonl:1:1: warning: The trace stops before the call is over; what comes after its last line is not compared. [trace-open]
        The same call today: 1 events on "Line" (line.yaml).
        ```
        """,
        fix="Nothing, if the call was meant to stop there; else let the caller hang up, or wait for the end.",
    ),
)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
