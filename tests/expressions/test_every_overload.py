"""Every overload of every function and operator on edge values: a value of the promised type, or an ExpressionError."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callflows import expressions
from callflows.expressions import (
    Audio,
    AudioPart,
    Choice,
    Communication,
    Currency,
    Duration,
    Entity,
    ExpressionError,
    Json,
    Record,
    Type,
    Value,
    display,
    parse_phone,
    type_of,
)
from callflows.expressions.dispatch import apply
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.signatures import Function
from tests.expressions.world import Variables, World

_EDGES: dict[str, tuple[Value, ...]] = {
    "int": (0, 1, -5, 2017, 999_999_999_999_999),
    "dec": (Decimal("0.0"), Decimal("-2.225"), Decimal("9" * 40), Decimal("1E-30")),
    "str": ("", " a,b é", "a@b.c", "5.5|USD", '{"a":1}', "PT5S"),
    "bln": (True, False),
    "cur": (Currency(Decimal("5.5"), "USD"), Currency(None, None), Currency(Decimal(-1), "EUR")),
    "dtm": (datetime(1800, 1, 1, tzinfo=UTC), datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
    "dur": (Duration(0), Duration(-90_500), Duration(999_999_999_999_999)),
    "phn": (parse_phone("+13178723000"), parse_phone("sip:a@b.c")),
    "pmt": (Entity("userPrompt", "1", "hello"),),
    "aud": (Audio((AudioPart("tts", "hi"),)),),
    "com": (Communication(()),),
    "jsn": (Json('{"a":[1]}'), Json("[1,2]"), Json("5")),
    "usr": (Entity("user", "1", "Doe, John", "j@d.e"),),
    "que": (Entity("queue", "1", "Support"),),
    "skl": (Entity("skill", "1", "Spanish"),),
    "lac": (Entity("languageSkill", "1", "English"),),
    "grp": (Entity("group", "1", "G"),),
    "wrc": (Entity("wrapupCode", "1", "W"),),
    "scg": (Entity("scheduleGroup", "1", "S"),),
    "emg": (Entity("emergencyGroup", "1", "E"),),
    "cpx_email_address": (Record(Type("cpx_email_address"), (("id", "a@b.c"), ("name", None))),),
    "any": (0, "a", Currency(None, "USD")),
    "apa": (Entity("systemPrompt", "1", "p"), Audio(())),
    "say": ("a", Communication(()), 5),
}


def _values(wanted: Type) -> tuple[Value, ...]:
    edges = _EDGES.get(wanted.code) or (Choice(wanted, f"Format.{wanted.code}"),)
    return ((), edges[:1], (*edges[:1], None)) if wanted.collection else (*edges, None)


def _cases(function: Function) -> list[tuple[tuple[Value, ...], tuple[Type, ...]]]:
    cases = []
    for overload in function.overloads:
        pools = [_values(parameter.type)[-4:] for parameter in overload.parameters]
        wanted = tuple(parameter.type for parameter in overload.parameters)
        for values in itertools.islice(itertools.product(*pools), 256):
            kinds = (
                type_of(value) if kind.code in {"any", "apa", "say"} and value != () else kind
                for value, kind in zip(values, wanted, strict=True)
            )
            cases.append((values, tuple(kinds)))
    return cases


@pytest.mark.parametrize("function", [*FUNCTIONS.values(), *BINARY.values(), *UNARY.values()], ids=lambda f: f.name)
def test_a_value_of_the_promised_type_or_an_expression_error(function: Function) -> None:
    for values, kinds in _cases(function):
        names = [f"v{index}" for index in range(len(values))]
        scope = Variables(dict(zip(names, values, strict=True)))
        runs = tuple((lambda s, _, name=name: s.get(name)) for name in names)
        candidates = function.candidates(kinds)
        fixed = candidates[0] if candidates else None
        for chosen, known in ((fixed, kinds), (None, tuple(expressions.types.UNKNOWN for _ in kinds))):
            try:
                value = apply(function, chosen, runs, known, 7)(scope, World())
            except ExpressionError as error:
                assert error.offset == 7
                continue
            display(value)
            promised = chosen.result(kinds) if chosen else None
            if promised and value is not None and "unk" not in (promised.code, type_of(value).code):
                assert type_of(value) == promised or promised.code in {"any", "nts"}, (values, kinds)
