"""What people write who are used to another language, and what they are told."""

from __future__ import annotations

import pytest

from callflows.expressions import infer, parse, types

_FLOW_STORES = "store values with an Update Data action"
_IF = "write If(condition, value, other)"
_NO_END = "arguments stand between commas, and nothing ends an expression"
_ASSIGN = "write == to compare; assign values in an Update Data action"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Flow.i = 1", [(8, "`=` does not compare", _ASSIGN)]),
        ("Flow.i += 1", [(8, "`+=` does not assign", _FLOW_STORES)]),
        ("Flow.i === 1", [(8, "`===` is not an operator", "write ==")]),
        ("Flow.i !== 1", [(8, "`!==` is not an operator", "write !=")]),
        ("Flow.i <> 1", [(8, "`<>` is not an operator", "write !=")]),
        ("Flow.i++", [(7, "`++` is not an operator", "write + 1; store values with an Update Data action")]),
        ("Flow.i ** 2", [(8, "`**` is not an operator", "write ^ for a power")]),
        (
            "Flow.i // 2",
            [(8, "`//` is not an operator", "there are no comments; Floor(a / b) gives whole numbers")],
        ),
        ("Flow.b && true", [(8, "`&&` is not an operator", "write and")]),
        ("Flow.b || true", [(8, "`||` is not an operator", "write or")]),
        ("not Flow.b", [(1, "`not` is not an operator", "write !")]),
        ("Flow.b xor true", [(8, "`xor` is not an operator", "write a != b")]),
        (
            '"a" in Flow.s',
            [(5, "`in` is not an operator", "write Contains(text, part), or Find(list, item) for lists")],
        ),
        (
            "Flow.s is not null",
            [(8, "`is` is not an operator", "write =="), (11, "`not` is not an operator", "write !")],
        ),
        (
            "1 if Flow.b else 2",
            [(3, "`if` is not an operator", _IF), (13, "`else` is not an operator", _IF)],
        ),
        ("return 1", [(1, "`return` is not an operator", "the expression itself is the value")]),
        ("Flow.s == 'x'", [(11, "text stands in double quotes", 'write "text"')]),
        (
            "AND(true, true)",
            [
                (1, "a value is missing before `AND`", "`and` stands between two values: a and b"),
                (9, "an operator is missing before `,`", ""),
            ],
        ),
        ("1,5", [(2, "`,` separates arguments, and no bracket is open here", "a Decimal has a point: 1.5")]),
        ("[1]", [(1, "a value is missing before `[`", "write MakeList(…) for a collection")]),
        ("1; 2", [(2, "`;` is not part of the language", _NO_END)]),
        (
            'Left("a"; 1);',
            [(9, "`;` is not part of the language", _NO_END), (13, "`;` is not part of the language", _NO_END)],
        ),
        ("# text", [(1, "`#` is not part of the language", "there are no comments")]),
        ("null", [(1, "there is no variable `null`", "write NOT_SET")]),
        ("undefined", [(1, "there is no variable `undefined`", "write NOT_SET")]),
        ("Flow.b == True", [(11, "there is no variable `True`", "write true")]),
        ("len(Flow.s)", [(1, "`len` is a function that callflows does not know", "write Length(…)")]),
        ("concat(Flow.s)", [(1, "`concat` is a function that callflows does not know", "write Append(…)")]),
        (
            "Flow.s & Flow.s",
            [(8, "& does not work on String and String; it takes (Integer, Integer)", "write + to join texts")],
        ),
        (
            "Flow.b | Flow.b",
            [(8, "| does not work on Boolean and Boolean; it takes (Integer, Integer)", "write or between Booleans")],
        ),
        (
            'Flow.s != "x" || Flow.i = 2 && not Flow.b',
            [
                (15, "`||` is not an operator", "write or"),
                (25, "`=` does not compare", _ASSIGN),
                (29, "`&&` is not an operator", "write and"),
                (32, "`not` is not an operator", "write !"),
            ],
        ),
        ("(1 + 2", [(1, "`(` is never closed", "add )")]),
        ('Left("a", 1', [(5, "`(` is never closed", "add )")]),
        ("Flow.s[0", [(7, "`[` is never closed", "add ]")]),
        ('Left("a, 1)', [(6, "the text that begins here has no closing quote", 'add a "')]),
        ('Left("a", 1) "b"', [(14, 'an operator is missing before `"b"`', "")]),
    ],
)
def test_a_habit_is_named_with_what_to_write(text: str, findings: list[tuple[int, str, str]]) -> None:
    parsed = parse(text)
    found = parsed.diagnostics
    if parsed.ast is not None:
        variables = {"flow.i": types.INTEGER, "flow.b": types.BOOLEAN, "flow.s": types.STRING}
        found = infer(parsed.ast, variables, text=text, strict=True, flow_type="inboundCall").diagnostics
    assert [(d.span.column, d.message, d.help) for d in found if d.span] == findings
