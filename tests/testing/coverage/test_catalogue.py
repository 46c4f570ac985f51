"""What counts can be measured: for every kind of action and menu choice, and in every published flow. And measuring
changes no call."""

from __future__ import annotations

from itertools import groupby

import pytest

from callflows.analysis import analyse
from callflows.engine import Probes, compile_flow, run_script
from callflows.model import Flow
from callflows.testing.coverage import items_of
from callflows.testing.coverage.items import ERROR_HANDLING, branch_key, expressions_of
from tests.engine.cells import Cell, cells
from tests.engine.flows import flow_of
from tests.engine.test_corpus import corpus

KINDS = {kind: tuple(found) for kind, found in groupby(cells(), key=lambda each: each.kind)}


def _modules(cell: Cell) -> dict[str, Flow]:
    return {each.name: each for each in ([flow_of(cell.module)] if cell.module else [])}


def _measurable(flow: Flow, modules: dict[str, Flow]) -> set[str]:
    """The keys that calls of the flow could cover."""
    probes = Probes()
    program = compile_flow(flow, modules, probes)
    own = [index for index in range(len(program.nodes)) if program.origin(index)[0] == flow.name]
    found = {program.nodes[index].address for index in own if program.nodes[index].kind}
    found |= {probes.paths[index] for index in own if index in probes.paths}
    places = {id(setting): address for address, _, setting in expressions_of(analyse(flow))}
    for marked in probes.branches:
        if marked.unit.name == flow.name:
            found |= {branch_key(places[id(marked.setting)], way) for way in range(len(marked.marks))}
    return found | {f"/{flow.type}/{ERROR_HANDLING}"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_path_of_the_kind_can_be_measured_and_measuring_changes_nothing(kind: str) -> None:
    for cell in KINDS[kind]:
        flow, modules = flow_of(cell.text), _modules(cell)
        assert {item.key for item in items_of(flow)} - _measurable(flow, modules) == set()
        probed = compile_flow(flow, modules, Probes())
        assert run_script(probed, cell.context, cell.keys) == cell.run()


def test_all_that_counts_in_published_flows_can_be_measured() -> None:
    flows = corpus()
    modules = {flow.name: flow for flow in flows if flow.type == "commonModule"}
    for flow in flows:
        assert {item.key for item in items_of(flow)} - _measurable(flow, modules) == set()
