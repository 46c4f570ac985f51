"""The reports: the table, the page, Cobertura XML, JSON."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from callflows.diagnostics import Span
from callflows.testing.coverage import (
    FlowCoverage,
    FlowKey,
    Item,
    Kind,
    Placed,
    Report,
    Sum,
    formats_of,
    percent,
    render_cobertura,
    render_html,
    render_json,
    render_table,
    write_reports,
)
from tests.testing.coverage.flows import measured, reported, workspace

PARTS = """\
actions:
  - callData: {name: Get, refId: get, category: {CRM: {dataAction: {Get: {}}}}}  # callflows: no cover timeout
"""
TAKES_IN = """\
inboundCall:
  name: In
  defaultLanguage: en-us
  startUpRef: "/inboundCall/tasks/task[Main]"
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - ref: "../parts.yaml#/actions/callData[get]"
          - disconnect: {name: End}
"""


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Two calls to the first line: one does all it can, one presses nothing."""
    folder = workspace(tmp_path)
    monkeypatch.chdir(folder)
    flows, measure = measured(folder)
    flows.data_action("CRM", "Get").fails()
    flows.call("Line").presses("1")
    flows.call("Line").waits(20)
    return reported([measure], flows.programs)


def test_where_the_table_is_too_wide_the_missing_lines_stand_below(found: Report) -> None:
    assert render_table(found, width=85) == render_table(found)
    assert render_table(found, width=60).splitlines() == [
        "Flow    Actions  Paths  Choices  Branches  Errors  Cover",
        "--------------------------------------------------------",
        "Line        5/8    2/6      3/4         -     1/3    52%",
        "  missing: 11, 26-29, 42-48, 65, 67-69",
        "Other       0/2      -        -         -       -     0%",
        "  missing: 13-20",
        "Shared      3/3    1/2        -       2/4       -    67%",
        "  missing: 16-17",
        "--------------------------------------------------------",
        "Total      8/13    3/8      3/4       2/4     1/3    53%",
        "Not counted: 2 that no call can reach.",
    ]


def test_a_name_that_is_wider_than_its_letters() -> None:
    flows = tuple(FlowCoverage(FlowKey("inboundCall", name), "a", ()) for name in ("漢字 Ä", "Plain"))
    assert [line.index("100%") for line in render_table(Report(flows)).splitlines()[2:4]] == [50, 52]


def test_what_is_taken_in_from_another_file_counts_where_that_is_done(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "callflows.toml").write_text('paths = ["flows"]\n')
    (tmp_path / "parts.yaml").write_text(PARTS)
    (tmp_path / "flows" / "in.yaml").write_text(TAKES_IN)
    flows, measure = measured(tmp_path)
    flows.call("In")
    (flow,) = reported([measure], flows.programs).flows
    assert [(each.item.label, each.span and each.span.line, each.line, each.excluded) for each in flow.items] == [
        ('callData "Get"', 2, 9, False),
        ('callData "Get": success', 2, 9, False),
        ('callData "Get": failure', 2, 9, False),
        ('callData "Get": timeout', 2, 9, True),
        ('disconnect "End"', 11, 11, False),
    ]
    assert flow.missing_lines == (9,)
    lines = ElementTree.fromstring(render_cobertura(Report((flow,)))).iter("line")
    assert [(each.get("number"), each.get("condition-coverage")) for each in lines] == [
        ("9", "50% (1/2)"),
        ("11", None),
    ]


def test_on_the_narrowest_terminal_what_is_counted_stands_below_too(found: Report) -> None:
    assert render_table(found, width=40).splitlines() == [
        "Line: 52%",
        "  actions 5/8, paths 2/6, choices 3/4,",
        "    errors 1/3",
        "  missing: 11, 26-29, 42-48, 65, 67-69",
        "Other: 0%",
        "  actions 0/2",
        "  missing: 13-20",
        "Shared: 67%",
        "  actions 3/3, paths 1/2, branches 2/4",
        "  missing: 16-17",
        "Total: 53%",
        "  actions 8/13, paths 3/8, choices 3/4,",
        "    branches 2/4, errors 1/3",
        "Not counted: 2 that no call can reach.",
    ]


