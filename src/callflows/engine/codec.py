"""Values as JSON holds them, without loss: `decode(encode(value)) == value` for every value of expressions.

Text, integers, Booleans and NOT_SET (null) are themselves; so are collections of them, as arrays. Everything else is
`Typed`: its Architect type and its text for people, its form and what makes it up for machines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from callflows.expressions import (
    Audio,
    AudioPart,
    Choice,
    Communication,
    Currency,
    Duration,
    Entity,
    Json,
    PhoneNumber,
    Record,
    Type,
    Value,
    to_text,
    type_of,
)


class Typed(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A value that JSON has no form for. `type` is its Architect type, `text` its text form; `form` names the kind of
    value and `data` what it consists of, in the order of its fields."""

    type: str
    text: str
    form: str = ""
    data: tuple[str | int | bool | Typed | None, ...] = ()


One: TypeAlias = str | int | bool | Typed | None
Coded: TypeAlias = One | tuple[One, ...]
Parts: TypeAlias = tuple[One, ...]

_encoder = msgspec.json.Encoder()
_PLAIN = frozenset({str, int, bool, type(None)})
_COLLECTION = "collection"
_PART = "part"


class UnreadableError(ValueError):
    """This codes no value."""


def encode(value: Value) -> Coded:
    """The JSON form of a value."""
    if type(value) in _PLAIN:
        return value  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple([_one(item) for item in value])
    return _one(value)


def decode(coded: Coded) -> Value:
    """The value of a JSON form. Raises UnreadableError where there is none."""
    try:
        return tuple([_value(item) for item in coded]) if isinstance(coded, tuple) else _value(coded)
    except RecursionError as error:
        raise UnreadableError("the value is nested too deeply") from error


def to_json(data: object) -> bytes:
    """Structs and plain data as JSON. Half a character, which no UTF-8 text can hold, becomes U+FFFD."""
    try:
        return _encoder.encode(data)
    except UnicodeEncodeError:
        return _encoder.encode(_whole(msgspec.to_builtins(data)))


def _whole(data: object) -> object:
    if isinstance(data, str):
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(data, list | tuple):
        return [_whole(item) for item in data]
    return {_whole(key): _whole(item) for key, item in data.items()} if isinstance(data, dict) else data


def _one(value: Value) -> One:
    if type(value) in _PLAIN:
        return value  # type: ignore[return-value]
    if isinstance(value, tuple):
        form, data = _COLLECTION, tuple([_one(item) for item in value])
    else:
        form, parts = _FORMS[type(value)]
        data = parts(value)
    return Typed(str(type_of(value)), to_text(value) or "", form, data)


def _value(coded: One) -> Value:
    if not isinstance(coded, Typed):
        return coded
    make = _MAKERS.get(coded.form)
    if make is None:
        raise UnreadableError(f'there is no form of values "{coded.form}"')
    try:
        return make(coded.data)
    except (IndexError, TypeError, ValueError, InvalidOperation, OverflowError) as error:
        raise UnreadableError(f"this is no {coded.form}: {error}") from error


def _choice(value: Choice) -> Parts:
    return value.type.code, value.type.collection, value.name


def _record(value: Record) -> Parts:
    properties = [each for name, item in value.properties for each in (name, _one(item))]
    return value.type.code, value.type.collection, *properties


def _part(part: AudioPart) -> Typed:
    return Typed("", "", _PART, (part.kind, _one(part.value), part.language, *part.options))


def _phone(value: PhoneNumber) -> Parts:
    return value.raw, value.scheme, value.uri, value.dialing_code, value.e164, value.subscriber_number


_FORMS: Mapping[type, tuple[str, Callable[[Any], Parts]]] = MappingProxyType(
    {
        Decimal: ("decimal", lambda value: (str(value),)),
        datetime: ("dateTime", lambda value: (value.astimezone(UTC).isoformat(),)),
        Duration: ("duration", lambda value: (value.ms,)),
        Currency: ("currency", lambda value: (None if value.amount is None else str(value.amount), value.code)),
        PhoneNumber: ("phoneNumber", _phone),
        Entity: ("entity", lambda value: (value.kind, value.id, value.name, value.username)),
        Json: ("json", lambda value: (value.text,)),
        Choice: ("choice", _choice),
        Record: ("record", _record),
        Audio: ("audio", lambda value: (value.barge_in, *map(_part, value.parts))),
        Communication: ("communication", lambda value: tuple(map(_part, value.parts))),
    }
)


def _text(coded: One) -> str:
    if not isinstance(coded, str):
        raise TypeError("a text is missing")
    return coded


def _texts(data: Parts, count: int) -> list[str]:
    if len(data) != count:
        raise TypeError(f"it has {len(data)} parts, not {count}")
    return [_text(item) for item in data]


def _number(data: Parts) -> int:
    if len(data) != 1 or not isinstance(data[0], int) or isinstance(data[0], bool):
        raise TypeError("an integer is missing")
    return data[0]


def _decimal(text: str) -> Decimal:
    found = Decimal(text)
    if not found.is_finite():
        raise TypeError("it is not finite")
    return found


def _moment(data: Parts) -> datetime:
    found = datetime.fromisoformat(_texts(data, 1)[0])
    if found.utcoffset() is None:
        raise TypeError("it names no offset from UTC")
    return found.astimezone(UTC)


def _currency(data: Parts) -> Currency:
    amount, code = data
    return Currency(None if amount is None else _decimal(_text(amount)), None if code is None else _text(code))


def _type(data: Parts) -> Type:
    collection = data[1]
    if not isinstance(collection, bool):
        raise TypeError("its type does not say whether it is a collection")
    return Type(_text(data[0]), collection)


def _made_choice(data: Parts) -> Choice:
    return Choice(_type(data), _text(data[2]))


def _made_record(data: Parts) -> Record:
    pairs = zip(data[2::2], data[3::2], strict=True)
    return Record(_type(data), tuple([(_text(name), _value(item)) for name, item in pairs]))


def _made_part(coded: One) -> AudioPart:
    if not isinstance(coded, Typed) or coded.form != _PART:
        raise TypeError("a part of audio is missing")
    kind, value, language, *options = coded.data
    return AudioPart(_text(kind), _value(value), tuple([_text(each) for each in options]), _text(language))


def _audio(data: Parts) -> Audio:
    barge_in, *parts = data
    if barge_in is not None and not isinstance(barge_in, bool):
        raise TypeError("it does not say whether keys end it")
    return Audio(tuple([_made_part(part) for part in parts]), barge_in)


_MAKERS: Mapping[str, Callable[[Parts], Value]] = MappingProxyType(
    {
        _COLLECTION: lambda data: tuple([_value(item) for item in data]),
        "decimal": lambda data: _decimal(_texts(data, 1)[0]),
        "dateTime": _moment,
        "duration": lambda data: Duration(_number(data)),
        "currency": _currency,
        "phoneNumber": lambda data: PhoneNumber(*_texts(data, 6)),
        "entity": lambda data: Entity(*_texts(data, 4)),
        "json": lambda data: Json(_texts(data, 1)[0]),
        "choice": _made_choice,
        "record": _made_record,
        "audio": _audio,
        "communication": lambda data: Communication(tuple([_made_part(part) for part in data])),
    }
)
