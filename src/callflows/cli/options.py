"""Options that several commands have."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import click

Pairs = tuple[tuple[str, str], ...]


def name_value_pairs(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> Pairs:
    """`name=value`, as often as it is given; the last of a name wins."""
    pairs: dict[str, str] = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{text!r} is not of the form NAME=VALUE")
        pairs[name.strip()] = value
    return tuple(pairs.items())


def a_number(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    """Refuses `nan`, which lies in every range."""
    if value is not None and isnan(value):
        raise click.BadParameter("it is not a number")
    return value


def to_seed_from(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    """Refuses a folder that an org cannot be filled from: a slip in its name would pass for an org that is full."""
    if value is not None and not (value / "org.yaml").exists() and not any((value / "flows").glob("*.yaml")):
        raise click.BadParameter(f"{value} has neither an org.yaml nor a folder flows with *.yaml in it")
    return value


paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
"""Files and folders; without them the workspace. `callflows.cli.selection.select` takes them."""

target_option = click.option(
    "--target", metavar="NAME", help="The org and substitutions of [targets.NAME] in callflows.toml."
)

set_option = click.option(
    "--set",
    "substitutions",
    multiple=True,
    metavar="NAME=VALUE",
    callback=name_value_pairs,
    help="What {{NAME}} stands for in the files. Repeatable.",
)

jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes that read files.  [default: as many as pay]"
)
