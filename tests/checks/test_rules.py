"""Each rule says exactly what it should about a flow with its defect, and nothing about a sound one."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from callflows.checks import RULES, check_flow
from callflows.checks.pages import HEADINGS, page_of
from callflows.diagnostics import Severity, Span
from tests.checks.flows import disconnect, inbound, jump, module, task
from tests.checks.seeded import CASES, Org, Seeded


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{n}" for n, case in enumerate(CASES)])
def test_a_seeded_defect_is_found_and_nothing_else(case: Seeded) -> None:
    found = check_flow(case.flow, known=case.known)
    assert {(d.code, d.address, d.message) for d in found} == case.said


def test_every_rule_has_a_seeded_defect() -> None:
    assert {case.code for case in CASES} == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_rule_has_a_page_with_the_fixed_headings(rule) -> None:
    page = page_of(rule)
    assert tuple(heading for heading, _ in page.sections) == HEADINGS
    assert page.summary.endswith(".")
    assert [heading for heading, text in page.sections if not text.strip()] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_every_example_is_yaml(rule) -> None:
    example = dict(page_of(rule).sections)["Example"]
    assert (example.splitlines()[0], example.splitlines()[-1]) == ("```yaml", "```")
    assert yaml.safe_load("\n".join(example.splitlines()[1:-1]))


def test_codes_are_unique_and_every_rule_file_is_in_the_table() -> None:
    files = {p.name for p in resources.files("callflows.checks.rules").iterdir() if p.name.endswith(".py")}
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == sorted(set(codes))
    assert {f"{code.replace('-', '_')}.py" for code in codes} == files - {"__init__.py"}


def test_a_sound_flow_has_no_findings() -> None:
    flow = inbound(task("Main", jump("./tasks/task[Bye]")), task("Bye", disconnect()))
    assert check_flow(flow, known=Org()) == ()


def test_findings_stand_in_the_order_of_the_flow_with_severity_help_and_related_places() -> None:
    flow = inbound(
        task("Main", jump("/inboundCall/tasks/task[Man]"), disconnect()),
        name="a/b",
    )
    found = check_flow(flow)
    main = "/inboundCall/tasks/task[Main]/actions"
    assert [(d.code, d.severity, d.help, [(r.message, r.address) for r in d.related]) for d in found] == [
        ("flow-name", Severity.ERROR, 'Leave out the "/".', []),
        ("dangling-reference", Severity.ERROR, 'Did you mean "/inboundCall/tasks/task[Main]"?', []),
        (
            "unreachable-action",
            Severity.WARNING,
            "Move it before the ending action, or remove it.",
            [("the path ends here", f"{main}[0]/jumpToTask")],
        ),
    ]


class Lines:
    """A source map in which everything stands in line 7."""

    def span(self, address: str) -> Span:
        return Span(file="flow.yaml", line=7, column=1, end_line=7, end_column=2)

    def part(self, address: str, text: str, start: int, end: int) -> Span:
        return self.span(address)


def test_findings_have_lines_where_the_file_is_known() -> None:
    flow = inbound(task("Main", disconnect()), start="./tasks/task[X]")
    (found,) = check_flow(flow, Lines())
    assert (found.code, str(found.span)) == ("start-object-missing", "flow.yaml:7:1")


def test_what_the_reader_reports_is_left_to_it() -> None:
    flow = module(disconnect(), name="{{name}}")
    assert [d.code for d in check_flow(flow)] == ["unsubstituted-placeholder"]
    assert check_flow(flow, Lines()) == ()
