"""The rules behind Architect's examples, tried on the neighbours of the examples."""

from __future__ import annotations

import msgspec
import pytest

from callflows.expressions import (
    Ast,
    Audio,
    AudioPart,
    Binary,
    Call,
    Currency,
    ExpressionError,
    Index,
    Literal,
    Member,
    Ternary,
    Unary,
    Value,
    Variable,
    compile,  # noqa: A004 - the verb of the room
    display,
    parse,
    parse_phone,
    to_text,
    type_of,
)
from tests.expressions.world import Variables, World, evaluate

_ABROAD = parse_phone("tel:+31755551212")

TEXT = [
    (r'Trim("\t\r\n a b \n")', '"a b"'),
    ('Trim("\u00a0a\u2003")', '"\u00a0a\u2003"'),
    (r'LTrim(" \n a ")', '"a "'),
    (r'RTrim(" a \t")', '" a"'),
    ('Left("", 3)', '""'),
    ('Left("Hello", 5)', '"Hello"'),
    ('Right("Hello", 0)', '""'),
    ('Right("", 2)', '""'),
    ('Substring("Hello", 5, 1)', '""'),
    ('Substring("Hello", 0, 0)', '""'),
    ('Substring("Hello", 4, 9)', '"o"'),
    ('Length(" é台")', "3"),
    ('Lower("ÉLEVER 1")', '"élever 1"'),
    ('Upper("élever 1")', '"ÉLEVER 1"'),
    ('Reverse("")', '""'),
    ('Append(NOT_SET, NOT_SET, "a")', '"a"'),
    ('Replace("aaaa", "aa", "b")', '"bb"'),
    ('Replace("Hello", "h", "J")', '"Hello"'),
    ('Replace("Hello", "", "x")', '"Hello"'),
    ('Replace("", "a", "x")', '""'),
    ('FindString("Hello Hello", "l", 1)', "2"),
    ('FindString("Hello Hello", "l", 4)', "9"),
    ('FindString("Hello hello", "H", 2, true)', "6"),
    ('FindString("Hello hello", "H", 2, false)', "-1"),
    ('FindString("", "a")', "-1"),
    ('FindString("", "")', "0"),
    ('Contains("", "")', "true"),
    ('Contains("", "a")', "false"),
    ('Contains("ABC", "b")', "false"),
    ('Split("l", "l")', '["", ""]'),
    ('Split("a, b", ", ")', '["a", "b"]'),
    ('Split("Hello", "")', '["H", "e", "l", "l", "o"]'),
    ('Split("", "")', '[""]'),
    ('Split("Hello", "x")', '["Hello"]'),
    ('Compare("a", "a")', "0"),
    ('Compare("", "a")', "-1"),
    ('Compare("a", "A", true)', "0"),
    ('Compare("ab", "Aa")', "1"),
    ('Compare("a", "B")', "-1"),
    ('Compare("é", "e")', "1"),
    ('Compare("é", "É", true)', "0"),
    ('Compare("a b", "ab")', "-1"),
    ('Compare("_", "-")', "-1"),
    ('Compare("$", "~")', "1"),
    ('Compare("9", "a")', "-1"),
    ('"a" <= "a"', "true"),
    ('"b" > "a"', "true"),
    ('DetectLanguage("", "fr")', '"fr"'),
    ('DetectLanguage("これはテストです", "en")', '"ja"'),
    ('DetectLanguage("Это просто проверка", "en")', '"ru"'),
    ('DetectLanguage("Questo è un test della nostra capacità di trovare una lingua", "en")', '"it"'),
    ('EmailAddressLocalPart("a.b@c.d")', '"a.b"'),
    ('EmailAddressDomainPart("abc")', "NOT_SET"),
]
NUMBERS = [
    ("-7 % 3", "-1"),
    ("7 % -3", "1"),
    ("-37.3 % 12.8", "-11.7"),
    ("1000000000000000000000000000000000000000.0 % 0.3", "0.1"),
    ("2 ^ -1", "0.5"),
    ("0 ^ 5", "0.0"),
    ("-2 ^ 3", "-8.0"),
    ("2 ^ 3 ^ 2", "512.0"),
    ("1 / 3 * 3", "0.9999999999999999999999999999999999999999"),
    ("0.1 + 0.2", "0.3"),
    ("7.50 + 2.50", "10.0"),
    ("2.50", "2.50"),
    ("1.", "1.0"),
    ("-0.0", "0.0"),
    ("0 * -1.5", "0.0"),
    ("~0", "-1"),
    ("5 & 3 | 8", "9"),
    ("System.MaxInt - 1", "999999999999998"),
    ("Round(2.5)", "3.0"),
    ("Round(-2.5)", "-3.0"),
    ("Round(-0.4)", "0.0"),
    ("Round(2.675, 2)", "2.68"),
    ("Round(5.0, 28)", "5.0"),
    ("Ceiling(-2.3)", "-2.0"),
    ("Ceiling(-0.5)", "0.0"),
    ("Floor(-0.5)", "-1.0"),
    ("Sum(NOT_SET, NOT_SET, 5)", "5"),
    ("Sum(1.50, 1.50)", "3.0"),
    ("Sum(MakeEmptyList(ToDecimal(NOT_SET)))", "0.0"),
    ("Average(1, 2)", "1.5"),
    ("Average(1.0, 2.0, 2.0)", "1.666666666666666666666666666666666666667"),
    ("Average(ToDuration(1), ToDuration(2))", "PT0.001S"),
    ('Sum(MakeCurrency(1.5, "USD"), NOT_SET)', "1.50|USD"),
    ("Sum(MakeEmptyList(ToCurrency(NOT_SET)))", "0.00|"),
    ('MakeCurrency(2.50, "usd").code', '"USD"'),
    ('MakeCurrency(1.5, "JPY") * 3', "4.50|JPY"),
    ('MakeCurrency(1.2345, "KWD")', "1.2345|KWD"),
    ('MakeCurrency(5.0, "USD") == MakeCurrency(5, "USD")', "true"),
    ('MakeCurrency(5, "USD") == MakeCurrency(5, "EUR")', "false"),
    ('ConvertCurrency(MakeCurrency(NOT_SET, "USD"), "EUR", 2.0)', "|EUR"),
    ('GetCurrencySymbol("GBP")', '"£"'),
    ('GetCurrencySymbol("xaf")', '"FCFA"'),
    ('GetCurrencySymbol(MakeCurrency(1, "XTS"))', '"XTS"'),
]
CASTS = [
    ('ToBool("tRuE")', "true"),
    ('ToBool("f")', "false"),
    ('ToBool("yes")', "NOT_SET"),
    ('ToBool("")', "NOT_SET"),
    ("ToBool(0.0)", "false"),
    ("ToInt(-0.9)", "0"),
    ('ToInt("007")', "7"),
    ('ToInt(" 7 ")', "7"),
    ("ToInt(MakeDuration(0, 0, 0, 0, -1))", "-1"),
    ('ToDecimal("7")', "7.0"),
    ('ToDecimal("1.50")', "1.50"),
    ('ToCurrency("|USD")', "|USD"),
    ('ToCurrency("-5|eur")', "-5.00|EUR"),
    ("ToString(1.50)", '"1.50"'),
    ("ToString(1.005, 2)", '"1.01"'),
    ("ToString(-1.005, 2)", '"-1.01"'),
    ("ToString(5.0, 1)", '"5.0"'),
    ("ToString(0.04, 1)", '"0.0"'),
    ("ToString(-0.04, 1)", '"0.0"'),
    ('ToString(MakeCurrency(3.4685, "EUR"))', '"3.47|EUR"'),
    ('ToString(MakeCurrency(NOT_SET, "EUR"))', '"|EUR"'),
    ("ToString(ToDuration(0))", '"PT0S"'),
    ("ToString(MakeDuration(1, 0, 0, 0))", '"P1D"'),
    ("ToString(MakeDuration(0, 26, 0, 0, 1))", '"P1DT2H0.001S"'),
    ("ToString(MakeDuration(0, 0, 0, -90, -500))", '"-PT1M30.5S"'),
    ("ToString(MakeDateTime(1800, 1, 1))", '"1800-01-01T00:00:00Z"'),
    (r'ToString(MakeList("a", "b"), NOT_SET)', r'"a\nb"'),
    ('ToString(MakeList("a", "b"), "")', '"ab"'),
    ("ToString(MakeEmptyList(1))", '""'),
    ("ToString(MakeEmptyList(1.5), 2)", '""'),
    ('ToString(MakeEmailAddress("a@b.c"))', '"a@b.c"'),
    ('ToString(ToPhoneNumber("sip:a@b.c"))', '"sip:a@b.c"'),
    ('ToPhoneNumber("+44 20 7946 0018").e164', '"+442079460018"'),
    ('ToPhoneNumber("tel:+13178723000;ext=5").subscriberNumber', '"3178723000"'),
    ('ToPhoneNumber("sips:a@b.c").scheme', '"sip"'),
    ('ToPhoneNumber("3178723000").isGlobal', "false"),
    ('ToPhoneNumber("")', "NOT_SET"),
    ("ToPhoneNumber(ToString(NOT_SET))", "NOT_SET"),
    ("EmailAddressDomainPart(NOT_SET)", "NOT_SET"),
]
OBJECTS = [
    ("System.Currencies.usd", "System.Currencies.USD"),
    ("system.languages.ENUS", "System.Languages.enUS"),
    ("System.Regions.us", "System.Regions.US"),
    ('ToPhoneNumber("+13178723000") == ToPhoneNumber("+1 (317) 872-3000")', "true"),
    ('ToPhoneNumber("+13178723000") == ToPhoneNumber("3178723000")', "false"),
    ('ToPhoneNumber("tel:hello") == ToPhoneNumber("tel:world")', "false"),
    ('ToPhoneNumber("a@b.c") == ToPhoneNumber("sip:a@b.c@")', "true"),
    (r'JsonParse("{\"a\": 1.50, \"b\": 2}") == JsonParse("{\"b\":2,\"a\":1.5}")', "true"),
    (r'JsonParse("[1, 2]") == JsonParse("[2, 1]")', "false"),
    (r'JsonParse("[true]") == JsonParse("[1]")', "false"),
    (r'ReplaceJsonArrayItem(JsonParse("[1, \"a\", 1]"), 1, "b")', '["b","a","b"]'),
    (r'JsonParse("{\"a\":1E-9999999}").a', "0.0"),
    (r'ToJsonCollection(JsonParse("[1, {}]"))', "[1, {}]"),
    (r'SetJsonObjectProperty(JsonParse("{\"a\": 1}"), "a", NOT_SET)', '{"a":null}'),
    (r'GetJsonObjectProperty(JsonParse("{\"A\": 1}"), "a")', "NOT_SET"),
    (r'ToJson(MakeCurrency(3.4685, "EUR"))', '"3.4685|EUR"'),
]
DATES = [
    ('ToDateTime("2009-01-10")', "2009-01-10T00:00:00Z"),
    ('ToDateTime("2009-01-10T06:30:00")', "2009-01-10T06:30:00Z"),
    ('ToDateTime("2009-01-10T23:30:00+05:30")', "2009-01-10T18:00:00Z"),
    ('ToDateTime("2008-12-31T20:00:00-07:00")', "2009-01-01T03:00:00Z"),
    ('ToDateTime("2009-01-10T06:30-0730")', "2009-01-10T14:00:00Z"),
    ('ToDateTime("2009-01-10T06:30:00.999+14")', "2009-01-09T16:30:00Z"),
    ("ToDateTime(-1)", "1969-12-31T23:59:59Z"),
    ('ToDuration("-P1DT1S")', "-P1DT1S"),
    ('ToDuration("PT36H")', "P1DT12H"),
    ('ToDuration("P1W")', "P7D"),
    ('ToDuration("PT0.9999S")', "PT0.999S"),
    ('ToDuration("")', "NOT_SET"),
    ("AddMonths(MakeDateTime(2023, 3, 31), -1)", "2023-02-28T00:00:00Z"),
    ("AddMonths(MakeDateTime(2023, 1, 31), 13)", "2024-02-29T00:00:00Z"),
    ("AddMonths(MakeDateTime(2023, 1, 15), -1)", "2022-12-15T00:00:00Z"),
    ("AddYears(MakeDateTime(2024, 2, 29), 4)", "2028-02-29T00:00:00Z"),
    ("AddDays(MakeDateTime(2023, 3, 1), -1)", "2023-02-28T00:00:00Z"),
    ("AddHours(MakeDateTime(2023, 12, 31, 23, 0, 0), 1)", "2024-01-01T00:00:00Z"),
    ("AddSeconds(MakeDateTime(2023, 1, 1), -1)", "2022-12-31T23:59:59Z"),
    ("AddDuration(MakeDateTime(2023, 1, 1), ToDuration(1999))", "2023-01-01T00:00:01Z"),
    ("MakeDateTime(2009, 1, 10) - MakeDuration(1, 0, 0, 0)", "2009-01-09T00:00:00Z"),
    ("MakeDateTime(2000, 2, 29)", "2000-02-29T00:00:00Z"),
    ("DayOfWeek(MakeDateTime(2009, 3, 21))", "7"),
    ("WeekNum(MakeDateTime(2010, 1, 3))", "53"),
    ("WeekNum(MakeDateTime(2010, 1, 4))", "1"),
    ("GetDayOfWeekOccurrence(1, 1, 2017)", "2017-01-01T00:00:00Z"),
    ("GetDayOfWeekOccurrence(1, 53, 2017)", "2017-12-31T00:00:00Z"),
    ("GetDayOfWeekOccurrence(1, -53, 2017)", "2017-01-01T00:00:00Z"),
    ("GetDayOfWeekOccurrence(2, -53, 2017)", "NOT_SET"),
    ("GetDayOfWeekOccurrence(5, 5, 2024, 2)", "2024-02-29T00:00:00Z"),
    ("GetDayOfWeekOccurrence(5, 5, 2024, 2, 23, 59, 59)", "2024-02-29T23:59:59Z"),
    ("RoundUp(MakeDuration(0, 0, 0, 31))", "PT1M"),
    ("RoundUp(MakeDuration(0, 0, 1, 1))", "PT2M"),
    ("RoundUp(MakeDuration(0, 0, 2, 1))", "PT5M"),
    ("RoundUp(MakeDuration(0, 0, 3, 0), MakeDuration(0, 0, 3, 0))", "PT3M"),
    ("Range(MakeDuration(0, 0, 15, 0), MakeDuration(0, 0, 5, 0))", "[PT10M, PT20M]"),
    ("Range(MakeDuration(0, 0, -5, 0), MakeDuration(0, 0, 2, 0))", "[-PT7M, -PT3M]"),
]
LISTS = [
    ("Count(MakeEmptyList(1))", "0"),
    ("Find(MakeList(1, 2, 1), 1)", "[0, 2]"),
    ('Find(MakeList("a", "A"), "A")', "[1]"),
    ("FindFirst(MakeEmptyList(1), 1)", "-1"),
    ("FindFirst(MakeList(NOT_SET, 1), ToInt(NOT_SET))", "0"),
    ("GetAt(MakeList(1, NOT_SET), 1)", "NOT_SET"),
    ("AddItem(MakeEmptyList(1), 1)", "[1]"),
    ("AddItem(MakeList(1), NOT_SET)", "[1, NOT_SET]"),
    ("AreEqual(1, 1, 2)", "false"),
    ('AreEqual(true, "a", "A", "a")', "true"),
    ('AreEqual(true, "É", "é")', "true"),
    ('AreEqual(false, "a", NOT_SET)', "false"),
    ('AreEqual(true, MakeList("a", ToString(NOT_SET)), MakeList("A", ToString(NOT_SET)))', "true"),
    ("MakeList(1, 2) == MakeList(1)", "false"),
    ("MakeList(1.50) == MakeList(1.5)", "true"),
    ("IsNotSetOrEmpty(MakeList(ToInt(NOT_SET)))", "false"),
    ('IsNotSetOrEmpty(" ")', "false"),
    ("IsNotSetOrEmpty(ToCurrency(5))", "false"),
    ("If(ToBool(NOT_SET), 1, 2)", "2"),
]


