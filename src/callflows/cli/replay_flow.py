"""The flow on which a trace is run again: of a file, of the workspace, or of the org."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from callflows.cli import output

if TYPE_CHECKING:
    from callflows.cli.selection import Selection
    from callflows.diagnostics import Span
    from callflows.engine import Program
    from callflows.engine.trace import Started
    from callflows.testing.programs import Programs


class Today(msgspec.Struct, frozen=True):
    """The flow as it is today: its program, where it comes from, and the files of the workspace (None for what is
    published)."""

    program: Program
    source: str
    programs: Programs | None = None

    def place(self, flow: str, address: str) -> Span | None:
        """The place of an address in its file, None where it has none."""
        return None if self.programs is None else self.programs.span(flow, address)


def flow_of_today(began: Started, flow: str | None, selection: Selection, *, published: bool) -> Today:
    """The flow of a file, of the workspace, or of the org. Raises `NotCallable`, `NothingToCall` and the client's
    errors."""
    from callflows.testing.programs import programs

    name = flow or began.flow
    if flow is not None and not published and Path(flow).is_file():
        return _of_file(Path(flow), selection)
    if selection.workspace.configured and not published:
        known = programs(selection.workspace, selection.target)
        if name.casefold() in {each.casefold() for each in known.names}:
            ready = known.ready(name)
            return Today(ready.program, ready.file.source, known)
        output.diagnostics(known.lost)
        return _published_or_else(known, name, began, selection)
    return _published(name, began, selection)


def _published_or_else(known: Programs, name: str, began: Started, selection: Selection) -> Today:
    """The org's flow; where it has none, what the workspace has instead is said."""
    from callflows.platform import NothingToCall
    from callflows.testing.programs import NotCallable

    try:
        return _published(name, began, selection)
    except NothingToCall as error:
        try:
            known.ready(name)
        except NotCallable as here:
            raise NotCallable(f"{here.message}\n    nor has the org one") from error
        raise


def _of_file(path: Path, selection: Selection) -> Today:
    """The flow of a file, with the shared flows beside it in the workspace."""
    from callflows.testing.programs import NotCallable, Programs
    from callflows.workspace import read_all

    workspace = selection.workspace
    files = read_all(workspace, (path,), target=selection.target)
    if len(files) != 1 or files[0].head is None:
        wrong = tuple(each for file in files for each in file.diagnostics)
        raise NotCallable(f"{path} holds no flow that can be read", wrong)
    others = read_all(workspace, target=selection.target) if workspace.configured else ()
    known = Programs((*files, *others))
    ready = known.ready(files[0].head.name)
    return Today(ready.program, ready.file.source, known)


def _published(name: str, began: Started, selection: Selection) -> Today:
    from datetime import datetime

    from callflows.cli.session import org_of, run
    from callflows.engine import compile_flow
    from callflows.platform import plan_call

    try:
        at = datetime.fromisoformat(began.at)
    except ValueError:
        at = datetime.fromisoformat("2026-01-05T15:00:00+00:00")
    plan = run(lambda connection: plan_call(connection, name, at), org_of(selection))
    return Today(compile_flow(plan.flow, plan.modules), f"version {plan.version} in the org")
