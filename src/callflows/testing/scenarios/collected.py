"""Scenario files in pytest: each call is a test. The plugin hands over the files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from callflows.diagnostics import render_text
from callflows.testing.programs import Programs
from callflows.testing.scenarios.cases import Case
from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.running import Runner
from callflows.testing.scenarios.suite import CannotTest, Homes, Opened, Request
from callflows.workspace import open_workspace
from callflows.workspace.discover import is_excluded

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

OPENED: Final = pytest.StashKey[Opened]()
"""Who is told of the flows of each workspace with scenario files, in `Config.stash`, if anybody."""
_HOMES: Final = pytest.StashKey[Homes]()


class ScenarioFailed(Exception):  # noqa: N818 - named after what is the case
    """A call is not as its file says, or could not be placed."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.message)
        self.result = result


class ScenarioWarning(pytest.PytestWarning):
    """Something in a scenario file is doubtful."""


class ScenarioItem(pytest.Item):
    """One call."""

    case: Case
    programs: Programs

    def runtest(self) -> None:
        """Place the call."""
        result = Runner(self.programs).run(self.case)
        if result.status == "skipped":
            pytest.skip(result.message)
        if result.wrong:
            raise ScenarioFailed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str | TerminalRepr:
        """The dialogue instead of a traceback."""
        if isinstance(excinfo.value, ScenarioFailed):
            return said(excinfo.value.result)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """The place of the call in its file."""
        return self.path, max(0, self.case.line - 1), self.name


class ScenarioFile(pytest.File):
    """A file of calls."""

    def collect(self) -> Iterator[ScenarioItem]:
        """Its calls. A file with errors is an error of the collection."""
        try:
            home = _homes(self.config).of(self.path)
        except CannotTest as error:
            raise self.CollectError("\n".join(filter(None, [error.message, render_text(error.diagnostics)]))) from None
        file = home.file(self.path)
        if not file.ok:
            raise self.CollectError(render_text(file.diagnostics))
        for each in file.diagnostics:
            self.warn(ScenarioWarning(render_text([each])))
        for case in file.cases:
            item = ScenarioItem.from_parent(self, name=case.name)
            item.case, item.programs = case, home.programs
            for tag in case.tags:
                item.extra_keyword_matches.add(tag)
            yield item


def scenario_file(path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """The file, for `pytest_collect_file`; None where no workspace is above it, so that it is somebody else's, and
    where the workspace excludes it and nobody asked for it."""
    opened = open_workspace(path.parent)
    if opened.workspace is None and not opened.diagnostics:
        return None
    if opened.workspace is not None and is_excluded(opened.workspace, path):
        asked = (each for each in (path, *path.parents) if parent.session.isinitpath(each))
        if not any(is_excluded(opened.workspace, each) for each in asked):
            return None
    return ScenarioFile.from_parent(parent, path=path)


def said(result: Result) -> str:
    """What a failure prints: the step, the place in the flow, what is wrong, the dialogue."""
    if result.status == "error":
        return "\n".join(filter(None, [result.message, render_text(result.diagnostics)]))
    head = [f"{result.file}:{result.step_line}: {result.step}"]
    if result.flow_place:
        head.append(f"{result.flow_place}: the call is here")
    return "\n".join([*head, result.message, "", result.dialogue])


def _homes(config: pytest.Config) -> Homes:
    if _HOMES not in config.stash:
        target = str(config.getini("callflows_target"))
        config.stash[_HOMES] = Homes(Request(str(config.rootpath), (), target), config.stash.get(OPENED, None))
    return config.stash[_HOMES]
