"""Explore: finds, without being told, the inputs that reach every path of a flow that a call can take.

report = explore(program, (flow, *shared_flows), late=lambda: "")
report.calls         # the paths, each a call with its name in words
report.unreached     # what was not reached, and why
report.dead_ends     # silence, endless loops, calls that end without a word
report.hang_ups      # what is left behind where a caller hangs up midway
"""

from callflows.testing.explore.keeping import Call
from callflows.testing.explore.leaving import Left
from callflows.testing.explore.reasons import Unreached
from callflows.testing.explore.report import DEAD_ENDS, DeadEnd, Report, explore
from callflows.testing.explore.run import Way
from callflows.testing.explore.search import INTERRUPT, Late, Tell
from callflows.testing.explore.writing import scenario_file

__all__ = [
    "DEAD_ENDS",
    "INTERRUPT",
    "Call",
    "DeadEnd",
    "Late",
    "Left",
    "Report",
    "Tell",
    "Unreached",
    "Way",
    "explore",
    "scenario_file",
]
