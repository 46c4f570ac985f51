"""What a rule is given and what it gives back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol, TypeAlias

import msgspec

from callflows.analysis import Program
from callflows.checks.mends import Mend
from callflows.diagnostics import Severity, Span
from callflows.model import Flow, RefKind


class Known(Protocol):
    """What exists in an org."""

    def has(self, kind: RefKind, name: str) -> bool:
        """Whether the org has an object of that kind and name."""
        ...

    def module(self, name: str) -> Flow | None:
        """The published version of the common module `name`, None where none is published."""
        ...


class Places(Protocol):
    """Where the addresses of a flow stand in its file (`architect.SourceMap`)."""

    def span(self, address: str) -> Span | None: ...
    def part(self, address: str, text: str, start: int, end: int) -> Span | None: ...


class Subject(msgspec.Struct, frozen=True):
    """The flow under check, the org where one is known, and the common modules that stand beside the flow in files."""

    program: Program
    known: Known | None = None
    modules: Mapping[str, Flow] = MappingProxyType({})

    def module(self, name: str) -> Flow | None:
        """The common module `name` as the flow will get it: the one beside it, else the org's published one."""
        found = self.modules.get(name)
        return found if found is not None or self.known is None else self.known.module(name)

    @property
    def flow(self) -> Flow:
        return self.program.flow

    @property
    def top(self) -> str:
        """The flow's own address."""
        return f"/{self.flow.type}"


class Also(msgspec.Struct, frozen=True):
    """A second place that explains a finding."""

    message: str
    address: str


class Part(msgspec.Struct, frozen=True):
    """The characters from `start` to `end` of the `text` that stands at a finding's address."""

    text: str
    start: int
    end: int


class Finding(msgspec.Struct, frozen=True):
    """One fault at its place, before it gets its code and severity from the table.

    `reader_reports` says that reading a file reports this fault too, with its exact place; it is then left
    to the reader where the flow comes from a file. `part` is what of the text at `address` is wrong, None for all.
    """

    address: str
    message: str
    help: str = ""
    also: tuple[Also, ...] = ()
    reader_reports: bool = False
    mends: tuple[Mend, ...] = ()
    part: Part | None = None


Check: TypeAlias = Callable[[Subject], Iterator[Finding]]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. `check` is the rule's function; the docstring of its module is the rule's page."""

    code: str
    severity: Severity
    check: Check

    @property
    def page(self) -> str:
        """The rule's documentation: the docstring of its module."""
        return sys.modules[self.check.__module__].__doc__ or ""
