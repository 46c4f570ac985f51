"""Grammar, precedence, limits, and what a faulty text is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.expressions import parse, to_source
from callflows.expressions.parser import MAX_CHARACTERS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("2 ^ 3 ^ 2", "2 ^ (3 ^ 2)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("-Flow.i ^ 2", "(-Flow.i) ^ 2"),
        ("1 == 1 & 2", "(1 == 1) & 2"),
        ("3 & 9 | 4", "(3 & 9) | 4"),
        ("1 < 2 == true", "(1 < 2) == true"),
        ("a.b or c.d and e.f", "a.b or (c.d and e.f)"),
        ("a.b or c.d ? 1 : 2", "(a.b or c.d) ? 1 : 2"),
        ("true ? false : true ? 1 : 2", "(true ? false : true) ? 1 : 2"),
        ("true ? 1 == 1 and 2 == 2 : false", "true ? ((1 == 1) and (2 == 2)) : false"),
        ("1--1", "1 - (-1)"),
        ("- 2 ^ 2", "(-2) ^ 2"),
        ("2 ^ -1", "2 ^ (-1)"),
        ("!!Flow.x", "!(!Flow.x)"),
        ("true AND false Or true", "(true and false) or true"),
        ("LENGTH (call.ANI)", "Length(Call.Ani)"),
        ("Flow .i", "Flow.i"),
        ('Email.Message.to[0]["name"]', 'email.message."to" [0] ["name"]'),
    ],
)
def test_the_two_are_one_tree(left: str, right: str) -> None:
    first, second = parse(left), parse(right)
    assert first.diagnostics == second.diagnostics == ()
    assert first.ast == second.ast
    assert first.ast is not None
    assert parse(to_source(first.ast)).ast == first.ast


def test_trees_that_differ_are_not_equal() -> None:
    assert parse("1 + 2").ast != parse("1 + 3").ast
    assert parse("1").ast != parse("1.0").ast
    assert parse("true").ast != parse("1").ast
    assert parse("-(5)").ast != parse("-5").ast


@pytest.mark.parametrize(
    "text",
    [
        "-(5)", "-(-5)", "-(-Flow.x)", "~-5", "!(true and false)", "(1 + 2) * 3", "1 - (2 - 3)", "(2 ^ 3) ^ 2", "-(1.)",
        "true ? (Flow.a or Flow.b) : false", "(true ? 1 : 2) + 3", "true ? (true ? 1 : 2) : 3", "-(NOT_SET)",
        'Flow.x."a b"[1]["c"].d', '"a\\n\\"b\\\\"', "MakeList(1)[0]", "00012", ".5", "1.", "If(true, Flow.x, NOT_SET)",
    ],
)  # fmt: skip
def test_printing_keeps_the_meaning(text: str) -> None:
    ast = parse(text).ast
    assert ast is not None
    assert parse(to_source(ast)).ast == ast


@pytest.mark.parametrize(
    ("text", "code", "column", "message"),
    [
        ("", "expression-empty", 1, "the expression is empty"),
        ("1 +", "expression-syntax", 3, "a value is missing after `+`"),
        ("--2", "expression-syntax", 2, "a value is missing before `-`"),
        ("-~5", "expression-syntax", 2, "a value is missing before `~`"),
        ('"a" "b"', "expression-syntax", 5, 'an operator is missing before `"b"`'),
        ("1 2", "expression-syntax", 3, "an operator is missing before `2`"),
        ("a.b && c.d", "expression-syntax", 5, "`&&` is not an operator"),
        ("a.b || c.d", "expression-syntax", 5, "`||` is not an operator"),
        ("1 <> 2", "expression-syntax", 3, "`<>` is not an operator"),
        ("1 = 2", "expression-syntax", 3, "`=` does not compare"),
        ("not true", "expression-syntax", 1, "`not` is not an operator"),
        ("'a'", "expression-syntax", 1, "text stands in double quotes"),
        ('"abc', "expression-unclosed", 1, "the text that begins here has no closing quote"),
        (r'"a\x"', "expression-syntax", 3, r"`\x` is not an escape"),
        ('Length("a"', "expression-unclosed", 7, "`(` is never closed"),
        ("MakeList(1)[0", "expression-unclosed", 12, "`[` is never closed"),
        ("(1]", "expression-unclosed", 3, "`]` does not close `(`"),
        ("1)", "expression-unclosed", 2, "`)` closes nothing"),
        ("c.d ? a.b or b.c : d.e", "expression-syntax", 11, "`or` cannot stand in a branch of `? :` without brackets"),
        ("true ? 1", "expression-syntax", 6, "`?` has no `:` branch"),
        ("(true ? 1)", "expression-syntax", 7, "`?` has no `:` branch"),
        ("If(true ? 1, 2, 3)", "expression-syntax", 9, "`?` has no `:` branch"),
        ("true ? 1,5 : 2", "expression-syntax", 9, "`,` separates arguments, and no bracket is open here"),
        ("true ? (1 : 2", "expression-syntax", 11, "an operator is missing before `:`"),
        ("true : 1", "expression-syntax", 6, "an operator is missing before `:`"),
        ('"abc".x', "expression-syntax", 6, '`."x"` may follow only a variable or a function call'),
        ("(MakeList(1))[0]", "expression-syntax", 14, "`[` may follow only a variable or a function call"),
        ("Flow. i", "expression-syntax", 5, "a dot must be followed directly by a name or a quoted name"),
        ("MakeList(1,)", "expression-syntax", 12, "a value is missing before `)`"),
        ("1000000000000000", "expression-number", 1, "an Integer has at most 15 digits; this one has 16"),
        ("Flow.{{x}}", "expression-syntax", 5, "a dot must be followed directly by a name or a quoted name"),
        ("1\u00a0+ 2", "expression-syntax", 2, "a no-break space is not white space here"),
    ],
)
def test_a_fault_is_one_diagnostic(text: str, code: str, column: int, message: str) -> None:
    parsed = parse(text)
    found = [(d.code, d.span.line, d.span.column, d.message) for d in parsed.diagnostics if d.span]
    assert (parsed.ast, found) == (None, [(code, 1, column, message)])


def test_lines_are_counted() -> None:
    (fault,) = parse('If(true,\n  "a",\n  = 3)').diagnostics
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (3, 3)


def test_the_longest_chain_architect_takes() -> None:
    assert parse("+".join(["1"] * 62)).ast is not None
    assert [d.code for d in parse("+".join(["1"] * 63)).diagnostics] == ["expression-too-deep"]


def test_brackets_nest_freely_and_nothing_recurses() -> None:
    assert parse("(" * 10_000 + "1" + ")" * 10_000).ast == parse("1").ast
    assert [d.code for d in parse("(" * 10_000).diagnostics] == ["expression-syntax"]
    assert [d.code for d in parse("f(" * 10_000 + "1" + ")" * 10_000).diagnostics] == ["expression-too-deep"]
    assert [d.code for d in parse("!" * 10_000 + "true").diagnostics] == ["expression-too-deep"]
    assert [d.code for d in parse("Flow.x" + "[0]" * 10_000).diagnostics] == ["expression-too-deep"]
    assert [d.code for d in parse("Flow" + ".x" * 10_000).diagnostics] == ["expression-too-deep"]


def test_a_text_that_is_too_long() -> None:
    assert parse('"' + "a" * (MAX_CHARACTERS - 2) + '"').ast is not None
    assert [d.code for d in parse('"' + "a" * (MAX_CHARACTERS - 1) + '"').diagnostics] == ["expression-too-long"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.b && c.d || e.f", [(5, "`&&` is not an operator"), (12, "`||` is not an operator")]),
        (
            "Left(Flow.x 5) + Right(,2)",
            [(13, "an operator is missing before `5`"), (24, "a value is missing before `,`")],
        ),
        ("(1 + 2] * (3", [(7, "`]` does not close `(`"), (11, "`(` is never closed")]),
        ("1 = 2 and 3 = 4", [(3, "`=` does not compare"), (13, "`=` does not compare")]),
        ("'a' == 'b'", [(1, "text stands in double quotes"), (8, "text stands in double quotes")]),
        (
            "{{x}} + 1 +",
            [(1, "a placeholder or brace is not part of the language"), (11, "a value is missing after `+`")],
        ),
        (r'"\q" + "\w"', [(2, r"`\q` is not an escape"), (9, r"`\w` is not an escape")]),
        ("1 = ", [(3, "`=` does not compare")]),
        (
            "if (a.b) then c.d",
            [(10, "`then` is not an operator")],
        ),
    ],
)
def test_the_faults_after_the_first_are_found_too(text: str, found: list[tuple[int, str]]) -> None:
    parsed = parse(text)
    assert parsed.ast is None
    assert [(each.span.column, each.message) for each in parsed.diagnostics if each.span] == found


def test_ten_faults_are_enough() -> None:
    columns = [each.span.column for each in parse("a " * 16_000).diagnostics if each.span]
    assert columns == list(range(3, 23, 2))


@given(st.text("ab.1\"'(){}[],+-=&|!?: ", max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_text_has_a_tree_or_faults_in_order(text: str) -> None:
    parsed = parse(text)
    columns = [each.span.column for each in parsed.diagnostics if each.span]
    assert (parsed.ast is None) == bool(columns)
    assert columns == sorted(set(columns))
