"""A scenario file, read: its calls, each ready to be placed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.testing.beginning import CALLED, CALLER, MONDAY_MORNING
from callflows.testing.driving import Driven
from callflows.testing.placed import Placed
from callflows.testing.scenarios.steps import Wrong
from callflows.testing.variants import Values

EMPTY = Placed("mapping", ())


class Doing(Protocol):
    """One step. `do` gives what is wrong, None where nothing is."""

    def do(self, driven: Driven) -> Wrong | None: ...


class Step(msgspec.Struct, frozen=True):
    """A step as it is written, its place, and what it does."""

    said: str
    span: Span | None
    doing: Doing


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A call. `given` is what stands for the org; `skip` is why the call is not placed, None where it is."""

    name: str
    file: str = ""
    span: Span | None = None
    flow: str
    caller: str = CALLER
    called: str = CALLED
    at: datetime = MONDAY_MORNING
    language: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    remote_name: str = ""
    variables: Values = ()
    inputs: Values = ()
    seed: int = 0
    given: Placed = EMPTY
    tags: tuple[str, ...] = ()
    skip: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def line(self) -> int:
        """Where it is written, 0 where nobody knows."""
        return self.span.line if self.span is not None else 0


class CaseFile(msgspec.Struct, frozen=True):
    """A scenario file: its calls in order, and what is wrong with it. A file with an error has calls that were
    understood, but none of them is meant to be placed."""

    file: str
    cases: tuple[Case, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """No error."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)
