"""The CSV reader against Python's own, and against anything at all."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.deploy.cells import read_cells
from callflows.deploy.line import COLUMNS
from callflows.deploy.lines import read_lines

CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"), max_size=8)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=5)
# Without quotes another delimiter in a cell could be meant as the file's.
PLAIN_ROWS = ROWS.map(lambda rows: [[cell.translate({9: "t", 59: "s"}) for cell in row] for row in rows])


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_cells_are_those_of_pythons_reader(rows, delimiter, ending):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerow(["name", "queue"])
    writer.writerows(rows)
    records, reports = read_cells(written.getvalue(), "x.csv", COLUMNS)
    assert reports == []
    expected = [["name", "queue"], *[row for row in rows if any(cell.strip() for cell in row)]]
    assert [[cell.text for cell in record] for record in records] == expected


def test_what_stands_in_quotes_does_not_choose_the_delimiter():
    records, _ = read_cells('"a;b;c",d\n1,2\n', "x.csv", ())
    assert [[cell.text for cell in record] for record in records] == [["a;b;c", "d"], ["1", "2"]]


@settings(max_examples=60, deadline=None)
@given(PLAIN_ROWS)
def test_places_point_at_the_cells(rows):
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerows(rows)
    text = written.getvalue()
    lines = text.split("\n")
    records, _ = read_cells(text, "x.csv", COLUMNS)
    for record in records:
        for cell in record:
            rest = "\n".join([lines[cell.line - 1][cell.column - 1 :], *lines[cell.line :]])
            quoted = '"' + cell.text.replace('"', '""') + '"'
            assert rest.startswith((cell.text, quoted))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.yaml"]))
def test_whatever_a_file_holds_is_lines_or_diagnostics(data, file):
    found = read_lines(data, file=file)
    assert found.lines or found.diagnostics
