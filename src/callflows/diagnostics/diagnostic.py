"""The one value that says what is wrong, where, why, and what to do next."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec


class Severity(enum.StrEnum):
    """How much a finding matters. Only errors stop a publish."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str = ""
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """A second place that explains the finding, such as the first of two duplicates."""

    message: str
    span: Span | None = None
    address: str = ""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """A way to mend the finding. `safe` means that no call goes another way afterwards."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding.

    `code` is stable (`graph-cycle`), `message` says what and why, `help` says what to do next.
    `address` is the place inside the flow (`/inboundCall/tasks/task[Main_10]/actions[2]`, or
    `node:<id>` for a graph); `span` is the place in a file, where there is a file.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    address: str = ""
    node_id: str = ""
    node_name: str = ""
    help: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def with_help(self) -> str:
        """Message and next step as one text: `no edge leads to "Bye". Add an edge to it.`"""
        return f"{self.message.removesuffix('.')}. {self.help}".rstrip()


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The gravest severity among the findings, None where there are none."""
    found = {d.severity for d in diagnostics}
    return next((s for s in Severity if s in found), None)
