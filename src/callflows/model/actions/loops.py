"""Actions that repeat."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import group, integer, output, plain, value
from callflows.model.flow_types import ALL
from callflows.model.spec import ActionSpec, Field

MAX_LOOPS: Final = 99
"""Architect: a loop runs at most 99 times."""

_INDEX: Final[Field] = output(
    "currentIndex",
    "Integer",
    label="Current Index Data Name",
    help="Receives the number of the turn, from 0.",
)

ACTIONS: Final = (
    ActionSpec(
        key="loop",
        title="Loop",
        category="loop",
        fields=(
            _INDEX,
            integer(
                "loopCount",
                1,
                MAX_LOOPS,
                required=True,
                default=1,
                label="Loop Count",
                help="How often the path runs at most.",
            ),
        ),
        outputs=("loop",),
        flow_types=ALL,
        help="Runs its path several times.",
    ),
    ActionSpec(
        key="loopUntil",
        title="Loop Until",
        category="loop",
        fields=(
            _INDEX,
            integer("maxLoopCount", 1, MAX_LOOPS, not_set=False, help="How often the path runs at most."),
            group("untilCases", help="The conditions that end the loop, each with an output path of its name."),
            plain("untilCases[]/untilCase/name", "String", help="The name of the condition and of its output path."),
            value("untilCases[]/untilCase/value", "Boolean", help="True ends the loop."),
        ),
        outputs=("loop", "loopsMax"),
        named_outputs=True,
        flow_types=ALL,
        seen=False,
        help="Runs its path until one of several conditions is true, then goes the way of that condition.",
    ),
    ActionSpec(
        key="loopNext",
        title="Next Loop",
        category="loop",
        ends="loop",
        flow_types=ALL,
        help="Goes on with the next turn of the loop around it.",
    ),
    ActionSpec(
        key="loopExit",
        title="Exit Loop",
        category="loop",
        ends="loop",
        flow_types=ALL,
        help="Leaves the loop around it.",
    ),
)
