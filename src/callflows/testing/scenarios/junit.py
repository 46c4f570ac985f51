"""Results as JUnit's XML, in the form that CI systems read: a suite a file, a test case a call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from callflows.diagnostics import Diagnostic, render_text
from callflows.testing.scenarios.cases import CaseFile
from callflows.testing.scenarios.results import Result

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Iterable[Result], files: Iterable[CaseFile] = ()) -> str:
    """The XML. A file with errors is a suite with one test case that says them."""
    root = ET.Element("testsuites", name="callflows")
    by_file: dict[str, list[Result]] = {}
    for result in results:
        by_file.setdefault(result.file, []).append(result)
    for file in files:
        if not file.ok:
            _suite(root, file.file, [_faulty(file)])
    for name, found in by_file.items():
        _suite(root, name, found)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, name: str, results: list[Result]) -> None:
    counts = {status: sum(result.status == status for result in results) for status in ("failed", "error", "skipped")}
    suite = ET.SubElement(
        root,
        "testsuite",
        name=_text(name),
        tests=str(len(results)),
        failures=str(counts["failed"]),
        errors=str(counts["error"]),
        skipped=str(counts["skipped"]),
        time=f"{sum(result.seconds for result in results):.6f}",
    )
    for result in results:
        _case(suite, result)


def _case(suite: ET.Element, result: Result) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_text(result.file),
        name=_text(result.name),
        file=_text(result.file),
        line=str(result.step_line or result.line),
        time=f"{result.seconds:.6f}",
    )
    if result.status == "failed":
        failure = ET.SubElement(case, "failure", message=_text(result.message))
        failure.text = _text(_report(result))
    elif result.status == "error":
        error = ET.SubElement(case, "error", message=_text(result.message))
        error.text = _text(render_text(result.diagnostics))
    elif result.status == "skipped":
        ET.SubElement(case, "skipped", message=_text(result.message))


def _report(result: Result) -> str:
    places = f"{result.file}:{result.step_line}: {result.step}\n"
    flow = f"{result.flow_place}: the call is here\n" if result.flow_place else ""
    return f"{places}{flow}\n{result.dialogue}\n"


def _faulty(file: CaseFile) -> Result:
    line = next((each.span.line for each in file.diagnostics if each.span is not None), 0)
    return Result(
        name="the file is right",
        file=file.file,
        line=line,
        status="error",
        message=_counted(file.diagnostics),
        diagnostics=file.diagnostics,
    )


def _counted(found: tuple[Diagnostic, ...]) -> str:
    return f"{len(found)} fault{'' if len(found) == 1 else 's'} in the scenario file"


def _text(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
