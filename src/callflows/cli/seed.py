"""`callflows seed`: a local org to try things on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, USAGE


@click.command(short_help="Fill the local org from a directory.")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--database", metavar="URL", help="A path or a database URL.  [default: .callflows/org.db]")
def command(*, directory: Path, database: str | None) -> int:
    """Fill the local org from DIRECTORY: org.yaml (divisions, queues, numbers, tables …),
    then flows/*.yaml, which are published. Seeding twice changes nothing."""
    from callflows.emulator import seed
    from callflows.platform import local_database, remote_of
    from callflows.store import open_store

    remote = None if database else remote_of(os.environ)
    if remote is not None:
        click.echo(
            f"error: seed fills the local org, and the GENESYS_ variables choose {remote.environment}\n"
            "    next: unset them, or bring single flows there with `callflows publish`",
            err=True,
        )
        return USAGE
    with open_store(database or local_database(Path.cwd())) as store:
        seeded = seed(store, directory)
    output.diagnostics(seeded.diagnostics)
    for kind, name in seeded.made:
        click.echo(f"made       {kind.lower()}: {name}")
    for flow in seeded.flows:
        click.echo(f"{'published' if flow.changed else 'unchanged'}  {flow.type}: {flow.name} {flow.version}")
    return OK if seeded.good else FINDINGS
