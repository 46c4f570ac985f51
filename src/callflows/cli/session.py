"""Which org a command works on, and running one asynchronous piece of work against it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

if TYPE_CHECKING:
    from callflows.cli.selection import Selection
    from callflows.platform import Connection
    from callflows.workspace import Target

Answer = TypeVar("Answer")


class Org(msgspec.Struct, frozen=True):
    """The org that a target names, or the environment variables where there is no target.

    `folder` is where the local org, the journal and the locks are kept: the workspace, else the working directory.
    """

    folder: Path
    target: Target | None = None

    def environ(self) -> Mapping[str, str]:
        """The variables that `callflows.platform.connect` reads. Raises click.UsageError where the target's are not
        set. Holds secrets: never print it."""
        from callflows.platform.environment import CLIENT_ID, CLIENT_SECRET, ENVIRONMENT

        target = self.target
        if target is None:
            return os.environ
        if target.local:
            return {}
        names = (target.client_id, target.client_secret)
        values = [os.environ.get(name, "").strip() for name in names]
        missing = [name for name, value in zip(names, values, strict=True) if not value]
        if missing:
            needs = " and ".join(missing)
            raise click.UsageError(f'the target "{target.name}" needs {needs}, which {_are(missing)} not set')
        return {ENVIRONMENT: target.environment, CLIENT_ID: values[0], CLIENT_SECRET: values[1]}

    @property
    def remote(self) -> bool:
        """Whether it is reached over the network."""
        from callflows.platform import remote_of

        return remote_of(self.environ()) is not None


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def org_of(selection: Selection, *, changes: bool = False) -> Org:
    """The org of a selection. A command that `changes` it says which one it is; where it is not the local one, a
    default target is not enough: it has to be named. Raises click.UsageError."""
    org = Org(selection.workspace.root, selection.target)
    target = selection.target
    if changes and target is not None:
        if not target.local and not selection.named:
            message = f'this changes the default target "{target.name}" ({target.environment})'
            raise click.UsageError(f"{message}\n    next: name it: --target {target.name}")
        click.echo(f"target {target.name}: {'the local org' if target.local else target.environment}", err=True)
    return org


def named_org(target: str | None, *, changes: bool = False) -> Org:
    """The org of `--target`, for commands that take no files."""
    from callflows.cli.selection import chosen

    return org_of(chosen(target), changes=changes)


def run(work: Callable[[Connection], Awaitable[Answer]], org: Org | None = None) -> Answer:
    """Connect, do the work, disconnect. Errors of the client and KeyboardInterrupt go through to the caller."""
    from callflows.cli.output import retry_notice
    from callflows.platform import connect

    found = org or named_org(None)
    environ = found.environ()

    async def session() -> Answer:
        async with connect(environ, found.folder, on_retry=retry_notice()) as connection:
            return await work(connection)

    return asyncio.run(session())
