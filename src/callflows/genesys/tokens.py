"""The bearer token: fetched once for all who wait for it, renewed in time, dropped when refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from callflows.api import wire
from callflows.genesys.auth import AccessToken

RENEW_AT = 0.9
"""The share of a token's life after which it is renewed."""


class Tokens(Protocol):
    """Where the token of a request comes from."""

    async def current(self) -> str:
        """A token to send now."""

    def refused(self, token: str) -> bool:
        """The server answered 401 to this token. True when `current` gives another one from now on."""


class LoginTokens:
    """Tokens from a login. Tasks that need one at the same time share one login."""

    def __init__(self, login: Callable[[], Awaitable[wire.AccessTokenResponse]]) -> None:
        self._login = login
        self._token: str | None = None
        self._renew_at = 0.0
        self._lock = asyncio.Lock()

    async def current(self) -> str:
        """The token, logged in for when there is none or its time is nearly up. Raises what the login raises."""
        if (token := self._fresh()) is not None:
            return token
        async with self._lock:
            if (token := self._fresh()) is not None:
                return token
            answer = await self._login()
            life = float("inf") if answer.expires_in is None else answer.expires_in * RENEW_AT
            self._token = answer.access_token
            self._renew_at = asyncio.get_running_loop().time() + life
            return answer.access_token

    def refused(self, token: str) -> bool:
        """Drop the token, unless another task has fetched a new one since."""
        if self._token == token:
            self._token = None
        return True

    def _fresh(self) -> str | None:
        return self._token if asyncio.get_running_loop().time() < self._renew_at else None

    def __repr__(self) -> str:
        return f"LoginTokens(logged_in={self._token is not None})"


class GivenTokens:
    """Tokens that the program brings along."""

    def __init__(self, given: AccessToken) -> None:
        self._given = given

    async def current(self) -> str:
        """What the program says is the token now."""
        return self._given.current()

    def refused(self, token: str) -> bool:
        """Whether the program has put another token in place since."""
        return self._given.current() != token
