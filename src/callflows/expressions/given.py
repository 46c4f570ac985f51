"""Values that people and programs give to an expression: from the text of a command line, from decoded JSON.

Every value has a type: one that is said (`Flow.when:DateTime`), else the form of the text or of the JSON tells it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from callflows.expressions import types
from callflows.expressions.ast import Literal, Variable
from callflows.expressions.convert import bounded_duration
from callflows.expressions.errors import ExpressionError
from callflows.expressions.jsonvalues import JsonPlain, encode
from callflows.expressions.literals import from_literal
from callflows.expressions.parser import parse
from callflows.expressions.types import Type
from callflows.expressions.values import Duration, Entity, Value

Typed: TypeAlias = tuple[Type, Value]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "usr": "user",
        "que": "queue",
        "grp": "group",
        "skl": "skill",
        "lac": "languageSkill",
        "wrc": "wrapupCode",
        "scg": "scheduleGroup",
        "emg": "emergencyGroup",
        "pmt": "userPrompt",
    }
)
"""What `Environment.find` calls the objects of a type, by the type's code."""

_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "bln": "true or false",
        "int": "a whole number of at most 15 digits, such as 5",
        "dec": "a number of at most 40 digits, such as 1.5",
        "cur": "an amount and an ISO 4217 code, such as 10.00|USD",
        "dtm": "ISO 8601 in UTC, such as 2026-01-31T08:00:00Z",
        "dur": "ISO 8601, such as PT1M30S",
        "phn": "a number or a SIP address, such as +13175551234",
        "str": "text",
        "jsn": 'JSON, such as {"a": 1}',
    }
)
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_NOT_SET = "NOT_SET"
_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


@functools.lru_cache(1024)
def variable_key(name: str) -> str | None:
    """The lower-case name of a variable with its scope: `flow.x` for `Flow.x`; None for what is no such name."""
    ast = parse(name).ast
    return ast.key if isinstance(ast, Variable) and ast.scope else None


def from_words(text: str, wanted: Type | None = None) -> Typed:
    """A value as somebody types it. Without a type: `5`, `1.5`, `true`, `NOT_SET` and `"text"` as the language writes
    them, `[…]` a JSON list, everything else text as it stands. With one: the type's literal, a name for an object of
    the org, a JSON list for a collection. Raises ValueError, with a message for people.
    """
    if text == _NOT_SET:
        return wanted or types.UNKNOWN, None
    if wanted is None:
        return _by_form(text)
    if wanted.collection:
        return _read(_decoded(text, wanted), wanted)
    if wanted == types.STRING:
        return wanted, _unquoted(text)
    return wanted, _scalar(text, wanted)


def from_data(data: object, wanted: Type | None = None) -> Typed:
    """A value as decoded JSON has it: null is NOT_SET, an array a collection; with a type a text is the type's literal
    (a name for an object of the org), a Currency may be `{"amount": …, "code": …}`, a Duration a number of ms and an
    object of the org `{"id": …, "name": …}`. Raises ValueError, with a message for people.
    """
    return _read(data, wanted)


def _by_form(text: str) -> Typed:
    if text.startswith("["):
        return _read(_decoded(text, None), None)
    ast = parse(text).ast
    if isinstance(ast, Literal):
        value = ast.value
        return _plain_type(value), value
    if text.startswith('"'):
        raise ValueError(f'{text} begins with " and is no text of the language: the escapes are \\" \\\\ \\n \\r \\t')
    if _NUMBER.fullmatch(text):
        raise ValueError(f'{text} has too many digits for a number; if it is text, write it in quotes: "{text}"')
    return types.STRING, text


def _plain_type(value: object) -> Type:
    if isinstance(value, bool):
        return types.BOOLEAN
    if isinstance(value, int):
        return types.INTEGER
    return types.DECIMAL if isinstance(value, Decimal) else types.STRING


def _unquoted(text: str) -> str:
    """Text as it stands; where it is written as a text of the language, what that says."""
    ast = parse(text).ast if text.startswith('"') else None
    return ast.value if isinstance(ast, Literal) and isinstance(ast.value, str) else text


def _decoded(text: str, wanted: Type | None) -> object:
    try:
        return _decoder.decode(text)
    except (ValueError, RecursionError) as error:
        hint = "" if wanted else '; if it is text, write it in quotes: "[…]"'
        raise ValueError(f"{_short(text)} is no JSON list ({error}); a collection is written [1, 2]{hint}") from error


