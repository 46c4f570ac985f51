"""Any call with arguments of the right types, however extreme: a value of the promised type that is not too large, or
an ExpressionError; never anything else.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.expressions import (
    Ast,
    Audio,
    AudioPart,
    Binary,
    Call,
    Choice,
    Communication,
    Currency,
    Duration,
    Entity,
    ExpressionError,
    Json,
    Record,
    Type,
    Unary,
    Value,
    Variable,
    parse_phone,
    to_text,
    type_of,
)
from callflows.expressions import compile as compile_
from callflows.expressions.convert import EARLIEST, LATEST
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.limits import MAX_ITEMS, MAX_PARTS, MAX_TEXT
from callflows.expressions.numbers import MAX_INTEGER
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.signatures import Function
from tests.expressions.world import Variables, World, evaluate

_INTEGERS = st.integers(-MAX_INTEGER, MAX_INTEGER) | st.integers(-60, 60)
_DECIMALS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000),
    st.sampled_from([Decimal("9" * 40), Decimal("-" + "9" * 40), Decimal("1E-139"), Decimal("0.00"), Decimal("1E+39")]),
)
_TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", " ", "a" * MAX_TEXT, "USD", "5|EUR", "P99999999999999D", "2200-12-31T23:59:59-14:00", "9" * 60,
         "1E99999999999999999999", "é" * 400, "\U0001f600", '{"a": [1, {"b": null}]}', "[" * 900 + "]" * 900, "+1",
         "sip:", "@", "ß", "\u0130"]
    ),
)  # fmt: skip
_CURRENCIES = st.builds(Currency, st.none() | _DECIMALS, st.sampled_from([None, "USD", "EUR"]))
_MOMENTS = st.datetimes(EARLIEST.replace(tzinfo=None), LATEST.replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
).map(lambda value: evaluate("ToJson(JsonParse(Flow.s))", {"flow.s": json.dumps(value)}))
_KINDS = {
    "usr": "user", "que": "queue", "skl": "skill", "lac": "languageSkill", "grp": "group", "wrc": "wrapupCode",
    "pmt": "userPrompt", "scg": "scheduleGroup", "emg": "emergencyGroup",
}  # fmt: skip
_POOLS: dict[str, st.SearchStrategy[Value]] = {
    "int": _INTEGERS,
    "dec": _DECIMALS,
    "str": _TEXTS,
    "bln": st.booleans(),
    "cur": _CURRENCIES,
    "dtm": _MOMENTS,
    "dur": st.builds(Duration, _INTEGERS),
    "phn": _TEXTS.map(lambda text: parse_phone(text[:60])),
    "jsn": _JSON,
    "aud": st.sampled_from([Audio(()), Audio((AudioPart("blank", 1),) * MAX_PARTS)]),
    "com": st.just(Communication((AudioPart("text", "a"),))),
    "cpx_email_address": st.builds(lambda text: Record(Type("cpx_email_address"), (("id", text),)), _TEXTS),
    **{code: st.just(Entity(kind, "1", "a", "a")) for code, kind in _KINDS.items()},
}
_OPEN = {"any": ("int", "str", "cur", "dtm", "usr", "jsn"), "apa": ("aud", "pmt"), "say": ("str", "com", "dec")}


def _pool(kind: Type) -> st.SearchStrategy[Value]:
    single = _POOLS.get(kind.code, st.just(Choice(kind, f"Format.{kind.code}.x")))
    return st.lists(st.none() | single, max_size=3).map(tuple) if kind.collection else st.none() | single


_ALL = (*FUNCTIONS.values(), *BINARY.values(), *UNARY.values())


def _call(function: Function, arguments: list[Variable]) -> Ast:
    if function is BINARY.get(function.name):
        return Binary(0, 1, function.name, arguments[0], arguments[1])
    if function is UNARY.get(function.name):
        return Unary(0, 1, function.name, arguments[0])
    return Call(0, 1, function.name, tuple(arguments))


@st.composite
def _calls(draw: st.DrawFn) -> tuple[Function, tuple[Type, ...], tuple[Value, ...]]:
    function = draw(st.sampled_from(_ALL))
    overload = draw(st.sampled_from(function.overloads))
    count = len(overload.parameters)
    count += draw(st.integers(0, 2)) if count and overload.parameters[-1].repeat else 0
    chosen = draw(st.sampled_from(("int", "str", "cur", "dtm", "usr", "jsn")))
    wanted = [overload.parameter(index).type for index in range(count)]
    kinds = tuple(
        Type(draw(st.sampled_from(_OPEN[kind.code])) if kind.code in {"apa", "say"} else chosen, kind.collection)
        if kind.code in _OPEN
        else kind
        for kind in wanted
    )
    return function, kinds, tuple(draw(_pool(kind)) for kind in kinds)


@settings(max_examples=250, deadline=None)
@given(_calls())
def test_a_call_gives_a_value_or_an_expression_error(
    case: tuple[Function, tuple[Type, ...], tuple[Value, ...]],
) -> None:
    function, kinds, values = case
    names = [f"v{index}" for index in range(len(values))]
    ast = _call(function, [Variable(0, 1, "", name) for name in names])
    for known in (dict(zip(names, kinds, strict=True)), {}):
        compiled = compile_(ast, known)
        try:
            value = compiled.evaluate(Variables(dict(zip(names, values, strict=True))), World())
        except ExpressionError:
            continue
        text = to_text(value)
        assert text is None or len(text) <= 4 * MAX_TEXT
        if compiled.type.code not in {"unk", "nts"} and value is not None and type_of(value).code != "unk":
            assert type_of(value) == compiled.type


_BIG = "a" * 600_000
_WIDE = tuple("a" for _ in range(MAX_ITEMS))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Append(Flow.s, Flow.s)", {"flow.s": _BIG}),
        ("Flow.s + Flow.s", {"flow.s": _BIG}),
        ('Replace(Flow.s, "a", "bb")', {"flow.s": _BIG}),
        ('Replace(Flow.s, "a", Flow.s)', {"flow.s": _BIG}),
        ("ToString(Flow.l, Flow.s)", {"flow.s": _BIG, "flow.l": _WIDE}),
        ("ToString(Flow.d, Flow.s, 2)", {"flow.s": _BIG, "flow.d": (Decimal(1), Decimal(2), Decimal(3))}),
        ('Split(Flow.s, "")', {"flow.s": _BIG}),
        ('AddItem(Flow.l, "a")', {"flow.l": _WIDE}),
        ("Append(Flow.a, Flow.a)", {"flow.a": Audio((AudioPart("blank", 1),) * MAX_PARTS)}),
        ("Flow.a + Flow.a", {"flow.a": Audio((AudioPart("blank", 1),) * MAX_PARTS)}),
        ("MakeCommunication(Flow.c, Flow.c)", {"flow.c": Communication((AudioPart("text", "a"),) * MAX_PARTS)}),
        ('SetJsonObjectProperty(Flow.j, "b", Flow.s)', {"flow.j": Json('{"a":"' + _BIG + '"}'), "flow.s": _BIG}),
        ("ToJsonCollection(Flow.j)", {"flow.j": Json("[" + ",".join("1" * (MAX_ITEMS + 1)) + "]")}),
    ],
)  # fmt: skip
def test_what_would_grow_too_large_is_an_overflow(text: str, values: dict[str, Value]) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, values)
    assert caught.value.code == "overflow"
    kinds = {name: Type("str", collection=True) if value is _WIDE else type_of(value) for name, value in values.items()}
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, values, kinds)
    assert caught.value.code == "overflow"


def test_what_stays_as_large_as_it_was_is_no_overflow() -> None:
    assert evaluate('Length(Replace(Flow.s, "a", "b"))', {"flow.s": _BIG}) == len(_BIG)
    assert evaluate('Replace(Flow.s, "a", NOT_SET)', {"flow.s": _BIG}) == ""


def test_json_in_json_stays_readable() -> None:
    value: Value = Json("{}")
    with pytest.raises(ExpressionError):
        for _ in range(5_000):
            value = evaluate('SetJsonObjectProperty(JsonParse("{}"), "a", Flow.j)', {"flow.j": value})


def test_now_is_in_whole_seconds() -> None:
    assert evaluate("GetCurrentDateTimeUtc()") == datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)