def test_the_table_shows_each_flow_and_what_is_missing(found: Report) -> None:
    assert render_table(found, show_missing=True).splitlines() == [
        "Flow    Actions  Paths  Choices  Branches  Errors  Cover  Missing lines",
        "-------------------------------------------------------------------------------------",
        "Line        5/8    2/6      3/4         -     1/3    52%  11, 26-29, 42-48, 65, 67-69",
        "Other       0/2      -        -         -       -     0%  13-20",
        "Shared      3/3    1/2        -       2/4       -    67%  16-17",
        "-------------------------------------------------------------------------------------",
        "Total      8/13    3/8      3/4       2/4     1/3    53%",
        "Not counted: 2 that no call can reach.",
        "",
        "Line: not covered",
        "  flows/line.yaml:11  error   the flow's error handling",
        '  flows/line.yaml:26  path    callData "Get": success',
        '  flows/line.yaml:26  error   callData "Get": timeout',
        '  flows/line.yaml:29  path    callTask "Sort": one',
        '  flows/line.yaml:42  choice  3 "Fail"',
        '  flows/line.yaml:48  action  updateData "Break"',
        '  flows/line.yaml:65  path    switch "Which": case 1',
        '  flows/line.yaml:65  action  endTask "One"',
        '  flows/line.yaml:67  path    switch "Which": default',
        '  flows/line.yaml:69  action  playAudio "Other"',
        "",
        "Line: no call can reach",
        '  flows/line.yaml:40  action  playAudio "Never"',
        '  flows/line.yaml:74  action  disconnect "Nobody"',
        "",
        "Other: not covered",
        '  flows/other.yaml:13  action  callCommonModule "Greet"',
        '  flows/other.yaml:20  action  disconnect "Done"',
        "",
        "Shared: not covered",
        "  flows/shared.yaml:16  branch  and left: Common.polite",
        '  flows/shared.yaml:16  branch  If else: "Hi."',
        '  flows/shared.yaml:17  path    decision "Polite": no',
    ]


def test_lines_between_which_nothing_counts_run_together() -> None:
    placed = [
        Placed(
            Item(Kind.ACTION, str(line), "", ""),
            covered,
            Span(file="a", line=line, column=1, end_line=line, end_column=2),
        )
        for line, covered in ((1, False), (4, False), (6, True), (9, False), (12, True), (13, False), (15, False))
    ]
    flow = FlowCoverage(FlowKey("inboundCall", "A"), "a", tuple(placed))
    assert render_table(Report((flow,))).splitlines()[2].endswith("  1-4, 9, 13-15")


def test_lines_of_two_tasks_do_not_run_together() -> None:
    keys = {3: "/inboundCall/settingsErrorHandling/errorHandling", 5: "/inboundCall/tasks/task[A]/actions[0]/x"}
    keys |= {7: "/inboundCall/tasks/task[A]/actions[1]/x", 9: "/inboundCall/tasks/task[B]/actions[0]/x"}
    placed = [
        Placed(
            Item(Kind.ACTION, key, "", ""),
            False,
            Span(file="a", line=line, column=1, end_line=line, end_column=2),
        )
        for line, key in keys.items()
    ]
    flow = FlowCoverage(FlowKey("inboundCall", "A"), "a", tuple(placed))
    assert render_table(Report((flow,))).splitlines()[2].endswith("  3, 5-7, 9")


@pytest.mark.parametrize(
    ("covered", "total", "shown"),
    [(0, 0, "100%"), (0, 300, "0%"), (1, 300, "1%"), (1, 2, "50%"), (299, 300, "99%"), (300, 300, "100%")],
)
def test_percent_is_never_rounded_to_nothing_or_all(covered: int, total: int, shown: str) -> None:
    assert percent(Sum(covered, total)) == shown


def test_fail_under_compares_what_is_not_rounded(found: Report) -> None:
    whole = found.sum()
    assert (whole.covered, whole.total, whole.unreachable) == (17, 32, 2)
    assert [found.falls_short(each) for each in (0, 53.125, 53.13, 100)] == [False, False, True, True]


