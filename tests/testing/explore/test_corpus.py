"""Every published call flow beside this checkout runs to an end under explore, and no action is left unreported."""

from __future__ import annotations

import pytest

from callflows.analysis import module_calls
from callflows.engine import compile_flow
from callflows.testing.explore import explore, scenario_file
from callflows.testing.explore.search import Search
from callflows.testing.scenarios.reader import read_scenarios
from tests.engine.test_corpus import corpus

CALLS = 150
"""Of one flow: enough for every flow but the largest."""


def test_every_flow_ends_and_every_action_is_reached_or_reported() -> None:
    flows = corpus()
    if not flows:
        pytest.skip("no call flow beside this checkout")
    modules = {flow.name: flow for flow in flows if flow.type == "commonModule"}
    for flow in flows:
        called = [modules[name] for name in dict.fromkeys(call.name for call in module_calls(flow)) if name in modules]
        whole = (flow, *called)
        program = compile_flow(flow, modules)
        report = explore(program, whole, late=lambda: "", most=CALLS)
        assert {call.way.cut for call in report.calls} == {False}
        goals = Search(program, whole)
        missing = len(goals.sites.goals) - report.actions[0] - report.paths[0]
        assert sum(each.behind for each in report.unreached) == missing
        assert read_scenarios(scenario_file(report, lambda text: {}), "found.calls.yaml").diagnostics == ()
