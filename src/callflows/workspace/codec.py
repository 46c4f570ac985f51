"""A flow as bytes and back: `decode(encode(flow)) == flow`, decimals and all.

The form is two flat lists, scalars and rows. A row stands behind the rows that it refers to, so that nesting costs no
stack; it refers to the row n by n and to the scalar n by -1 - n. Texts occur once.

    scalars   "name", 5, true, nothing; ["D", "1.50"] a decimal; ["I", "…"] an integer that MessagePack cannot hold
    rows      [8, 0, 5, 1, 7]   a group, keys and values by turns; the first number says what it is (`_BUILD`)

Decoding makes values of the model's own classes and nothing else, whatever the bytes hold.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

import msgspec

from callflows.model import (
    Action,
    Actions,
    Audio,
    Entries,
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

_PLAIN: Final = (Expression, Output, NoValue, Nothing)
"""Equal ones of these are the same, so that they are written once; `Literal(1)` and `Literal(True)` are equal, too."""
_LARGEST: Final = 2**63
_Row: TypeAlias = list[int]
_Get: TypeAlias = Callable[[int], Any]


class _Lists(msgspec.Struct, frozen=True, array_like=True):
    scalars: list[bool | int | str | list[str] | None]
    rows: list[_Row]


_LISTS: Final = msgspec.msgpack.Decoder(_Lists)
_encode: Final = msgspec.msgpack.Encoder().encode


class Undecodable(ValueError):  # noqa: N818 - named after what is the case
    """The bytes are no flow."""


def encode(flow: Flow) -> bytes:
    """The flow as bytes, the same for equal flows."""
    lists = _Writer()
    lists.add(flow)
    return _encode(_Lists(lists.scalars, lists.rows))


def decode(data: bytes) -> Flow:
    """The flow that `encode` was given. Raises `Undecodable`."""
    try:
        flow = _built(_LISTS.decode(data))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError, InvalidOperation, StopIteration) as error:
        raise Undecodable(str(error)) from None
    if not isinstance(flow, Flow):
        raise Undecodable("no flow")
    return flow


class _Writer:
    """The lists while they grow."""

    def __init__(self) -> None:
        self.scalars: list[Any] = []
        self.rows: list[_Row] = []
        self._texts: dict[str, int] = {}
        self._plain: dict[object, int] = {}

    def add(self, value: Any) -> int:  # noqa: PLR0911 - one stack frame a level, and the commonest first
        """What refers to a value."""
        kind = type(value)
        if kind is str:
            return self._text(value)
        number = _NUMBER.get(kind)
        if number is None:
            return self._other(value)
        if kind is Group:
            return self._pairs([number], value.entries)
        if kind is Action:
            return self._pairs([number, self._text(value.kind)], value.entries)
        if kind is Actions or kind is Items:
            return self._row(number, value.items)
        if kind is tuple:
            return self._row(number, value)
        if kind in _PLAIN:
            return self._once(number, value)
        return self._row(number, msgspec.structs.astuple(value))

    def _text(self, text: str) -> int:
        number = self._texts.get(text)
        if number is None:
            number = self._texts[text] = self._scalar(text)
        return number

    def _once(self, number: int, value: msgspec.Struct) -> int:
        known = self._plain.get(value)
        if known is None:
            known = self._plain[value] = self._row(number, msgspec.structs.astuple(value))
        return known

    def _row(self, number: int, values: tuple[object, ...]) -> int:
        row = [number]
        for value in values:
            row.append(self.add(value))
        return self._done(row)

    def _pairs(self, row: _Row, entries: Entries) -> int:
        for key, node in entries:
            row.append(self._text(key))
            row.append(self.add(node))
        return self._done(row)

    def _done(self, row: _Row) -> int:
        self.rows.append(row)
        return len(self.rows) - 1

    def _scalar(self, form: object) -> int:
        self.scalars.append(form)
        return -len(self.scalars)

    def _other(self, value: object) -> int:
        """A scalar that is no text."""
        if isinstance(value, Decimal):
            return self._scalar(["D", str(value)])
        if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
            return self._scalar(["I", str(value)])
        if value is None or isinstance(value, bool | int):
            return self._scalar(value)
        raise TypeError(f"a flow holds no {type(value).__name__}")


def _built(lists: _Lists) -> object:
    """The value of the last row."""
    made: list[Any] = [None] * len(lists.rows)
    made += [_scalar(form) if type(form) is list else form for form in reversed(lists.scalars)]
    get = made.__getitem__
    number = -1
    for number, row in enumerate(lists.rows):
        made[number] = _BUILD[row[0]](get, row)
    return made[number]


def _scalar(form: list[str]) -> object:
    tag, text = form
    return Decimal(text) if tag == "D" else int(text)


def _positional(kind: type[msgspec.Struct]) -> Callable[[_Get, _Row], object]:
    return lambda get, row: kind(*map(get, row[1:]))


def _by_name(kind: type[msgspec.Struct]) -> Callable[[_Get, _Row], object]:
    names = kind.__struct_fields__
    return lambda get, row: kind(**dict(zip(names, map(get, row[1:]), strict=True)))


def _group(get: _Get, row: _Row) -> object:
    turns = map(get, row[1:])
    return Group(tuple(zip(turns, turns, strict=False)))


def _action(get: _Get, row: _Row) -> object:
    turns = map(get, row[1:])
    return Action(next(turns), tuple(zip(turns, turns, strict=False)))


_BUILDERS: Final[tuple[tuple[type, Callable[[_Get, _Row], object]], ...]] = (
    (Flow, _by_name(Flow)),
    (Task, _by_name(Task)),
    (Menu, _by_name(Menu)),
    (Variable, _by_name(Variable)),
    (Action, _action),
    (Actions, lambda get, row: Actions(tuple(map(get, row[1:])))),
    (Audio, _positional(Audio)),
    (Expression, _positional(Expression)),
    (Group, _group),
    (Items, lambda get, row: Items(tuple(map(get, row[1:])))),
    (Literal, _positional(Literal)),
    (NoValue, _positional(NoValue)),
    (Nothing, _positional(Nothing)),
    (Output, _positional(Output)),
    (tuple, lambda get, row: tuple(map(get, row[1:]))),
)
_BUILD: Final = tuple(build for _, build in _BUILDERS)
_NUMBER: Final[dict[type, int]] = {kind: number for number, (kind, _) in enumerate(_BUILDERS)}
