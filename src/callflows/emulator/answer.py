"""What a handler gives back, and how it refuses."""

from __future__ import annotations

import msgspec

from callflows.api import CODES, wire

JSON = b"application/json"


class Answer(msgspec.Struct, frozen=True):
    """An HTTP answer: status, body, content type, further headers (lower-case names)."""

    status: int = 200
    body: bytes = b""
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of the program
    """Stops a handler with an error answer: a code of `api.CODES` and the values for its text."""

    def __init__(
        self,
        code: str,
        *values: str,
        message: str = "",
        details: tuple[wire.ErrorDetail, ...] = (),
        errors: tuple[wire.ErrorBody, ...] = (),
        headers: tuple[tuple[bytes, bytes], ...] = (),
        limit: wire.Limit | None = None,
        status: int = 0,
    ) -> None:
        entry = CODES[code]
        self.code = code
        self.status = status or entry.status
        self.message = message or entry.text(*values)
        self.details = details
        self.errors = errors
        self.headers = headers
        self.limit = limit
        super().__init__(self.message)

    def body(self, correlation_id: str) -> bytes:
        """The cloud's error body."""
        return wire.encode(
            wire.ErrorBody(
                message=self.message,
                code=self.code,
                status=self.status,
                message_params={},
                context_id=correlation_id,
                details=self.details,
                errors=self.errors,
                limit=self.limit,
            )
        )


class OAuthRefusal(Exception):  # noqa: N818
    """Stops a login with an error in OAuth's shape."""

    def __init__(self, error: str, description: str, *, status: int = 400) -> None:
        self.error = error
        self.description = description
        self.status = status
        super().__init__(description)

    def body(self) -> bytes:
        return wire.encode(
            wire.OAuthError(error=self.error, description=self.description, error_description=self.description)
        )


def ok(body: object, status: int = 200) -> Answer:
    """A JSON answer."""
    return Answer(status, wire.encode(body))


EMPTY = Answer(204)
