"""Every value comes back from JSON as it was, and what is no value is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callflows.engine.codec import Coded, Typed, UnreadableError, decode, encode, to_json
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
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
TYPES = st.builds(Type, st.sampled_from(["int", "que", "fmt", "unk"]), st.booleans())
SIMPLE: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    TEXT,
    DECIMALS,
    st.datetimes(timezones=st.just(UTC)).map(lambda found: found.replace(fold=0)),
    st.builds(Duration, st.integers()),
    st.builds(Currency, st.none() | DECIMALS, st.none() | TEXT),
    st.builds(PhoneNumber, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
    st.builds(Entity, TEXT, TEXT, TEXT, TEXT),
    st.builds(Json, TEXT),
    st.builds(Choice, TYPES, TEXT),
)


def larger(inside: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    parts = st.lists(st.builds(AudioPart, TEXT, inside, st.lists(TEXT, max_size=2).map(tuple), TEXT), max_size=3).map(
        tuple
    )
    return st.one_of(
        st.lists(inside, max_size=3).map(tuple),
        st.builds(Record, TYPES, st.lists(st.tuples(TEXT, inside), max_size=3).map(tuple)),
        st.builds(Audio, parts, st.none() | st.booleans()),
        st.builds(Communication, parts),
    )


VALUES = st.recursive(SIMPLE, larger, max_leaves=8)
_decoder = msgspec.json.Decoder(Coded)


def exactly(value: Value) -> str:
    """What tells 1 from True and 1.0 from 1.00."""
    return repr(value)


@given(VALUES)
def test_every_value_comes_back_through_json(value: Value) -> None:
    found = decode(_decoder.decode(msgspec.json.encode(encode(value))))
    assert found == value
    assert exactly(found) == exactly(value)


def test_a_value_says_what_it_is_to_people_too() -> None:
    assert [encode(each) for each in (None, True, 5, "x", (1, None))] == [None, True, 5, "x", (1, None)]
    assert encode(Decimal("1.50")) == Typed("Decimal", "1.50", "decimal", ("1.50",))
    assert encode(Entity("queue", "7", "Support")) == Typed("Queue", "Support", "entity", ("queue", "7", "Support", ""))
    assert encode(((1,), datetime(2026, 1, 5, 15, tzinfo=UTC))) == (
        Typed("Integer Collection", "1", "collection", (1,)),
        Typed("DateTime", "2026-01-05T15:00:00Z", "dateTime", ("2026-01-05T15:00:00+00:00",)),
    )


@pytest.mark.parametrize(
    "coded",
    [
        Typed("Decimal", "x", "decimal", ("x",)),
        Typed("Decimal", "", "decimal", ("NaN",)),
        Typed("Decimal", ""),
        Typed("", "", "part", ("tts", "x", "")),
        Typed("Duration", "", "duration", (True,)),
        Typed("Currency", "", "currency", ("1",)),
        Typed("DateTime", "", "dateTime", ("2026-01-05T15:00:00",)),
        Typed("Queue", "", "entity", ("queue", 1, "x", "")),
        Typed("Choice", "", "choice", ("a", "b", "c")),
        Typed("Record", "", "record", ("a", True, "name")),
        Typed("Audio", "", "audio", ()),
        Typed("Audio", "", "audio", ("yes",)),
        Typed("Audio", "", "audio", (None, "x")),
        Typed("Audio", "", "audio", (None, Typed("", "", "part", ("tts", 1)))),
    ],
)
def test_what_is_no_value_is_refused(coded: Typed) -> None:
    with pytest.raises(UnreadableError):
        decode(coded)


def test_half_a_character_is_written_as_one_that_is_not_known() -> None:
    half = Typed("Json", "a\udcffb", "json", ("\ud83d", 1, True, None))
    assert to_json({"\udcff": [half]}).decode() == (
        '{"\ufffd":[{"type":"Json","text":"a\ufffdb","form":"json","data":["\ufffd",1,true,null]}]}'
    )
    assert to_json("\U0001f600") == '"\U0001f600"'.encode()
