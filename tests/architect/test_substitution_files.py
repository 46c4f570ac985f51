"""Options files and tables: names, values as they are written, and the place of each."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.architect import Substitutions, read, read_options_file, read_table
from callflows.diagnostics import Diagnostic


def at(diagnostics: tuple[Diagnostic, ...], folder: Path) -> list[tuple[str, str, str]]:
    return [(d.code, str(d.span).replace(f"{folder}/", ""), d.message.replace(f"{folder}/", "")) for d in diagnostics]


def places(values: Substitutions, folder: Path) -> dict[str, tuple[str, str]]:
    return {name: (one.text, str(one.span).replace(f"{folder}/", "")) for name, one in values.given.items()}


def test_an_options_file_of_archy(tmp_path: Path) -> None:
    file = tmp_path / "options.yaml"
    file.write_text("clientSecret: s3cret\nsubstitutions:\n  brand: Acme\n  number: 0123\n  open: yes\n  empty: ''\n")
    values, found = read_options_file(file)
    assert found == ()
    assert places(values, tmp_path) == {
        "brand": ("Acme", "options.yaml:3:10"),
        "number": ("0123", "options.yaml:4:11"),
        "open": ("yes", "options.yaml:5:9"),
        "empty": ("", "options.yaml:6:10"),
    }
    assert "s3cret" not in repr(values)


def test_names_and_values_alone_also_as_json_and_inside_each_other(tmp_path: Path) -> None:
    file = tmp_path / "values.json"
    file.write_bytes(b'\xef\xbb\xbf{\r\n  "brand": {"name": "Acme", "open": true},\r\n  "wait": 2.50\r\n}\r\n')
    values, found = read_options_file(file)
    assert found == ()
    assert dict(values) == {"brand.name": "Acme", "brand.open": "true", "wait": "2.50"}
    read_back = read("workflow:\n  name: '{{brand.name}}, {{ wait }}'\n", substitutions=values)
    assert read_back.flow is not None
    assert read_back.flow.name == "Acme, 2.50"


def test_what_is_wrong_with_an_options_file(tmp_path: Path) -> None:
    file = tmp_path / "o.yaml"
    file.write_text('substitutions:\n  a: [1]\n  b: null\n  " c": x\n  d: 1\n  d: 2\n')
    values, found = read_options_file(file)
    assert dict(values) == {"d": "1"}
    assert at(found, tmp_path) == [
        ("options-value", "o.yaml:2:3", '"a" is a list; a value is a text, a number, true or false.'),
        ("options-value", "o.yaml:3:3", '"b" is nothing; a value is a text, a number, true or false.'),
        ("options-name", "o.yaml:4:3", 'The name " c" starts or ends with a blank.'),
        ("yaml-duplicate-key", "o.yaml:6:3", 'The key "d" is already there; only the first one counts.'),
    ]


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"- a\n", "options-shape", "o.yaml:1:1"),
        (b"substitutions: 5\n", "options-shape", "o.yaml:1:16"),
        (b"a: b: c\n", "yaml-syntax", "o.yaml:1:5"),
        (b"", "file-empty", "o.yaml:1:1"),
        (b"a: \xff\n", "file-encoding", "o.yaml:1:4"),
    ],
)
def test_a_file_that_holds_no_values(tmp_path: Path, content: bytes, code: str, place: str) -> None:
    (tmp_path / "o.yaml").write_bytes(content)
    values, found = read_options_file(tmp_path / "o.yaml")
    assert len(values) == 0
    assert [one[:2] for one in at(found, tmp_path)] == [(code, place)]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for found in (read_options_file(tmp_path / "no.yaml")[1], read_table(tmp_path / "no.csv")[1]):
        assert [d.code for d in found] == ["options-unreadable"]


def test_a_table_with_semicolons_and_windows_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "brands.csv"
    file.write_bytes(b'\xef\xbb\xbfbrand;queue\r\nAcme;"Sales; EMEA"\r\n\r\n"Beta\r\nB";B\r\n')
    rows, found = read_table(file)
    assert found == ()
    assert [(row.row.replace(f"{tmp_path}/", ""), places(row, tmp_path)) for row in rows] == [
        ("brands.csv:2", {"brand": ("Acme", "brands.csv:2:1"), "queue": ("Sales; EMEA", "brands.csv:2:6")}),
        ("brands.csv:4", {"brand": ("Beta\nB", "brands.csv:4:1"), "queue": ("B", "brands.csv:5:4")}),
    ]


def test_a_table_as_yaml(tmp_path: Path) -> None:
    file = tmp_path / "brands.yaml"
    file.write_text("# brands\n- brand: Acme\n  queue: 007\n- {brand: Beta, queue: B}\n")
    rows, found = read_table(file)
    assert found == ()
    assert [(row.row.replace(f"{tmp_path}/", ""), dict(row)) for row in rows] == [
        ("brands.yaml:2", {"brand": "Acme", "queue": "007"}),
        ("brands.yaml:4", {"brand": "Beta", "queue": "B"}),
    ]


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("t.csv", "brand,brand\na,b\n", [("table-header", "t.csv:1:7", 'The column "brand" is there twice.')]),
        ("t.csv", "brand\na,b\nc\n", [("table-cell", "t.csv:2:3", 'The cell "b" stands under no name.')]),
        ("t.csv", 'brand\n"a\n', [("table-quote", "t.csv:2:1", "This quoted cell is never closed.")]),
        ("t.csv", "brand\n", [("table-empty", "t.csv:1:1", "There is no row here.")]),
        ("t.yaml", "a: b\n", [("table-shape", "t.yaml:1:1", "This is a mapping; expected a list of rows.")]),
        (
            "t.yaml",
            "- x\n",
            [("table-shape", "t.yaml:1:3", 'This row is the text "x"; expected names and their values.')],
        ),
    ],
)
def test_what_is_wrong_with_a_table(
    tmp_path: Path, name: str, content: str, wanted: list[tuple[str, str, str]]
) -> None:
    (tmp_path / name).write_text(content)
    rows, found = read_table(tmp_path / name)
    assert rows == ()
    assert at(found, tmp_path) == wanted


def test_findings_name_the_row_and_the_cell(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("brand,queue\nAcme,Sales #1\n")
    (row,) = read_table(tmp_path / "b.csv")[0]
    text = "workflow:\n  name: {{brand}}\n  unknown: for {{queue}}\n"
    result = read(text, file="t.yaml", substitutions=row)
    assert [
        (d.code, str(d.span), [(r.message.replace(f"{tmp_path}/", ""), str(r.span)[-8:]) for r in d.related])
        for d in result.diagnostics
    ] == [
        ("unknown-key", "t.yaml:3:3", [("with the row b.csv:2", ".csv:2:1")]),
        (
            "placeholder-quotes",
            "t.yaml:3:16",
            [('{{queue}} is "Sales #1"', ".csv:2:6"), ("with the row b.csv:2", ".csv:2:1")],
        ),
    ]


NAMES = st.lists(st.sampled_from(["a", "b", "c.d", "e f"]), min_size=1, max_size=4, unique=True)
CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"], blacklist_characters="\ufeff"), max_size=9)


@settings(max_examples=40, deadline=None)
@given(names=NAMES, data=st.data())
def test_every_cell_comes_back_from_where_it_stands(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(names), max_size=len(names)), min_size=1, max_size=4))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([names, *rows])
    file = tmp_path_factory.mktemp("table") / "t.csv"
    file.write_text(written.getvalue(), encoding="utf-8")
    expected = [dict(zip(names, row, strict=True)) for row in rows if any(cell.strip() for cell in row)]
    found, wrong = read_table(file)
    assert [dict(row) for row in found] == expected
    assert {d.code for d in wrong} == (set() if expected else {"table-empty"})
    lines = written.getvalue().split("\n")
    for row in found:
        for one in row.given.values():
            assert one.span is not None
            cell = next(csv.reader([lines[one.span.line - 1][one.span.column - 1 :]]))[0]
            assert cell == one.text
