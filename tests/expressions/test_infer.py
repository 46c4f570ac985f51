"""Types and type errors."""

from __future__ import annotations

import pytest

from callflows.expressions import CallRef, VariableRef, calls_of, infer, parse, references_of, type_named, types


def _found(text: str, expected: str = "", strict: bool = False) -> tuple[str, list[tuple[str, str]]]:
    ast = parse(text).ast
    assert ast is not None
    variables = {"flow.n": types.INTEGER, "flow.name": types.STRING, "flow.list": types.INTEGER.many}
    result = infer(ast, variables, text=text, expected=type_named(expected) if expected else None, strict=strict)
    return result.type.name, [(d.code, d.message) for d in result.diagnostics]


@pytest.mark.parametrize(
    ("text", "type", "findings"),
    [
        ("Flow.n + 1", "Integer", []),
        ("Flow.list[0] * 1.5", "Decimal", []),
        ('FindQueue("x").id', "String", []),
        ("Flow.other", "Unknown", []),
        ("Flow.other + 1", "Unknown", []),
        ("Prompt.hello", "Prompt", []),
        (
            'Left("abc", 2.0)',
            "Unknown",
            [("expression-type", "Left takes (String, Integer); here are (String, Decimal)")],
        ),
        (
            '"a" + 1 + 2',
            "Unknown",
            [
                (
                    "expression-type",
                    "+ takes (Integer, Integer) or (Decimal, Integer) or (Integer, Decimal) "
                    "or (Decimal, Decimal) or …; "
                    "here are (String, Integer)",
                )
            ],
        ),
        (
            "AreEqual(1, 2.0)",
            "Unknown",
            [("expression-type", "AreEqual needs values of one type; here are (Integer, Decimal)")],
        ),
        ("1 / 0", "Decimal", [("expression-argument", "/: divisor must not be zero")]),
        ("Flow.other / 0", "Unknown", [("expression-argument", "/: divisor must not be zero")]),
        ("Left(Flow.other, -1)", "String", [("expression-argument", "Left: length must be 0 or more, not -1")]),
        (
            "ToAudioNumber(1, Language.Gender.masculine, Language.Gender.feminine)",
            "Audio",
            [("expression-argument", "ToAudioNumber: one value of each group at most")],
        ),
        ('Left("a", -1)', "String", [("expression-argument", "Left: length must be 0 or more, not -1")]),
        (
            'MakeCurrency(5, "XXXX")',
            "Currency",
            [("expression-argument", 'MakeCurrency: "XXXX" is not an ISO 4217 currency code')],
        ),
        (
            "Frobnicate(1)",
            "Unknown",
            [("expression-unknown-function", "`Frobnicate` is a function that callflows does not know")],
        ),
        (
            'Append(AudioPlaybackOptions(ToAudioTTS("a"), true), ToAudioTTS("b"))',
            "Audio",
            [("expression-placement", "AudioPlaybackOptions must be the outermost call of the expression")],
        ),
        (
            'ToUser("a@b.c")',
            "Unknown",
            [("expression-type", "ToUser does not look up a name")],
        ),
        (
            "Flow.list.x",
            "Unknown",
            [("expression-unknown-property", 'Integer Collection has no property "x"')],
        ),
        (
            "Format.Number.shout",
            "Unknown",
            [("expression-unknown-variable", "there is no built-in `Format.Number.shout`")],
        ),
    ],
)
def test_type_and_findings(text: str, type: str, findings: list[tuple[str, str]]) -> None:
    assert _found(text) == (type, findings)


def test_strict_knows_every_name() -> None:
    assert _found("Flow.nam", strict=True) == (
        "Unknown",
        [("expression-unknown-variable", "there is no variable `Flow.nam`")],
    )
    assert _found("True", strict=True)[1] == [("expression-unknown-variable", "there is no variable `True`")]
    assert _found("Length", strict=True)[1] == [
        ("expression-unknown-variable", "`Length` is a function: its brackets are missing")
    ]


@pytest.mark.parametrize(
    ("text", "needed", "type", "messages"),
    [
        ("Flow.n", "String", "String", []),
        ("Flow.n", "Decimal", "Decimal", []),
        ("NOT_SET", "Queue", "Queue", []),
        ("Flow.name", "Queue", "String", ["Queue is needed, the expression gives String"]),
        ("Flow.n", "IntegerCollection", "Integer", ["Integer Collection is needed; wrap the value in MakeList(…)"]),
        ("Flow.list", "String", "String", []),
        ("Flow.list", "Audio", "Integer Collection", ["Audio is needed, the expression gives Integer Collection"]),
    ],
)
def test_conversion_of_the_result(text: str, needed: str, type: str, messages: list[str]) -> None:
    found, findings = _found(text, needed)
    assert (found, [message for _, message in findings]) == (type, messages)


def test_findings_have_their_place() -> None:
    text = 'If(true,\n  Left("a", 1.5),\n  "b")'
    ast = parse(text).ast
    assert ast is not None
    (finding,) = infer(ast, text=text).diagnostics
    assert finding.span is not None
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (2, 3, 17)


def test_names_and_calls() -> None:
    ast = parse('If(Flow.vip, FindQueue("Gold"), FindQueue(Call.Ani)).id').ast
    assert ast is not None
    assert references_of(ast) == (VariableRef("Flow.vip", 3), VariableRef("Call.Ani", 42))
    assert calls_of(ast) == (
        CallRef("If", (None, None, None), 0),
        CallRef("FindQueue", ("Gold",), 13),
        CallRef("FindQueue", (None,), 32),
    )
