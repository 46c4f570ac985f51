"""Coverage as Cobertura XML (its DTD `coverage-04.dtd`), as GitLab, Jenkins, Azure and Codecov read it.

A flow is a class; a line of its file with actions, choices, expressions or error handling is a line, hit once or never.
The output paths of an action and the ways of an expression are the branches of its line (`condition-coverage`).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from callflows.testing.coverage.items import Kind
from callflows.testing.coverage.report import FlowCoverage, Report

_DOCTYPE = '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">'


class _Line:
    """What stands on a line: things that are covered or not, and ways that were gone or not."""

    def __init__(self) -> None:
        self.things: list[bool] = []
        self.ways: list[bool] = []

    @property
    def hit(self) -> bool:
        """A line that has only ways is hit when one of them was gone."""
        return any(self.things or self.ways)


def render_cobertura(report: Report) -> str:
    """The document. Names of files are relative to the folder in which callflows ran; the timestamp, which the DTD
    wants, is 0, so that the same coverage gives the same bytes."""
    lines = [_lines(flow) for flow in report.flows]
    head = _attributes(lines, [("complexity", "0"), ("version", "1"), ("timestamp", "0")], counts=True)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            _DOCTYPE,
            f"<coverage{head}>",
            "  <sources>\n    <source>.</source>\n  </sources>",
            "  <packages>",
            f'    <package name="flows"{_attributes(lines, [("complexity", "0")])}>',
            "      <classes>",
            *(_class(flow, each) for flow, each in zip(report.flows, lines, strict=True)),
            "      </classes>\n    </package>\n  </packages>\n</coverage>\n",
        ]
    )


def _lines(flow: FlowCoverage) -> dict[int, _Line]:
    """The lines of the flow's own file; what it takes in from others counts on the line around that."""
    found: dict[int, _Line] = {}
    lines = {each.item.key: max(each.line, 1) for each in flow.items}
    for each in flow.items:
        if not (each.covered or each.missing) or each.excluded:
            continue
        line = found.setdefault(lines[each.item.action or each.item.key], _Line())
        is_way = each.item.kind is Kind.BRANCH or each.item.action
        (line.ways if is_way else line.things).append(each.covered)
    return dict(sorted(found.items()))


def _class(flow: FlowCoverage, lines: dict[int, _Line]) -> str:
    head = f"name={quoteattr(flow.name)} filename={quoteattr(flow.file)}"
    body = "\n".join(f"            {_element(number, line)}" for number, line in lines.items())
    attributes = _attributes([lines], [("complexity", "0")])
    return (
        f"        <class {head}{attributes}>\n          <methods/>\n          <lines>\n{body}\n"
        "          </lines>\n        </class>"
    )


def _element(number: int, line: _Line) -> str:
    start = f'<line number="{number}" hits="{int(line.hit)}"'
    if not line.ways:
        return f'{start} branch="false"/>'
    gone = sum(line.ways)
    percent = 100 * gone // len(line.ways)
    coverage = f"{percent}% ({gone}/{len(line.ways)})"
    condition = f'<condition number="0" type="jump" coverage="{percent}%"/>'
    return f'{start} branch="true" condition-coverage="{coverage}"><conditions>{condition}</conditions></line>'


def _attributes(flows: Iterable[dict[int, _Line]], more: list[tuple[str, str]], *, counts: bool = False) -> str:
    """Rates of lines and branches from 0 to 1, the counts behind them where they are wanted, and what else there is."""
    lines = [line for flow in flows for line in flow.values()]
    ways = [way for line in lines for way in line.ways]
    hit, gone = sum(line.hit for line in lines), sum(ways)
    found = [("line-rate", _rate(hit, len(lines))), ("branch-rate", _rate(gone, len(ways)))]
    if counts:
        found += [("lines-covered", str(hit)), ("lines-valid", str(len(lines)))]
        found += [("branches-covered", str(gone)), ("branches-valid", str(len(ways)))]
    return "".join(f" {name}={quoteattr(value)}" for name, value in (*found, *more))


def _rate(part: int, whole: int) -> str:
    """Four digits, cut off, so that 1 means everything."""
    return f"{part * 10_000 // whole / 10_000:g}" if whole else "1"
