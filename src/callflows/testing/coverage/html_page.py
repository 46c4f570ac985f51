"""Coverage as one HTML page: the table, and every flow's file with its lines coloured and its output paths marked.

The page needs nothing beside itself: no script, no font, no request. It follows the reader's light or dark setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from callflows.testing.coverage.items import Kind
from callflows.testing.coverage.report import FlowCoverage, Placed, Report, Sum
from callflows.testing.coverage.table import COLUMNS, percent, uncounted

_LEGEND = (("hit", "covered"), ("partly", "covered in part"), ("missed", "not covered"), ("left", "not counted"))
_FEW = 20
"""So many missing items are shown without being asked for."""


def render_html(report: Report) -> str:
    """The page."""
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    whole = report.sum()
    legend = "".join(f'<span class="{name}">{words}</span>' for name, words in _LEGEND)
    uncounted_words = f" {escape(uncounted(whole))}" if uncounted(whole) else ""
    sections = "".join(_section(number, flow) for number, flow in enumerate(report.flows, 1))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Coverage of flows: {percent(whole)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Coverage of flows: {percent(whole)}</h1>\n"
        f'<p class="quiet">{whole.covered} of {whole.total} actions, output paths, menu choices, '
        f"branches of expressions and error paths.{uncounted_words}</p>\n"
        f'<div class="wide">{_table(report)}</div>\n'
        f'<p class="legend">{legend} ✓ a way that was gone, ✗ one that was not, '
        "– one that is not counted: no call can go there, or a comment takes it out.</p>\n"
        '<input type="checkbox" id="only"> <label for="only">Only lines with something that is not covered</label>\n'
        f"{sections}</main>\n</body>\n</html>\n"
    )


def _table(report: Report) -> str:
    head = "".join(f"<th>{words}</th>" for words in COLUMNS.values())
    rows = "".join(
        _row(f'<a href="#f{number}">{escape(flow.name)}</a>', flow) for number, flow in enumerate(report.flows, 1)
    )
    return (
        f"<table>\n<thead><tr><th>Flow</th>{head}<th>Cover</th><th></th></tr></thead>\n<tbody>\n{rows}</tbody>\n"
        f"<tfoot>{_row('All flows', report)}</tfoot>\n</table>\n"
    )


def _row(name: str, of: FlowCoverage | Report) -> str:
    cells = "".join(f"<td>{_counts(of.sum(kind))}</td>" for kind in COLUMNS)
    whole = of.sum()
    meter = f'<meter max="100" low="50" high="90" optimum="100" value="{whole.percent:.1f}"></meter>'
    return f"<tr><td>{name}</td>{cells}<td>{percent(whole)}</td><td>{meter}</td></tr>\n"


def _counts(of: Sum) -> str:
    return f"{of.covered}/{of.total}" if of.total else "–"


def _section(number: int, flow: FlowCoverage) -> str:
    whole = flow.sum()
    shown = "" if whole.covered == whole.total else " open"
    lines = flow.text.removeprefix("\ufeff").splitlines()
    there = _by_line(flow)
    body = "".join(_line(f"f{number}", at, text, there.get(at, ())) for at, text in enumerate(lines, 1))
    return (
        f'<details id="f{number}"{shown}>\n<summary><h2>{escape(flow.name)}</h2> '
        f'<span class="file">{escape(flow.file)}</span> '
        f'<span class="sum">{_counts(whole)} · {percent(whole)}</span></summary>\n'
        f'{_missing(f"f{number}", flow)}<div class="source">\n{body}</div>\n</details>\n'
    )


def _missing(anchor: str, flow: FlowCoverage) -> str:
    """What is missing, each leading to its line; a long list is folded."""
    found = [
        f'<li><a href="#{anchor}l{each.line}">{each.line}</a> {each.item.kind} <b>{escape(each.item.label)}</b></li>\n'
        for each in flow.missing
    ]
    if not found:
        return ""
    shown = " open" if len(found) <= _FEW else ""
    return (
        f'<details class="missing"{shown}><summary>{len(found)} not covered</summary>\n'
        f"<ul>\n{''.join(found)}</ul>\n</details>\n"
    )


def _by_line(flow: FlowCoverage) -> dict[int, list[Placed]]:
    """What stands on each line of the flow's own file, or is taken in there."""
    found: dict[int, list[Placed]] = {}
    for each in flow.items:
        found.setdefault(each.line, []).append(each)
    return found


def _line(flow: str, number: int, text: str, there: Sequence[Placed]) -> str:
    anchor = f"{flow}l{number}"
    state = f" {_state(there)}" if there else ""
    ways = "".join(_way(each) for each in there if each.item.kind is not Kind.ACTION or each.missing)
    return (
        f'<div class="line{state}" id="{anchor}"><a class="number" href="#{anchor}">{number}</a>'
        f"<code>{_code(text, there)}</code>" + (f'<span class="ways">{ways}</span>' if ways else "") + "</div>\n"
    )


def _state(there: Iterable[Placed]) -> str:
    counted = {each.covered for each in there if (each.covered and not each.excluded) or each.missing}
    if not counted:
        return "left"
    return "partly" if len(counted) == 2 else "hit" if True in counted else "missed"


def _way(each: Placed) -> str:
    """What is marked beside a line: an output path, a choice, a way of an expression, the error handling, an action
    that never ran."""
    label = each.item.path or each.item.label
    if each.item.kind is Kind.BRANCH:
        label = label.partition(":")[0]
    sign, css = ("✗", "not") if each.missing else ("–", "dead")
    if each.covered and not each.excluded:
        sign, css = "✓", "gone"
    return f'<span class="way {css}" title="{escape(each.item.label)}">{sign} {escape(label)}</span>'


def _code(text: str, there: Iterable[Placed]) -> str:
    """The line, with the parts of expressions marked that never ran."""
    parts = [
        (each.span.column - 1, each.span.end_column - 1)
        for each in there
        if each.span and each.missing and not each.taken_in and each.item.part and each.span.end_line == each.span.line
    ]
    marked = bytearray(len(text))
    for start, end in parts:
        for at in range(max(start, 0), min(end, len(text))):
            marked[at] = 1
    pieces: list[str] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[start]:
            piece = escape(text[start:at])
            pieces.append(f"<mark>{piece}</mark>" if marked[start] else piece)
            start = at
    return "".join(pieces)
