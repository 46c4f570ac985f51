"""Literals, texts and types of values."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callflows.expressions import (
    Currency,
    Duration,
    Json,
    Value,
    display,
    from_json,
    from_literal,
    parse_phone,
    same,
    to_json,
    to_text,
    type_named,
    type_of,
)


@pytest.mark.parametrize(
    ("name", "scalar", "value"),
    [
        ("str", "yes", "yes"),
        ("bool", True, True),
        ("Boolean", "false", False),
        ("int", 5, 5),
        ("Integer", "-7", -7),
        ("Decimal", Decimal("1.50"), Decimal("1.50")),
        ("Decimal", 3, Decimal(3)),
        ("Duration", "P0D0H1M5S250F", Duration(65_250)),
        ("Duration", "PT1H", Duration(3_600_000)),
        ("Currency", "5.00|USD", Currency(Decimal("5.00"), "USD")),
        ("DateTime", "2019-01-01T00:00:00Z", datetime(2019, 1, 1, tzinfo=UTC)),
        ("json", '{"a": 1}', Json('{"a":1}')),
        ("Queue", None, None),
    ],
)
def test_literal(name: str, scalar: str | int | Decimal | bool | None, value: Value) -> None:
    kind = type_named(name)
    assert kind is not None
    found = from_literal(kind, scalar)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "scalar"),
    [("int", "five"), ("int", "1.5"), ("int", ""), ("bln", "yes"), ("que", "Support"), ("cur", "5|EURO"), ("jsn", "{"),
     ("dtm", "today"), ("dur", "P1Y"), ("dur", "P999999999D0H0M0S0F"), ("str_coll", "a")],
)  # fmt: skip
def test_no_literal(name: str, scalar: str) -> None:
    kind = type_named(name)
    assert kind is not None
    with pytest.raises(ValueError, match="is not a literal"):
        from_literal(kind, scalar)


def test_text_forms() -> None:
    assert to_text(Decimal("-0.0")) == "0.0"
    assert to_text(Decimal("1E+3")) == "1000.0"
    assert to_text((1, None, True)) == "1\n\ntrue"
    assert to_text(Currency(Decimal(5), "EUR")) == "5.00|EUR"
    assert to_text(Currency(None, None)) == "|"
    assert to_text(Duration(0)) == "PT0S"
    assert to_text(Duration(-90_061_500)) == "-P1DT1H1M1.5S"
    assert to_text(None) is None
    assert display(('a"b', None)) == '["a\\"b", NOT_SET]'


def test_equality_is_the_language_s_not_python_s() -> None:
    assert same(5, Decimal("5.0"))
    assert not same(True, 1)
    assert same((1, None), (Decimal(1), None))
    assert not same(None, "")
    assert same(parse_phone("+13178723000"), parse_phone("13178723000"))


def test_json_both_ways() -> None:
    assert from_json({"a": [1, None]}) == Json('{"a":[1,null]}')
    assert from_json(10**20) == Decimal(10**20)
    assert from_json({"n": 1}) == Json('{"n":1}')
    assert from_json(Decimal("1E+999999")) == Json("1E+999999")
    assert from_json(2.5) == Decimal("2.5")
    assert to_json(Json('{"a":[1,null]}')) == {"a": [1, None]}
    assert to_json((1, "a", Duration(1000))) == [1, "a", "PT1S"]


def test_types_by_any_of_their_names() -> None:
    for name in ("Integer Collection", "IntegerCollection", "integerCollection", "int_coll", "Integer[]"):
        found = type_named(name)
        assert found is not None
        assert (found.code, found.collection) == ("int", True)
    assert type_named("Whatever") is None
    assert type_of((None, 5)).name == "Integer Collection"
