"""Comments through the formatter: each keeps to the key or item that it stands at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from callflows.architect.formatting.outline import Comment, Entry, Path, comments, outline


class Carried(msgspec.Struct, frozen=True):
    """A text with its comments put back, and the comments that have no place in it."""

    text: str
    lost: tuple[Comment, ...]


class _Notes(msgspec.Struct):
    """The comments of one line of the new text."""

    above: list[str] = []
    behind: str = ""


def carry(before: str, after: str) -> Carried:
    """`after`, which says the same as `before`, with the comments of `before`.

    A comment on a line of its own stands above the next key or item, as far in as that is, or, where it was further in,
    as far as what stands above it; a comment behind something stands behind the first key or item of its line.
    """
    found = comments(before)
    if not found:
        return Carried(after, ())
    return _Carrier(before, after).run(found)


class _Carrier:
    def __init__(self, before: str, after: str) -> None:
        self.before = before
        self.entries = outline(before)
        self.starts = [entry.index for entry in self.entries]
        self.lines = after.removesuffix("\n").split("\n")
        self.places = _first_lines(outline(after))
        self.notes: dict[int, _Notes] = {}
        self.end: list[str] = []
        self.lost: list[Comment] = []

    def run(self, found: Sequence[Comment]) -> Carried:
        for comment in found:
            if not (comment.placeable and (self.alone(comment) if comment.alone else self.behind(comment))):
                self.lost.append(comment)
        written: list[str] = []
        for number, line in enumerate(self.lines):
            notes = self.notes.get(number)
            written += notes.above if notes else ()
            written.append(f"{line}  {notes.behind}" if notes and notes.behind else line)
        return Carried("\n".join([*written, *self.end]) + "\n", tuple(self.lost))

    def alone(self, comment: Comment) -> bool:
        """Above the next entry."""
        after = bisect_right(self.starts, comment.index)
        if after == len(self.entries):
            self.end.append(" " * comment.indent + comment.text)
            return True
        place = self.places.get(self.entries[after].path)
        if place is None:
            return False
        self.at(place).above.append(" " * self.indent(comment, after, place) + comment.text)
        return True

    def indent(self, comment: Comment, after: int, place: int) -> int:
        """As far in as the entry below; where it ends a block further in, as far as what it stands below there."""
        level = self.column(self.entries[after])
        for number in range(after - 1, -1, -1):
            column = self.column(self.entries[number])
            if column <= level:
                break
            if column <= comment.indent:
                above = self.places.get(self.entries[self.first_of_line(number)].path)
                return _blanks(self.lines[place if above is None else above])
        return _blanks(self.lines[place])

    def behind(self, comment: Comment) -> bool:
        """Behind the first entry of the line, where none starts on it behind the last one before."""
        last = bisect_right(self.starts, comment.index) - 1
        if last < 0:
            return self.alone(comment)
        last = self.first_of_line(last)
        place = self.places.get(self.entries[last].path)
        if place is None:
            return False
        notes = self.at(place)
        if notes.behind:
            notes.above.append(" " * _blanks(self.lines[place]) + comment.text)
        else:
            notes.behind = comment.text
        return True

    def first_of_line(self, number: int) -> int:
        """The first entry on the line of an entry."""
        line = self.entries[number].line
        while number > 0 and self.entries[number - 1].line == line:
            number -= 1
        return number

    def at(self, line: int) -> _Notes:
        return self.notes.setdefault(line, _Notes())

    def column(self, entry: Entry) -> int:
        begin = self.before.rfind("\n", 0, entry.index) + 1
        return _blanks(self.before[begin : entry.index])


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _first_lines(entries: Sequence[Entry]) -> Mapping[Path, int]:
    return {entry.path: entry.line for entry in entries}
