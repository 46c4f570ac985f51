"""Reading many flows from one file: CSV with a header, or a YAML list.

Columns: name, shared, queue, number, division, language, greeting, and `input.<name>` for the inputs of the
shared flow. A fault in a row is that row's; the other rows can go on. Nothing here raises for what a file holds.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable
from pathlib import Path, PurePath

from msgspec.structs import replace

from callflows.architect import Cell, Record
from callflows.deploy.cells import read_cells
from callflows.deploy.line import COLUMNS, INPUT_PREFIX, Defaults, Line, Lines, fault
from callflows.deploy.row import make_line, mark_duplicates
from callflows.deploy.yaml_lines import read_yaml
from callflows.diagnostics import Diagnostic, Severity, Span

MAX_BYTES = 32 * 1024 * 1024
YAML_SUFFIXES = (".yaml", ".yml", ".json")


def read_lines(source: Path | bytes | str, *, file: str = "", defaults: Defaults | None = None) -> Lines:
    """The rows of a file (a path) or of its text. `file` is the name that diagnostics show; its ending tells
    YAML from CSV. A file that cannot be opened is a diagnostic too."""
    defaults = defaults or Defaults()
    if isinstance(source, Path):
        file = file or str(source)
        try:
            if source.stat().st_size > MAX_BYTES:
                return _only(fault("lines-too-large", f"{file} is larger than 32 MB", _start(file)))
            source = source.read_bytes()
        except OSError as error:
            message = f"{file} cannot be read: {error.strerror or error}"
            return _only(fault("lines-unreadable", message, None, "check the path and its permissions"))
    text = decode(source, file) if isinstance(source, bytes) else source
    if isinstance(text, Diagnostic):
        return _only(text)
    text = text.removeprefix("\ufeff")
    if PurePath(file).suffix.lower() in YAML_SUFFIXES:
        found, reports = read_yaml(text, file, defaults)
    else:
        found, reports = _read_csv(text, file, defaults)
    return _finish(found, reports, file)


def one_line(name: str, number: str, defaults: Defaults) -> Lines:
    """The line of a flow that is given by options instead of a file, checked as a row is."""
    cells = {column: Cell(text, 0, 0) for column, text in (("name", name), ("number", number)) if text}
    line = make_line(cells, {}, Cell("", 0, 0), "", defaults)
    bare = tuple(replace(report, span=None) for report in line.faults)
    return Lines((replace(line, faults=bare),), bare)


def decode(data: bytes, file: str) -> str | Diagnostic:
    """UTF-8 with or without a byte order mark, or UTF-16 with one (what spreadsheets save as "Unicode text")."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - before.rfind(b"\n")
        place = Span(file=file, line=line, column=column, end_line=line, end_column=column + 1)
        advice = 'save the file as "CSV UTF-8" (comma delimited)'
        return fault("lines-encoding", f"this is not UTF-8: byte 0x{data[error.start]:02x}", place, advice)


def _read_csv(text: str, file: str, defaults: Defaults) -> tuple[list[Line], list[Diagnostic]]:
    records, reports = read_cells(text, file, COLUMNS)
    if reports:
        return [], reports  # what comes after the fault is not known, so nothing of the file is taken
    if not records:
        return [], [fault("lines-empty", "there is no header and no row here", _start(file), _HEADER_HELP)]
    header, header_reports = _header(records[0], file)
    reports = header_reports + reports
    if any(report.severity is Severity.ERROR for report in header_reports):
        return [], reports
    lines = [_csv_line(header, record, file, defaults) for record in records[1:]]
    return lines, reports


_HEADER_HELP = "the first line names the columns: name,shared,queue,number,division,language,greeting,input.<name>"


def _header(record: Record, file: str) -> tuple[list[str], list[Diagnostic]]:
    """The column of each cell ("" = unknown, not read), and what is wrong with the header."""
    names: list[str] = []
    reports: list[Diagnostic] = []
    for cell in record:
        name = column_name(cell.text)
        if name in names and name:
            message = f'the column "{name}" is there twice'
            reports.append(fault("lines-duplicate-column", message, cell.span(file), "keep one of the two"))
        elif not name and cell.text.strip():
            reports.append(unknown_column(cell, file))
        names.append(name)
    if "name" not in names:
        message = 'the header has no column "name"'
        reports.append(fault("lines-no-header", message, record[0].span(file), _HEADER_HELP))
    return names, reports


def column_name(text: str) -> str:
    """The column that a heading means, "" for none. Headings ignore case; an input's name keeps it."""
    text = text.strip()
    lower = text.lower()
    if lower.startswith(INPUT_PREFIX) and len(text) > len(INPUT_PREFIX):
        return INPUT_PREFIX + text[len(INPUT_PREFIX) :].strip().removeprefix("Common.")
    return lower if lower in COLUMNS else ""


def unknown_column(cell: Cell, file: str) -> Diagnostic:
    near = difflib.get_close_matches(cell.text.strip().lower(), COLUMNS, n=1)
    advice = f"did you mean `{near[0]}`?" if near else f"known columns: {', '.join(COLUMNS)}, input.<name>"
    message = f'the column "{cell.text.strip()}" is not known and is not read'
    report = fault("lines-unknown-column", message, cell.span(file), advice)
    return replace(report, severity=Severity.WARNING)


def _csv_line(header: list[str], record: Record, file: str, defaults: Defaults) -> Line:
    cells: dict[str, Cell] = {}
    inputs: dict[str, Cell] = {}
    for name, cell in zip(header, record, strict=False):
        if name.startswith(INPUT_PREFIX):
            inputs[name.removeprefix(INPUT_PREFIX)] = cell
        elif name:
            cells[name] = cell
    line = make_line(cells, inputs, record[0], file, defaults)
    surplus = [cell for cell in record[len(header) :] if cell.text.strip()]
    if surplus:
        message = f"this row has {len(record)} cells, the header has {len(header)}"
        advice = "a value that holds the delimiter stands in quotes"
        extra = fault("lines-too-many-cells", message, surplus[0].span(file), advice)
        line = replace(line, faults=(*line.faults, extra))
    return line


def _finish(lines: list[Line], reports: list[Diagnostic], file: str) -> Lines:
    marked = mark_duplicates(lines)
    if not marked and not any(report.severity is Severity.ERROR for report in reports):
        reports = [*reports, fault("lines-empty", "there is no row here", _start(file), "write one row per flow")]
    return Lines(tuple(marked), (*reports, *_faults(marked)))


def _faults(lines: Iterable[Line]) -> Iterable[Diagnostic]:
    return (report for line in lines for report in line.faults)


def _start(file: str) -> Span:
    return Span(file=file, line=1, column=1, end_line=1, end_column=1)


def _only(report: Diagnostic) -> Lines:
    return Lines((), (report,))
