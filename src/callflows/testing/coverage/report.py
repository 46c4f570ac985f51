"""What calls cover of the flows of a workspace: every item with its place, and sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from callflows.diagnostics import Diagnostic, Span
from callflows.model import Flow
from callflows.testing.coverage.items import Item, Kind, items_of
from callflows.testing.coverage.measure import FlowKey
from callflows.testing.coverage.records import Record, joined
from callflows.testing.programs import CALLABLE
from callflows.workspace import FlowFile


class Sum(msgspec.Struct, frozen=True):
    """How many of how many are covered. `unreachable` is how many of those that are not no call can reach."""

    covered: int = 0
    total: int = 0
    unreachable: int = 0

    @property
    def percent(self) -> float:
        """100 where there is nothing to cover."""
        return 100 * self.covered / self.total if self.total else 100.0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.covered + other.covered, self.total + other.total, self.unreachable + other.unreachable)


class Placed(msgspec.Struct, frozen=True):
    """An item and where it stands in the flow's file; `span` is None where nobody knows."""

    item: Item
    covered: bool
    span: Span | None = None

    @property
    def line(self) -> int:
        """The line, 0 where nobody knows."""
        return self.span.line if self.span else 0


class FlowCoverage(msgspec.Struct, frozen=True):
    """A flow and its items, in the order of the file. `text` is the file as it is on disk."""

    key: FlowKey
    file: str
    items: tuple[Placed, ...]
    text: str = ""

    @property
    def name(self) -> str:
        return self.key.name

    def sum(self, kind: Kind | None = None) -> Sum:
        """Of one kind of items, or of all."""
        of = [each for each in self.items if kind in (None, each.item.kind)]
        missing = [each for each in of if not each.covered]
        return Sum(len(of) - len(missing), len(of), sum(each.item.unreachable for each in missing))

    @property
    def missing(self) -> tuple[Placed, ...]:
        """What is not covered."""
        return tuple(each for each in self.items if not each.covered)

    @property
    def missing_lines(self) -> tuple[int, ...]:
        """The lines on which something is not covered."""
        return tuple(sorted({each.line for each in self.missing if each.line}))


class Report(msgspec.Struct, frozen=True):
    """The flows of a workspace in the order of their files. `diagnostics` say which stored data were not counted."""

    flows: tuple[FlowCoverage, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def sum(self, kind: Kind | None = None) -> Sum:
        """Of one kind of items, or of all, over all flows."""
        return sum((flow.sum(kind) for flow in self.flows), Sum())

    def falls_short(self, percent: float) -> bool:
        """Whether less than so many percent of all items are covered."""
        return self.sum().percent < percent


def report(records: Iterable[Record], files: Iterable[FlowFile]) -> Report:
    """What the records say of the flows that can be called, those that no call came by among them. A file that cannot
    be read as a flow is left out."""
    files = tuple(files)
    found = joined(records, files)
    flows = [
        flow_coverage(file, flow, found.covered)
        for file in files
        if file.head is not None and file.head.type in CALLABLE and (flow := file.flow) is not None
    ]
    return Report(tuple(flows), found.diagnostics)


def flow_coverage(file: FlowFile, flow: Flow, covered: Mapping[FlowKey, frozenset[str]]) -> FlowCoverage:
    """One flow, by the keys of what is covered of each."""
    key = FlowKey(flow.type, flow.name)
    keys = covered.get(key, frozenset())
    placed = [Placed(item, item.key in keys, _span(file, item)) for item in items_of(flow)]
    placed.sort(key=lambda each: (each.line, each.span.column if each.span else 0))
    return FlowCoverage(key, file.source, tuple(placed), _text(file))


def _span(file: FlowFile, item: Item) -> Span | None:
    """The key of an action or path, the part of an expression. What comes from an included file has its place there."""
    if item.part is not None:
        text, start, end = item.part
        return file.part(item.address, text, start, end)
    return file.key_span(item.address)


def _text(file: FlowFile) -> str:
    try:
        return file.path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
