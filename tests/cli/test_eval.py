"""`callflows eval`: an expression on the command line, explained, and as lines of JSON."""

import io
import json
import os
import signal
import subprocess
import sys

import pytest

from callflows.cli.eval_view import marked
from callflows.diagnostics import Span
from tests.cli.test_processes import TOOL, environment

NOT_UTF8 = b"1 + \xff"


@pytest.fixture
def piped(empty, monkeypatch):
    """The command with some bytes on standard input."""

    def run(data: bytes, *args: str):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        return empty("eval", *args)

    return run


def test_type_and_value_are_printed(empty):
    said = empty("eval", 'Right("abcdef", 2)')
    assert (said.code, said.out, said.err) == (0, 'String: "ef"\n', "")


@pytest.mark.parametrize(
    ("variable", "shown"),
    [
        ("Flow.x=5", "Integer: 5"),
        ("Flow.x=-1.50", "Decimal: -1.50"),
        ("Flow.x=true", "Boolean: true"),
        ('Flow.x="a\\"b"', 'String: "a\\"b"'),
        ("Flow.x=bare text", 'String: "bare text"'),
        ("Flow.x=+13175551234", 'String: "+13175551234"'),
        ("Flow.x=", 'String: ""'),
        ("Flow.x=a=b", 'String: "a=b"'),
        ("Flow.x=[1, 2.5]", "Decimal Collection: [1.0, 2.5]"),
        ("Flow.x=NOT_SET", "NOT_SET: NOT_SET"),
        ("Flow.x:Integer=NOT_SET", "Integer: NOT_SET"),
        ("Flow.x:String=007", 'String: "007"'),
        ('Flow.x:String="007"', 'String: "007"'),
        ("Flow.x:DateTime=2026-01-01T00:00:00Z", "DateTime: 2026-01-01T00:00:00Z"),
        ("Flow.x:Duration=P0D0H1M30S", "Duration: PT1M30S"),
        ("Flow.x:Currency=5|usd", "Currency: 5.00|USD"),
        ("Flow.x:Queue=Support", "Queue: Support"),
        ('Flow.x:stringCollection=["a", null]', 'String Collection: ["a", NOT_SET]'),
        ('Flow.x:JSON={"a": 1.0}', 'JSON: {"a":1.0}'),
    ],
)
def test_a_variable_has_the_type_of_its_form_or_the_one_that_is_said(empty, variable, shown):
    said = empty("eval", "flow.X", "--var", variable)
    assert (said.code, said.out, said.err) == (0, f"{shown}\n", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--var", "Flow.x:Integer=abc"),
            "abc is no Integer; expected: a whole number of at most 15 digits, such as 5",
        ),
        (("--var", "Flow.x:DateTime=2026-13-01"), "2026-13-01 is no DateTime; expected: ISO 8601 in UTC"),
        (("--var", "Flow.x:Integer Collection=5"), "5 is no Integer Collection; expected: a list such as [1, 2]"),
        (("--var", "Flow.x=1234567890123456"), 'if it is text, write it in quotes: "1234567890123456"'),
        (("--var", 'Flow.x="open'), 'begins with " and is no text of the language'),
        (("--var", "Flow.x=[1"), "[1 is no JSON list"),
        (("--var", "Flow.x:Audio=a"), "a value of type Audio cannot be given"),
        (("--var", "Flow.x:Intger=1"), 'there is no type "Intger"'),
        (("--var", "x=1"), "next: write its scope: Flow.x or Task.x"),
        (("--var", "Flow.x"), "is not of the form NAME=VALUE"),
        (("--flow-type", "inboundcal"), 'there is no flow type "inboundcal"\n    next: did you mean inboundcall'),
        (("--expect", "Text"), 'there is no type "Text"'),
        (("--now", "tomorrow"), '"tomorrow" is no DateTime'),
        (("--object", "quee=Support"), "Did you mean 'queue'?"),
        (("--jsonl",), "--jsonl reads questions from standard input"),
        (("extra",), "unexpected extra argument"),
    ],
)
def test_wrong_usage_says_what_is_expected(empty, options, said):
    found = empty("eval", "1", *options)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_an_expression_is_needed(empty):
    found = empty("eval")
    assert found.code == 2
    assert "Missing argument 'EXPRESSION'; - reads it from standard input" in found.err


