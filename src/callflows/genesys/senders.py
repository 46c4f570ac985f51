"""The three kinds of requests: to the API, to the storage behind signed URLs, and to the login."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Protocol

import httpx2

from callflows.api import OPERATIONS, Host, Operation
from callflows.genesys import answers
from callflows.genesys.auth import ClientCredentials
from callflows.genesys.budget import Budget, Ticket
from callflows.genesys.connection import Connection
from callflows.genesys.errors import GenesysError
from callflows.genesys.requests import Requests
from callflows.genesys.tokens import Tokens

_TOKEN = OPERATIONS["post_oauth_token"]
_FREELY = OPERATIONS["get_flow"].retry_on


class Sender(Protocol):
    """One request that may be sent several times. Each attempt is `ready`, then `send`."""

    @property
    def operation(self) -> Operation[object]:
        """The row whose rules hold for repeating it."""

    async def ready(self) -> None:
        """Wait for what an attempt needs. Raises `GenesysError`, which is final."""

    async def send(self) -> httpx2.Response:
        """One attempt. Raises `TransportError`."""

    def at_once(self, response: httpx2.Response) -> bool:
        """Whether to send again at once, outside of the retry policy."""

    def fault(self, response: httpx2.Response) -> GenesysError:
        """The error for an answer that is not success."""


class ApiSender:
    """A request to the API: within the budget, with a token, and with another one after the first 401."""

    def __init__(
        self,
        operation: Operation[object],
        *,
        url: str,
        data: bytes | None,
        connection: Connection,
        budget: Budget,
        tokens: Tokens,
        requests: Requests,
    ) -> None:
        self.operation = operation
        self._url = url
        self._data = data
        self._connection = connection
        self._budget = budget
        self._tokens = tokens
        self._requests = requests
        self._ticket: Ticket | None = None
        self._token = ""
        self._refused: str | None = None

    async def ready(self) -> None:
        async with AsyncExitStack() as undo:
            await self._connection.calls.acquire()
            undo.callback(self._connection.calls.release)
            ticket = await self._budget.take()
            undo.callback(self._budget.give_back)
            self._token = await self._tokens.current()
            undo.pop_all()
        self._ticket = ticket

    async def send(self) -> httpx2.Response:
        ticket = self._ticket
        assert ticket is not None  # noqa: S101 - `ready` comes first
        answered: Mapping[str, str] | None = None
        try:
            self._requests.count_call(self.operation.name)
            response = await self._connection.send(
                f"{self.operation.method} {self.operation.path}",
                method=self.operation.method,
                url=self._url,
                headers=self._headers(),
                data=self._data,
                seconds=self._connection.timeouts.call,
            )
            answered = response.headers
            if response.status_code == 429:
                self._budget.limited(answers.retry_after(response.headers), answered)
            return response
        finally:
            self._budget.answered(ticket, answered)
            self._connection.calls.release()

    def at_once(self, response: httpx2.Response) -> bool:
        """After the first 401: the next attempt gets a fresh token, or none and then it is final."""
        if response.status_code != 401 or self._refused is not None:
            return False
        self._refused = self._token
        return self._tokens.refused(self._token)

    def fault(self, response: httpx2.Response) -> GenesysError:
        return answers.api_error(response, self.operation)

    def _headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._token}"}
        if self._data is not None:
            headers["Content-Type"] = "application/json"
        return headers


class StorageSender:
    """A request to a signed URL: no token, no budget, repeatable freely."""

    def __init__(
        self,
        method: str,
        *,
        url: str,
        headers: Mapping[str, str],
        data: bytes | None,
        connection: Connection,
        requests: Requests,
    ) -> None:
        self.operation: Operation[object] = Operation(
            name="storage", method=method, path="<signed URL>", idempotent=True, retry_on=_FREELY
        )
        self._url = url
        self._headers = headers
        self._data = data
        self._connection = connection
        self._requests = requests

    async def ready(self) -> None:
        """Nothing to wait for."""

    async def send(self) -> httpx2.Response:
        if self._data is None:
            self._requests.downloads += 1
        else:
            self._requests.uploads += 1
        async with self._connection.transfers:
            return await self._connection.send(
                "download" if self._data is None else "upload",
                method=self.operation.method,
                url=self._url,
                headers=self._headers,
                data=self._data,
                seconds=self._connection.timeouts.transfer,
            )

    def at_once(self, _: httpx2.Response) -> bool:
        return False

    def fault(self, response: httpx2.Response) -> GenesysError:
        return answers.storage_error(response, self.operation.method)


class LoginSender:
    """The login with client credentials. Genesys Cloud: Basic header, form body, a host of its own."""

    operation: Operation[object] = _TOKEN

    def __init__(self, auth: ClientCredentials, *, login: str, connection: Connection, requests: Requests) -> None:
        assert self.operation.host is Host.LOGIN  # noqa: S101 - what the table says
        self._auth = auth
        self._login = login
        self._connection = connection
        self._requests = requests

    async def ready(self) -> None:
        """Nothing to wait for: the login has no token yet, so the token's budget does not count it."""

    async def send(self) -> httpx2.Response:
        self._requests.logins += 1
        secret = b64encode(f"{self._auth.client_id}:{self._auth.client_secret}".encode()).decode("ascii")
        return await self._connection.send(
            f"POST {_TOKEN.path}",
            method="POST",
            url=self._login + _TOKEN.path,
            headers={"Authorization": f"Basic {secret}", "Content-Type": "application/x-www-form-urlencoded"},
            data=b"grant_type=client_credentials",
            seconds=self._connection.timeouts.call,
        )

    def at_once(self, _: httpx2.Response) -> bool:
        return False

    def fault(self, response: httpx2.Response) -> GenesysError:
        return answers.login_error(response, self._login)
