"""Requests straight into the application, without a socket and without an event loop."""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec
from starlette.types import ASGIApp, Message


class Reply(msgspec.Struct, frozen=True):
    """What came back; header names in lower case. Status 0: nothing came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def code(self) -> str:
        """The code of an error body, or of a login's error."""
        return str(self.json.get("code") or self.json.get("error"))


class Http:
    """A caller of the API with a token."""

    def __init__(self, app: ASGIApp, token: str = "", base: str = "http://org.test") -> None:
        self.app = app
        self.token = token
        self.base = base

    def get(self, path: str, **query: object) -> Reply:
        return self.send("GET", path, query=query)

    def post(self, path: str, body: object = None, **query: object) -> Reply:
        return self.send("POST", path, body, query=query)

    def put(self, path: str, body: object = None, **query: object) -> Reply:
        return self.send("PUT", path, body, query=query)

    def delete(self, path: str, **query: object) -> Reply:
        return self.send("DELETE", path, query=query)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
        whole: bool = True,
    ) -> Reply:
        """Send one request. `body` is sent as JSON, `data` as it is. A URL may stand for the path. Without `whole`
        the caller is gone after `data`, before the end of the body."""
        parts = urlsplit(path)
        text = parts.query or urlencode({name.rstrip("_"): value for name, value in (query or {}).items()})
        given = {"host": "org.test", **(headers or {})}
        if self.token and "authorization" not in given:
            given["authorization"] = f"Bearer {self.token}"
        content = data if data is not None else json.dumps(body).encode()
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": text.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        }
        return _drive(self.app, scope, content, whole=whole)

    def publish(self, yaml: str | bytes, *, stubs: bool = False) -> Reply:
        """A whole publish job; the last answer of the job."""
        job = self.post("/api/v2/flows/jobs", {"createStubs": stubs}).json
        self.upload(job, yaml)
        return self.get(f"/api/v2/flows/jobs/{job['id']}", expand="messages")

    def upload(self, job: dict[str, Any], yaml: str | bytes) -> Reply:
        data = yaml.encode() if isinstance(yaml, str) else yaml
        return self.send("PUT", job["presignedUrl"], headers={**job["headers"], "authorization": ""}, data=data)


def _drive(app: ASGIApp, scope: dict[str, Any], content: bytes, *, whole: bool) -> Reply:
    sent: list[Message] = []
    waiting: list[Message] = [{"type": "http.request", "body": content, "more_body": not whole}]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    running: Coroutine[Any, Any, None] = app(scope, receive, send)  # type: ignore[assignment]
    try:
        running.send(None)
    except StopIteration:
        pass
    else:
        raise AssertionError("the application waited for something")
    if not sent:
        return Reply(0, {}, b"")
    start = sent[0]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))
