"""Generated code gives what a plain walk over the tree gives: the same value, or the same fault at the same place."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows import expressions
from callflows.expressions import (
    Ast,
    Currency,
    Duration,
    Entity,
    ExpressionError,
    Json,
    Literal,
    Type,
    Value,
    Variable,
    parse,
    parse_phone,
    type_named,
    types,
)
from callflows.expressions.ast import Binary, Call, Index, Member, Ternary, Unary
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY
from tests.expressions.plain import Plain
from tests.expressions.world import Variables, World

_VALUES: dict[str, Value] = {
    "flow.s": "text",
    "flow.empty": "",
    "flow.i": 3,
    "flow.big": 999_999_999_999_999,
    "flow.d": Decimal("1.50"),
    "flow.yes": True,
    "flow.no": False,
    "flow.cur": Currency(Decimal("5.5"), "USD"),
    "flow.poor": Currency(None, "USD"),
    "flow.dtm": datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
    "flow.dur": Duration(90_500),
    "flow.phn": parse_phone("+13178723000"),
    "flow.que": Entity("queue", "1", "Support"),
    "flow.list": (1, None, 3),
    "flow.texts": ("a", "text"),
    "flow.json": Json('{"a":[1,"x",null],"name":"n"}'),
    **dict.fromkeys(("flow.ns", "flow.ni", "flow.nb", "flow.nd", "flow.nlist"), None),
}
_TYPES: dict[str, Type] = {
    **dict.fromkeys(("flow.s", "flow.empty", "flow.ns"), types.STRING),
    **dict.fromkeys(("flow.i", "flow.big", "flow.ni"), types.INTEGER),
    **dict.fromkeys(("flow.d", "flow.nd"), types.DECIMAL),
    **dict.fromkeys(("flow.yes", "flow.no", "flow.nb"), types.BOOLEAN),
    **dict.fromkeys(("flow.cur", "flow.poor"), types.CURRENCY),
    **dict.fromkeys(("flow.list", "flow.nlist"), types.INTEGER.many),
    "flow.dtm": types.DATETIME,
    "flow.dur": types.DURATION,
    "flow.phn": types.PHONE_NUMBER,
    "flow.que": types.QUEUE,
    "flow.texts": types.STRING.many,
    "flow.json": types.JSON,
}
_SLOTS = {name: number for number, name in enumerate(_VALUES)}
_LITERALS = ('"a"', '"5|USD"', '" x "', '""', '"PT1H"', "0", "1", "-3", "999999999999999", "2.50", "true", "NOT_SET")
_LEAVES = st.sampled_from((*(name.capitalize() for name in _VALUES), *_LITERALS, "Flow.nowhere", "Prompt.x"))


class Slots:
    def __init__(self) -> None:
        self.slots = list(_VALUES.values())


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(inner, st.sampled_from(sorted(BINARY)), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
    names = st.sampled_from(sorted(each.name for each in FUNCTIONS.values()))
    calls = st.tuples(names, st.lists(inner, max_size=4)).map(lambda call: f"{call[0]}({', '.join(call[1])})")
    ifs = st.tuples(inner, inner, inner).map(lambda three: "If({}, {}, {})".format(*three))
    return st.one_of(
        binary,
        binary,
        ifs,
        st.tuples(st.sampled_from("-!~"), inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(calls, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
        st.tuples(st.sampled_from(["Flow.json", "Flow.list", "Flow.que", "Flow.phn"]), inner)
        .map("[".join)
        .map("{}]".format),
        st.tuples(calls, st.sampled_from([".name", ".code", ".amount", ".a", ".e164"])).map("".join),
        calls,
        calls,
    )


EXPRESSIONS = st.recursive(_LEAVES, _grow, max_leaves=10)
_WANTED = st.sampled_from([None, "String", "Integer", "Decimal", "Boolean", "Audio", "Queue", "Any"])


def _result(evaluate: Callable[[], Value]) -> str:
    """The value or the fault, with what tells it apart from others that Python thinks equal."""
    try:
        return repr(evaluate())
    except ExpressionError as error:
        return f"{error.code}: {error.message} at {error.offset}"


def _tree(text: str) -> Ast:
    ast = parse(text).ast
    assert ast is not None
    return ast


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS, _WANTED)
def test_code_and_plain_walk_agree(text: str, wanted: str | None) -> None:
    ast = _tree(text)
    expected = type_named(wanted) if wanted else None
    for known in (_TYPES, {}):
        plain = _result(lambda k=known: Plain(k, Variables(_VALUES), World()).evaluate(ast, expected))
        named = expressions.compile(ast, known, expected=expected)
        numbered = expressions.compile(ast, known, _SLOTS, expected=expected)
        for _ in range(2):  # the code is made in the first evaluation
            assert _result(lambda c=named: c.evaluate(Variables(_VALUES), World())) == plain
            assert _result(lambda c=numbered: c.evaluate(Slots(), World())) == plain


def _opened(node: Ast, values: dict[str, Value]) -> Ast:  # noqa: PLR0911 - one return a case
    """The tree with a variable in the place of each literal but NOT_SET, so that nothing is known beforehand. The name
    of a property stays."""
    match node:
        case Literal() if node.value is not None:
            name = f"x{len(values)}"
            values[name] = node.value
            return Variable(node.offset, node.end, "", name)
        case Unary():
            return Unary(node.offset, node.end, node.operator, _opened(node.operand, values))
        case Binary():
            left, right = _opened(node.left, values), _opened(node.right, values)
            return Binary(node.offset, node.end, node.operator, left, right)
        case Ternary():
            parts = (_opened(part, values) for part in (node.condition, node.then, node.otherwise))
            return Ternary(node.offset, node.end, *parts)
        case Call():
            return Call(node.offset, node.end, node.name, tuple(_opened(each, values) for each in node.arguments))
        case Member():
            return Member(node.offset, node.end, _opened(node.target, values), node.name)
        case Index() if not (isinstance(node.index, Literal) and isinstance(node.index.value, str)):
            return Index(node.offset, node.end, _opened(node.target, values), _opened(node.index, values))
        case _:
            return node


CONSTANT = st.recursive(st.sampled_from(_LITERALS), _grow, max_leaves=8).filter(lambda text: "Flow." not in text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(CONSTANT)
def test_what_is_computed_beforehand_is_what_a_call_computes(text: str) -> None:
    ast = _tree(text)
    values: dict[str, Value] = {}
    opened = _opened(ast, values)
    kinds = {name: expressions.type_of(value) for name, value in values.items()}
    folded = _result(lambda: expressions.compile(ast).evaluate(Variables({}), World()))
    assert folded == _result(lambda: expressions.compile(opened, kinds).evaluate(Variables(values), World()))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Left(Flow.ns, 1 % (1 - 1))", "division-by-zero: the divisor is zero at 16"),
        ("Left(Flow.ns, Flow.big + 1)", "overflow: the Integer is outside ±999,999,999,999,999 at 23"),
        ("Flow.ni + Length(Flow.ns)", "not-set: Length: text is NOT_SET at 10"),
        ("Left(Flow.ns, Flow.ni)", "not-set: Left: srcString is NOT_SET at 0"),
        ("If(Flow.i > 2, Flow.s, 1 / 0)", ""),
        ("Flow.no and 1 / 0 > 1", "False"),
    ],
)
def test_the_first_fault_is_told(text: str, fault: str) -> None:
    for known in (_TYPES, {}):
        found = _result(lambda k=known: expressions.compile(_tree(text), k).evaluate(Variables(_VALUES), World()))
        assert found == (fault or "'text'")


def test_code_is_made_without_a_warning_of_python() -> None:
    texts = ('"a"[0]', "MakeList(1)[0] == 1", "NOT_SET and 1", "If(1, 2, 3)", '"a" == NOT_SET', "Left(NOT_SET, 1)")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for text in texts:
            ast = parse(text).ast
            if ast is not None:
                _result(lambda a=ast: expressions.compile(a).evaluate(Variables({}), World()))


def test_the_deepest_and_the_widest_expression() -> None:
    deep = "1" + " + Flow.i" * 61
    nested = "If(Flow.yes, " * 61 + "1" + ", 2)" * 61
    wide = "Sum(" + ", ".join(["Flow.i"] * 3_000) + ")"
    for text, value in ((deep, 184), (nested, 1), (wide, 9_000)):
        assert expressions.compile(_tree(text), _TYPES, _SLOTS).evaluate(Slots(), World()) == value


def test_lone_surrogates_and_any_letters_are_constants() -> None:
    for text in ("\ud800", "é中\u2028", "{x}", "%s", "'''"):
        ast = Binary(0, 1, "+", Literal(0, 1, text), Variable(0, 1, "", "s"))
        compiled = expressions.compile(ast, {"s": types.STRING})
        assert compiled.evaluate(Variables({"s": "!"}), World()) == text + "!"