def test_cobertura_counts_lines_and_their_branches(found: Report) -> None:
    root = ElementTree.fromstring(render_cobertura(found))
    lines = {
        each.get("filename"): {
            int(line.get("number", "0")): (line.get("hits"), line.get("condition-coverage"))
            for line in each.iterfind("lines/line")
        }
        for each in root.iter("class")
    }
    assert lines["flows/other.yaml"] == {13: ("0", None), 20: ("0", None)}
    assert lines["flows/shared.yaml"] == {
        13: ("1", None),
        16: ("1", "50% (2/4)"),
        17: ("1", "50% (1/2)"),
        23: ("1", None),
    }


_DTD = {
    "coverage": (
        ["sources", "packages"],
        "line-rate branch-rate lines-covered lines-valid branches-covered branches-valid complexity version timestamp",
    ),
    "sources": (["source"], ""),
    "source": ([], ""),
    "packages": (["package"], ""),
    "package": (["classes"], "name line-rate branch-rate complexity"),
    "classes": (["class"], ""),
    "class": (["methods", "lines"], "name filename line-rate branch-rate complexity"),
    "methods": ([], ""),
    "lines": (["line"], ""),
    "line": (["conditions"], "number hits branch condition-coverage"),
    "conditions": (["condition"], ""),
    "condition": ([], "number type coverage"),
}
_OPTIONAL = {"condition-coverage"}


def test_cobertura_has_the_elements_and_attributes_of_its_dtd(found: Report) -> None:
    text = render_cobertura(found)
    assert '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">' in text
    root = ElementTree.fromstring(text)
    assert root.tag == "coverage"
    for element in root.iter():
        children, attributes = _DTD[element.tag]
        order = [children.index(child.tag) for child in element]
        assert order == sorted(order)
        assert set(attributes.split()) - _OPTIONAL <= set(element.keys()) <= set(attributes.split())


def test_json_says_all(found: Report) -> None:
    document = json.loads(render_json(found))
    assert document["version"] == 1
    assert document["totals"]["kinds"]["path"] == {
        "covered": 3,
        "total": 8,
        "percent": 37.5,
        "unreachable": 0,
        "excluded": 0,
    }
    assert (document["totals"]["unreachable"], document["totals"]["excluded"]) == (2, 0)
    shared = document["flows"][2]
    assert (shared["name"], shared["type"], shared["file"]) == ("Shared", "commonModule", "flows/shared.yaml")
    assert [(each["kind"], each["label"], each["line"], each["covered"]) for each in shared["items"]] == [
        ("action", 'playAudio "Greet"', 13, True),
        ("branch", "and left: Common.polite", 16, False),
        ("branch", "and right: true", 16, True),
        ("branch", 'If then: "Good morning."', 16, True),
        ("branch", 'If else: "Hi."', 16, False),
        ("action", 'decision "Polite"', 17, True),
        ("path", 'decision "Polite": no', 17, False),
        ("path", 'decision "Polite": yes', 21, True),
        ("action", 'playAudio "Thanks"', 23, True),
    ]


class _Page(HTMLParser):
    """What a page asks of others, and whether its elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "input"}:
            self.open.append(tag)
        asked = [value or "" for name, value in attrs if name in {"src", "href"}]
        self.asked += [each for each in asked if not each.startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_needs_nothing_beside_itself(found: Report) -> None:
    page, text = _Page(), render_html(found)
    page.feed(text)
    page.close()
    assert (page.open, page.asked) == ([], [])
    assert not re.search(r"url\(|@import|<script", text)


def test_the_page_colours_lines_and_marks_paths(found: Report, snapshot: SnapshotAssertion) -> None:
    body = render_html(found).partition("<main>")[2]
    assert body == snapshot


def test_reports_go_into_files(found: Report, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written = write_reports(found, formats_of("terminal, xml,json"), folder)
    assert written == (folder / "cobertura.xml", folder / "coverage.json")
    assert {each.name: each.read_text() for each in folder.iterdir()} == {
        "cobertura.xml": render_cobertura(found),
        "coverage.json": render_json(found),
    }


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match='no coverage report "pdf"; there are terminal, html, xml, json'):
        formats_of("html,pdf")
