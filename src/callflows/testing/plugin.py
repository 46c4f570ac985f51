"""The pytest plugin: the fixture `flows`, and the dialogues of a failed test's calls.

pytest loads it where callflows is installed. Nothing else of callflows is imported until a test uses `flows`.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from callflows.testing.flows import Flows
    from callflows.testing.programs import Programs

FIXTURE: Final = "flows"
WORKSPACE: Final = "callflows_workspace"
TARGET: Final = "callflows_target"
SCENARIOS: Final = (".calls.yaml", ".calls.yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings of the plugin."""
    parser.addini(WORKSPACE, "The folder of callflows.toml, relative to the root folder of the tests.", default=".")
    parser.addini(TARGET, "The target whose substitutions fill the flows, by default the workspace's.", default="")
    group = parser.getgroup("callflows", "call flows")
    coverage = "--callflows-coverage"
    group.addoption(coverage, action="store_true", help="Measure what of the flows the calls of tests cover.")
    group.addoption(f"{coverage}-report", metavar="FORMATS", default="terminal", help="Any of terminal,html,xml,json.")
    group.addoption(f"{coverage}-dir", metavar="DIR", help="Where coverage is kept, by default .callflows/coverage.")
    group.addoption(
        "--callflows-show-missing", action="store_true", help="List all that is not covered, with its place."
    )
    group.addoption(
        "--callflows-fail-under", metavar="N", type=float, help="Fail if less than N percent of the flows are covered."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Measure the run where that is asked."""
    if _is_measured(config):
        from callflows.testing.coverage.in_pytest import NAME, CoverageRun

        config.pluginmanager.register(CoverageRun(config), NAME)


def _is_measured(config: pytest.Config) -> bool:
    """A bound, or the wish to see what is missing, wants coverage too."""
    asked = ("callflows_coverage", "callflows_show_missing")
    return any(map(config.getoption, asked)) or config.getoption("callflows_fail_under") is not None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A scenario file of a workspace: each of its calls is a test."""
    if not file_path.name.lower().endswith(SCENARIOS):
        return None
    from callflows.testing.scenarios.collected import scenario_file

    return scenario_file(file_path, parent)


@pytest.fixture(scope="session")
def flow_programs(pytestconfig: pytest.Config) -> Programs:
    """The flows of the workspace, read once a session and compiled when they are first called."""
    from callflows.testing.programs import NotCallable, programs_of

    folder = pytestconfig.rootpath / pytestconfig.getini(WORKSPACE)
    try:
        programs = programs_of(folder, pytestconfig.getini(TARGET))
    except NotCallable as error:
        pytest.fail(str(error), pytrace=False)
    if _is_measured(pytestconfig):
        from callflows.testing.coverage.in_pytest import watch

        watch(pytestconfig, programs)
    return programs


@pytest.fixture
def flows(flow_programs: Programs) -> Flows:
    """The flows of the workspace on virtual time, with mocks of this test alone."""
    from callflows.testing.flows import Flows

    return Flows(flow_programs)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows its calls as dialogues, apart from those that its message shows already."""
    report = yield
    if call.when == "call" and report.failed and FIXTURE in getattr(item, "fixturenames", ()):
        _add_dialogues(item, report)
    return report


def _add_dialogues(item: pytest.Item, report: pytest.TestReport) -> None:
    from callflows.testing.flows import Flows

    found = getattr(item, "funcargs", {}).get(FIXTURE)
    for number, made in enumerate(found.calls if isinstance(found, Flows) else (), 1):
        if not made.reported:
            report.sections.append((f"call {number}", made.dialogue()))
