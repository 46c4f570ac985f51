"""Options for what placeholders stand for, beside `--set`. `callflows.cli.filling` reads them."""

from __future__ import annotations

from pathlib import Path

import click

options_option = click.option(
    "--options",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An options file: what {{NAME}} stands for, under substitutions:.",
)
table_option = click.option(
    "--table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A table (CSV, YAML): one flow for each row.",
)
