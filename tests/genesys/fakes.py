"""A scripted org behind the transport seam, in virtual time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable

import httpx2

from callflows.genesys import Budget, Client, ClientCredentials, RetryPolicy

CREDENTIALS = ClientCredentials(client_id="the-client", client_secret="the-secret")
LOGIN_HEADERS = {"ININ-Correlation-Id": "login-1"}

Handler = Callable[[httpx2.Request], Awaitable[httpx2.Response]]


def now() -> float:
    return asyncio.get_running_loop().time()


def answer(status: int, body: object = None, **headers: str) -> httpx2.Response:
    """An answer with a JSON body; `_` in header names stands for `-`."""
    content = b"" if body is None else json.dumps(body).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, content=content, headers={"Content-Type": "application/json", **names})


def fault(status: int, code: str, message: str, **headers: str) -> httpx2.Response:
    """An error body as Genesys Cloud writes it."""
    body = {"message": message, "code": code, "status": status, "contextId": "ctx-9", "details": [], "errors": []}
    return answer(status, body, **headers)


class Org:
    """Answers the login with numbered tokens and everything else from a script or a function.

    `seen` holds (virtual time, method, path with query) of everything but logins, `requests` the requests themselves.
    """

    def __init__(self, reply: Handler | Iterable[httpx2.Response | Exception], *, expires_in: int = 86_400) -> None:
        self.seen: list[tuple[float, str, str]] = []
        self.requests: list[httpx2.Request] = []
        self.logins: list[httpx2.Request] = []
        self.login_times: list[float] = []
        self.login_answers: list[httpx2.Response | Exception] = []
        self.login_seconds = 0.0
        self._expires_in = expires_in
        self._reply = reply if callable(reply) else _script(reply)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/oauth/token":
            return await self._login(request)
        self.seen.append((round(now(), 6), request.method, request.url.raw_path.decode()))
        self.requests.append(request)
        return await self._reply(request)

    async def _login(self, request: httpx2.Request) -> httpx2.Response:
        self.logins.append(request)
        self.login_times.append(round(now(), 6))
        await asyncio.sleep(self.login_seconds)
        if self.login_answers:
            return _give(self.login_answers.pop(0))
        token = f"token-{len(self.logins)}"
        return answer(200, {"access_token": token, "token_type": "bearer", "expires_in": self._expires_in})

    def client(
        self,
        *,
        auth=CREDENTIALS,
        retry: RetryPolicy | None = None,
        budget: Budget | None = None,
        random: Callable[[], float] = lambda: 1.0,
        environment: str = "http://127.0.0.1:1",
        concurrency: int = 16,
        timeouts=None,
    ) -> Client:
        return Client(
            environment=environment,
            auth=auth,
            transport=httpx2.MockTransport(self),
            retry=retry,
            budget=budget,
            random=random,
            concurrency=concurrency,
            timeouts=timeouts,
        )


def _script(replies: Iterable[httpx2.Response | Exception]) -> Handler:
    left = list(replies)

    async def reply(request: httpx2.Request) -> httpx2.Response:
        if not left:
            raise AssertionError(f"the script has no answer for {request.method} {request.url.path}")
        return _give(left.pop(0))

    return reply


def _give(reply: httpx2.Response | Exception) -> httpx2.Response:
    if isinstance(reply, Exception):
        raise reply
    return reply
