"""What a comment in the flow's file takes out of coverage.

    - callData:  # callflows: no cover
    # callflows: no cover (only a broken org comes here)
    - callData:
    - callData:  # callflows: no cover timeout, failure

The comment stands behind an action, a menu choice, an output path, a task or a menu, or above it; it takes out that and
all that stands inside. With names only these output paths of the action are taken out, written or not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec
import yaml

from callflows.architect.formatting.outline import comments
from callflows.diagnostics import Span

_MARK: Final = re.compile(r"#\s*callflows:\s*no cover\b\s*(?P<names>[^(#]*)", re.IGNORECASE)
_PLAIN: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*")


class Marks(msgspec.Struct, frozen=True):
    """The comments of one file: the line (from 1) that each is about, and the output paths that it names."""

    lines: Mapping[int, frozenset[str]]

    def takes(self, span: Span | None, path: str) -> bool:
        """Whether what begins there is taken out; `path` is the name of an output path, "" for all else."""
        names = None if span is None else self.lines.get(span.line)
        return names is not None and (not names or path in names)


def marks_of(text: str) -> Marks:
    """The comments of a file's text. A comment on a line of its own is about the next line that holds more."""
    if not _MARK.search(text):
        return Marks({})
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: dict[int, frozenset[str]] = {}
    for index, comment in _comments(text):
        mark = _MARK.match(comment)
        if mark is None:
            continue
        number = bisect_right(starts, index)
        if not lines[number - 1][: index - starts[number - 1]].strip():
            number = _next(lines, number)
        names = frozenset(each.strip() for each in mark["names"].split(",") if each.strip())
        before = found.get(number, names)
        found[number] = before | names if before and names else frozenset()
    return Marks(found)


def _next(lines: list[str], number: int) -> int:
    """The line below a comment that is neither blank nor a comment."""
    return next((at for at in range(number + 1, len(lines) + 1) if lines[at - 1].strip()[:1] not in ("", "#")), number)


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """(place in the text, comment). Where the text is no YAML before its placeholders are filled, whatever looks like
    a comment."""
    try:
        found: Iterable[tuple[int, str]] = [(each.index, each.text) for each in comments(text)]
    except yaml.YAMLError:
        found = [(each.start(), each[0]) for each in _PLAIN.finditer(text)]
    yield from found
