"""Finding one object by its exact name.

Genesys Cloud filters by name itself, but not exactly: the filter of flows and prompts takes `*` as a wildcard, and case
may not count. So a name with a `*` in it, and a name that differs in case only, bring strangers: every find compares
again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol, TypeVar

from callflows.api import wire
from callflows.genesys.errors import AmbiguousName, Match


class Named(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> str | None:
        """The id."""

    @property
    def name(self) -> str | None:
        """The name."""


Thing = TypeVar("Thing", bound=Named)


async def only_named(kind: str, name: str, found: AsyncIterator[Thing]) -> Thing | None:
    """The one object of exactly that name, None when there is none. Raises `AmbiguousName` when there are more."""
    exact = [thing async for thing in found if thing.name == name]
    if len(exact) > 1:
        raise AmbiguousName(kind, name, tuple(_match(thing) for thing in exact))
    return exact[0] if exact else None


def _match(thing: Named) -> Match:
    kind = getattr(thing, "type", None)
    division = getattr(thing, "division", None)
    return Match(
        id=thing.id or "",
        name=thing.name or "",
        type=kind.lower() if isinstance(kind, str) else "",
        division=(division.name or "") if isinstance(division, wire.Ref) else "",
    )
