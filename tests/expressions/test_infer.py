"""Types and type errors."""

from __future__ import annotations

import pytest

from callflows.expressions import CallRef, VariableRef, calls_of, infer, parse, references_of, type_named, types


def _found(
    text: str, expected: str = "", strict: bool = False, flow_type: str = ""
) -> tuple[str, list[tuple[str, str]]]:
    ast = parse(text).ast
    assert ast is not None
    variables = {"flow.n": types.INTEGER, "flow.name": types.STRING, "flow.list": types.INTEGER.many}
    result = infer(
        ast,
        variables,
        text=text,
        expected=type_named(expected) if expected else None,
        strict=strict,
        flow_type=flow_type,
    )
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
            [("expression-type", "Left takes (String, Integer); the second argument is Decimal")],
        ),
        (
            '"a" + 1 + 2',
            "Unknown",
            [
                (
                    "expression-type",
                    "+ does not work on String and Integer; "
                    "it takes (Integer, Integer) or (Decimal, Integer) or (String, String)",
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
    assert _found("Slot.Date", strict=True) == ("Unknown", [])
    assert _found("Prompt.hello", strict=True) == ("Prompt", [])
    assert _found("Common.x", strict=True)[1] == [("expression-unknown-variable", "there is no variable `Common.x`")]
    assert _found("Flow.nam", strict=True) == (
        "Unknown",
        [("expression-unknown-variable", "there is no variable `Flow.nam`")],
    )
    assert _found("True", strict=True)[1] == [("expression-unknown-variable", "there is no variable `True`")]
    assert _found("Length", strict=True)[1] == [
        ("expression-unknown-variable", "`Length` is a function: its brackets are missing")
    ]


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ('Left("a")', "Left takes (String, Integer); here is one argument", ""),
        ('Left("a", 1, 2)', "Left takes (String, Integer); here are 3 arguments", ""),
        ("Left()", "Left takes (String, Integer); here is no argument", ""),
        ('Left("a", "b")', "Left takes (String, Integer); the second argument is String", ""),
        ('Left(1, "b")', "Left takes (String, Integer); here are (Integer, String)", ""),
        ('If("yes", 1, 2)', "If takes (Boolean, Any, Any); the first argument is String", ""),
        ("Length(5)", "Length takes (String); the argument is Integer", ""),
        (
            "Length(NOT_SET)",
            "Length takes (String); the argument is NOT_SET",
            "NOT_SET is not allowed here; test for it with IsSet or == NOT_SET",
        ),
        (
            "Flow.name + Flow.n",
            "+ does not work on String and Integer; "
            "it takes (Integer, Integer) or (Decimal, Integer) or (String, String)",
            "nothing becomes text by itself: write ToString(…) around the other value",
        ),
        (
            'Flow.n == "5"',
            "== needs values of one type; here are (Integer, String)",
            "compare values of one type: ToInt(…) or ToDecimal(…) makes a number of text",
        ),
        (
            "System.MaxDateTime - System.MinDateTime",
            "- does not work on DateTime and DateTime; it takes (DateTime, Duration)",
            "write DateTimeDiff(a, b)",
        ),
        (
            'ToAudioPhoneNumber(ToPhoneNumber("+1"), "x")',
            'ToAudioPhoneNumber: "x" is not a dialing code',
            "",
        ),
        (
            "MakeDateTime(System.DateTime.dayOfWeek.monday, 1, 1)",
            "MakeDateTime: year must be 1800 or more, not 2",
            "",
        ),
        (
            "GetCurrencySymbol(System.Conversation.Types.email)",
            'GetCurrencySymbol: "email" is not an ISO 4217 currency code',
            "",
        ),
        ("~1.5", "~ does not work on Decimal; it takes (Integer)", ""),
        (
            "Find(Flow.list, NOT_SET)",
            "Find needs an item of type Integer, not a bare NOT_SET",
            "give the NOT_SET a type: ToString(NOT_SET)",
        ),
        ("MakeList(Call.Campaign)", "there are no collections of Campaign", ""),
        ("Flow.nam", "there is no variable `Flow.nam`", "did you mean Flow.Name or Flow.n?"),
        ("Call.Anni", "there is no variable `Call.Anni`", "did you mean Call.Ani?"),
        ("n", "there is no variable `n`", "write its scope: Flow.n or Task.n"),
        ("True", "there is no variable `True`", "write true"),
        ("null", "there is no variable `null`", "write NOT_SET"),
        ("None", "there is no variable `None`", "write NOT_SET"),
        ("not_set", "there is no variable `not_set`", "write NOT_SET"),
        ("Length", "`Length` is a function: its brackets are missing", "add ( )"),
        ("Lenght(Flow.name)", "`Lenght` is a function that callflows does not know", "did you mean Length?"),
        ("Flow.q.nam", 'Queue has no property "nam"', "did you mean name?"),
        ("Flow.q.zzz", 'Queue has no property "zzz"', "its properties are id, name"),
        ('Flow.q["nam"]', 'Queue has no property "nam"', "did you mean name?"),
        ("Flow.list.name", 'Integer Collection has no property "name"', "pick an item first: [0]"),
    ],
)
def test_what_is_said_and_what_helps(text: str, message: str, help: str) -> None:
    ast = parse(text).ast
    assert ast is not None
    variables = {
        "flow.n": types.INTEGER,
        "flow.name": types.STRING,
        "flow.q": types.QUEUE,
        "flow.list": types.INTEGER.many,
    }
    found = infer(ast, variables, text=text, strict=True, flow_type="outboundCall").diagnostics
    assert [(d.message, d.help) for d in found] == [(message, help)]


@pytest.mark.parametrize(
    ("text", "flow_type", "findings"),
    [
        ("Call.CurrentQueue", "inqueueCall", []),
        ("Call.CurrentQueue", "inboundCall", ["`Call.CurrentQueue` does not exist in flows of type inboundCall"]),
        ("Call.CurrentQueue", "commonModule", []),
        ("Email.Message.subject", "inboundEmail", []),
        ("Email.Message.subject", "inboundCall", ["`Email.Message` does not exist in flows of type inboundCall"]),
        ("Message.IsNewConversation", "inboundShortMessage", []),
        ("Survey.Url", "inboundEmail", ["`Survey.Url` does not exist in flows of type inboundEmail"]),
        ('ToAudioTTS("a")', "inboundCall", []),
        ('ToAudioTTS("a")', "inboundEmail", ["ToAudioTTS(String) does not exist in flows of type inboundEmail"]),
        ("Append(Prompt.a, Prompt.b)", "workflow", ["Append(Prompt, Prompt) does not exist in flows of type workflow"]),
        ("Prompt.a + Prompt.b", "surveyInvite", ["Prompt + Prompt does not exist in flows of type surveyInvite"]),
        (
            "AudioPlaybackOptions(Prompt.a, true)",
            "inboundEmail",
            ["AudioPlaybackOptions(Prompt, Boolean) does not exist in flows of type inboundEmail"],
        ),
        (
            "ToAudioBlank(-1)",
            "inboundEmail",
            [
                "ToAudioBlank: lengthMs must be 0 or more, not -1",
                "ToAudioBlank(Integer) does not exist in flows of type inboundEmail",
            ],
        ),
        ('Append("a", "b")', "inboundEmail", []),
        (
            'MakeEmailAddress("a@b.c")',
            "inboundCall",
            ["MakeEmailAddress(String) does not exist in flows of type inboundCall"],
        ),
        ('MakeEmailAddress("a@b.c").name', "surveyInvite", []),
        (
            'EmailAddressLocalPart("a@b.c")',
            "workflow",
            ["EmailAddressLocalPart(String) does not exist in flows of type workflow"],
        ),
        ("Format.Bool.playYesNo", "inboundCall", []),
        (
            "Format.Bool.playYesNo",
            "inboundEmail",
            ["`Format.Bool.playYesNo` does not exist in flows of type inboundEmail"],
        ),
        (
            "System.DateTime.dayOfWeek.sunday",
            "workflow",
            ["`System.DateTime.dayOfWeek.sunday` does not exist in flows of type workflow"],
        ),
        ("System.MaxInt", "inboundEmail", []),
        ('ToAudioTTS("a")', "digitalBotFlow", []),
        ('FindQueue("a")', "inboundCall", []),
    ],
)
def test_what_a_flow_type_has(text: str, flow_type: str, findings: list[str]) -> None:
    assert [message for _, message in _found(text, strict=True, flow_type=flow_type)[1]] == findings


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
