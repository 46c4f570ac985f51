"""Files that a command changes: standard input among them, and what changes as a diff."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path

import click

from callflows.cli import output

STDIN = Path("-")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def is_stdin(paths: tuple[Path, ...]) -> bool:
    """Whether the only path is `-`. Raises click.UsageError where `-` stands among others."""
    if STDIN in paths and len(paths) > 1:
        raise click.UsageError("- (standard input) stands alone")
    return paths == (STDIN,)


def print_diff(before: str, after: str, name: str) -> None:
    """A unified diff on standard output, in colour on a terminal. Line ends that differ are shown as changed lines."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, name, name):
        text = line.rstrip("\r\n")
        shown = click.style(text, fg=_COLOURS.get(line[0])) if coloured() else text
        click.echo(shown)
        if line[0] in " +-" and not line.endswith("\n"):
            click.echo("\\ No newline at end of file")


def coloured() -> bool:
    """Whether standard output takes colour."""
    return output.on_terminal(sys.stdout) and not os.environ.get("NO_COLOR")


def print_text(text: str) -> None:
    """A text on standard output, byte for byte."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
