"""Divisions."""

from __future__ import annotations

from collections.abc import AsyncIterator

from callflows.api import operation, wire
from callflows.genesys.client import Client
from callflows.genesys.resources.names import only_named

_LIST = operation("get_authorization_divisions", wire.AuthzDivisionEntityListing)
_HOME = operation("get_authorization_divisions_home", wire.AuthzDivision)


def list_divisions(client: Client, *, name: str | None = None) -> AsyncIterator[wire.AuthzDivision]:
    """All divisions, or those that the org's own name filter gives."""
    return client.pages(_LIST, query={"name": name})


async def find_division(client: Client, name: str) -> wire.AuthzDivision | None:
    """The division of exactly that name, None when there is none. Raises `AmbiguousName`."""
    return await only_named("division", name, list_divisions(client, name=name))


async def home_division(client: Client) -> wire.AuthzDivision:
    """The division that every org has."""
    return await client.call(_HOME)
