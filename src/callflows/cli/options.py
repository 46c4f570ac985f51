"""Options that several commands have."""

from __future__ import annotations

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
