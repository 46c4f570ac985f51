"""What calls cover of the flows of a workspace: every item with its place, and sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from callflows.diagnostics import Diagnostic, Span
from callflows.model import Flow
from callflows.model.walk import menu_address, task_address
from callflows.testing.coverage.excluded import marks_of
from callflows.testing.coverage.items import Item, Kind, items_of
from callflows.testing.coverage.measure import FlowKey
from callflows.testing.coverage.records import Record, joined
from callflows.testing.coverage.unreachable import Below
from callflows.testing.programs import CALLABLE
from callflows.workspace import FlowFile


class Sum(msgspec.Struct, frozen=True):
    """How many of how many are covered. Neither counts what is `excluded` by a comment, nor what no call can reach
    (`unreachable`)."""

    covered: int = 0
    total: int = 0
    unreachable: int = 0
    excluded: int = 0

    @property
    def percent(self) -> float:
        """100 where there is nothing to cover."""
        return 100 * self.covered / self.total if self.total else 100.0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.covered + other.covered,
            self.total + other.total,
            self.unreachable + other.unreachable,
            self.excluded + other.excluded,
        )


class Placed(msgspec.Struct, frozen=True):
    """An item and where it stands; `span` is None where nobody knows. Where that is in an included file, `taken_in` is
    the line of the flow's own file around what takes it in, 0 elsewhere. `excluded` says that a comment takes it out.
    """

    item: Item
    covered: bool
    span: Span | None = None
    excluded: bool = False
    taken_in: int = 0

    @property
    def missing(self) -> bool:
        """Whether it is not covered, though it should be."""
        return not (self.covered or self.excluded or self.item.unreachable)

    @property
    def line(self) -> int:
        """The line of the flow's own file, 0 where nobody knows."""
        return self.taken_in or (self.span.line if self.span else 0)


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
        left = [each for each in of if not each.excluded]
        covered = sum(each.covered for each in left)
        missing = sum(each.missing for each in left)
        return Sum(covered, covered + missing, len(left) - covered - missing, len(of) - len(left))

    @property
    def missing(self) -> tuple[Placed, ...]:
        """What is not covered, though it should be."""
        return tuple(each for each in self.items if each.missing)

    @property
    def unreachable(self) -> tuple[Placed, ...]:
        """What no call can reach, and none did."""
        return tuple(each for each in self.items if each.item.unreachable and not each.covered and not each.excluded)

    @property
    def missing_lines(self) -> tuple[int, ...]:
        """The lines on which something is not covered."""
        return tuple(sorted({each.line for each in self.missing if each.line}))


class Report(msgspec.Struct, frozen=True):
    """The flows of a workspace in the order of their files. `diagnostics` say which stored data were not counted, and
    why files cannot be read: those are the `unread`, and what stands in them is counted nowhere."""

    flows: tuple[FlowCoverage, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()

    def sum(self, kind: Kind | None = None) -> Sum:
        """Of one kind of items, or of all, over all flows."""
        return sum((flow.sum(kind) for flow in self.flows), Sum())

    def falls_short(self, percent: float) -> bool:
        """Whether less than so many percent of all items are covered, or nobody knows because a file is `unread`."""
        return bool(self.unread) or self.sum().percent < percent


def report(records: Iterable[Record], files: Iterable[FlowFile]) -> Report:
    """What the records say of the flows that can be called, those that no call came by among them."""
    files = tuple(files)
    found = joined(records, files)
    flows = [
        flow_coverage(file, flow, found.covered)
        for file in files
        if file.head is not None and file.head.type in CALLABLE and (flow := file.flow) is not None
    ]
    unread = [file for file in files if not file.ok and (file.head is None or file.flow is None)]
    wrong = [each for file in unread for each in file.diagnostics]
    return Report(tuple(flows), (*wrong, *found.diagnostics), tuple(file.source for file in unread))


def flow_coverage(file: FlowFile, flow: Flow, covered: Mapping[FlowKey, frozenset[str]]) -> FlowCoverage:
    """One flow, by the keys of what is covered of each."""
    key = FlowKey(flow.type, flow.name)
    keys = covered.get(key, frozenset())
    text = _text(file.path)
    placed = [_placed(file, item, item.key in keys) for item in items_of(flow)]
    out = _excluded(file, flow, placed, text)
    placed = [msgspec.structs.replace(each, excluded=True) if each.item.key in out else each for each in placed]
    placed.sort(key=lambda each: (each.line, each.span.column if each.span else 0))
    return FlowCoverage(key, file.source, tuple(placed), text)


def _excluded(file: FlowFile, flow: Flow, placed: Iterable[Placed], text: str) -> Below:
    """What comments take out, in the file and in those that it takes in."""
    marks = {file.source: marks_of(text)}
    for path in file.included:
        marks[path.as_posix()] = marks_of(_text(path))
    if not any(each.lines for each in marks.values()):
        return Below(())

    def taken(span: Span | None, path: str = "") -> bool:
        known = () if span is None else (found for name, found in marks.items() if name.endswith(span.file))
        return any(each.takes(span, path) for each in known)

    menus = (menu_address(flow, index) for index in range(len(flow.menus)))
    tasks = (task_address(flow, index) for index in range(len(flow.tasks)))
    around = [each for each in (f"/{flow.type}", *menus, *tasks) if taken(file.key_span(each))]
    return Below((*around, *(each.item.key for each in placed if taken(each.span, each.item.path))))


def _placed(file: FlowFile, item: Item, covered: bool) -> Placed:
    span = _span(file, item)
    taken_in = 0
    if span is not None and span.file != file.source and file.included:
        taken_in = _taken_in(file, item.address)
    return Placed(item, covered, span, taken_in=taken_in)


def _taken_in(file: FlowFile, address: str) -> int:
    """The line of the file itself nearest around an address, 0 where there is none."""
    while address:
        span = file.key_span(address)
        if span is not None and span.file == file.source:
            return span.line
        address = address.rpartition("[" if address.endswith("]") else "/")[0]
    return 0


def _span(file: FlowFile, item: Item) -> Span | None:
    """The key of an action or path, the part of an expression. What comes from an included file has its place there."""
    if item.part is not None:
        text, start, end = item.part
        return file.part(item.address, text, start, end)
    return file.key_span(item.address)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""
