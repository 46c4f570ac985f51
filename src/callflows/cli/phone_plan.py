"""What `callflows call` calls: a flow of the org by name or number, a flow of the workspace, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output

if TYPE_CHECKING:
    from datetime import datetime

    from callflows.cli.selection import Selection
    from callflows.platform import CallPlan
    from callflows.workspace import FlowFile

CALLABLE = "inboundCall"
MODULE = "commonModule"
SUFFIXES = frozenset({".yaml", ".yml", ".tftpl"})


class Target(msgspec.Struct, frozen=True):
    """The plan of a call, and the files that its flows come from; none for what is published."""

    plan: CallPlan
    files: tuple[FlowFile, ...] = ()

    def place(self, flow: str, address: str) -> str:
        """`flows/support.yaml:12` of an address in a flow, "" where no file is known."""
        kind = address.lstrip("/").partition("/")[0]
        file = _named(self.files, kind, flow)
        span = None if file is None else file.span(address)
        return "" if span is None else f"{span.file}:{span.line}"


def target_of(name: str, selection: Selection, at: datetime) -> Target | None:
    """What answers under a name, number or file at a time; None where files have faults, which are shown. Raises
    `NothingToCall`, click's errors and the client's."""
    path = Path(name)
    if path.is_file():
        return _of_file(path, selection)
    if path.suffix in SUFFIXES and len(path.parts) > 1:
        raise click.UsageError(f"{name} does not exist")
    return _of_name(name, selection, at)


def _of_name(name: str, selection: Selection, at: datetime) -> Target | None:
    """The org's flow, else the workspace's."""
    from callflows.cli.session import org_of, run
    from callflows.platform import NothingToCall, plan_call
    from callflows.workspace import read_all

    org = org_of(selection)
    try:
        return Target(run(lambda connection: plan_call(connection, name, at), org))
    except NothingToCall:
        files = read_all(selection.workspace, target=selection.target) if selection.workspace.configured else ()
        found = _named(files, CALLABLE, name)
        if found is None:
            output.diagnostics([each for file in files if file.head is None for each in file.diagnostics])
            said = _instead(name, files)
            if said:
                raise NothingToCall(said) from None
            raise
        click.echo(f'The org has no flow "{name}" to call: this is {found.source}, which is not published.', err=True)
        return _from_files(found, files, selection, ask_org=True)


def _instead(name: str, files: tuple[FlowFile, ...]) -> str:
    """What the workspace has in place of an inbound flow of this name; "" where it has nothing like it."""
    import difflib

    from callflows.testing.programs import CALLABLE as VOICE

    for file in files:
        if file.head is not None and file.head.name.casefold() == name.casefold():
            advice = f'callflows call "{file.source}"' if file.head.type in VOICE else "call a flow that calls it"
            return f"{file.source} is no inbound flow: it is of the type {file.head.type}\n    next: {advice}"
    names = [file.head.name for file in files if file.head is not None and file.head.type == CALLABLE]
    near = difflib.get_close_matches(name, names, n=1)
    return f'there is no inbound flow "{name}"\n    next: did you mean "{near[0]}"?' if near else ""


def _of_file(path: Path, selection: Selection) -> Target | None:
    """The flow in a file, with the shared flows of the workspace. The org is asked only for a shared flow that no file
    has, or where `--target` names it."""
    from callflows.platform import NothingToCall
    from callflows.testing.programs import CALLABLE as VOICE
    from callflows.workspace import read_all

    workspace = selection.workspace
    found = read_all(workspace, (path,), target=selection.target)[0]
    if found.head is not None and found.head.type not in VOICE:
        raise NothingToCall(f"{found.source} is no flow for calls: it is of the type {found.head.type}")
    files = read_all(workspace, target=selection.target) if workspace.configured else ()
    return _from_files(found, (found, *files), selection, ask_org=selection.named)


def _from_files(found: FlowFile, files: tuple[FlowFile, ...], selection: Selection, *, ask_org: bool) -> Target | None:
    from callflows.cli.session import org_of, run
    from callflows.deploy import checked
    from callflows.engine import KnownOrg
    from callflows.platform import CallPlan, plan_unpublished

    needed = [found]
    missing = False
    for file in needed:
        for call in file.head.calls if file.head else ():
            module = _named(files, MODULE, call)
            missing = missing or module is None
            if module is not None and module not in needed:
                needed.append(module)
    loaded = checked(needed)
    output.diagnostics(loaded.diagnostics)
    flow = found.flow
    if loaded.faulty or flow is None:
        return None
    modules = {file.flow.name: file.flow for file in needed if file.flow is not None and file is not found}
    if not missing and not ask_org:
        return Target(CallPlan(flow=flow, modules=modules, version="", directory=KnownOrg()), tuple(needed))
    org = org_of(selection)
    return Target(run(lambda connection: plan_unpublished(connection.client, flow, modules), org), tuple(needed))


def _named(files: tuple[FlowFile, ...], kind: str, name: str) -> FlowFile | None:
    """The first file that holds a flow of this type and name; Genesys Cloud's names ignore case."""
    wanted = name.casefold()
    return next((f for f in files if f.head and f.head.type == kind and f.head.name.casefold() == wanted), None)
