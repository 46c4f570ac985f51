"""Actions that record how far a flow has come."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import named, plain
from callflows.model.flow_types import ALL
from callflows.model.spec import ActionSpec, Field, RefKind


def _outcome(*, required: bool = False) -> Field:
    return named("flowOutcome", RefKind.OUTCOME, required=required, label="Flow Outcome", help="The outcome.")


ACTIONS: Final = (
    ActionSpec(
        key="initializeFlowOutcome",
        title="Initialize Flow Outcome",
        category="outcome",
        fields=(_outcome(),),
        flow_types=ALL,
        seen=False,
        help="Starts an outcome, so that it counts as tried.",
    ),
    ActionSpec(
        key="setFlowOutcome",
        title="Set Flow Outcome",
        category="outcome",
        fields=(
            plain(
                "flowOutcomeValue",
                "String",
                required=True,
                one_of=("SUCCESS", "FAILURE"),
                label="Value",
                help="How it has come out.",
            ),
            _outcome(required=True),
        ),
        flow_types=ALL,
        help="Records how an outcome of the flow has come out.",
    ),
    ActionSpec(
        key="addFlowMilestone",
        title="Add Flow Milestone",
        category="outcome",
        fields=(
            named("milestone", RefKind.MILESTONE, required=True, label="Milestone", help="What has been reached."),
            _outcome(),
        ),
        flow_types=ALL,
        help="Records that the flow has reached a milestone, perhaps on the way to an outcome.",
    ),
)
