"""Exploring small flows in a line."""

from __future__ import annotations

from callflows.engine import compile_flow
from callflows.model import Flow
from callflows.testing.explore import Report, explore
from tests.engine.flows import MAIN, short


def explored(flow: Flow, *modules: Flow, most: int = 2000) -> Report:
    """The report of a search that time does not end."""
    program = compile_flow(flow, {module.name: module for module in modules})
    return explore(program, (flow, *modules), late=lambda: "", most=most)


def names(report: Report) -> list[str]:
    """The paths in words, in no order."""
    return sorted(call.name for call in report.calls)


def missed(report: Report) -> list[tuple[str, str, str, str]]:
    """(place below the start task, output path, why, reason) of what was not reached."""
    return [(short(each.goal.address), each.goal.output, each.why, each.reason) for each in report.unreached]


def dead_ends(report: Report) -> set[tuple[str, str]]:
    """(kind, place below the start task)."""
    return {(each.kind, short(each.address)) for each in report.dead_ends}


__all__ = ["MAIN", "dead_ends", "explored", "missed", "names"]