ROWS = [*TEXT, *NUMBERS, *CASTS, *OBJECTS, *DATES, *LISTS]


@pytest.mark.parametrize(("text", "shown"), ROWS)
def test_value(text: str, shown: str) -> None:
    assert display(evaluate(text)) == shown


@pytest.mark.parametrize(("text", "shown"), ROWS)
def test_the_same_value_from_variables(text: str, shown: str) -> None:
    """Literals are folded when compiled, variables are not; known types choose generated code, unknown ones do not."""
    ast = parse(text).ast
    assert ast is not None
    values: dict[str, Value] = {}
    loose = _loosened(ast, values)
    kinds = {name: type_of(value) for name, value in values.items()}
    for known in (kinds, {}):
        found = compile(loose, known).evaluate(Variables(values), World())
        assert display(found) == shown


def _loosened(node: Ast, values: dict[str, Value]) -> Ast:
    """The tree with a variable in the place of each literal that is not NOT_SET."""
    if isinstance(node, Literal) and node.value is not None:
        name = f"flow.v{len(values)}"
        values[name] = node.value
        return Variable(node.offset, node.end, "Flow", name.removeprefix("flow."))
    if not isinstance(node, (Binary, Unary, Call, Ternary, Index, Member)):
        return node
    changed = {
        field: tuple(_loosened(item, values) for item in value)
        if isinstance(value, tuple)
        else _loosened(value, values)
        for field, value in ((field, getattr(node, field)) for field in node.__struct_fields__)
        if isinstance(value, (Literal, Binary, Unary, Call, Ternary, Index, Member, tuple))
    }
    return msgspec.structs.replace(node, **changed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0 ^ -1", "division-by-zero"),
        ("10 ^ 40", "overflow"),
        ("1.5 % 0.0", "division-by-zero"),
        ('MakeCurrency(5, "USD") / (1 - 1)', "division-by-zero"),
        ('MakeCurrency(5, "USD") < MakeCurrency(5, "EUR")', "currency-code"),
        ('Sum(MakeCurrency(5, "USD"), MakeCurrency(5, "EUR"))', "currency-code"),
        ('Ceiling(MakeCurrency(NOT_SET, "USD"))', "not-set"),
        ('ToInt("1,000")', "conversion"),
        ('ToInt("0x10")', "conversion"),
        ('ToInt("1000000000000000")', "overflow"),
        ('ToDecimal("1e5")', "conversion"),
        ('JsonParse("1E99999999999999999999")', "conversion"),
        ('JsonParse("[NaN]")', "conversion"),
        ('ToDateTime("2009-02-30T00:00:00Z")', "conversion"),
        ('ToDateTime("10/01/2009")', "conversion"),
        ('ToDateTime("2009-01-10T06:30:00+07:")', "conversion"),
        ('ToDateTime("2009-01-10T06:30:00+15:00")', "conversion"),
        ('ToDateTime("2009-01-10T24:00:00Z")', "conversion"),
        ('ToDateTime("1800-01-01T00:00:00+01:00")', "overflow"),
        ('ToDuration("P99999999999999D")', "overflow"),
        ('ToDuration("PT")', "conversion"),
        ('ToDuration("P1M")', "conversion"),
        ('ToDuration("1:30")', "conversion"),
        ("ToDateTime(System.MaxInt)", "overflow"),
        ("AddYears(System.MaxDateTime, 1)", "overflow"),
        ("AddDays(System.MinDateTime, -1)", "overflow"),
        ("System.MaxDuration + ToDuration(1)", "overflow"),
        ("MakeList(1)[-1]", "index"),
        ("MakeListCurrency(MakeList(1.0, 2.0), MakeList(\"USD\"))", "range"),
    ],
)  # fmt: skip
def test_run_time_fault(text: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ToAudioNumber(-123.129, 2)", ("number", "-123.12", ("places=2",))),
        ("ToAudioNumber(123.1, 3)", ("number", "123.1", ("places=3",))),
        ("ToAudioNumber(1000000000000)", ("number", "1000000000000", ("playDigits",))),
        ("ToAudioNumber(999999999999)", ("number", "999999999999", ())),
        ("ToAudioNumberOrdinal(999)", ("ordinal", "999", ())),
        ("ToAudioNumberOrdinal(1000)", ("number", "1000", ())),
        ("ToAudioNumberOrdinal(0)", ("number", "0", ())),
        ("ToAudioPercent(-5.99, 1)", ("percent", "-5.9", ("places=1",))),
        ('ToAudioCurrency(MakeCurrency(1.999, "USD"), 0)', ("currency", "1.00|USD", ("places=0",))),
        ('ToAudioPhoneNumber("+31755551212")', ("phoneNumber", "tel:+31755551212", ("global",))),
        ('ToAudioPhoneNumber(ToPhoneNumber("+31755551212"), "32")', ("phoneNumber", "tel:+31755551212", ("global",))),
        ('ToAudioPhoneNumber(ToPhoneNumber("+31755551212"), "+31")', ("phoneNumber", "tel:+31755551212", ("local",))),
        ('ToAudioTTS("a", "de-DE")', ("tts", "a", ())),
        ("ToAudioTimeRange(15, 8, NOT_SET)", ("timeRange", "8 to 15", ())),
        ("ToAudioTimeRange(3, 3, Format.TimePart.days)", ("timeRange", "3", ("days",))),
    ],
)
def test_what_is_said(text: str, part: tuple[str, str, tuple[str, ...]]) -> None:
    audio = evaluate(text)
    assert isinstance(audio, Audio)
    assert [(p.kind, to_text(p.value), p.options) for p in audio.parts] == [part]


