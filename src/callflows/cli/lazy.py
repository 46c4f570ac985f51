"""A command group that imports a command only when it is run, so that `--help` answers at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

import click


class ReaderGoneError(Exception):
    """Nobody reads the output any more."""


@contextmanager
def _unread() -> Iterator[None]:
    """A closed pipe as ReaderGoneError: of an OSError for it, click makes an exit of its own with code 1."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGoneError from error


class LazyGroup(click.Group):
    """`lazy` maps a command's name to (module, one-line help). The module has the command as `command`;
    a test compares the help here with the command's own. Output that nobody reads any more is ReaderGoneError."""

    def __init__(self, *args: object, lazy: Mapping[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.lazy = lazy

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        with _unread():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        with _unread():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return None
        found = import_module(self.lazy[cmd_name][0]).command
        if not isinstance(found, click.Command):
            raise TypeError(f"{self.lazy[cmd_name][0]}.command is not a command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in self.lazy.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.lazy and not args[0].startswith("-"):
            raise click.UsageError(f"no such command {args[0]!r}.{near(args[0], self.lazy)}", ctx)
        return super().resolve_command(ctx, args)


def near(word: str, known: Mapping[str, object]) -> str:
    """` Did you mean X?`, or "" where nothing is near."""
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""