def test_arguments_that_are_no_text_are_refused(empty):
    for args in (("\udcff", "--json"), ("Flow.x", "--var", "Flow.x=\udcff")):
        said = empty("eval", *args)
        assert (said.code, said.out) == (2, "")
        assert "an argument is not UTF-8: '" in said.err


def test_faults_are_marked_under_the_text(empty):
    said = empty("eval", "Left(Flow.s, 2.0) + (1", "--var", "Flow.s=a")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines()[:3] == [
        "<expression>:1:21: error: `(` is never closed [expression-unclosed]",
        "    Left(Flow.s, 2.0) + (1",
        "                        ^",
    ]


def test_a_fault_on_a_later_line_shows_that_line(empty):
    said = empty("eval", "1 +\n\tFlow.quux")
    assert said.code == 1
    first, text, mark, *rest = said.err.splitlines()
    assert first == "<expression>:2:2: error: there is no variable `Flow.quux` [expression-unknown-variable]"
    assert (text, mark) == ("     Flow.quux", "     ^^^^^^^^^")
    assert rest == ["    next: --var NAME=VALUE gives a variable a value"]


def test_a_run_time_error_has_a_place_and_exit_code_1(empty):
    said = empty("eval", "1 + 6 / Flow.x", "--var", "Flow.x=0")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        "<expression>:1:7: error: the divisor is zero [runtime-division-by-zero]",
        "    1 + 6 / Flow.x",
        "          ^",
    ]


def test_the_needed_type_is_what_comes_out(empty):
    said = empty("eval", "1 + 1", "--expect", "string")
    assert (said.code, said.out) == (0, 'String: "2"\n')
    assert (
        said.err
        == "<expression>:1:1: info: the result passes through ToString to become String [expression-converted]\n"
    )
    assert empty("eval", "1", "--expect", "Queue").code == 1


def test_time_language_chance_and_objects_are_given(empty):
    assert empty("eval", "GetCurrentDateTimeUtc()", "--now", "2026-01-31T08:00:00+01:00").out == (
        "DateTime: 2026-01-31T07:00:00Z\n"
    )
    assert empty("eval", "Call.Language", "--language", "de-de").out == 'String: "de-de"\n'
    chance = [empty("eval", "RandomInt(1000000)", "--seed", "-5").out for _ in range(2)]
    assert chance[0] == chance[1]
    assert empty("eval", 'FindQueue("support").name', "--object", "queue=Support").out == 'String: "Support"\n'
    assert empty("eval", 'FindQueue("Sales")', "--object", "queue=Support").out == "Queue: NOT_SET\n"


def test_an_expression_may_begin_with_a_minus(empty):
    assert empty("eval", "-Flow.h ^ 2", "--var", "Flow.h=3").out == "Decimal: 9.0\n"
    assert empty("eval", "--var", "Flow.h=-3", "-Flow.h").out == "Integer: 3\n"
    assert empty("eval", "--", "-5").out == "Integer: -5\n"
    assert empty("eval", "--explian", "1").code == 2


def test_an_expression_comes_from_standard_input(piped):
    assert piped(b"\xef\xbb\xbf1 +\r\n 1\r\n", "-").out == "Integer: 2\n"
    said = piped(NOT_UTF8, "-")
    assert (said.code, said.err) == (1, "Error: standard input is not UTF-8: byte 5 is 0xff\n")
    nothing = piped(b"", "-")
    assert (nothing.code, nothing.err.splitlines()[0]) == (
        1,
        "<expression>:1:1: error: the expression is empty [expression-empty]",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"1+" * 20_000 + b"1", "expression-too-long"),
        (b"(" * 10_000 + b"1", "expression-unclosed"),
        (b"1 + \x00", "expression-syntax"),
        (b"1 + \x1b[31m", "expression-syntax"),
        (b"!" * 30_000 + b"true", "expression-too-deep"),
    ],
)
def test_hostile_text_gives_a_finding_that_fits_the_terminal(piped, monkeypatch, text, code):
    monkeypatch.setenv("COLUMNS", "80")
    said = piped(text, "-")
    assert said.code == 1
    assert f"[{code}]" in said.err
    assert "Traceback" not in said.err
    assert not {"\x00", "\x1b"} & set(said.err)
    assert all(len(line) <= 80 for line in said.err.splitlines()[1:3])


def test_ten_thousand_brackets_are_nothing_special(piped):
    assert piped(b"(" * 10_000 + b"1" + b")" * 10_000, "-").out == "Integer: 1\n"


