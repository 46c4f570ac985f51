"""Coverage as JSON: the same as the page, for programs.

    {"version": 1, "totals": {"covered": 10, "total": 12, "percent": 83.33, "kinds": {"action": {"covered": …}}},
     "flows": [{"name", "type", "file", "totals", "missing_lines": [12],
                "items": [{"kind", "key", "label", "line", "column", "covered", "unreachable", "excluded"}]}]}

`kind` is `action`, `path`, `choice`, `branch` or `error`; `line` and `column` count from 1 and are 0 where they are not
known; `unreachable` says that no call can come there, `excluded` that a comment takes it out. Neither is counted; sums
say how many they are.
"""

from __future__ import annotations

import msgspec

from callflows.testing.coverage.items import Kind
from callflows.testing.coverage.report import FlowCoverage, Placed, Report, Sum


class _Sum(msgspec.Struct, frozen=True):
    covered: int
    total: int
    percent: float
    unreachable: int
    excluded: int


class _Totals(msgspec.Struct, frozen=True):
    covered: int
    total: int
    percent: float
    unreachable: int
    excluded: int
    kinds: dict[str, _Sum]


class _Item(msgspec.Struct, frozen=True):
    kind: str
    key: str
    label: str
    file: str
    line: int
    column: int
    covered: bool
    unreachable: bool
    excluded: bool


class _Flow(msgspec.Struct, frozen=True):
    name: str
    type: str
    file: str
    totals: _Totals
    missing_lines: tuple[int, ...]
    items: tuple[_Item, ...]


class _Document(msgspec.Struct, frozen=True):
    version: int
    totals: _Totals
    flows: tuple[_Flow, ...]


def render_json(report: Report) -> str:
    """The document, indented, with a newline at its end."""
    document = _Document(1, _totals(report), tuple(map(_flow, report.flows)))
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _flow(flow: FlowCoverage) -> _Flow:
    items = tuple(_item(flow, each) for each in flow.items)
    return _Flow(flow.name, flow.key.type, flow.file, _totals(flow), flow.missing_lines, items)


def _totals(of: FlowCoverage | Report) -> _Totals:
    whole = _sum(of.sum())
    return _Totals(
        whole.covered,
        whole.total,
        whole.percent,
        whole.unreachable,
        whole.excluded,
        {kind.value: _sum(of.sum(kind)) for kind in Kind},
    )


def _sum(of: Sum) -> _Sum:
    return _Sum(of.covered, of.total, round(of.percent, 2), of.unreachable, of.excluded)


def _item(flow: FlowCoverage, each: Placed) -> _Item:
    file = each.span.file if each.span else flow.file
    line, column = (each.span.line, each.span.column) if each.span else (0, 0)
    item = each.item
    return _Item(item.kind, item.key, item.label, file, line, column, each.covered, item.unreachable, each.excluded)
