"""`callflows init`: a workspace in an empty folder, or around the flows that are there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK

if TYPE_CHECKING:
    from callflows.workspace import SharedFlow, Survey

MOST = 8
"""Lines of one sort that are shown."""


@click.command(short_help="Make a workspace in a folder, around the flows that are there.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--json", "as_json", is_flag=True, help="Print what was found and written as JSON.")
def command(*, folder: Path, as_json: bool) -> int:
    """Make DIR (the working directory) a workspace: look at its flow files, say what
    they are, and write callflows.toml for them. An empty folder gets an inbound flow
    and a shared flow that it calls. No file that exists is overwritten; a .gitignore
    gets one line more.
    """
    from callflows.workspace import CONFIG, survey

    if (folder / CONFIG).exists():
        click.echo(f"error: {folder / CONFIG} exists already; nothing was written", err=True)
        return FINDINGS
    found = survey(folder)
    written = _write(folder, found)
    if as_json:
        output.json({"found": found, "written": written})
        return OK
    _tell(found)
    for name in written:
        click.echo(f"wrote  {folder / name}")
    click.echo(_next_steps(found, folder), err=True)
    return OK


def _write(folder: Path, found: Survey) -> list[str]:
    """Write what is missing; the names of the files that were written, in order."""
    from callflows.cli.files import write_text
    from callflows.workspace import GITIGNORE, ignoring, new_files

    written: list[str] = []
    for name, text in new_files(found).items():
        if not (folder / name).exists():
            write_text(folder / name, text)
            written.append(name)
    path = folder / GITIGNORE
    before = path.read_bytes().decode("utf-8", errors="surrogateescape") if path.exists() else None
    after = ignoring(before)
    if after is not None:
        write_text(path, after)
        written.append(GITIGNORE)
    return written


def _tell(found: Survey) -> None:
    """What was found, a line a fact, each only where there is one."""
    if not found.flows:
        click.echo("found  no flow files: two to start from are written")
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.types.items())
    click.echo(f"found  {output.counted(len(found.flows), 'flow file')}: {kinds or 'none that can be read'}")
    if found.exported or found.hand_written:
        click.echo(f"       {len(found.exported)} as the org exports them, {len(found.hand_written)} written by hand")
    _some([f"template {one.file} needs {', '.join(one.names)}" for one in found.templates])
    _some([_shared(one) for one in found.shared])
    _some([f"{one.type} {one.name} is in {len(one.files)} files: {', '.join(one.files)}" for one in found.duplicates])
    _some([f"{name} has errors" for name in found.faulty])
    _some([f"left out, no flow: {name}" for name in found.others])


def _shared(one: SharedFlow) -> str:
    where = "" if one.files else ", which no file holds"
    return f"shared flow {one.name}{where}: {output.counted(len(one.callers), 'caller')}"


def _some(lines: list[str]) -> None:
    """The lines, or the first of many."""
    for line in lines[:MOST]:
        click.echo(f"       {line}")
    if len(lines) > MOST:
        click.echo(f"       and {len(lines) - MOST} more like this (--json has all)")


def _next_steps(found: Survey, folder: Path) -> str:
    inside = "" if folder == Path() else f"cd {folder} && "
    if not found.flows:
        return f'    next: {inside}callflows publish && callflows call "Main line" --press 123456'
    if found.placeholders:
        return "    next: give the placeholders values under [substitutions] in callflows.toml"
    return f"    next: {inside}callflows publish (to the local org), then callflows call NAME"
