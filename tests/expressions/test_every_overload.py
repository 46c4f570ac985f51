"""Every overload of every function and operator on edge values: a value of the promised type, or an ExpressionError;
and what generated code gives is what a plain walk over the tree gives.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
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
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Unary, Variable
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.inlining import TEMPLATES
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.signatures import Function
from tests.expressions.plain import Plain
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
    "any": (0, "a", Currency(None, "USD"), True, Decimal("2.0"), Duration(5), datetime(2020, 1, 1, tzinfo=UTC)),
    "apa": (Entity("systemPrompt", "1", "p"), Audio(())),
    "say": ("a", Communication(()), 5),
}


def _values(wanted: Type) -> tuple[Value, ...]:
    edges = _EDGES.get(wanted.code) or (Choice(wanted, f"Format.{wanted.code}"),)
    return ((), edges[:1], (*edges[:1], None)) if wanted.collection else (*edges, None)


def _cases(function: Function) -> Iterator[tuple[tuple[Type, ...], list[tuple[Value, ...]]]]:
    """Types of arguments, and values of these types."""
    for overload in function.overloads:
        pools = [_values(parameter.type)[-4:] for parameter in overload.parameters]
        wanted = tuple(parameter.type for parameter in overload.parameters)
        found: dict[tuple[Type, ...], list[tuple[Value, ...]]] = {}
        for values in itertools.islice(itertools.product(*pools), 256):
            kinds = tuple(
                type_of(value) if kind.code in {"any", "apa", "say"} and value != () else kind
                for value, kind in zip(values, wanted, strict=True)
            )
            found.setdefault(kinds, []).append(values)
        yield from found.items()


def _call(function: Function, arguments: Sequence[Ast]) -> Ast:
    if function is BINARY.get(function.name) and len(arguments) == 2:
        return Binary(7, 8, function.name, arguments[0], arguments[1])
    if function is UNARY.get(function.name):
        return Unary(7, 8, function.name, arguments[0])
    return Call(7, 8, function.name, tuple(arguments))


class _Slots:
    def __init__(self, values: Sequence[Value]) -> None:
        self.slots = list(values)


def _result(evaluate: Callable[[], Value]) -> tuple[Value, str]:
    """The value, and what tells it or the fault apart from others that Python thinks equal."""
    try:
        value = evaluate()
    except ExpressionError as error:
        return None, f"{error.code}: {error.message} at {error.offset}"
    return value, repr(value)


_ALL = [*FUNCTIONS.values(), *BINARY.values(), *UNARY.values()]


@pytest.mark.parametrize("function", _ALL, ids=lambda f: f.name)
def test_a_value_of_the_promised_type_or_an_expression_error(function: Function) -> None:
    for kinds, rows in _cases(function):
        names = [f"v{index}" for index in range(len(kinds))]
        numbers = {name: number for number, name in enumerate(names)}
        ast = _call(function, [Variable(7, 8, "", name) for name in names])
        candidates = function.candidates(kinds)
        promised = candidates[0].result(kinds) if candidates else None
        for known in (dict(zip(names, kinds, strict=True)), {}):
            compiled = expressions.compile(ast, known, numbers)
            for values in rows:
                value, shown = _result(lambda v=values, c=compiled: c.evaluate(_Slots(v), World()))
                scope = Variables(dict(zip(names, values, strict=True)))
                assert shown == _result(lambda k=known, s=scope, a=ast: Plain(k, s, World()).evaluate(a))[1], values
                display(value)
                if known and promised and value is not None and "unk" not in (promised.code, type_of(value).code):
                    assert type_of(value) == promised or promised.code in {"any", "nts"}, (values, kinds)


@pytest.mark.parametrize("function", _ALL, ids=lambda f: f.name)
def test_literal_arguments_give_the_same(function: Function) -> None:
    """What is known when code is made is left out of it, or computed there and then: to the same end."""
    for kinds, rows in _cases(function):
        for values in rows[:: max(1, len(rows) // 8)]:
            for literal in (lambda _: True, lambda index: index % 2 == 0, lambda index: index % 2 == 1):
                arguments: list[Ast] = []
                known, scope = {}, {}
                for index, (value, kind) in enumerate(zip(values, kinds, strict=True)):
                    if literal(index) and (value is None or isinstance(value, str | int | Decimal)):
                        arguments.append(Literal(7, 8, value))
                    else:
                        arguments.append(Variable(7, 8, "", f"v{index}"))
                        known[f"v{index}"], scope[f"v{index}"] = kind, value
                ast = _call(function, arguments)
                compiled = expressions.compile(ast, known)
                world, variables = World(), Variables(scope)
                made = _result(lambda c=compiled, v=variables, w=world: c.evaluate(v, w))[1]
                assert made == _result(lambda a=ast, k=known, v=variables: Plain(k, v, World()).evaluate(a))[1], values


def _kind(code: str) -> Type:
    return Type("int" if code.startswith("any") else code.removesuffix("_coll"), code.endswith("_coll"))


def _given(kind: Type) -> tuple[Value, ...]:
    """Values for a template's parameter of this type."""
    if kind.code == "nts":
        return (None,)
    return (*_EDGES["any"], (1, None), (), None) if kind.code == "unk" else _values(kind)


def _templated(name: str, arguments: Sequence[Ast]) -> Ast:
    """The node for which a template is."""
    if name.startswith("."):
        return Member(7, 8, arguments[0], name[1:])
    if name == "[]":
        return Index(7, 8, arguments[0], arguments[1])
    operators = BINARY if len(arguments) == 2 else UNARY
    function = operators.get(name) or FUNCTIONS["append" if name == "joined" else name]
    return _call(function, arguments)


@pytest.mark.parametrize("key", TEMPLATES)
def test_every_template_gives_what_its_implementation_gives(key: str) -> None:
    name, *codes = key.split() if key != "joined" else ("joined", "str", "str", "str")
    kinds = [_kind(code) for code in codes]
    names = [f"v{index}" for index in range(len(kinds))]
    known = {each: kind for each, kind in zip(names, kinds, strict=True) if kind.code not in {"nts", "unk"}}
    arguments: list[Ast] = [
        Literal(7, 8, None) if kind.code == "nts" else Variable(7, 8, "", each)
        for each, kind in zip(names, kinds, strict=True)
    ]
    ast = _templated(name, arguments)
    compiled = expressions.compile(ast, known)
    for values in itertools.product(*map(_given, kinds)):
        scope = Variables(dict(zip(names, values, strict=True)))
        made = _result(lambda s=scope: compiled.evaluate(s, World()))[1]
        assert made == _result(lambda s=scope: Plain(known, s, World()).evaluate(ast))[1], values
