"""`callflows init`: a workspace in an empty folder, or around the flows that are there."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from callflows.workspace import Duplicate, SharedFlow, Survey

T = TypeVar("T")
MOST = 8
"""Facts of one sort that are shown."""
INDENT = " " * len("found  ")
NARROWEST = 40


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
        click.echo("found  no flow files: two to start from are written, and calls that test them")
        return
    kinds = ", ".join(f"{count} {kind}" for kind, count in found.types.items())
    _say(f"{output.counted(len(found.flows), 'flow file')}: {kinds or 'none that can be read'}", "found  ")
    if found.exported or found.hand_written:
        _say(f"{len(found.exported)} as the org exports them, {len(found.hand_written)} written by hand")
    if len(found.templates) > MOST:
        names = output.counted(len(found.placeholders), "name")
        _say(f"{len(found.templates)} are templates; together they need {names}, which callflows.toml lists")
    else:
        for template in found.templates:
            _headed(f"template {template.file} needs", ", ".join(template.names))
    _some(found.shared, lambda one: _say(_shared(one)))
    _some(found.duplicates, _twins)
    _some(found.faulty, lambda name: _say(f"{name} has errors"))
    _some(found.others, lambda name: _say(f"left out, no flow: {name}"))


def _shared(one: SharedFlow) -> str:
    where = "" if one.files else ", which no file holds"
    return f"shared flow {one.name}{where}: {output.counted(len(one.callers), 'caller')}"


def _twins(one: Duplicate) -> None:
    """A flow that several files hold, and each of them on a line of its own."""
    _say(f"{one.type} {one.name} is in {len(one.files)} files:")
    for name in one.files[:MOST]:
        click.echo(f"{INDENT}    {name}")
    if len(one.files) > MOST:
        click.echo(f"{INDENT}    and {len(one.files) - MOST} more")


def _some(found: Sequence[T], tell: Callable[[T], None]) -> None:
    """All of them, or the first of many."""
    for one in found[:MOST]:
        tell(one)
    if len(found) > MOST:
        _say(f"and {len(found) - MOST} more like this (--json has all)")


def _headed(head: str, text: str) -> None:
    """`head text`; below the head where both are too long for one line."""
    if len(INDENT) + len(head) + 1 + len(text) <= shutil.get_terminal_size().columns:
        _say(f"{head} {text}")
    else:
        click.echo(f"{INDENT}{head}")
        _say(text, f"{INDENT}    ")


def _say(text: str, first: str = INDENT) -> None:
    """A fact on as many lines as the terminal asks for; names of files are never broken."""
    rest = first if first.isspace() and len(first) > len(INDENT) else f"{INDENT}    "
    width = max(shutil.get_terminal_size().columns, NARROWEST)
    click.echo(
        textwrap.fill(
            text,
            width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _next_steps(found: Survey, folder: Path) -> str:
    inside = "" if folder == Path() else f"cd {folder} && "
    if not found.flows:
        return f'    next: {inside}callflows test && callflows publish && callflows call "Main line" --press 123456'
    if found.placeholders:
        return "    next: give the placeholders values under [substitutions] in callflows.toml"
    return f"    next: {inside}callflows publish (to the local org), then callflows call NAME"
