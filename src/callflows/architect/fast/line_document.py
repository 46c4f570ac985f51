"""The document of a text that the fast path has read, worked out piece by piece where a place is asked for.

The lines are known to be the exporter's subset (`lines`), so a mapping or list is a run of lines and its
entries are the lines of its own indentation. A node is given to the source map with what is directly below it, the
rest follows when it is asked for; every place is the one that the composer gives.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import msgspec

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode
from callflows.architect.fast.lines import quoted, scalar, uncommented, usual_lines
from callflows.model import Group, Items


class LineMark(msgspec.Struct, frozen=True):
    """A place, counted from 0."""

    index: int
    line: int
    column: int


class Run(msgspec.Struct, frozen=True):
    """Rows [first, end) of a document, a mapping or list whose keys or dashes stand at `indent`. The first row of a
    mapping in a list has a dash before its key."""

    first: int
    end: int
    indent: int


def line_document(text: str) -> YamlNode:
    """The document of a text that the fast path has read."""
    lines = usual_lines(text) or []
    return LineDocument(lines, 2 if "\r" in text else 1).root()


class LineDocument:
    """The lines of a text with their places. A row is a line that is neither blank nor a comment; rows are counted
    by themselves."""

    def __init__(self, lines: list[str], line_end: int) -> None:
        self._lines: list[str] = []
        self._numbers: list[int] = []
        self._indents: list[int] = []
        self._starts = [0, *accumulate(len(line) + line_end for line in lines)]
        for number, line in enumerate(lines):
            body = line.lstrip(" ")
            if body and body[0] != "#":
                self._lines.append(uncommented(line) if " #" in line else line)
                self._numbers.append(number)
                self._indents.append(len(line) - len(body))

    def root(self) -> YamlNode:
        return LineMap(self, Run(0, len(self._lines), 0))

    def mark(self, row: int, column: int) -> LineMark:
        number = self._numbers[row]
        return LineMark(self._starts[number] + column, number, column)

    def entries(self, run: Run) -> dict[str, tuple[ScalarNode, YamlNode]]:
        """The entries of a mapping."""
        found: dict[str, tuple[ScalarNode, YamlNode]] = {}
        indents, lines = self._indents, self._lines
        rows = [row for row in range(run.first + 1, run.end) if indents[row] == run.indent]
        rows = [row for row in rows if not lines[row].startswith("- ", run.indent)]  # a list below its own key
        for row, end in zip([run.first, *rows], [*rows, run.end], strict=True):
            key, column = self._key(row, run.indent)
            found[key.text] = (key, self._value(row, end, column, run.indent))
        return found

    def items(self, run: Run) -> list[YamlNode]:
        """The items of a list."""
        indents = self._indents
        rows = [row for row in range(run.first, run.end) if indents[row] == run.indent]
        return [self._item(row, end, run.indent + 2) for row, end in zip(rows, [*rows[1:], run.end], strict=True)]

    def _item(self, row: int, end: int, indent: int) -> YamlNode:
        rest = self._lines[row][indent:]
        if rest[0] == '"':
            keyed = rest[quoted(rest)[1] :][:1] == ":"
        else:
            keyed = rest[0] != "'" and (": " in rest or rest.rstrip(" ")[-1] == ":")
        return LineMap(self, Run(row, end, indent)) if keyed else self._scalar(row, indent)

    def _key(self, row: int, column: int) -> tuple[ScalarNode, int]:
        """The key at a column of a row, and the column of its colon."""
        line = self._lines[row]
        if line[column] == '"':
            text, length = quoted(line[column:])
            colon = column + length
        else:
            colon = line.find(": ", column)
            colon = len(line.rstrip(" ")) - 1 if colon < 0 else colon
            text = line[column:colon]
        return ScalarNode(text, text, self.mark(row, column), self.mark(row, colon)), colon

    def _value(self, row: int, end: int, colon: int, indent: int) -> YamlNode:
        line = self._lines[row]
        rest = line[colon + 1 :].lstrip(" ")
        if rest:
            return self._scalar(row, len(line) - len(rest))
        if end == row + 1:
            mark = self.mark(row, colon + 1)
            return ScalarNode(None, "", mark, mark)
        below = Run(row + 1, end, self._indents[row + 1])
        listed = self._lines[row + 1].startswith("- ", below.indent)
        return LineList(self, below) if listed else LineMap(self, below)

    def _scalar(self, row: int, column: int) -> YamlNode:
        """A scalar, `{}` or `[]` that goes on to the end of the row."""
        written = self._lines[row][column:].rstrip(" ")
        value, text = scalar(written)
        start, end = self.mark(row, column), self.mark(row, column + len(written))
        if isinstance(value, Group):
            return MapNode({}, start, end)
        if isinstance(value, Items) or text is None:
            return ListNode([], start, end)
        return ScalarNode(value, text, start, end)


class LineMap(MapNode):
    """A mapping whose entries are worked out when they are first asked for. Its `end` is not kept."""

    __slots__ = ("_document", "_run")

    def __init__(self, document: LineDocument, run: Run) -> None:
        self._document = document
        self._run = run
        self.start = self.end = document.mark(run.first, run.indent)

    def __getattr__(self, name: str) -> Any:
        if name != "entries":
            raise AttributeError(name)
        self.entries = self._document.entries(self._run)
        return self.entries


class LineList(ListNode):
    """A list whose items are worked out when they are first asked for. Its `end` is not kept."""

    __slots__ = ("_document", "_run")

    def __init__(self, document: LineDocument, run: Run) -> None:
        self._document = document
        self._run = run
        self.start = self.end = document.mark(run.first, run.indent)

    def __getattr__(self, name: str) -> Any:
        if name != "items":
            raise AttributeError(name)
        self.items = self._document.items(self._run)
        return self.items
