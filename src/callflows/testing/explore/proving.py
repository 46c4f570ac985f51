"""Exploring a flow of a workspace, and placing what was found again."""

from __future__ import annotations

from callflows.testing.explore.report import Report, explore
from callflows.testing.explore.search import MOST_CALLS, Late, Tell
from callflows.testing.explore.writing import scenario_file
from callflows.testing.programs import Programs
from callflows.testing.scenarios.reader import read_scenarios
from callflows.testing.scenarios.running import Runner


def explore_flow(
    programs: Programs,
    name: str,
    *,
    late: Late,
    most: int = MOST_CALLS,
    seed: int = 0,
    tell: Tell = lambda calls, reached, goals: None,
) -> Report:
    """Explore a flow by its name, in any case. Raises `NotCallable` where there is none or it has errors."""
    ready = programs.ready(name)
    files = (ready.file, *ready.modules.values())
    flows = tuple(flow for file in files if (flow := file.flow) is not None)
    return explore(ready.program, flows, late=late, most=most, seed=seed, tell=tell)


def proved_scenarios(programs: Programs, report: Report) -> str:
    """The text of a scenario file with every call of the report. Each was placed again: one that is not as it was
    found, or that a scenario file cannot say, is skipped there, with the reason."""
    runner = Runner(programs)

    def fails(text: str) -> dict[str, str]:
        read = read_scenarios(text, "explored.calls.yaml", programs.names)
        if not read.ok:
            raise ValueError("; ".join(each.message for each in read.diagnostics))
        results = [runner.run(case) for case in read.cases]
        return {each.name: each.message for each in results if each.wrong}

    return scenario_file(report, fails)