def test_the_mark_stays_under_its_place_in_a_long_or_wide_line():
    line, mark = marked("1+" * 100 + "Flow.x" + "+1" * 100, Span(line=1, column=201, end_line=1, end_column=207), 40)
    assert len(line) <= 40
    assert line[mark.index("^") : len(mark)] == "Flow.x"
    line, mark = marked('"中國" + x', Span(line=1, column=8, end_line=1, end_column=9), 40)
    assert (line, mark) == ('"中國" + x', " " * 9 + "^")
    assert marked("a", Span(line=1, column=2, end_line=1, end_column=2), 40) == ("a", " ^")


def test_each_sub_expression_is_explained(empty, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    said = empty(
        "eval", 'If(Flow.x > 3, Left(Flow.s, 2), "no")', "--var", "Flow.x=5", "--var", "Flow.s=hello", "--explain"
    )
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        'If(Flow.x > 3, Left(Flow.s, 2), "no")  String = "he"',
        "  If(Boolean, Any, Any) -> Any",
        "  Flow.x > 3  Boolean = true",
        "    Integer > Integer -> Boolean",
        "    Flow.x  Integer = 5",
        "    3  Integer",
        '  Left(Flow.s, 2)  String = "he"',
        "    Left(String, Integer) -> String",
        '    Flow.s  String = "hello"',
        "    2  Integer",
        '  "no"  String, not evaluated',
    ]


def test_an_explanation_fits_the_terminal(empty, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    deep = "Append(" * 30 + '"中國台灣"' + ', "long enough to be cut somewhere")' * 30
    said = empty("eval", deep, "--explain")
    assert said.code == 0
    assert all(len(line) <= 60 for line in said.out.splitlines())
    assert "(30)" in said.out


def test_an_explanation_shows_where_it_fails(empty):
    said = empty("eval", "1.5 + 1 / Flow.x", "--var", "Flow.x=0", "--explain")
    assert said.code == 1
    assert "1 / Flow.x  Decimal, error: the divisor is zero" in said.out
    assert said.err.startswith("<expression>:1:9: error: the divisor is zero")


def test_json_has_it_all(empty):
    said = empty("eval", "Flow.x + 1", "--var", "Flow.x=5", "--json", "--explain")
    leaf = {"overload": None, "implicit": False, "error": None, "state": "value", "steps": []}
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "schemaVersion": 1,
        "expression": "Flow.x + 1",
        "ok": True,
        "type": "Integer",
        "value": "6",
        "diagnostics": [],
        "explanation": {
            **leaf,
            "source": "Flow.x + 1",
            "offset": 7,
            "type": "Integer",
            "value": "6",
            "overload": "Integer + Integer -> Integer",
            "steps": [
                {**leaf, "source": "Flow.x", "offset": 0, "type": "Integer", "value": "5"},
                {**leaf, "source": "1", "offset": 9, "type": "Integer", "value": "1"},
            ],
        },
    }
    failed = empty("eval", "1 +", "--json")
    answer = json.loads(failed.out)
    assert (failed.code, failed.err, answer["ok"], answer["value"]) == (1, "", False, None)
    assert [each["code"] for each in answer["diagnostics"]] == ["expression-syntax"]


def test_lines_are_answered_in_order_and_the_options_stand_for_what_they_do_not_say(piped):
    lines = [
        b'{"expression": "Flow.x * 2", "variables": {"Flow.x": {"type": "Integer", "value": 4}}}',
        b"",
        b"{",
        b'{"expression": "Flow.x"}',
    ]
    said = piped(b"\n".join(lines), "--jsonl", "--var", "Flow.x=7", "--expect", "String")
    assert said.code == 0
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [(answer["ok"], answer["value"]) for answer in answers] == [(True, '"8"'), (False, None), (True, '"7"')]


def test_an_answer_comes_before_the_next_question_and_ctrl_c_ends_it(tmp_path):
    with subprocess.Popen(
        [*TOOL, "eval", "--jsonl"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        for number in (1, 2):
            process.stdin.write(b'{"expression": "%d"}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["value"] == str(number)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (130, b"Interrupted.")


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen(
        [*TOOL, "eval", "--jsonl"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=write,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(write)
        _, err = process.communicate(b'{"expression": "1"}\n' * 3, timeout=60)
    assert (process.returncode, err) == (0, b"")
