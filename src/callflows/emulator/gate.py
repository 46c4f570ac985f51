"""The door of the local org: every API request comes in here and every answer goes out here.

In order: find the operation, read the body within its limit, check the token, count the request, draw a
fault, check permissions and parameters, advance jobs that are due, call the handler. Whatever comes in,
an answer in the cloud's shape goes out, with `ININ-Correlation-Id`.
"""

from __future__ import annotations

import itertools
import logging
from datetime import datetime

import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from callflows.api import Host, Operation
from callflows.emulator.access import check_origin, check_permissions, client_of
from callflows.emulator.answer import Answer, OAuthRefusal, Refusal
from callflows.emulator.ask import Ask
from callflows.emulator.limits import Limits, too_many
from callflows.emulator.org import Org
from callflows.emulator.publishing.jobs import advance
from callflows.emulator.routes import Routes
from callflows.store import ClientRecord

logger = logging.getLogger("callflows.emulator")
STORAGE = "/storage/"
_NOBODY = ClientRecord(id="", name="", secret_hash="")
_PREFIXES = ("/api/", "/oauth/", STORAGE)
_BODILESS = frozenset({"GET", "HEAD", "DELETE"})
_THROWN_AWAY = 64 * 1024 * 1024
_Headers = tuple[tuple[bytes, bytes], ...]


class TooLargeError(Exception):
    """The body is over its limit."""


class BrokenOffError(Exception):
    """The caller was gone before its whole body had come."""


class ConnectionDroppedError(ConnectionResetError):
    """The answer of this request was lost on purpose (`FaultPlan.rate_dropped`)."""


class Outcome(msgspec.Struct):
    """What is known of a request while it is served, also when it ends early."""

    correlation_id: str
    headers: _Headers = ()
    dropped: bool = False


class Gate:
    """ASGI middleware that serves the API and hands every other path on."""

    def __init__(self, app: ASGIApp, *, org: Org, routes: Routes, limits: Limits) -> None:
        self._app = app
        self._org = org
        self._routes = routes
        self._limits = limits
        self._numbers = itertools.count()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(_PREFIXES):
            await self._app(scope, receive, send)
            return
        outcome = Outcome(self._org.options.new_id())
        limit = self._org.options.upload_limit if path.startswith(STORAGE) else self._org.options.body_limit
        try:
            data = b"" if scope["method"] in _BODILESS else await _body(receive, limit)
            answer = self._serve(scope, data, outcome)
        except Refusal as refusal:
            answer = Answer(refusal.status, refusal.body(outcome.correlation_id), headers=refusal.headers)
        except OAuthRefusal as refused:
            answer = Answer(refused.status, refused.body())
        except TooLargeError:
            answer = _too_large(limit, outcome)
        except BrokenOffError:
            return  # half a request does nothing, and nobody is left to answer
        except Exception:  # the outermost entry point: no request may end without an answer
            logger.exception("%s %s failed", scope["method"], path)
            answer = Answer(500, Refusal("internal.server.error").body(outcome.correlation_id))
        await _send(send, answer, outcome)

    def _serve(self, scope: Scope, data: bytes, outcome: Outcome) -> Answer:
        found = self._routes.find(scope["path"])
        # No id has a NUL in it, and Postgres takes no text with one.
        if found is None or "\x00" in scope["path"]:
            raise Refusal("not.found")
        served = found.methods.get(scope["method"])
        if served is None:
            allow = ", ".join(sorted(found.methods)).encode()
            raise Refusal("method.not.allowed", headers=((b"allow", allow),))
        operation, handler = served
        now = self._org.options.now()
        self._org.refresh()
        given = dict(scope["headers"])
        if operation.host is Host.LOGIN:
            check_origin(given)
        client = self._admit(operation, given.get(b"authorization", b""), now, outcome)
        ask = Ask(
            self._org,
            operation,
            path=found.path,
            query_string=scope["query_string"].decode("latin-1"),
            headers=given,
            data=data,
            client=client,
            now=now,
            base_url=self._org.options.base_url or _base_url(scope, given),
            correlation_id=outcome.correlation_id,
        )
        ask.check_required()
        advance(self._org, now)
        return handler(ask)

    def _admit(
        self, operation: Operation[object], authorization: bytes, now: datetime, outcome: Outcome
    ) -> ClientRecord:
        """Whose request it is. Uploads, downloads and the login carry no token."""
        if operation.host is not Host.API:
            if operation.path.startswith(STORAGE):
                self._fault(outcome, storage=True)
            return _NOBODY
        client, token = client_of(self._org, authorization, now)
        outcome.headers = self._limits.count(token, now)
        self._fault(outcome)
        check_permissions(client, operation)
        return client

    def _fault(self, outcome: Outcome, *, storage: bool = False) -> None:
        plan = self._org.faults
        if plan is None:
            return
        fault = plan.fault(next(self._numbers))
        if fault == "429" and not storage:
            raise too_many(plan.retry_after, allowed=self._limits.allowed)
        if fault == "503":
            raise Refusal("service.unavailable", headers=((b"retry-after", b"%d" % plan.retry_after),))
        outcome.dropped = fault == "dropped"


def _base_url(scope: Scope, given: dict[bytes, bytes]) -> str:
    """The address that the request came to, before which upload and download addresses stand."""
    host = given.get(b"host", b"127.0.0.1").decode("latin-1")
    return f"{scope.get('scheme', 'http')}://{host}"


async def _body(receive: Receive, limit: int) -> bytes:
    """The whole body. One that is over its limit is read on and thrown away for a while: most clients look at the
    answer only after they have sent everything."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BrokenOffError
        part = message.get("body", b"")
        size += len(part)
        more = message.get("more_body", False)
        if size <= limit:
            parts.append(part)
        elif not more or size > limit + _THROWN_AWAY:
            raise TooLargeError
        if not more:
            return b"".join(parts)


def _too_large(limit: int, outcome: Outcome) -> Answer:
    refusal = Refusal("request.entity.too.large", str(limit))
    # The rest of the body may not have been read: then the connection cannot serve another request.
    return Answer(refusal.status, refusal.body(outcome.correlation_id), headers=((b"connection", b"close"),))


async def _send(send: Send, answer: Answer, outcome: Outcome) -> None:
    headers = [
        (b"content-length", b"%d" % len(answer.body)),
        (b"inin-correlation-id", outcome.correlation_id.encode()),
        *outcome.headers,
        *answer.headers,
    ]
    if answer.body:
        headers.append((b"content-type", answer.content_type))
    if outcome.dropped:
        # A started answer that never ends makes the server close the connection.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        raise ConnectionDroppedError("the answer was lost on purpose")
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
