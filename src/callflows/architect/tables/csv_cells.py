"""CSV text as cells that know their place.

RFC 4180 with what spreadsheets make of it: comma, semicolon or tab; CRLF, LF or CR; quoted cells may hold the
delimiter, doubled quotes and line breaks; a first line `sep=;` names the delimiter.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from callflows.diagnostics import Span


class Cell(msgspec.Struct, frozen=True):
    """A value at its place; line and column count from 1."""

    text: str
    line: int
    column: int

    def span(self, file: str) -> Span:
        end_line = self.line + self.text.count("\n")
        width = len(self.text.rpartition("\n")[2])
        end = self.column + width if end_line == self.line else width + 1
        return Span(file=file, line=self.line, column=self.column, end_line=end_line, end_column=end)


DELIMITERS = ",;\t"
Record = tuple[Cell, ...]


class Cells(msgspec.Struct, frozen=True):
    """The records of a text. `unclosed` is the quoted cell that never ends, where reading ended too."""

    records: tuple[Record, ...]
    unclosed: Cell | None = None


def read_cells(text: str, known: Collection[str] = ()) -> Cells:
    """The records of a CSV text, blank lines left out. `known` are lower-case column names that tell
    which delimiter splits the header best; without them it is the one that makes the most columns."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return _records(rest, first[4], first_line=2)
    return _records(text, _delimiter(text, known), first_line=1)


def _delimiter(text: str, known: Collection[str]) -> str:
    """What splits the header best; what stands in quotes splits nothing."""

    def hits(delimiter: str) -> tuple[int, int]:
        header = next(iter(_records(text, delimiter, first_line=1, most=1).records), None)
        if header is None:  # nothing but blanks and quotes: what another one makes of these is no column
            return 0, len(text)
        names = [cell.text.strip().lower() for cell in header]
        return sum(name in known for name in names), len(names)

    return max(DELIMITERS, key=hits)


def _records(text: str, delimiter: str, *, first_line: int, most: int | None = None) -> Cells:
    records: list[Record] = []
    row: list[Cell] = []
    at, line, column = 0, first_line, 1
    while at < len(text) or row:
        start_line, start_column = line, column
        if text.startswith('"', at):
            value, after = _quoted(text, at)
            if after < 0:
                return Cells(tuple(records), Cell("", start_line, start_column))
        else:
            value, after = "", at
        bare_end = _bare_end(text, after, delimiter)
        value += text[after:bare_end]
        seen = text[at:bare_end]
        line += seen.count("\n")
        column = len(seen) - seen.rfind("\n") if "\n" in seen else column + len(seen)
        row.append(Cell(value, start_line, start_column))
        at = bare_end
        if text.startswith(delimiter, at):
            at, column = at + 1, column + 1
            continue
        if any(cell.text.strip() for cell in row):
            records.append(tuple(row))
            if len(records) == most:
                break
        row = []
        at, line, column = at + 1, line + 1, 1
    return Cells(tuple(records))


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The value of the quoted cell at `at` and the index after it; index -1 where it is never closed."""
    parts: list[str] = []
    start = at + 1
    while True:
        end = text.find('"', start)
        if end < 0:
            return "", -1
        parts.append(text[start:end])
        if not text.startswith('""', end):
            return "".join(parts), end + 1
        parts.append('"')
        start = end + 2


def _bare_end(text: str, at: int, delimiter: str) -> int:
    ends = [found for found in (text.find(delimiter, at), text.find("\n", at)) if found >= 0]
    return min(ends, default=len(text))
