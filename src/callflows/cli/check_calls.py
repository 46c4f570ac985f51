"""Scenario files in `callflows check`: what `callflows test` would refuse in them, without placing a call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from callflows.cli.selection import Selection
    from callflows.testing.scenarios import CaseFile


class Split(msgspec.Struct, frozen=True):
    """What was selected: the flows, None where only scenario files were, and the scenario files, absolute."""

    flows: Selection | None
    calls: tuple[Path, ...]


def split(selection: Selection) -> Split:
    """Scenario files apart from flows: those that are named, and those in folders, without paths in the workspace."""
    from callflows.testing.scenarios.suite import scenario_paths
    from callflows.workspace.discover import below, is_scenario_name

    start = selection.workspace.start
    if selection.whole:
        return Split(selection, tuple(scenario_paths(selection.workspace.root)))
    calls: dict[Path, None] = {}
    flows = []
    for path in selection.paths:
        there = start / path
        found = scenario_paths(there) if there.is_dir() else [there] if is_scenario_name(path.name) else []
        calls.update(dict.fromkeys(found))
        if not found or (there.is_dir() and below(there)):
            flows.append(path)
    rest = msgspec.structs.replace(selection, paths=tuple(flows)) if flows else None
    return Split(rest, tuple(calls))


def read_calls(paths: Sequence[Path], selection: Selection, base: Mapping[str, str]) -> Iterator[CaseFile]:
    """The files, read with the flows of the workspace that each lies in. Raises click.UsageError for an unknown target
    and `BadWorkspace`."""
    from callflows.cli.selection import BadWorkspace
    from callflows.testing.scenarios.suite import CannotTest, Homes, Request, read_file
    from callflows.workspace import open_workspace

    start = str(selection.workspace.start)
    target = selection.target.name if selection.named and selection.target is not None else ""
    homes = Homes(Request(start, (), target, tuple(base.items())))
    for path in paths:
        opened = open_workspace(path.parent)
        if opened.workspace is None and not opened.diagnostics:
            yield read_file(path, start, None, base)
            continue
        try:
            yield homes.of(path).file(path)
        except CannotTest as error:
            if error.diagnostics:
                raise BadWorkspace(error.diagnostics) from None
            raise click.UsageError(error.message) from None


def read_text(data: bytes, name: str, base: Mapping[str, str]) -> CaseFile:
    """A scenario file from standard input, with the flows of the workspace of the working directory."""
    from callflows.cli.selection import chosen
    from callflows.testing.programs import Programs
    from callflows.testing.scenarios import read_scenarios
    from callflows.workspace import read_all

    selection = chosen(None)
    flows = None
    if selection.workspace.configured:
        flows = Programs(read_all(selection.workspace, target=selection.target, substitutions=base))
    return read_scenarios(data, name, flows, selection.workspace.filled(selection.target, base))
