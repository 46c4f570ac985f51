"""The scenario files of a command line, read, with the flows that they call."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from callflows.architect import Substitutions
from callflows.diagnostics import Diagnostic
from callflows.testing.dialogue import WIDTH
from callflows.testing.placed import fault
from callflows.testing.programs import Programs
from callflows.testing.scenarios.cases import Case, CaseFile
from callflows.testing.scenarios.reader import read_scenarios
from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.running import Runner
from callflows.workspace import Target, Workspace, open_workspace, read_all
from callflows.workspace.config import printable
from callflows.workspace.discover import is_excluded, is_scenario_name

_SKIPPED = frozenset({"node_modules", "__pycache__"})


Opened: TypeAlias = Callable[[Programs], None]
"""Who wants to know of the flows of a workspace before they are called, such as who measures coverage."""


class CannotTest(Exception):  # noqa: N818 - named after what is the case
    """There is nothing to test, and why; `advice` is what to do next."""

    def __init__(self, message: str, advice: str = "", diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.diagnostics = diagnostics


class Request(msgspec.Struct, frozen=True, array_like=True):
    """What is asked for. `start` is the folder that file names are shown relative to, absolute; `paths` are files and
    folders, without any the workspace of `start`; `target` is "" for each workspace's own; `substitutions` are of
    `--set`. Dialogues are `width` columns wide."""

    start: str
    paths: tuple[str, ...] = ()
    target: str = ""
    substitutions: tuple[tuple[str, str], ...] = ()
    width: int = WIDTH


class Suite:
    """The files in the order in which they were found, and the calls of those without an error. The flows are those of
    the workspace that a file lies in."""

    def __init__(
        self,
        files: Sequence[CaseFile],
        programs: Mapping[str, Programs],
        found: Iterable[Diagnostic],
        width: int = WIDTH,
    ) -> None:
        self.files = tuple(files)
        self.cases = tuple(case for file in files if file.ok for case in file.cases)
        self.diagnostics = tuple(found)
        self._programs = programs
        self._width = width

    @property
    def programs(self) -> tuple[Programs, ...]:
        """The flows of each workspace."""
        return tuple({id(each): each for each in self._programs.values()}.values())

    def run(self, cases: Iterable[Case]) -> Iterator[Result]:
        """Place the calls in order."""
        runners = {id(each): Runner(each, width=self._width) for each in self.programs}
        return (runners[id(self._programs[case.file])].run(case) for case in cases)


def load(request: Request) -> Suite:
    """Read everything. Raises CannotTest where there is no workspace, no such path or target, or no scenario file."""
    homes = Homes(request)
    found = [(path, homes.of(path)) for path in _paths(request, homes)]
    if not found:
        where = ", ".join(request.paths) or "the workspace"
        raise CannotTest(
            f"there is no scenario file (*.calls.yaml) in {where}", "docs/testing.md shows how to write one"
        )
    files = []
    programs = {}
    for path, home in found:
        file = home.file(path)
        files.append(file)
        programs[file.file] = home.programs
    return Suite(files, programs, homes.found(files), request.width)


def scenario_paths(folder: Path) -> list[Path]:
    """The scenario files of a folder and its folders, in the order of their paths. Hidden folders are left out, and so
    is what `exclude` of the workspace takes out, unless it takes out the folder itself."""
    opened = open_workspace(folder).workspace
    workspace = None if opened is None or is_excluded(opened, folder) else opened
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "." and name not in _SKIPPED]
        found += [Path(root, name) for name in names if is_scenario_name(name)]
    kept = [path for path in found if workspace is None or not is_excluded(workspace, path)]
    return sorted(kept, key=lambda path: path.parts)


class Home(msgspec.Struct, frozen=True):
    """A workspace: its flows, what fills placeholders, and the folder that file names are shown relative to."""

    programs: Programs
    substitutions: Substitutions
    start: str

    def file(self, path: Path) -> CaseFile:
        """A scenario file in it, read."""
        return read_file(path, self.start, self.programs, self.substitutions)


def read_file(path: Path, start: str, flows: Programs | None, substitutions: Mapping[str, str]) -> CaseFile:
    """A scenario file, shown relative to `start`; without flows it is not held against any."""
    shown = _shown(path, start)
    try:
        data = path.read_bytes()
    except OSError as error:
        wrong = fault("test-unreadable", f"{shown} cannot be read: {error.strerror or error}.")
        return CaseFile(shown, (), (wrong,))
    return read_scenarios(data, shown, flows, substitutions)


class Homes:
    """The workspaces of scenario files, each opened once; `opened` is told of their flows. The paths of the request do
    not count."""

    def __init__(self, request: Request, opened: Opened | None = None) -> None:
        self._request = request
        self._opened = opened
        self._folders: dict[Path, Home] = {}
        self._roots: dict[Path, Home] = {}
        self._diagnostics: list[Diagnostic] = []

    def of(self, path: Path) -> Home:
        """That of a file. Raises CannotTest."""
        if path.parent not in self._folders:
            workspace = self.workspace(path.parent)
            if workspace.root not in self._roots:
                self._roots[workspace.root] = self._open(workspace)
            self._folders[path.parent] = self._roots[workspace.root]
        return self._folders[path.parent]

    def workspace(self, folder: Path) -> Workspace:
        """The workspace that a folder belongs to. Raises CannotTest."""
        opened = open_workspace(folder)
        self._diagnostics += [each for each in opened.diagnostics if each not in self._diagnostics]
        if opened.workspace is not None:
            return replace(opened.workspace, start=Path(self._request.start))
        if opened.diagnostics:
            raise CannotTest("callflows.toml is not right", diagnostics=opened.diagnostics)
        shown = _shown(folder, self._request.start)
        raise CannotTest(
            f"there is no callflows.toml in {'this folder' if shown == '.' else shown} or above it",
            "make the folder with your flows a workspace with `callflows init`",
        )

    def found(self, files: Iterable[CaseFile]) -> list[Diagnostic]:
        """What is wrong beside the files: in `callflows.toml`, and, where a flow is missing, in the flow files whose
        flow nobody can tell."""
        missing = any(each.code == "test-no-flow" for file in files for each in file.diagnostics)
        lost = [file for home in self._roots.values() for file in home.programs.files if file.head is None]
        return [*self._diagnostics, *(each for file in lost if missing for each in file.diagnostics)]

    def _open(self, workspace: Workspace) -> Home:
        target = self._target(workspace)
        extra = Substitutions.of(dict(self._request.substitutions), "--set")
        flows = read_all(workspace, target=target, substitutions=extra)
        programs = Programs(flows)
        if self._opened is not None:
            self._opened(programs)
        return Home(programs, workspace.filled(target, extra), self._request.start)

    def _target(self, workspace: Workspace) -> Target | None:
        name = self._request.target
        found = workspace.target(name or workspace.default_target)
        if name and found is None:
            known = ", ".join(target.name for target in workspace.targets)
            advice = f"the targets are {known}" if known else "callflows.toml has no [targets.NAME] yet"
            raise CannotTest(f'there is no target "{name}"', advice)
        return found


def _paths(request: Request, homes: Homes) -> Iterator[Path]:
    """The scenario files that are asked for, absolute, each once."""
    start = Path(request.start)
    given = [Path(os.path.normpath(start / path)) for path in request.paths] or [homes.workspace(start).root]
    for path, said in zip(given, request.paths or (".",), strict=True):
        if not path.exists():
            raise CannotTest(f"{said} does not exist")
    found = (each for path in given for each in (scenario_paths(path) if path.is_dir() else [path]))
    yield from dict.fromkeys(found)


def _shown(path: Path, start: str) -> str:
    try:
        return printable(os.path.relpath(path, start))
    except ValueError:  # another drive
        return printable(str(path))
