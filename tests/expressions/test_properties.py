"""What holds for every expression."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from callflows import expressions
from callflows.expressions import ExpressionError, display, infer, parse, to_source, type_of, types
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY
from tests.expressions.world import Variables, World

_STRINGS = ('"a"', '"Hello"', '"5"', '" "', '""', '"2009-01-10T06:30:00Z"', '"PT1H"', '"5|USD"', '"{\\"a\\": [1]}"')
_NUMBERS = ("0", "1", "-3", "7", "999999999999999", "0.5", "-2.25", "99999999999999999999.0")
_OTHERS = ("true", "false", "NOT_SET", "Flow.s", "Flow.i", "Flow.d", "Flow.b", "Flow.none", "Flow.list", "Flow.json")
_VALUES: dict[str, expressions.Value] = {
    "flow.s": "text",
    "flow.i": 3,
    "flow.d": expressions.from_literal(types.DECIMAL, "1.50"),
    "flow.b": True,
    "flow.none": None,
    "flow.list": (1, None, 3),
    "flow.json": expressions.Json('{"a":[1,"x",null]}'),
}
_TYPES = {
    "flow.s": types.STRING,
    "flow.i": types.INTEGER,
    "flow.d": types.DECIMAL,
    "flow.b": types.BOOLEAN,
    "flow.list": types.INTEGER.many,
}


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from([f" {name} " for name in BINARY])
    names = st.sampled_from([function.name for function in FUNCTIONS.values()])
    calls = st.tuples(names, st.lists(inner, max_size=4)).map(lambda call: f"{call[0]}({', '.join(call[1])})")
    return st.one_of(
        st.tuples(st.just("("), inner, operators, inner, st.just(")")).map("".join),
        st.tuples(st.sampled_from(["-", "!", "~"]), inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: "(({}) ? ({}) : ({}))".format(*three)),
        st.tuples(calls, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
        st.tuples(calls, st.sampled_from([".name", ".code", ".a", '."e164"'])).map("".join),
        calls,
    )


EXPRESSIONS = st.recursive(st.sampled_from((*_STRINGS, *_NUMBERS, *_OTHERS)), _grow, max_leaves=12)


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS)
def test_printing_and_parsing_again_gives_the_same_tree(text: str) -> None:
    ast = parse(text).ast
    assert ast is not None
    assert parse(to_source(ast)).ast == ast


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS)
def test_evaluation_gives_a_value_or_an_expression_error(text: str) -> None:
    ast = parse(text).ast
    assert ast is not None
    for variables in (_TYPES, {}):
        compiled = expressions.compile(ast, variables)
        try:
            value = compiled.evaluate(Variables(_VALUES), World())
        except ExpressionError as error:
            assert 0 <= error.offset < len(text)
            continue
        display(value)
        if compiled.type.code not in {"unk", "nts"} and value is not None and type_of(value).code != "unk":
            assert compiled.type == type_of(value)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='()[]?:.,"\\+-*/%^&|~!<>= \nab1ñ_$', max_size=60) | st.text(max_size=40))
def test_any_text_parses_or_is_refused_with_its_place(text: str) -> None:
    parsed = parse(text)
    assert (parsed.ast is None) == bool(parsed.diagnostics)
    if parsed.ast is not None:
        infer(parsed.ast, text=text)
    for finding in parsed.diagnostics:
        assert finding.span is not None
        assert finding.span.line >= 1
        assert finding.span.column >= 1
