"""How rows of the table are written: one short line an operation.

Query parameters are a text of words `name[:int|:bool][[]][!][=default]`: `[]` takes many values, `!` must be given.
Permissions are a text of names; several are joined by `|` (any of them) or `&` (all of them).
"""

from __future__ import annotations

import re

from callflows.api.operation import (
    COMMON_ERRORS,
    RETRY_FREELY,
    RETRY_NOT_EXECUTED,
    BodyType,
    Need,
    Operation,
    Param,
    Permissions,
)

_PARAM = re.compile(r"(?P<name>[A-Za-z.]+)(?::(?P<type>int|bool))?(?P<many>\[\])?(?P<required>!)?(?:=(?P<default>.+))?")
_TYPES: dict[str | None, type[str] | type[int] | type[bool]] = {None: str, "int": int, "bool": bool}

PAGE = "pageNumber:int=1 pageSize:int=25"
SORTED_PAGE = f"{PAGE} sortBy sortOrder"


def params(text: str) -> tuple[Param, ...]:
    """The query parameters that a row's text names."""
    return tuple(_param(word) for word in text.split())


def _param(word: str) -> Param:
    found = _PARAM.fullmatch(word)
    if found is None:
        raise ValueError(f"not a query parameter: {word!r}")
    kind = _TYPES[found["type"]]
    return Param(
        name=found["name"],
        type=kind,
        many=bool(found["many"]),
        required=bool(found["required"]),
        default=_default(kind, found["default"]),
    )


def _default(kind: type, text: str | None) -> str | int | bool | None:
    if text is None:
        return None
    if kind is bool:
        return text == "true"
    return int(text) if kind is int else text


def permissions(text: str) -> Permissions:
    """`a|b` any of them, `a&b` or `a` all of them, the empty text none."""
    if not text:
        return Permissions()
    if "|" in text:
        return Permissions(Need.ANY, tuple(text.split("|")))
    return Permissions(Need.ALL, tuple(text.split("&")))


def read(
    name: str,
    path: str,
    answer: BodyType | None,
    allow: str = "",
    query: str = "",
    *,
    also: tuple[int, ...] = (),
    success: tuple[int, ...] = (200,),
    preview: bool = False,
) -> Operation[object]:
    """A GET: sent again freely. It is paged when it takes `pageNumber`. `also` adds statuses to the common errors."""
    taken = params(query)
    return Operation(
        name=name,
        method="GET",
        path=path,
        query=taken,
        response=answer,
        success=success,
        errors=_errors(also),
        permissions=permissions(allow),
        idempotent=True,
        retry_on=RETRY_FREELY,
        paged=any(param.name == "pageNumber" for param in taken),
        preview=preview,
    )


def add(  # noqa: PLR0917 - a row reads as a line of the table
    name: str,
    path: str,
    body: BodyType | None,
    answer: BodyType | None,
    allow: str = "",
    query: str = "",
    *,
    also: tuple[int, ...] = (409,),
    success: tuple[int, ...] = (200,),
    retry_on: tuple[int, ...] = RETRY_NOT_EXECUTED,
    preview: bool = False,
) -> Operation[object]:
    """A POST."""
    return Operation(
        name=name,
        method="POST",
        path=path,
        query=params(query),
        request=body,
        response=answer,
        success=success,
        errors=_errors(also),
        permissions=permissions(allow),
        retry_on=retry_on,
        preview=preview,
    )


def change(
    name: str,
    path: str,
    body: BodyType,
    allow: str = "",
    query: str = "",
    *,
    versioned: bool = False,
) -> Operation[object]:
    """A PUT, answered with what it wrote. `versioned`: it carries the current version, so the second of two fails."""
    return Operation(
        name=name,
        method="PUT",
        path=path,
        query=params(query),
        request=body,
        response=body,
        errors=_errors((409,)),
        permissions=permissions(allow),
        idempotent=not versioned,
        retry_on=RETRY_NOT_EXECUTED if versioned else RETRY_FREELY,
    )


def remove(
    name: str,
    path: str,
    allow: str = "",
    query: str = "",
    *,
    answer: BodyType | None = None,
    also: tuple[int, ...] = (409,),
    success: tuple[int, ...] = (200, 202, 204),
) -> Operation[object]:
    """A DELETE. Sending it twice answers 404 the second time, so it is not idempotent in the table's sense."""
    return Operation(
        name=name,
        method="DELETE",
        path=path,
        query=params(query),
        response=answer,
        success=success,
        errors=_errors(also),
        permissions=permissions(allow),
    )


def _errors(also: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*COMMON_ERRORS, *also}))
