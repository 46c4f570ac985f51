"""One call for each row of a table: `<name>` stands for the row's value of that name.

    with:
      - {key: 1, queue: Sales}
      - {key: 2, queue: Support}
    steps:
      - press: <key>
      - expect: {queue: <queue>}

A text that is a placeholder and nothing else takes the row's value as it is, a list or mapping too. What is in angle
brackets and no name of the row stays as it stands (SSML, an e-mail address).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from callflows.testing.placed import Entry, Placed

_HOLE = re.compile(r"<([^<>\n]+)>")


def filled(body: Placed, row: Mapping[str, Placed]) -> Placed:
    """The body with the row's values; places are those of the body."""
    if body.kind == "scalar":
        return _scalar(body, row)
    if body.kind == "list":
        return replace(body, data=tuple(filled(item, row) for item in body.items))
    return replace(body, data=tuple(_entry(entry, row) for entry in body.entries))


def text_filled(text: str, row: Mapping[str, Placed]) -> str:
    """A text with the row's values."""
    return _HOLE.sub(lambda found: row[found[1]].text if found[1] in row else found[0], text)


def holes(body: Placed) -> Iterator[tuple[str, Placed]]:
    """Every name in angle brackets, and the text in which it stands."""
    if body.kind == "scalar":
        for found in _HOLE.finditer(body.text):
            yield found[1], body
    for item in body.items:
        yield from holes(item)
    for entry in body.entries:
        for found in _HOLE.finditer(entry.key):
            yield found[1], Placed("scalar", entry.key, entry.key_span, entry.key)
        yield from holes(entry.value)


def _entry(entry: Entry, row: Mapping[str, Placed]) -> Entry:
    return Entry(text_filled(entry.key, row), entry.key_span, filled(entry.value, row))


def _scalar(body: Placed, row: Mapping[str, Placed]) -> Placed:
    if not isinstance(body.data, str) or "<" not in body.text:
        return body
    whole = _HOLE.fullmatch(body.text)
    if whole is not None and whole[1] in row:
        return replace(row[whole[1]], span=body.span)
    text = text_filled(body.text, row)
    return replace(body, data=text, text=text)
