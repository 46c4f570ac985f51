"""JUnit's XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.testing.scenarios import CaseFile, Result
from callflows.testing.scenarios.junit import junit

WRONG = Diagnostic(
    code="x-y",
    severity=Severity.ERROR,
    message="This is wrong.",
    span=Span(file="b.calls.yaml", line=3, column=1, end_line=3, end_column=2),
)
RESULTS = (
    Result(name="passes <&>", file="a.calls.yaml", line=2, seconds=0.25),
    Result(
        name="fails",
        file="a.calls.yaml",
        line=5,
        status="failed",
        step="hear: x",
        step_line=7,
        message='no "x"\x00',
        flow_place="flows/a.yaml:9",
        dialogue="Call to A\n> 0:00  flow  \x1b ]]> ends",
        seconds=0.5,
    ),
    Result(name="waits", file="c.calls.yaml", line=1, status="skipped", message="not yet"),
    Result(name="cannot", file="c.calls.yaml", line=4, status="error", message="no flow", diagnostics=(WRONG,)),
)


def found(element: ET.Element) -> tuple[str, dict[str, str], str]:
    return element.tag, dict(element.attrib), (element.text or "").strip()


def test_every_result_and_every_file_with_errors() -> None:
    root = ET.fromstring(junit(RESULTS, [CaseFile("a.calls.yaml"), CaseFile("b.calls.yaml", (), (WRONG,))]))
    counts = {"tests": "5", "failures": "1", "errors": "2", "skipped": "1"}
    assert found(root) == ("testsuites", {"name": "callflows", **counts}, "")
    assert [(suite.get("name"), suite.get("tests"), suite.get("time")) for suite in root] == [
        ("b.calls.yaml", "1", "0.000000"),
        ("a.calls.yaml", "2", "0.750000"),
        ("c.calls.yaml", "2", "0.000000"),
    ]
    suites = [
        [(case.get("name"), case.get("line"), [found(each) for each in case]) for case in suite] for suite in root
    ]
    assert suites == [
        [
            (
                "the file is right",
                "3",
                [
                    (
                        "error",
                        {"message": "1 fault in the scenario file"},
                        "b.calls.yaml:3:1: error: This is wrong. [x-y]",
                    )
                ],
            )
        ],
        [
            ("passes <&>", "2", []),
            (
                "fails",
                "7",
                [
                    (
                        "failure",
                        {"message": 'no "x"\N{REPLACEMENT CHARACTER}'},
                        "a.calls.yaml:7: hear: x\nflows/a.yaml:9: the call is here\n\n"
                        "Call to A\n> 0:00  flow  \N{REPLACEMENT CHARACTER} ]]> ends",
                    )
                ],
            ),
        ],
        [
            ("waits", "1", [("skipped", {"message": "not yet"}, "")]),
            (
                "cannot",
                "4",
                [("error", {"message": "no flow"}, "b.calls.yaml:3:1: error: This is wrong. [x-y]")],
            ),
        ],
    ]  # fmt: skip


def test_no_calls_at_all() -> None:
    root = ET.fromstring(junit([]))
    assert (dict(root.attrib), list(root)) == (
        {"name": "callflows", "tests": "0", "failures": "0", "errors": "0", "skipped": "0"},
        [],
    )
