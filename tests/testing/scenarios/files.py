"""Scenario files for tests, as texts."""

from __future__ import annotations

from collections.abc import Collection

from callflows.testing.programs import Programs
from callflows.testing.scenarios import CaseFile, Result, Runner, read_scenarios

FILE = "line.calls.yaml"


def read(text: str, flows: Collection[str] | None = None) -> CaseFile:
    return read_scenarios(text, FILE, flows)


def faults(text: str, flows: Collection[str] | None = None) -> list[tuple[str, str, str, str]]:
    """(place, code, message, help) of everything that is wrong."""
    return [
        (f"{each.span.line}:{each.span.column}" if each.span else "", each.code, each.message, each.help)
        for each in read(text, flows).diagnostics
    ]


def steps(text: str) -> str:
    """A file with one call whose steps are these lines."""
    return "calls:\n  - name: one\n    flow: Line\n    steps:\n" + "".join(
        f"      {line}\n" for line in text.split("\n")
    )


def run(programs: Programs, text: str) -> list[Result]:
    """Every call of a file, placed; the time that it took left out."""
    file = read(text, programs.names)
    assert file.diagnostics == ()
    return [Runner(programs, clock=lambda: 0.0).run(case) for case in file.cases]


def wrong(programs: Programs, text: str) -> list[tuple[int, str, str]]:
    """(line of the step, step, message) of each call with these steps that failed."""
    return [(each.step_line, each.step, each.message) for each in run(programs, steps(text)) if each.wrong]
