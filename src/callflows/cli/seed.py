"""`callflows seed`: an org to try things on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import target_option, to_seed_from

if TYPE_CHECKING:
    from callflows.cli.session import Org
    from callflows.diagnostics import Diagnostic


@click.command(short_help="Fill an org from a directory.")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), callback=to_seed_from)
@target_option
@click.option("--database", metavar="URL", help="A local org elsewhere: a path or a database URL.")
def command(*, directory: Path, target: str | None, database: str | None) -> int:
    """Fill an org from DIRECTORY: org.yaml (divisions, queues, data tables …), then
    flows/*.yaml, which are published. What exists is left alone.

    On Genesys Cloud only what its API can make is made: divisions, queues, data tables
    and flows. The local org gets everything, numbers and OAuth clients too.
    """
    from callflows.cli.selection import current
    from callflows.cli.session import named_org

    if database is not None:
        if target is not None:
            raise click.UsageError("--target and --database contradict each other")
        return _local(directory, database, current().root)
    org = named_org(target, changes=True)
    return _remote(directory, org) if org.remote else _local(directory, None, org.folder)


def _local(directory: Path, database: str | None, folder: Path) -> int:
    from callflows.emulator import seed
    from callflows.platform import local_database
    from callflows.store import open_store

    with open_store(database or local_database(folder)) as store:
        seeded = seed(store, directory)
    flows = [(f.type, f"{f.name} {f.version}", "published" if f.changed else "unchanged") for f in seeded.flows]
    return _show(seeded.made, flows, seeded.diagnostics, good=seeded.good)


def _remote(directory: Path, org: Org) -> int:
    from callflows.cli.session import run
    from callflows.platform import seed_remote

    seeded = run(lambda connection: seed_remote(connection.client, directory), org)
    words = {"created": "published", "updated": "published", "skipped": "unchanged"}
    flows = [
        ("flow", f"{row.flow} {row.version or row.message}", words.get(row.result, row.result)) for row in seeded.flows
    ]
    done = _show(seeded.made, flows, seeded.diagnostics, good=seeded.good)
    if seeded.left_out:
        click.echo(f"left out, because the API cannot make them: {', '.join(seeded.left_out)}", err=True)
    return done


def _show(
    made: Iterable[tuple[str, str]],
    flows: Iterable[tuple[str, str, str]],
    found: tuple[Diagnostic, ...],
    *,
    good: bool,
) -> int:
    """`flows` are (type, what is shown, what was done)."""
    output.diagnostics(found)
    for kind, name in made:
        click.echo(f"made       {kind.lower()}: {name}")
    for kind, text, done in flows:
        click.echo(f"{done:<9}  {kind}: {text}")
    return OK if good else FINDINGS
