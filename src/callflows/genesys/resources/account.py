"""Whose token this is."""

from __future__ import annotations

from callflows.api import operation, wire
from callflows.genesys.client import Client

_TOKEN = operation("get_tokens_me", wire.TokenInfo)
_ORG = operation("get_organizations_me", wire.Organization)


async def token_info(client: Client) -> wire.TokenInfo:
    """The org and OAuth client of the token: the cheapest check of credentials, for which no permission is needed."""
    return await client.call(_TOKEN)


async def organization(client: Client) -> wire.Organization:
    """The org."""
    return await client.call(_ORG)
