"""A flow as bytes and back: `decode(encode(flow)) == flow`, decimals and all.

The form is one flat list in which a row stands behind the rows that it refers to by number, so that nesting costs no
stack and what occurs often (keys, `noValue`) is there once:

    "name"            a scalar is itself
    ["D", "1.50"]     a decimal; ["I", "…"] is an integer that MessagePack cannot hold
    ["T", 3, 4]       a tuple of rows
    ["P", 0, 5, 1, 7] a tuple of pairs (settings)
    [8, 3, 4, …]      a struct: its class by number, then its fields in order

Decoding makes values of the model's own classes and nothing else, whatever the bytes hold.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)

_CLASSES: Final[tuple[type[msgspec.Struct], ...]] = (
    Flow,
    Task,
    Menu,
    Variable,
    Action,
    Actions,
    Audio,
    Expression,
    Group,
    Items,
    Literal,
    NoValue,
    Nothing,
    Output,
)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_CLASSES)}
_BY_NAME: Final = frozenset(_NUMBERS[kind] for kind in (Flow, Task, Menu, Variable))  # their fields are keyword-only
_LARGEST: Final = 2**63
_ROWS: Final = msgspec.msgpack.Decoder(list[bool | int | str | list[int | str] | None])
_encode: Final = msgspec.msgpack.Encoder().encode


class Undecodable(ValueError):  # noqa: N818 - named after what is the case
    """The bytes are no flow."""


def encode(flow: Flow) -> bytes:
    """The flow as bytes, the same for equal flows."""
    rows = _Rows()
    rows.add(flow)
    return _encode(rows.rows)


def decode(data: bytes) -> Flow:
    """The flow that `encode` was given. Raises `Undecodable`."""
    try:
        flow = _built(_ROWS.decode(data))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, InvalidOperation) as error:
        raise Undecodable(str(error)) from None
    if not isinstance(flow, Flow):
        raise Undecodable("no flow")
    return flow


class _Rows:
    """The list while it grows; equal rows are there once."""

    def __init__(self) -> None:
        self.rows: list[object] = []
        self._known: dict[object, int] = {}

    def add(self, value: object) -> int:
        """The number of a value's row."""
        kind = type(value)
        if kind is str:
            return self._once(value, value)
        if value is None or kind is bool:
            return self._once((kind, value), value)
        if kind is int:
            small = -_LARGEST <= value < _LARGEST  # type: ignore[operator]
            return self._once((kind, value), value if small else ["I", str(value)])
        if kind is Decimal:
            return self._once((kind, str(value)), ["D", str(value)])
        row = self._tuple(value) if isinstance(value, tuple) else self._struct(value)
        return self._once(tuple(row), row)

    def _tuple(self, value: tuple[Any, ...]) -> list[int | str]:
        row: list[int | str] = ["T"]
        if value and type(value[0]) is tuple and all(type(pair) is tuple and len(pair) == 2 for pair in value):
            row = ["P"]
            for key, item in value:
                row.append(self.add(key))
                row.append(self.add(item))
            return row
        for item in value:  # a comprehension would cost a stack frame a level
            row.append(self.add(item))
        return row

    def _struct(self, value: object) -> list[int | str]:
        row: list[int | str] = [_NUMBERS[type(value)]]  # type: ignore[index]
        for field in value.__struct_fields__:  # type: ignore[attr-defined]
            row.append(self.add(getattr(value, field)))
        return row

    def _once(self, key: object, row: object) -> int:
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.rows)
            self.rows.append(row)
        return number


def _built(rows: list[bool | int | str | list[int | str] | None]) -> object:
    made: list[Any] = []
    keep = made.append
    for row in rows:
        if type(row) is not list:
            keep(row)
            continue
        tag = row[0]
        if type(tag) is int:
            values = [made[index] for index in row[1:]]  # type: ignore[index]
            kind = _CLASSES[tag]
            keep(kind(**dict(zip(kind.__struct_fields__, values, strict=True))) if tag in _BY_NAME else kind(*values))
        else:
            keep(_SCALARS[tag](row, made))
    return made[-1]


def _pairs(row: list[Any], made: list[Any]) -> object:
    found = [made[index] for index in row[1:]]
    return tuple(zip(found[::2], found[1::2], strict=True))


_SCALARS: Final[dict[int | str, Callable[[list[Any], list[Any]], object]]] = {
    "P": _pairs,
    "T": lambda row, made: tuple([made[index] for index in row[1:]]),
    "D": lambda row, made: Decimal(row[1]),
    "I": lambda row, made: int(row[1]),
}
