"""`callflows coverage`: what all test runs together cover of the flows of the workspace."""

from __future__ import annotations

from pathlib import Path

import click

from callflows.cli import output
from callflows.cli.covering import Wish, fail_option, folder_of, folder_option, formats, missing_option, tell
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import Pairs, set_option, target_option


@click.command(short_help="Report what all test runs together cover of your flows.")
@click.option(
    "--format",
    "asked",
    metavar="FORMATS",
    default="terminal",
    callback=formats,
    help="Any of terminal, html, xml (Cobertura), json.  [default: terminal]",
)
@missing_option
@fail_option
@folder_option
@click.option("--erase", is_flag=True, help="Remove what is kept, and report nothing.")
@target_option
@set_option
def command(
    *,
    asked: tuple[str, ...],
    show_missing: bool,
    fail_under: float | None,
    coverage_dir: Path | None,
    erase: bool,
    target: str | None,
    substitutions: Pairs,
) -> int:
    """Report what the calls of all test runs together cover: those of `callflows test
    --coverage` and of `pytest --callflows-coverage`. What was measured before a flow's file
    changed is left out. docs/testing.md says what counts.

    \b
    callflows coverage --show-missing
    callflows coverage --format html,xml --fail-under 90
    """
    from callflows.cli.selection import select
    from callflows.testing.coverage import read_all

    folder = folder_of(coverage_dir)
    if erase:
        return _erase(folder)
    stored = read_all(folder)
    output.diagnostics(stored.diagnostics)
    if not stored.records:
        raise click.UsageError(f"nothing was measured yet in {folder}\n    next: callflows test --coverage")
    files = select((), target).read(substitutions)
    enough = tell(Wish(asked, coverage_dir, fail_under, show_missing), stored.records, files)
    return OK if enough and not stored.diagnostics else FINDINGS


def _erase(folder: Path) -> int:
    from callflows.testing.coverage import erase

    click.echo(f"Removed {output.counted(erase(folder), 'file')}.")
    return OK
