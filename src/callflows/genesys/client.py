"""The client: the one place through which every request to an org goes."""

from __future__ import annotations

import asyncio
import logging
import random as _random
from collections.abc import AsyncIterator, Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar, cast

import httpx2
import msgspec

from callflows.api import Operation, hosts, wire
from callflows.genesys import answers, errors
from callflows.genesys.auth import AccessToken, Auth, ClientCredentials
from callflows.genesys.budget import Budget
from callflows.genesys.connection import Connection, Timeouts
from callflows.genesys.pacing import FIRST_WAIT
from callflows.genesys.requests import QueryValue, Requests, content, target
from callflows.genesys.retry import Retry, RetryPolicy, may_repeat
from callflows.genesys.senders import ApiSender, LoginSender, Sender, StorageSender
from callflows.genesys.tokens import GivenTokens, LoginTokens, Tokens

Answer = TypeVar("Answer")
Item = TypeVar("Item")

PAGE_SIZE = 100
"""Genesys Cloud: the largest page that every listing gives."""

_LOG = logging.getLogger("callflows.genesys")


class Client:
    """A client of one org, for one event loop. Many tasks may use it at once; they share its budget and token.

    `environment` is what `api.hosts` takes: a region or the URL of a local org. `transport` replaces the network,
    `random` gives numbers in [0, 1) for the waits between attempts, `concurrency` bounds the requests
    under way at once, and apart from them the uploads and downloads. `job_wait` is the number of seconds before a
    job is asked for the first time, as long as nothing is known of how long jobs take there. `on_retry` is told, from
    the event loop, of every request that is about to be sent again.
    `requests` counts what was sent. Every method that sends raises `GenesysError` and nothing else.
    """

    def __init__(
        self,
        *,
        environment: str,
        auth: Auth,
        transport: httpx2.AsyncBaseTransport | None = None,
        budget: Budget | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        concurrency: int = 16,
        job_wait: float = FIRST_WAIT,
        on_retry: Callable[[Retry], None] | None = None,
        random: Callable[[], float] = _random.random,
    ) -> None:
        self.hosts = hosts(environment)
        self.budget = budget or Budget()
        self.requests = Requests()
        self.job_wait = job_wait
        self._auth = auth
        self._retry = retry or RetryPolicy()
        self._random = random
        self._on_retry = on_retry
        self._connection = Connection(transport=transport, timeouts=timeouts or Timeouts(), concurrency=concurrency)
        self._tokens = self._tokens_for(auth)

    async def call(
        self,
        operation: Operation[Answer],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: object = None,
    ) -> Answer:
        """Do the operation and give its decoded answer."""
        sender = ApiSender(
            operation,
            url=self.hosts.api + target(operation, path or {}, query or {}),
            data=content(operation, body),
            connection=self._connection,
            budget=self.budget,
            tokens=self._tokens,
            requests=self.requests,
        )
        return _decode(operation, await self._persist(sender))

    async def pages(
        self,
        operation: Operation[wire.Page[Item]],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        size: int = PAGE_SIZE,
    ) -> AsyncIterator[Item]:
        """All entities of a listing. A page is fetched when its first entity is asked for."""
        number = 1
        while True:
            paged = {**(query or {}), "pageNumber": number, "pageSize": size}
            page = await self.call(operation, path=path, query=paged)
            for entity in page.entities or ():
                yield entity
            last = number >= page.page_count if page.page_count is not None else page.next_uri is None
            if last or not page.entities:
                return
            number += 1

    async def upload(self, url: str, headers: Mapping[str, str], data: bytes) -> None:
        """PUT a file to a signed URL, with exactly these headers and no token."""
        await self._persist(
            StorageSender(
                "PUT", url=url, headers=headers, data=data, connection=self._connection, requests=self.requests
            )
        )

    async def download(self, url: str) -> bytes:
        """GET the file behind a signed URL, without a token."""
        sender = StorageSender(
            "GET", url=url, headers={}, data=None, connection=self._connection, requests=self.requests
        )
        return (await self._persist(sender)).content

    async def aclose(self) -> None:
        """Close the connections."""
        await self._connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"Client({self.hosts.api!r}, {self._auth!r})"

    async def _persist(self, sender: Sender) -> httpx2.Response:
        """Send until it succeeds or the policy gives up; then raise the last error."""
        spent = 0.0
        attempt = 1
        while True:
            await sender.ready()
            began = _now()
            error: errors.GenesysError
            try:
                response = await sender.send()
                if response.is_success:
                    return response
                if sender.at_once(response):
                    continue
                error = sender.fault(response)
            except errors.TransportError as broken:
                error = broken
            spent += _now() - began
            repeatable = may_repeat(sender.operation, error)
            wait = self._retry.wait(error, attempt=attempt, spent=spent, repeatable=repeatable, random=self._random)
            if wait is None:
                raise error
            _LOG.debug("%s: again in %.1f s after %s", sender.operation.name, wait, type(error).__name__)
            if self._on_retry is not None:
                self._on_retry(Retry(error=error, seconds=wait, attempt=attempt))
            self.requests.retries += 1
            attempt += 1
            spent += wait
            await asyncio.sleep(wait)

    def _tokens_for(self, auth: Auth) -> Tokens:
        if isinstance(auth, AccessToken):
            return GivenTokens(auth)

        async def login() -> wire.AccessTokenResponse:
            return await self._login(auth)

        return LoginTokens(login)

    async def _login(self, auth: ClientCredentials) -> wire.AccessTokenResponse:
        response = await self._persist(
            LoginSender(auth, login=self.hosts.login, connection=self._connection, requests=self.requests)
        )
        try:
            return wire.decode(response.content, wire.AccessTokenResponse)
        except msgspec.DecodeError:
            told = f"{self.hosts.login}/oauth/token: the answer is not a token"
            raise errors.UnexpectedAnswer(told, status=response.status_code) from None


def _decode(operation: Operation[Answer], response: httpx2.Response) -> Answer:
    """The answer's body as the type that the table gives."""
    wanted = operation.response
    if wanted is None:
        return cast("Answer", None)
    if wanted is msgspec.Raw:
        return cast("Answer", msgspec.Raw(response.content))
    try:
        return cast("Answer", msgspec.json.decode(response.content, type=wanted))
    except msgspec.DecodeError as wrong:
        raise answers.unexpected_answer(response, operation, str(wrong)) from None


def _now() -> float:
    return asyncio.get_running_loop().time()
