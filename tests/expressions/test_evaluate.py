"""What expressions give, and how they fail, beyond Architect's examples."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callflows import expressions
from callflows.expressions import (
    Audio,
    AudioPart,
    Communication,
    Currency,
    Duration,
    Entity,
    ExpressionError,
    Json,
    Value,
    parse,
    type_of,
    types,
)
from tests.expressions.world import NOW, World, evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42 / 8", Decimal("5.25")),
        ("-7 % 3", -1),
        ("0 ^ 0", Decimal(1)),
        ("MakeDuration(0, 1, 1, 1) + MakeDateTime(2003, 6, 1)", datetime(2003, 6, 1, 1, 1, 1, tzinfo=UTC)),
        ('ToCurrency("45.00|USD") / 6', Currency(Decimal("7.5"), "USD")),
        ('ToCurrency("5.25|") - ToCurrency("2.50|")', Currency(Decimal("2.75"), None)),
        ("true ? 1 / 0 > 1 : false", None),
        ("If(NOT_SET, 1, 2)", 2),
        ('Split("Hello World", "l")', ("He", "", "o Wor", "d")),
        ('Split("abc", "")', ("a", "b", "c")),
        ('Split("", "l")', ("",)),
        ('Reverse("abc")', "cba"),
        ('Substring("abc", 5, 2)', ""),
        ("GetDayOfWeekOccurrence(6, -2, 2017)", datetime(2017, 12, 22, tzinfo=UTC)),
        ("GetDayOfWeekOccurrence(2, 53, 2017)", None),
        ("GetDayOfWeekOccurrence(6, -1, 2017, 2)", datetime(2017, 2, 24, tzinfo=UTC)),
        ("GetDayOfWeekOccurrence(6, -1, 2017, 2, 14, 30)", datetime(2017, 12, 29, 2, 14, 30, tzinfo=UTC)),
        ("AddMonths(MakeDateTime(2024, 1, 31), 1)", datetime(2024, 2, 29, tzinfo=UTC)),
        ("AddYears(MakeDateTime(2024, 2, 29), 1)", datetime(2025, 2, 28, tzinfo=UTC)),
        ("DateTimeDiff(MakeDateTime(2009, 3, 20), MakeDateTime(2009, 3, 21))", Duration(-86_400_000)),
        ("WeekNum(MakeDateTime(2009, 12, 31))", 53),
        ("DayOfWeek(MakeDateTime(2026, 11, 22))", 1),
        ("GetCurrentDateTimeUtc()", NOW),
        ("RoundUp(MakeDuration(0, 1, 22, 30, 0))", Duration(85 * 60_000)),
        ("RoundUp(MakeDuration(0, 0, 0, 20))", Duration(30_000)),
        ('ToDuration("PT1H15M30.250567S")', Duration(4_530_250)),
        ('ToDateTime("2009-01-10T06:30:00-07:00")', datetime(2009, 1, 10, 13, 30, tzinfo=UTC)),
        ("ToDateTime(3600)", datetime(1970, 1, 1, 1, tzinfo=UTC)),
        ('ToPhoneNumber("+13178723000").e164', "+13178723000"),
        ('ToPhoneNumber("+13178723000").dialingCode', "1"),
        ('ToPhoneNumber("13178723000").e164', None),
        ('ToString(ToPhoneNumber("+1 (317) 872-3000"))', "tel:+1 (317) 872-3000"),
        ("System.DateTime.dayOfWeek.saturday", 7),
        ("System.Languages.enUS.tag", "en-US"),
        ("System.Regions.US.dialingCode", "1"),
        ("System.MaxInt", 999_999_999_999_999),
        ('AddItem(MakeList("a"), "b")', ("a", "b")),
        ("RandomInt(6)", 5),
        ('FindQueue("Support").name', "Support"),
        ('FindUserPrompt("Prompt.hello").id', "userPrompt:hello"),
        ('MakeEmailAddress("a@b.c", "A").name', "A"),
        ('ConvertCurrency(MakeCurrency(5.00, "usd"), "EUR", 0.6937)', Currency(Decimal("3.4685"), "EUR")),
        ('JsonParse("{\\"a\\": {\\"b\\": [1, 2.5]}}").a.b[1]', Decimal("2.5")),
        ('JsonParse("{\\"a\\": 1}").missing', None),
        ('SetJsonObjectProperty(JsonParse("{}"), "a", 1)', Json('{"a":1}')),
        ('ToString(JsonParse("{\\"a\\": \\"x\\"}").a)', "x"),
        ('Compare("a", "B")', -1),
        ('"é" < "f"', True),
    ],
)  # fmt: skip
def test_value(text: str, value: Value) -> None:
    if text.startswith("true ? 1 / 0"):
        with pytest.raises(ExpressionError, match="zero"):
            evaluate(text)
        return
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("1 / (1 - 1)", "division-by-zero", 2),
        ("1 % (1 - 1)", "division-by-zero", 2),
        ("System.MaxInt + 1", "overflow", 14),
        ("10 ^ 41", "overflow", 3),
        ("-8 ^ 0.5", "range", 3),
        ('ToInt("3.5")', "conversion", 0),
        ('ToCurrency("5|XQX")', "currency-code", 0),
        ('MakeCurrency(1, "USD") + MakeCurrency(1, "EUR")', "currency-code", 23),
        ("MakeList(1)[1]", "index", 11),
        ("GetAt(MakeList(1), 3)", "index", 0),
        ("MakeDateTime(2023, 2, 29)", "range", 0),
        ("AddYears(MakeDateTime(2200, 1, 1), 5)", "overflow", 0),
        ("Length(ToString(NOT_SET))", "not-set", 0),
        ("ToInt(NOT_SET) + 1", "not-set", 15),
        ("true and ToBool(NOT_SET)", "not-set", 5),
        ("Flow.missing", "unknown-variable", 0),
        ("1 + Whatever(2)", "unknown-function", 4),
        ('1 + "a"', "type", 2),
        ('JsonParse("{")', "conversion", 0),
        ("FindQueue(NOT_SET).name", "not-set", 18),
    ],
)
def test_run_time_fault(text: str, code: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text)
    assert (caught.value.code, caught.value.offset) == (code, offset)


def test_only_the_chosen_branch_is_evaluated() -> None:
    assert evaluate("If(true, 1, 1 % (1 - 1))") == 1
    assert evaluate("false and 1 / (1 - 1) > 0") is False
    assert evaluate("true or 1 / (1 - 1) > 0") is True


def test_variables_are_typed_by_their_values_where_nothing_else_is_known() -> None:
    assert evaluate("Flow.a + Flow.b", {"flow.a": 1, "flow.b": 2}) == 3
    assert evaluate("Flow.a + Flow.b", {"flow.a": "1", "flow.b": "2"}) == "12"
    assert evaluate("FLOW.A == NOT_SET", {"flow.a": None}) is True
    with pytest.raises(ExpressionError) as caught:
        evaluate("Flow.a + Flow.b", {"flow.a": "1", "flow.b": 2})
    assert caught.value.code == "type"
    with pytest.raises(ExpressionError) as caught:
        evaluate("Flow.a + 1", {"flow.a": None})
    assert caught.value.code == "not-set"


def test_a_typed_variable_that_is_not_set() -> None:
    assert evaluate("Sum(Flow.a, 5)", {"flow.a": None}, {"flow.a": types.INTEGER}) == 5
    assert evaluate('Append("a", Flow.a)', {"flow.a": None}, {"flow.a": types.STRING}) == "a"
    assert evaluate("Sum(Flow.a)", {"flow.a": ()}, {"flow.a": types.DECIMAL.many}) == Decimal("0")


def test_the_result_is_converted_as_a_setting_needs_it() -> None:
    assert evaluate("5", expected=types.STRING) == "5"
    assert evaluate('"5"', expected=types.INTEGER) == 5
    assert evaluate('"hello"', expected=types.AUDIO) == Audio((AudioPart("tts", "hello"),))
    assert evaluate("Flow.x", {"flow.x": 5}, expected=types.STRING) == "5"
    assert evaluate("Flow.x", {"flow.x": "hi"}, expected=types.AUDIO) == Audio((AudioPart("tts", "hi"),))
    assert evaluate("Flow.x", {"flow.x": Decimal("2.9")}, expected=types.INTEGER) == 2
    assert evaluate("Flow.x", {"flow.x": None}, expected=types.INTEGER) is None
    assert evaluate("Flow.x", {"flow.x": ()}, expected=types.STRING.many) == ()
    assert evaluate("NOT_SET", expected=types.INTEGER) is None
    with pytest.raises(ExpressionError) as caught:
        evaluate('"Support"', expected=types.QUEUE)
    assert caught.value.code == "type"


def test_audio_is_a_tree_of_what_would_be_played() -> None:
    text = (
        'AudioPlaybackOptions(Append(Prompt.welcome, ToAudioTTS("Hello"), ToAudioBlank(500), '
        "ToAudioNumber(5, Format.Number.playDigits), ToAudioTTS(ToString(NOT_SET))), true)"
    )
    assert evaluate(text) == Audio(
        (
            AudioPart("prompt", Entity("userPrompt", "userPrompt:welcome", "welcome")),
            AudioPart("tts", "Hello"),
            AudioPart("blank", 500),
            AudioPart("number", 5, ("playDigits",)),
        ),
        barge_in=True,
    )
    assert evaluate('MakeCommunication("a", ToCommunication(1), NOT_SET)') == Communication(
        (AudioPart("text", "a"), AudioPart("text", 1))
    )
    assert evaluate("ToCommunication(MakeDateTime(2026, 1, 1), Format.Date.dayOnly)") == Communication(
        (AudioPart("text", datetime(2026, 1, 1, tzinfo=UTC), ("dayOnly",)),)
    )


def test_what_does_not_exist_is_not_found() -> None:
    empty = World(empty=True)
    assert evaluate('FindQueue("x")', world=empty) is None
    with pytest.raises(ExpressionError) as caught:
        evaluate("Prompt.gone", world=empty)
    assert caught.value.code == "not-found"


@pytest.mark.parametrize(
    "text",
    [
        "1 / 2",
        "2 ^ 3",
        'Left("abc", 2)',
        "MakeList(1, 2)",
        "DateTimeDiff(MakeDateTime(2001, 1, 1), MakeDateTime(2000, 1, 1))",
        'MakeCurrency(5, "USD")',
        "ToAudioNumber(5)",
        "If(1 > 2, 1.5, 2.5)",
        'ToPhoneNumber("+13178723000")',
        "Average(1, 2)",
    ],
)
def test_the_inferred_type_is_the_type_of_the_value(text: str) -> None:
    ast = parse(text).ast
    assert ast is not None
    assert expressions.compile(ast).type == type_of(evaluate(text))
