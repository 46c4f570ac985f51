"""What a command works on: the paths that were given, or the workspace; and the target that `--target` names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import msgspec

from callflows.cli.exits import USAGE

if TYPE_CHECKING:
    from callflows.architect import Substitutions
    from callflows.cli.options import Pairs
    from callflows.diagnostics import Diagnostic
    from callflows.workspace import FlowFile, Target, Workspace


class BadWorkspace(click.ClickException):
    """`callflows.toml` has errors; shown as the findings that they are."""

    exit_code = USAGE

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        super().__init__("callflows.toml is not right")
        self.found = tuple(found)

    def show(self, file: IO[Any] | None = None) -> None:
        from callflows.diagnostics import render_text

        click.echo(render_text(self.found), err=True, file=file)


class Selection(msgspec.Struct, frozen=True):
    """What was selected. Without `paths` it is the workspace's own files. `target` is None where none is chosen.

    `named` says that `--target` named it; else it is the workspace's default.
    """

    workspace: Workspace
    target: Target | None
    paths: tuple[Path, ...] = ()
    named: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is the workspace as a whole."""
        return not self.paths

    def read(self, substitutions: Pairs | Substitutions = (), *, jobs: int | None = None) -> tuple[FlowFile, ...]:
        """The flow files, read, in the order of their paths; `substitutions` come on top of the workspace's. Raises
        click.UsageError where there is no flow file at all."""
        from callflows.architect import Substitutions
        from callflows.workspace import read_all

        given = substitutions
        if not isinstance(given, Substitutions):
            given = Substitutions.of(dict(given), "--set")
        files = read_all(self.workspace, self.paths, target=self.target, substitutions=given, jobs=jobs)
        if not files:
            where = ", ".join(map(str, self.paths)) or "the paths of callflows.toml"
            raise click.UsageError(f"there is no flow file (.yaml, .yml or .tftpl) in {where}")
        return files


def select(paths: Sequence[Path] = (), target: str | None = None) -> Selection:
    """The paths, or the workspace of the working directory where none is given. Warnings about `callflows.toml` are
    shown. Raises click's errors: no paths and no workspace, a path that leads nowhere, an unknown target, a
    `callflows.toml` with errors."""
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise click.UsageError(f"{missing} does not exist")
    selection = chosen(target)
    if not paths and not selection.workspace.configured:
        advice = "give files or folders, or make this folder a workspace with `callflows init`"
        raise click.UsageError(f"there is nothing to work on\n    next: {advice}")
    return msgspec.structs.replace(selection, paths=tuple(paths))


def chosen(target: str | None) -> Selection:
    """The workspace and the target, for commands that take no files. Raises as `select`."""
    workspace = current()
    return Selection(workspace, _target(workspace, target), (), target is not None)


def current() -> Workspace:
    """The workspace of the working directory; where there is none, the directory itself, which says nothing."""
    from callflows.cli import output
    from callflows.workspace import loose, open_workspace

    opened = open_workspace(Path.cwd())
    if opened.workspace is None and opened.diagnostics:
        raise BadWorkspace(opened.diagnostics)
    output.diagnostics(opened.diagnostics)
    return opened.workspace or loose(Path.cwd())


def _target(workspace: Workspace, name: str | None) -> Target | None:
    if name is None:
        return workspace.target(workspace.default_target)
    found = workspace.target(name)
    if found is not None:
        return found
    if not workspace.configured:
        raise click.UsageError("--target needs a workspace: there is no callflows.toml here or above")
    known = ", ".join(target.name for target in workspace.targets)
    advice = f"the targets are {known}" if known else "callflows.toml has no [targets.NAME] yet"
    raise click.UsageError(f'there is no target "{name}"\n    next: {advice}')
