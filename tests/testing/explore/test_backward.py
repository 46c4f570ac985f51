"""From what an expression should come to, back to what its variables should hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callflows.expressions import parse
from callflows.testing.explore.backward import Link, Plain, Wish, deciding, shaped, wanted


@pytest.mark.parametrize(
    ("expression", "value", "wishes"),
    [
        ("Flow.x", 5, {("flow.x", 5)}),
        ("Flow.x + 2", 5, {("flow.x", 3)}),
        ("10 - Flow.x", 4, {("flow.x", 6)}),
        ("Flow.x - 1.5", Decimal("1.5"), {("flow.x", Decimal("3.0"))}),
        ('"a" + Flow.x', "ab", {("flow.x", "b")}),
        ("!Flow.x", True, {("flow.x", False)}),
        ("-Flow.x", 3, {("flow.x", -3)}),
        ("Left(Flow.x, 2)", "12", {("flow.x", "1212345678")}),
        ("Right(Flow.x, 2)", "99", {("flow.x", "1234567899")}),
        ("Substring(Flow.x, 3, 2)", "77", {("flow.x", "1237712")}),
        ("Upper(Trim(Flow.x))", "A", {("flow.x", "A")}),
        ("Length(Flow.x)", 4, {("flow.x", "1234")}),
        ("ToInt(Flow.x)", 7, {("flow.x", 7)}),
        ("Flow.j.a.b", "v", {("flow.j", '{"a":{"b":"v"}}')}),
        ("If(Flow.a, Flow.b, Flow.c)", 1, {("flow.b", 1), ("flow.c", 1)}),
    ],
)
def test_what_variables_should_hold(expression: str, value: Plain, wishes: set[tuple[str, Plain]]) -> None:
    ast = parse(expression).ast
    assert ast is not None
    assert {(each.variable, each.value) for each in wanted(ast, value)} == wishes


@pytest.mark.parametrize(
    ("expression", "wishes"),
    [
        ("Flow.x > 3", {("flow.x", 3), ("flow.x", 4), ("flow.x", 2)}),
        ('Flow.x == "a" and Flow.y', {("flow.x", "a"), ("flow.y", True), ("flow.y", False)}),
        ("!Flow.x", {("flow.x", True), ("flow.x", False)}),
        ("IsNotSetOrEmpty(Flow.x)", {("flow.x", None), ("flow.x", ""), ("flow.x", "1")}),
        (
            'Contains(Flow.x, "b")',
            {("flow.x", "b"), ("flow.x", "b1234"), ("flow.x", "1234b"), ("flow.x", "none of these")},
        ),
        ("Flow.x", set()),
    ],
)
def test_what_a_condition_makes_worth_trying(expression: str, wishes: set[tuple[str, Plain]]) -> None:
    ast = parse(expression).ast
    assert ast is not None
    assert {(each.variable, each.value) for each in deciding(ast) if isinstance(each, Wish)} == wishes


def test_two_variables_that_are_compared_are_linked() -> None:
    ast = parse("Flow.entry == Flow.pin").ast
    assert ast is not None
    assert [each for each in deciding(ast) if isinstance(each, Link)] == [
        Link(parse("Flow.entry").ast, parse("Flow.pin").ast)
    ]


def test_what_functions_need_of_their_arguments() -> None:
    ast = parse('ToDateTime(GetAt(Split(Flow.x, "-"), 0))').ast
    assert ast is not None
    found = [each.value for each in shaped(ast)]
    assert found[-1] == "2026-1-2-3-4-5"
