"""Values of the expression language as frozen Python values.

String `str`, Integer `int`, Decimal `decimal.Decimal`, Boolean `bool`, NOT_SET `None`, DateTime `datetime` (UTC,
whole seconds), collections `tuple`; everything else is a Struct of this module. Architect: data types.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Context, Decimal
from typing import TypeAlias

import msgspec

from callflows.expressions import types
from callflows.expressions.types import Type


class Duration(msgspec.Struct, frozen=True, order=True):
    """A length of time in whole milliseconds, negative ones included."""

    ms: int


class Currency(msgspec.Struct, frozen=True):
    """An amount of money. Either part may be NOT_SET (None); the code is ISO 4217 in upper case."""

    amount: Decimal | None
    code: str | None


class PhoneNumber(msgspec.Struct, frozen=True):
    """A telephone number or SIP address. Made by `phone.parse_phone`; what is not known is an empty string."""

    raw: str
    scheme: str
    uri: str
    dialing_code: str = ""
    e164: str = ""
    subscriber_number: str = ""


class Entity(msgspec.Struct, frozen=True):
    """An object of the org, such as a queue: its kind (see `Environment.find`), id and name.

    `username` is filled for users; for them `name` is the display name.
    """

    kind: str
    id: str
    name: str
    username: str = ""


class Json(msgspec.Struct, frozen=True):
    """A JSON value as canonical text, so that it is frozen and comparable."""

    text: str


class Choice(msgspec.Struct, frozen=True):
    """A member of a built-in enumeration, such as `Format.Number.playDigits`."""

    type: Type
    name: str


class Record(msgspec.Struct, frozen=True):
    """An object with named properties, such as an e-mail address or an agent score pair."""

    type: Type
    properties: tuple[tuple[str, Value], ...]

    def get(self, name: str) -> Value:
        """The property of this name in any case. Raises KeyError where there is none."""
        wanted = name.lower()
        for key, value in self.properties:
            if key.lower() == wanted:
                return value
        raise KeyError(name)


class AudioPart(msgspec.Struct, frozen=True):
    """One thing that is played.

    `kind`: `tts`, `prompt`, `blank`, `boolean`, `currency`, `date`, `dateTime`, `duration`, `number`, `ordinal`,
    `percent`, `phoneNumber`, `time`, `timeRange`, `ssml`, `text`. `value` is what is said, `options` the formats asked
    for. A `blank` part has the milliseconds as its value.
    """

    kind: str
    value: Value
    options: tuple[str, ...] = ()
    language: str = ""


class Audio(msgspec.Struct, frozen=True):
    """What would be played, in order. `barge_in` is None where the expression does not say."""

    parts: tuple[AudioPart, ...]
    barge_in: bool | None = None


class Communication(msgspec.Struct, frozen=True):
    """What a digital or bot flow would say, in order."""

    parts: tuple[AudioPart, ...]


Value: TypeAlias = (
    bool
    | int
    | Decimal
    | str
    | datetime
    | Duration
    | Currency
    | PhoneNumber
    | Entity
    | Json
    | Choice
    | Record
    | Audio
    | Communication
    | tuple["Value", ...]
    | None
)

PLAIN_TYPES: Mapping[type, Type] = {
    bool: types.BOOLEAN,
    int: types.INTEGER,
    Decimal: types.DECIMAL,
    str: types.STRING,
    datetime: types.DATETIME,
    Duration: types.DURATION,
    Currency: types.CURRENCY,
    PhoneNumber: types.PHONE_NUMBER,
    Json: types.JSON,
    Audio: types.AUDIO,
    Communication: types.COMMUNICATION,
    type(None): types.NOT_SET,
}
"""The types that a value's class alone tells."""
_ENTITIES = {
    "queue": types.QUEUE,
    "user": types.USER,
    "skill": types.SKILL,
    "languageSkill": types.LANGUAGE_SKILL,
    "group": types.GROUP,
    "wrapupCode": types.WRAPUP_CODE,
    "userPrompt": types.PROMPT,
    "systemPrompt": types.PROMPT,
    "scheduleGroup": Type("scg"),
    "emergencyGroup": Type("emg"),
}


def type_of(value: Value) -> Type:
    """The type of a value. NOT_SET has the type NOT_SET, an empty collection is a collection of UNKNOWN."""
    plain = PLAIN_TYPES.get(type(value))
    if plain is not None:
        return plain
    if isinstance(value, Entity):
        return _ENTITIES.get(value.kind, Type(value.kind))
    if isinstance(value, (Choice, Record)):
        return value.type
    for item in value if isinstance(value, tuple) else ():
        if item is not None:
            return type_of(item).many
    return Type("unk", collection=True)


_EXACT = Context(prec=400)
_reader = msgspec.json.Decoder(float_hook=lambda text: Decimal(text).normalize(_EXACT))
_sorter = msgspec.json.Encoder(decimal_format="number", order="sorted")
_COMPARED_PLAINLY = frozenset({str, int, Decimal, datetime, Duration, Currency})


def same(left: Value, right: Value) -> bool:  # noqa: PLR0911 - one return a case
    """Whether two values are equal as `==` sees it: numbers by value, collections item by item, objects by identity.

    Two NOT_SET values are equal. A Boolean never equals a number.
    """
    if type(left) is type(right) and type(left) in _COMPARED_PLAINLY:
        return left == right
    if left is None or right is None:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Entity) and isinstance(right, Entity):
        return left.kind == right.kind and (left.id == right.id if left.id or right.id else left.name == right.name)
    if isinstance(left, PhoneNumber) and isinstance(right, PhoneNumber):
        return _dialled(left) == _dialled(right)
    if isinstance(left, Json) and isinstance(right, Json):
        return left.text == right.text or _ordered(left) == _ordered(right)
    return left == right


def _dialled(number: PhoneNumber) -> str:
    """What two equal numbers have in common: the digits of a telephone number, the address of a SIP one.

    Architect's examples: `+13178723000` equals `13178723000`, and an `@` at the end of a SIP address does not count.
    """
    if number.scheme == "tel":
        return "".join(filter(str.isdigit, number.e164 or number.raw)) or number.uri
    return number.uri.rstrip("@")


def _ordered(value: Json) -> str:
    """What two equal JSON values have in common: the order of keys and the zeros behind a point do not count."""
    try:
        return _sorter.encode(_reader.decode(value.text)).decode()
    except (msgspec.DecodeError, ArithmeticError, RecursionError, ValueError):
        return value.text
