"""How a program proves who it is. Nothing here shows a secret when it is printed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class ClientCredentials(msgspec.Struct, frozen=True, kw_only=True):
    """An OAuth client of grant type Client Credentials. The client logs in by itself, and again before expiry."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"ClientCredentials(client_id={self.client_id!r}, client_secret=<secret>)"


class AccessToken(msgspec.Struct, frozen=True):
    """A token that somebody else looks after, or a function that gives the current one.

    It is read again for every request, so a refresh is honoured. Nobody logs in with it.
    """

    source: str | Callable[[], str]

    def current(self) -> str:
        """The token now."""
        return self.source if isinstance(self.source, str) else self.source()

    def __repr__(self) -> str:
        return "AccessToken(<secret>)"


Auth = ClientCredentials | AccessToken
