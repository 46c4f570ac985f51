"""What one row of the operations table says."""

from __future__ import annotations

import enum
import types
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

BodyType: TypeAlias = type[Any] | types.GenericAlias
Answer_co = TypeVar("Answer_co", covariant=True)

COMMON_ERRORS = (400, 401, 403, 404, 408, 413, 415, 429, 500, 503, 504)
"""Genesys Cloud: statuses that its contract lists for every operation."""

RETRY_FREELY = (408, 429, 500, 502, 503, 504)
"""Statuses after which a request without effect may be sent again."""

RETRY_NOT_EXECUTED = (429,)
"""The only status that says the request was not executed: the limit is checked first."""

RETRY_REGISTRATION = (429, 503)
"""Registering a publish job: nothing runs until the upload, so one registration too many does no harm."""


class Need(enum.StrEnum):
    """Whether one of the permissions will do or all are needed."""

    ANY = "ANY"
    ALL = "ALL"


class Permissions(msgspec.Struct, frozen=True):
    """What the caller's role must hold. No names: no permission is needed."""

    need: Need = Need.ALL
    names: tuple[str, ...] = ()


class Param(msgspec.Struct, frozen=True, kw_only=True):
    """A query parameter. `many`: written once with commas or repeated, both are accepted."""

    name: str
    type: type[str] | type[int] | type[bool] = str
    many: bool = False
    required: bool = False
    default: str | int | bool | None = None


class Host(enum.StrEnum):
    """Which of a region's hosts serves the operation."""

    API = "api"
    LOGIN = "login"


class Operation(msgspec.Struct, Generic[Answer_co], frozen=True, kw_only=True):
    """One operation of the API.

    `path` has `{name}` for each path parameter. `request` and `response` are the types of the JSON bodies, None for
    none. `success` are the statuses of a good answer, the first is the usual one; `errors` the others that the contract
    lists. `idempotent`: sending it twice has the effect and the answer of sending it once. `retry_on`: statuses after
    which it may be sent again. `paged`: a listing that takes `pageNumber` and `pageSize`. `preview`: Genesys Cloud may
    change it without notice. `dialect`: not an operation of Genesys Cloud, served by the local org only.
    """

    name: str
    method: str
    path: str
    query: tuple[Param, ...] = ()
    request: BodyType | None = None
    response: BodyType | None = None
    success: tuple[int, ...] = (200,)
    errors: tuple[int, ...] = COMMON_ERRORS
    permissions: Permissions = Permissions()
    idempotent: bool = False
    retry_on: tuple[int, ...] = RETRY_NOT_EXECUTED
    paged: bool = False
    preview: bool = False
    dialect: bool = False
    host: Host = Host.API

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))
