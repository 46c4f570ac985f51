"""Rows from CSV and YAML: what they hold, and where exactly each fault is."""

import pytest

from callflows.deploy.line import Defaults, Line
from callflows.deploy.lines import read_lines

DEFAULTS = Defaults(shared="Auth", queue="Support")


def faults(found):
    return {(d.code, str(d.span), d.message) for d in found.diagnostics}


def test_a_csv_row_has_every_column_and_its_place():
    text = "name,shared,queue,number,division,language,greeting,input.Level\n" + (
        'Support EMEA,Auth,Support,+1 (317) 555-0100,Home,en_GB,"Hello, you.",gold\n'
    )
    found = read_lines(text, file="lines.csv")
    assert found.diagnostics == ()
    assert found.lines == (
        Line(
            name="Support EMEA",
            shared="Auth",
            queue="Support",
            number="+13175550100",
            division="Home",
            language="en-gb",
            greeting="Hello, you.",
            inputs=(("Level", "gold"),),
            file="lines.csv",
            row=2,
        ),
    )
    assert found.lines[0].source == "lines.csv:2"


@pytest.mark.parametrize(
    "data",
    [
        b"name,queue\nA,Q1\nB,\n",
        b"\xef\xbb\xbfname;queue\r\nA;Q1\r\nB;\r\n",
        "\ufeffName\tQueue\nA\tQ1\nB\t\n".encode("utf-16-le"),
        b"sep=|\nname|queue\nA|Q1\nB|\n",
        b"\n\nname,queue\n\nA,Q1\n,\nB\n",
    ],
)
def test_delimiters_encodings_and_blank_lines(data):
    found = read_lines(data, file="x.csv", defaults=DEFAULTS)
    assert found.diagnostics == ()
    assert [(line.name, line.shared, line.queue) for line in found.lines] == [
        ("A", "Auth", "Q1"),
        ("B", "Auth", "Support"),
    ]


def test_rows_after_a_quoted_line_break_keep_their_line_number():
    found = read_lines('name,greeting\nA,"one\ntwo ""2"""\nB,x\n', file="x.csv", defaults=DEFAULTS)
    assert [(line.name, line.greeting, line.row) for line in found.lines] == [("A", 'one\ntwo "2"', 2), ("B", "x", 4)]


def test_inputs_join_the_defaults_and_the_row_wins():
    defaults = Defaults(shared="Auth", inputs=(("level", "gold"), ("country", "US")))
    found = read_lines("name,input.level,input.Common.brand\nA,silver,X\n", file="x.csv", defaults=defaults)
    assert found.lines[0].inputs == (("level", "silver"), ("country", "US"), ("brand", "X"))


def test_each_faulty_row_fails_alone_with_line_and_column():
    text = (
        "name,number,language\n"
        "A,+13175550100,\n"
        ",+13175550101,\n"
        "C,13175550102,\n"
        "D,1.3175E+10,\n"
        "E,+13175550100,english!\n"
        "a,,,surplus\n"
        '"F\nG",,\n'
    )
    found = read_lines(text, file="x.csv", defaults=DEFAULTS)
    assert faults(found) == {
        ("lines-no-name", "x.csv:3:1", "the flow has no name"),
        ("lines-number", "x.csv:4:3", "'13175550102' is not a phone number in E.164 form"),
        (
            "lines-number",
            "x.csv:5:3",
            "a spreadsheet has turned this phone number into 1.3175E+10: its last digits are lost",
        ),
        ("lines-language", "x.csv:6:16", "'english!' is not a language code"),
        ("lines-duplicate-number", "x.csv:6:1", "the number +13175550100 stands in line 2 already"),
        ("lines-duplicate-name", "x.csv:7:1", 'the flow "a" stands in line 2 already'),
        ("lines-too-many-cells", "x.csv:7:5", "this row has 4 cells, the header has 3"),
        (
            "lines-control-character",
            "x.csv:8:1",
            "the name has a line break or a control character in it: 'F\\nG'",
        ),
    }
    assert [line.name for line in found.lines if not line.faults] == ["A"]
    assert found.diagnostics[1].help == "write +13175550102 if this has its country code"


def test_a_file_fault_stops_the_file():
    cases = {
        "": ("lines-empty", "x.csv:1:1", "there is no header and no row here"),
        "name\n": ("lines-empty", "x.csv:1:1", "there is no row here"),
        "flow,queue\nA,B\n": ("lines-no-header", "x.csv:1:1", 'the header has no column "name"'),
        "name,name\nA,B\n": ("lines-duplicate-column", "x.csv:1:6", 'the column "name" is there twice'),
        'name\nB\n"A\n': ("lines-open-quote", "x.csv:3:1", "this quoted cell is never closed"),
    }
    for text, expected in cases.items():
        found = read_lines(text, file="x.csv", defaults=DEFAULTS)
        assert expected in faults(found), text
        assert found.lines == ()


def test_an_unknown_column_is_a_warning_with_the_nearest_name():
    found = read_lines("name,qeue\nA,B\n", file="x.csv", defaults=DEFAULTS)
    assert [(str(d.severity), str(d.span), d.help) for d in found.diagnostics] == [
        ("warning", "x.csv:1:6", "did you mean `queue`?")
    ]


def test_bytes_that_are_not_utf8_name_the_place():
    found = read_lines(b"name\nCaf\xe9\n", file="x.csv", defaults=DEFAULTS)
    assert faults(found) == {("lines-encoding", "x.csv:2:4", "this is not UTF-8: byte 0xe9")}


def test_a_missing_file_is_a_diagnostic(tmp_path):
    found = read_lines(tmp_path / "none.csv")
    assert [d.code for d in found.diagnostics] == ["lines-unreadable"]


@pytest.mark.parametrize("key", ["input", "inputs"])
def test_a_yaml_list_keeps_text_as_written_and_places(key):
    text = f"- name: Support EMEA\n  number: +13175550100\n  {key}: {{level: 0123, ok: yes}}\n- name: B\n  queue: ~\n"
    found = read_lines(text, file="x.yaml", defaults=DEFAULTS)
    assert found.diagnostics == ()
    assert [(x.name, x.number, x.inputs, x.queue, x.source) for x in found.lines] == [
        ("Support EMEA", "+13175550100", (("level", "0123"), ("ok", "yes")), "Support", "x.yaml:1"),
        ("B", "", (), "Support", "x.yaml:4"),
    ]


def test_yaml_faults_have_places():
    text = "- name: A\n  queue: [x]\n  colour: red\n- B\n- name: C\n  name: D\n"
    found = read_lines(text, file="x.yaml", defaults=DEFAULTS)
    assert faults(found) == {
        ("lines-yaml", "x.yaml:2:10", '"queue" needs one value, not a list or mapping'),
        ("lines-unknown-column", "x.yaml:3:3", 'the column "colour" is not known and is not read'),
        ("lines-yaml", "x.yaml:4:3", "this item is not a mapping of columns"),
        ("lines-duplicate-column", "x.yaml:6:3", '"name" is there twice'),
    }
    assert [line.name for line in found.lines] == ["A", "", "C"]


@pytest.mark.parametrize("text", ["a: [", "x: y", "[" * 100_000, "\x00", "- &a [*a]"])
def test_hostile_yaml_is_a_diagnostic(text):
    found = read_lines(text, file="x.yaml", defaults=DEFAULTS)
    assert {d.code for d in found.diagnostics} <= {"lines-yaml"}
    assert found.diagnostics