@pytest.mark.parametrize(
    "text",
    [
        "ToAudioNumber(ToInt(NOT_SET))",
        "ToAudioNumberOrdinal(ToInt(NOT_SET))",
        "ToAudioPercent(ToDecimal(NOT_SET), 2)",
        "ToAudioCurrency(MakeCurrency(NOT_SET, \"USD\"), 2)",
        "ToAudioDate(ToDateTime(NOT_SET))",
        'ToAudioPhoneNumber("sips:a@b.c")',
        "ToAudioPhoneNumber(ToString(NOT_SET))",
        "ToAudioTTS(NOT_SET)",
    ],
)  # fmt: skip
def test_silence(text: str) -> None:
    assert evaluate(text) == Audio(())


def test_language_of_speech() -> None:
    assert evaluate('ToAudioTTS("a", "de-DE")') == Audio((AudioPart("tts", "a", (), "de-DE"),))


def test_a_currency_keeps_its_places_but_in_the_text() -> None:
    assert evaluate('ConvertCurrency(MakeCurrency(5, "USD"), "EUR", 0.6937)') == Currency(evaluate("3.4685"), "EUR")
    assert _ABROAD is not None
    assert _ABROAD.dialing_code == "31"


@pytest.mark.parametrize(
    "text",
    ['"a" * 3', '3 * "a"', "1 < 2 < 3", "1 and true", '"" or true', "!5", '!""', "true + 1", "true == 1",
     "true < false", "If(1, 2, 3)", "1 ? 2 : 3", "MakeList(1, 2)[true]", "MakeList(1) + MakeList(2)", '"1" + 1',
     '"a" < 1', '-"a"', "-true", "~true", "~1.5", "2 ^ true", "1 & true", "Sum(true, 1)", 'Count("abc")',
     "Length(MakeList(1))", 'Left("abc", true)', "AreEqual(1, true)", "AreEqual(1, 1.0)", "MakeList(1, 2.0)",
     "Find(MakeList(1, 0), true)", "FindFirst(MakeList(1.0), 1)", 'MakeList("b") < MakeList("c")'],
)  # fmt: skip
def test_what_python_would_take_is_a_type_fault(text: str) -> None:
    """Also where only the values tell the types."""
    ast = parse(text).ast
    assert ast is not None
    values: dict[str, Value] = {}
    loose = _loosened(ast, values)
    for tree in (ast, loose):
        with pytest.raises(ExpressionError) as caught:
            compile(tree).evaluate(Variables(values), World())
        assert caught.value.code == "type"


def test_division_and_emptiness_are_not_python_s() -> None:
    assert [
        display(evaluate(text)) for text in ("-5 / 2", "-7 % 3", "IsNotSetOrEmpty(0)", "IsNotSetOrEmpty(false)")
    ] == [
        "-2.5",
        "-1",
        "false",
        "false",
    ]
