"""Which ways of its branchings an expression went."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows import expressions
from callflows.expressions import Ast, Value, branchings, parse
from callflows.expressions.ast import Binary, children
from callflows.expressions.branches import branching_nodes
from tests.expressions.plain import Plain
from tests.expressions.test_generated import _TYPES, _VALUES, EXPRESSIONS, _result
from tests.expressions.world import Variables, World


def _tree(text: str) -> Ast:
    ast = parse(text).ast
    assert ast is not None
    return ast


def _gone(text: str, values: dict[str, Value]) -> list[str]:
    """The ways that were gone, each as its kind, label and text."""
    ast = _tree(text)
    found = branchings(ast)
    marks = bytearray(2 * len(found))
    compiled = expressions.compile(ast, branches=marks)
    _result(lambda: compiled.evaluate(Variables(values), World()))
    ways = [(each.kind, way) for each in found for way in each.ways]
    return [
        f"{kind} {way.label} {text[way.offset : way.end]}"
        for (kind, way), mark in zip(ways, marks, strict=True)
        if mark
    ]


def test_each_branching_has_two_ways_with_their_text() -> None:
    text = '!a.b and If(c.d, "yes", e.f ? g.h[0] : i.j.k) == x.y + 1 or z.z'
    shown = [
        (each.kind, *(f"{way.label} {text[way.offset : way.end]}" for way in each.ways))
        for each in branchings(_tree(text))
    ]
    assert shown == [
        ("or", "right z.z", 'left !a.b and If(c.d, "yes", e.f ? g.h[0] : i.j.k) == x.y + 1'),
        ("and", 'right If(c.d, "yes", e.f ? g.h[0] : i.j.k) == x.y + 1', "left !a.b"),
        ("If", 'then "yes"', "else e.f ? g.h[0] : i.j.k"),
        ("?:", "then g.h[0]", "else i.j.k"),
    ]


@pytest.mark.parametrize(
    ("text", "values", "gone"),
    [
        ('If(a.b, "x", "y")', {"a.b": True}, ['If then "x"']),
        ('If(a.b, "x", "y")', {"a.b": None}, ['If else "y"']),
        ("a.b and c.d", {"a.b": True, "c.d": False}, ["and right c.d"]),
        ("a.b and c.d", {"a.b": False, "c.d": False}, ["and left a.b"]),
        ("a.b or c.d", {"a.b": True, "c.d": False}, ["or left a.b"]),
        ("a.b or c.d", {"a.b": False, "c.d": False}, ["or right c.d"]),
        ("a.b or c.d", {"a.b": None, "c.d": False}, []),
        ('If(true, "x", "y")', {}, ['If then "x"']),
        ('Length(If(false, "x", "y"))', {}, ['If else "y"']),
        ("true and a.b", {"a.b": True}, ["and right a.b"]),
        ("false and a.b", {"a.b": True}, ["and left false"]),
        ("a.b ? 1 / 0 : (c.d ? 1 : 2)", {"a.b": True}, ["?: then 1 / 0"]),
        ("a.b ? 1 / 0 : (c.d ? 1 : 2)", {"a.b": False, "c.d": False}, ["?: else c.d ? 1 : 2", "?: else 2"]),
    ],
)
def test_the_ways_gone_are_marked(text: str, values: dict[str, Value], gone: list[str]) -> None:
    assert _gone(text, values) == gone


def test_marks_of_several_evaluations_add_up() -> None:
    ast = _tree("If(a.b, 1, 2)")
    marks = bytearray(2)
    compiled = expressions.compile(ast, branches=marks)
    for value in (True, False):
        compiled.evaluate(Variables({"a.b": value}), World())
    assert marks == b"\1\1"


class _Noting(Plain):
    """The plain walk, which notes the nodes that it began and those that it finished."""

    def __init__(self) -> None:
        super().__init__(_TYPES, Variables(_VALUES), World())
        self.begun: set[int] = set()
        self.finished: set[int] = set()

    def _value(self, node: Ast) -> Value:
        self.begun.add(id(node))
        value = super()._value(node)
        self.finished.add(id(node))
        return value

    def marks(self, ast: Ast) -> bytes:
        found: list[bool] = []
        for node in branching_nodes(ast):
            parts = [id(each) in self.begun for each in children(node)]
            if isinstance(node, Binary):
                found += [parts[1], id(node) in self.finished and not parts[1]]
            else:
                found += parts[1:]
        return bytes(found)


_LEAVES = st.sampled_from(("true", "false", "Flow.yes", "Flow.no", "Flow.nb", "Flow.i", "Length(Flow.ns) > 1"))
_BRANCHING = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("and", "or")), inner).map(lambda each: "({} {} {})".format(*each)),
        st.tuples(inner, inner, inner).map(lambda each: "If({}, {}, {})".format(*each)),
        st.tuples(inner, inner, inner).map(lambda each: "({} ? {} : {})".format(*each)),
        st.tuples(inner, inner).map(lambda each: "({} == {})".format(*each)),
        inner.map("Not({})".format),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_BRANCHING, EXPRESSIONS))
def test_marking_changes_no_result_and_marks_what_a_plain_walk_goes(text: str) -> None:
    ast = _tree(text)
    marks = bytearray(2 * len(branchings(ast)))
    marked = expressions.compile(ast, _TYPES, branches=marks)
    noting = _Noting()
    plain = _result(lambda: noting.evaluate(ast))
    assert _result(lambda: marked.evaluate(Variables(_VALUES), World())) == plain
    assert bytes(marks) == noting.marks(ast)
