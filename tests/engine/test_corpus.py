"""Every published call flow beside this checkout runs to an end, whatever the caller presses."""

from __future__ import annotations

import re

import pytest

from callflows.architect import read
from callflows.engine import compile_flow, from_json_lines, run_script, to_json_lines
from callflows.model import Flow
from tests.engine.nesting import faults_of
from tests.shared import needs_shared

SCRIPTS = ("", "1", "2,1,1", "1234#,1,2,3", "9,9,1234567890#,1,1,1", "1h")
# What nobody answers: data actions, bots and schedules.
REPORTED = {"callData", "evaluateScheduleGroup"}


def corpus() -> list[Flow]:
    found: list[Flow] = []
    for path in sorted((needs_shared() / "flows").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        names = set(re.findall(r"\{\{\s*(\w+)\s*\}\}", text))
        flow = read(text, file=path.name, substitutions=dict.fromkeys(names, "x")).flow
        if flow is not None and flow.type in (
            "inboundCall",
            "commonModule",
            "inqueueCall",
            "outboundCall",
            "secureCall",
        ):
            found.append(flow)
    return found


def test_every_flow_runs_to_an_end_and_its_trace_is_readable() -> None:
    flows = corpus()
    modules = {flow.name: flow for flow in flows if flow.type == "commonModule"}
    reported: set[str] = set()
    for flow in flows:
        program = compile_flow(flow, modules)
        for script in SCRIPTS:
            outcome = run_script(program, presses=script)
            assert outcome.ended.by in {"disconnect", "transfer", "hangUp"}
            reported |= {each.kind for each in outcome.not_executed}
            assert from_json_lines(to_json_lines(outcome.events)) == outcome.events
            assert faults_of(outcome.events) == []
    if not flows:
        pytest.skip("no call flow beside this checkout")
    assert reported == REPORTED
