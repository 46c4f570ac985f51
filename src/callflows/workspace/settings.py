"""A workspace: the folder of a `callflows.toml`, what belongs to it, and the orgs that it is published to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from callflows.architect import Substitutions
from callflows.diagnostics import Diagnostic

CONFIG: Final = "callflows.toml"
FOLDER: Final = ".callflows"
LOCAL: Final = "local"
"""The `environment` of a target that is the local org."""
CLIENT_ID: Final = "GENESYS_CLIENT_ID"
CLIENT_SECRET: Final = "GENESYS_CLIENT_SECRET"  # noqa: S105 - the name of a variable


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """An org by the name that the team gives it.

    `environment` is a region's domain, the URL of a server, or `local`. `client_id` and `client_secret` are the NAMES
    of the environment variables that hold the credentials. `division` is that of flows that `callflows create` makes,
    "" for the home division. `substitutions` come on top of the workspace's.
    """

    name: str
    environment: str
    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    division: str = ""
    substitutions: Mapping[str, str] = {}

    @property
    def local(self) -> bool:
        """Whether this is the local org."""
        return self.environment == LOCAL


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """What a `callflows.toml` says.

    `root` is its folder, absolute. `start` is the folder that file names are shown relative to. `include` and `exclude`
    are files, folders or globs, relative to `root`, with `/`. `configured` is False for a folder without a
    `callflows.toml`, whose files are given one by one.
    """

    root: Path
    start: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    substitutions: Mapping[str, str] = {}
    targets: tuple[Target, ...] = ()
    default_target: str = ""
    configured: bool = True

    def target(self, name: str) -> Target | None:
        """The target of this name, None where there is none."""
        return next((target for target in self.targets if target.name == name), None)

    def filled(self, target: Target | None, extra: Mapping[str, str] | None = None) -> Substitutions:
        """What placeholders stand for: the workspace's values, then the target's, then `extra`; the last one wins."""
        own = Substitutions.of(self.substitutions)
        return Substitutions.of(extra or {}).over(Substitutions.of(target.substitutions if target else {}).over(own))

    @property
    def cache(self) -> Path:
        """Where what was read is kept. It may be deleted at any time."""
        return self.root / FOLDER / "cache"


class Opened(msgspec.Struct, frozen=True):
    """What was found: `workspace` is None where there is no `callflows.toml`, or where it has an error."""

    workspace: Workspace | None
    diagnostics: tuple[Diagnostic, ...] = ()


def loose(start: Path) -> Workspace:
    """The folder as a workspace that says nothing: for files that are given by their paths."""
    return Workspace(root=start, start=start, configured=False)
