"""All rules of a graph, run one after another; every breach at once."""

from __future__ import annotations

from collections.abc import Iterable

from callflows.diagnostics import Diagnostic, Severity
from callflows.graph.context import Context, Rule
from callflows.graph.findings import NOT_FOUND
from callflows.graph.rules import (
    cycles,
    edges,
    header,
    nodes,
    outcomes,
    queues,
    reach,
    second_errors,
    settings,
    shapes,
    shared_flows,
    start,
    values,
    variables,
)
from callflows.graph.surroundings import Surroundings
from callflows.graph.types import Flow

RULES: tuple[Rule, ...] = (
    header.check,
    nodes.check,
    settings.check,
    start.check,
    edges.check,
    outcomes.check,
    reach.check,
    cycles.check,
    second_errors.check,
    shared_flows.check,
    variables.check,
    values.check,
    queues.check,
)


def check(
    flow: Flow, surroundings: Surroundings | None = None, *, greeting: str | None = None
) -> tuple[Diagnostic, ...]:
    """Every breach of the graph's rules, family by family, each family in the order of the flow.

    () for a good flow. Warnings may stand beside errors and stop nothing. Without `surroundings` only
    what the flow itself shows is judged. Where a value is of the wrong type altogether (`nodes` is no
    list, an id is a number), only such breaches are reported: the rest cannot be read.
    """
    unreadable = tuple(shapes.check(flow))
    if unreadable:
        return unreadable
    context = Context(flow, surroundings, greeting)
    return tuple(finding for rule in RULES for finding in rule(context))


def status_of(diagnostics: Iterable[Diagnostic]) -> int:
    """The HTTP status that says these breaches: 404 where a shared flow that does not exist, or is of
    another type, is all that is wrong; else 400."""
    codes = {d.code for d in diagnostics if d.severity is Severity.ERROR}
    return 404 if codes and codes <= NOT_FOUND else 400
