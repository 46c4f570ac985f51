"""The golden matrix: every action and menu choice that a call can meet, by every path, with its trace."""

from __future__ import annotations

from itertools import groupby

import pytest
from syrupy.assertion import SnapshotAssertion

from callflows.engine.nodes import BUILDS
from callflows.engine.trace import Took
from callflows.model import CATALOGUE
from tests.engine.cells import Cell, cells
from tests.engine.flows import story
from tests.engine.nesting import faults_of

KINDS = {kind: tuple(found) for kind, found in groupby(cells(), key=lambda each: each.kind)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_path_of_the_kind_has_its_trace(kind: str, snapshot: SnapshotAssertion) -> None:
    found = KINDS[kind]
    assert "\n\n".join(_told(cell) for cell in found) + "\n" == snapshot


def _told(cell: Cell) -> str:
    outcome = cell.run()
    failures = [f"{each.code}: {each.message}" for each in outcome.failures]
    assert failures == []
    assert faults_of(outcome.events) == []
    taken = {each.output for each in outcome.events if isinstance(each, Took)}
    if cell.path in CATALOGUE[cell.kind].outputs and cell.path not in ("loop", "default"):
        assert cell.path in taken
    if CATALOGUE[cell.kind].transfer and cell.path == "success":
        assert outcome.ended.by == "transfer"
    return "\n".join([f"== {cell.path}", *story(outcome)])


def test_every_kind_that_is_executed_is_in_the_matrix() -> None:
    assert set(KINDS) == set(BUILDS)