def _read(data: object, wanted: Type | None) -> Typed:
    if data is None:
        return wanted or types.UNKNOWN, None
    if wanted is None:
        return _untyped(data)
    if wanted.collection:
        if not isinstance(data, list):
            raise ValueError(f"{_shown(data)} is no {wanted.name}; expected: a list such as [1, 2]")
        return wanted, tuple(_read(item, wanted.one)[1] for item in data)
    return wanted, _typed(data, wanted)


def _untyped(data: object) -> Typed:
    if isinstance(data, list):
        read = [_read(item, None) for item in data]
        found = {kind for kind, _ in read} - {types.UNKNOWN}
        if found == {types.INTEGER, types.DECIMAL}:
            return _read(data, types.DECIMAL.many)
        if len(found) > 1 or any(kind.collection for kind in found):
            raise ValueError(f"{_shown(data)} mixes values of several types: a collection has one")
        return (found.pop() if found else types.UNKNOWN).many, tuple(value for _, value in read)
    if isinstance(data, dict):
        return types.JSON, _typed(data, types.JSON)
    kind = _plain_type(data)
    return kind, _typed(data, kind)


def _typed(data: object, wanted: Type) -> Value:  # noqa: PLR0911 - one return a case
    """One value of a type that is no collection."""
    code = wanted.code
    if code == "jsn":
        return encode(_json(data))
    if code in KINDS:
        return _entity(data, wanted)
    if code in {"any", "unk"}:
        return _untyped(data)[1]
    if isinstance(data, str):
        return data if code == "str" else _scalar(data, wanted)
    if code == "cur" and isinstance(data, dict):
        parts = ("" if data.get(part) is None else str(data[part]) for part in ("amount", "code"))
        return _scalar("|".join(parts), wanted)
    if isinstance(data, bool):
        fits = code == "bln"
    elif isinstance(data, int):
        fits = code in {"int", "dec", "cur", "dur"}
    else:
        fits = isinstance(data, Decimal) and code in {"dec", "cur"}
    if not fits:
        raise ValueError(_refusal(_shown(data), wanted))
    if code == "dur" and isinstance(data, int):
        return _length(data)
    return _scalar(_plain(data), wanted)


def _length(ms: int) -> Duration:
    try:
        return bounded_duration(ms)
    except ExpressionError as error:
        raise ValueError(error.message) from error


def _plain(data: object) -> str:
    """A number without exponent where it has an Architect literal at all; what is far too big stays as it is."""
    if isinstance(data, Decimal) and data.is_finite() and -60 < data.adjusted() < 60:
        return format(data, "f")
    return str(data).lower() if isinstance(data, bool) else str(data)


def _scalar(text: str, wanted: Type) -> Value:
    if wanted.code in KINDS:
        return _entity(text, wanted)
    if wanted.code not in _FORMS:
        raise ValueError(f"a value of type {wanted.name} cannot be given")
    try:
        return from_literal(wanted, text)
    except ValueError as error:
        raise ValueError(_refusal(_short(text), wanted)) from error


def _entity(data: object, wanted: Type) -> Entity:
    """An object by its name, or by `{"id": …, "name": …}`; without an id the name stands for it."""
    kind = KINDS[wanted.code]
    name, key, username = data, None, None
    if isinstance(data, dict):
        name, key, username = data.get("name"), data.get("id"), data.get("username")
        name = name or username or key
    if (
        not isinstance(name, str)
        or not name
        or not all(part is None or isinstance(part, str) for part in (key, username))
    ):
        raise ValueError(f'{_shown(data)} is no {wanted.name}; expected: a name or {{"id": …, "name": …}}')
    return Entity(kind, key or name, name, (username or name) if kind == "user" else "")


def _json(data: object) -> JsonPlain:
    """Decoded JSON is made of nothing else; anything else is a mistake of the caller."""
    if data is None or isinstance(data, (bool, int, Decimal, str)):
        return data
    if isinstance(data, list):
        return [_json(item) for item in data]
    if isinstance(data, dict):
        return {str(key): _json(item) for key, item in data.items()}
    raise TypeError(f"no JSON: {type(data).__name__}")


def _refusal(shown: str, wanted: Type) -> str:
    return f"{shown} is no {wanted.name}; expected: {_FORMS.get(wanted.code, 'a name')}"


def _shown(data: object) -> str:
    try:
        return _short(_encoder.encode(data).decode())
    except RecursionError:
        return "[[…]]"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
