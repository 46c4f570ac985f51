"""Values for placeholders from files: an options file, and a table with the values of one flow in each row.

Archy: an options file is YAML with the values under `substitutions:`, beside the options of its commands; a value is a
text, a number or a truth value. A JSON file is YAML too. Values are taken as they are written: `0123` stays `0123`.
Nothing here raises for what a file holds.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from callflows.architect.decoding import MAX_BYTES, decode
from callflows.architect.document.composer import compose
from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.faults import Findings
from callflows.architect.placeholders.substitutions import Given, Substitutions
from callflows.architect.placeholders.template import Template
from callflows.architect.tables.csv_cells import Cell, Record, read_cells
from callflows.diagnostics import Diagnostic, Severity, Span

SUBSTITUTIONS = "substitutions"
_CSV_SUFFIXES = (".csv", ".tsv", ".txt")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_options_file(path: Path) -> tuple[Substitutions, tuple[Diagnostic, ...]]:
    """The values of an options file, and everything that is wrong with it.

    Where there is a key `substitutions`, the values are below it and the rest is not looked at; else the whole file is
    names and values. A mapping below a name makes names with a dot: `brand: {name: Acme}` is `{{brand.name}}`.
    """
    reader = _Reader(str(path))
    root = reader.document(path)
    if root is not None and not isinstance(root, MapNode):
        message = f"This is {what_it_is(root)}; expected names and their values."
        reader.wrong("options-shape", message, reader.at(root), "Write one line a value, such as `brand: Acme`.")
    if not isinstance(root, MapNode):
        return Substitutions({}), reader.diagnostics()
    below = root.entries.get(SUBSTITUTIONS, (None, root))[1]
    if not isinstance(below, MapNode):
        reader.wrong("options-shape", f"`{SUBSTITUTIONS}` is {what_it_is(below)}; expected names.", reader.at(below))
        return Substitutions({}), reader.diagnostics()
    return Substitutions(dict(reader.values(below))), reader.diagnostics()


def read_table(path: Path) -> tuple[tuple[Substitutions, ...], tuple[Diagnostic, ...]]:
    """The rows of a table, each the values of one flow and each knowing its row, and everything that is wrong.

    A CSV file has the names in its first line; a YAML or JSON file is a list of mappings. Comma, semicolon or tab
    divides cells. With an error there are no rows.
    """
    reader = _Reader(str(path))
    is_csv = path.suffix.lower() in _CSV_SUFFIXES
    rows = tuple(_csv_rows(reader, path) if is_csv else _yaml_rows(reader, path))
    if not rows and not reader.found:
        reader.wrong("table-empty", "There is no row here.", _start(reader.file), "Write one row for each flow.")
    return (() if reader.faulty else rows), reader.diagnostics()


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self._template: Template | None = None

    @property
    def faulty(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self.found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0)))

    def wrong(self, code: str, message: str, span: Span | None, advice: str = "") -> None:
        severity = Severity.ERROR
        self.found.append(Diagnostic(code=code, severity=severity, message=message, span=span, help=advice))

    def text(self, path: Path) -> str | None:
        """The text of the file; None where it has none that can be read."""
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}."
            self.wrong("options-unreadable", message, None, "Check the path and its permissions.")
            return None
        if data.startswith(_UTF_16):  # what spreadsheets save as "Unicode text"
            data = data.decode("utf-16", errors="replace").encode()
        text, wrong = decode(data, self.file)
        if wrong is not None:
            advice = "Write one row or line for each value." if wrong.code == "file-empty" else wrong.help
            self.wrong(wrong.code, wrong.message, wrong.span, advice)
            return None
        return text

    def document(self, path: Path) -> YamlNode | None:
        """The file as YAML; None where it is none."""
        text = self.text(path)
        if text is None:
            return None
        findings = Findings()
        self._template = Template(text, file=self.file, substitutions={}, findings=findings)
        root = compose(self._template, findings)
        self.found += findings.found
        return root

    def at(self, node: YamlNode) -> Span:
        return self._template.span(node.start, node.end) if self._template else _start(self.file)

    def values(self, node: MapNode, above: str = "") -> Iterator[tuple[str, Given]]:
        """The names and values of a mapping, and of those below it."""
        for name, (key, below) in node.entries.items():
            full = f"{above}{name}"
            if isinstance(below, MapNode):
                yield from self.values(below, f"{full}.")
            elif name != name.strip():
                message = f'The name "{name}" starts or ends with a blank.'
                self.wrong("options-name", message, self.at(key), "Take the blank away.")
            elif isinstance(below, ScalarNode) and below.value is not None:
                span = self.at(below)
                yield full, Given(below.text, f"{self.file}:{span.line}", span)
            else:
                message = f'"{full}" is {what_it_is(below)}; a value is a text, a number, true or false.'
                self.wrong("options-value", message, self.at(key), 'Write "" for an empty text.')


def _csv_rows(reader: _Reader, path: Path) -> Iterator[Substitutions]:
    text = reader.text(path)
    if text is None:
        return
    cells = read_cells(text)
    if cells.unclosed is not None:
        advice = 'Close it with ", or write "" for a quote inside the cell.'
        reader.wrong("table-quote", "This quoted cell is never closed.", cells.unclosed.span(reader.file), advice)
        return
    header, *records = cells.records or ((),)
    _check_header(reader, header)
    for record in records:
        yield _csv_row(reader, header, record)


def _check_header(reader: _Reader, header: Record) -> None:
    seen: set[str] = set()
    for cell in header:
        name = cell.text.strip()
        if name in seen:
            span = cell.span(reader.file)
            reader.wrong("table-header", f'The column "{name}" is there twice.', span, "Keep one of the two.")
        seen.add(name)


def _csv_row(reader: _Reader, header: Record, record: Record) -> Substitutions:
    given: dict[str, Given] = {}
    source = f"{reader.file}:{record[0].line}"
    for index, cell in enumerate(record):
        name = header[index].text.strip() if index < len(header) else ""
        if name:
            given[name] = Given(cell.text, source, cell.span(reader.file))
        elif cell.text.strip():
            message = f'The cell "{cell.text.strip()[:40]}" stands under no name.'
            advice = "Name its column in the first line. A value that holds the delimiter stands in quotes."
            reader.wrong("table-cell", message, cell.span(reader.file), advice)
    return Substitutions(given, row=source, row_span=Cell("", record[0].line, 1).span(reader.file))


def _yaml_rows(reader: _Reader, path: Path) -> Iterator[Substitutions]:
    root = reader.document(path)
    if root is None:
        return
    if not isinstance(root, ListNode):
        advice = "Write one item for each flow: `- brand: Acme`."
        reader.wrong("table-shape", f"This is {what_it_is(root)}; expected a list of rows.", reader.at(root), advice)
        return
    for item in root.items:
        span = reader.at(item)
        if isinstance(item, MapNode):
            place = Cell("", span.line, span.column).span(reader.file)
            yield Substitutions(dict(reader.values(item)), row=f"{reader.file}:{span.line}", row_span=place)
        else:
            reader.wrong("table-shape", f"This row is {what_it_is(item)}; expected names and their values.", span)


def _start(file: str) -> Span:
    return Span(file=file, line=1, column=1, end_line=1, end_column=1)
