"""A request as handlers see it: parameters by the operation's table row, the body by its type."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from urllib.parse import parse_qs

import msgspec

from callflows.api import Operation, wire
from callflows.emulator.answer import Refusal
from callflows.emulator.org import Org
from callflows.emulator.publishing.names import unkeepable
from callflows.store import ClientRecord, Page

T = TypeVar("T")
_LARGEST = 2**31 - 1
_DEFAULT_SIZE = 25


class Ask:
    """One request. `path` are the path parameters; `client` is whose token it carries."""

    __slots__ = (
        "_query",
        "base_url",
        "client",
        "correlation_id",
        "data",
        "headers",
        "now",
        "operation",
        "org",
        "path",
        "query_string",
    )

    def __init__(
        self,
        org: Org,
        operation: Operation[object],
        *,
        path: dict[str, str],
        query_string: str,
        headers: dict[bytes, bytes],
        data: bytes,
        client: ClientRecord,
        now: datetime,
        base_url: str,
        correlation_id: str,
    ) -> None:
        self.org = org
        self.operation = operation
        self.path = path
        self.query_string = query_string
        self.headers = headers
        self.data = data
        self.client = client
        self.now = now
        self.base_url = base_url
        self.correlation_id = correlation_id
        self._query: dict[str, list[str]] | None = None

    @property
    def query(self) -> dict[str, list[str]]:
        """The query parameters as they were written, repeated ones in order."""
        if self._query is None:
            if "%00" in self.query_string:
                raise Refusal("bad.request")
            self._query = parse_qs(self.query_string, keep_blank_values=True) if self.query_string else {}
        return self._query

    def text(self, name: str, default: str = "") -> str:
        """A parameter that is given once; the last one counts."""
        found = self.query.get(name)
        return found[-1].strip() if found else default

    def many(self, name: str) -> tuple[str, ...]:
        """A list parameter, comma-joined (both SDKs) or repeated (CX as Code)."""
        parts = (part.strip() for text in self.query.get(name, ()) for part in text.split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def flag(self, name: str, default: bool = False) -> bool:
        """A Boolean parameter."""
        text = self.text(name)
        if not text:
            return default
        if text.lower() not in ("true", "false"):
            raise Refusal("invalid.value", text, "Boolean", "[true, false]")
        return text.lower() == "true"

    def number(self, name: str, default: int, *, largest: int = _LARGEST) -> int:
        """A whole number from 1 to `largest`."""
        text = self.text(name)
        if not text:
            return default
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
        if not 1 <= value <= largest:
            raise Refusal("invalid.value", text, name, f"1 to {largest}")
        return value

    def page(self, *, largest: int = 500) -> Page:
        """The page that is asked for."""
        return Page(number=self.number("pageNumber", 1), size=self.number("pageSize", _DEFAULT_SIZE, largest=largest))

    def descending(self) -> bool:
        """Whether `sortOrder` asks for the reverse (asc, desc, ascending, descending in any case)."""
        return self.text("sortOrder").lower().startswith("desc")

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 date-time parameter."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise Refusal("invalid.date", text) from None
        return found if found.tzinfo else found.replace(tzinfo=self.now.tzinfo)

    def body(self, type: type[T]) -> T:
        """The JSON body. An absent, empty or `null` body is an empty object."""
        data = self.data.strip()
        if data in (b"", b"null"):
            data = b"{}"
        else:
            check_media_type(self.headers)
        self.refuse_nul()
        try:
            given = wire.decode(data, type)
        except msgspec.ValidationError as error:
            detail = wire.ErrorDetail(error_code="bad.request", field_name=_field_of(str(error)))
            raise Refusal("bad.request", message=f"The request body is not valid: {error}", details=(detail,)) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Refusal("bad.request") from None
        if not isinstance(given, wire.Flow):
            check_length(getattr(given, "name", None))
        return given

    def refuse_nul(self) -> None:
        """400 for a body with a NUL in a text: Postgres cannot keep or look for one."""
        if b"\\u0000" in self.data or b"\x00" in self.data:
            raise Refusal("bad.request", message="The request body has a NUL character.")

    def check_required(self) -> None:
        """Refuse when a parameter is missing that the operation needs."""
        for parameter in self.operation.query:
            if parameter.required and not self.many(parameter.name):
                raise Refusal("architect.query.parameter.missing", parameter.name)


def check_media_type(headers: dict[bytes, bytes]) -> None:
    """415 for a body that says it is something else than JSON. A body that says nothing is taken as JSON."""
    media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if media_type and media_type != b"application/json" and not media_type.endswith(b"+json"):
        raise Refusal("unsupported.media.type")


def check_length(name: str | None) -> None:
    """400 for a name that is too long to be one."""
    reason = unkeepable(name or "")
    if reason:
        detail = wire.ErrorDetail(error_code="bad.request", field_name="name")
        raise Refusal("bad.request", message=f"The name {reason}.", details=(detail,))


def _field_of(message: str) -> str | None:
    _, found, place = message.rpartition("at `$")
    return place.strip("`.").split(".")[0] or None if found else None
