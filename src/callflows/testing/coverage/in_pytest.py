"""Coverage of the calls that pytest places, those of its workers (pytest-xdist) together."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from callflows.diagnostics import render_text
from callflows.testing.coverage.measure import Measure
from callflows.testing.coverage.outputs import TERMINAL, formats_of, write_reports
from callflows.testing.coverage.records import FOLDER, Record, decode, encode, record, write
from callflows.testing.coverage.report import Report, report
from callflows.testing.coverage.table import render_table, too_little
from callflows.testing.programs import NotCallable, Programs, programs_of
from callflows.testing.scenarios.collected import OPENED
from callflows.workspace import FlowFile

NAME: Final = "callflows_coverage_run"
"""By what pytest's plugin manager knows it."""
_OUTPUT: Final = "callflows_coverage"


class CoverageRun:
    """A plugin of pytest for one run that is measured."""

    def __init__(self, config: pytest.Config) -> None:
        try:
            self._formats = formats_of(config.getoption("callflows_coverage_report"))
        except ValueError as error:
            raise pytest.UsageError(str(error)) from None
        self._least: float | None = config.getoption("callflows_fail_under")
        if self._least is not None and not 0 <= self._least <= 100:
            raise pytest.UsageError(f"--callflows-fail-under is from 0 to 100, not {self._least:g}")
        self._config = config
        self._folder = _folder(config)
        self._measured: list[tuple[Programs, Measure]] = []
        self._records: list[Record] = []
        self._report: Report | None = None
        self._words: list[str] = []
        config.stash[OPENED] = self.watch

    def watch(self, programs: Programs) -> None:
        """Measure the calls to these flows from now on."""
        if all(each is not programs for each, _ in self._measured):
            measure = Measure()
            programs.measure(measure)
            self._measured.append((programs, measure))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker of pytest-xdist is done: take what it has measured."""
        output = getattr(node, "workeroutput", {})
        self._records += [decode(each.encode()) for each in output.get(_OUTPUT, ())]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep what was measured, write the reports, and let the run fail where too little is covered."""
        self._records += [record(measure, programs.files) for programs, measure in self._measured]
        worker = getattr(self._config, "workeroutput", None)
        if worker is not None:
            worker[_OUTPUT] = [encode(each).decode() for each in self._records]
            return
        for each in self._records:
            if each.flows:
                write(self._folder, "pytest", each)
        try:
            self._report = report(self._records, _files(self._config))
        except NotCallable as error:
            self._words.append(str(error))
            return
        self._words += [f"wrote {path}" for path in write_reports(self._report, self._formats, self._folder)]
        short = "" if self._least is None else too_little(self._report, self._least)
        if short:
            self._words.append(short)
            if session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The table, and what else there is to say."""
        terminalreporter.section("coverage of flows")
        found = self._report
        if found is not None and found.diagnostics:
            terminalreporter.write_line(render_text(found.diagnostics))
        if found is not None and TERMINAL in self._formats:
            missing = bool(self._config.getoption("callflows_show_missing"))
            width = shutil.get_terminal_size().columns if terminalreporter.isatty else None
            terminalreporter.write(render_table(found, show_missing=missing, width=width))
        for line in self._words:
            terminalreporter.write_line(line)


def watch(config: pytest.Config, programs: Programs) -> None:
    """Measure the calls to these flows, where this run is measured."""
    run = config.pluginmanager.get_plugin(NAME)
    if isinstance(run, CoverageRun):
        run.watch(programs)


def _workspace(config: pytest.Config) -> Path:
    return config.rootpath / str(config.getini("callflows_workspace"))


def _folder(config: pytest.Config) -> Path:
    given = config.getoption("callflows_coverage_dir")
    return config.invocation_params.dir / given if given else _workspace(config) / FOLDER


def _files(config: pytest.Config) -> tuple[FlowFile, ...]:
    return programs_of(_workspace(config), str(config.getini("callflows_target"))).files
