"""The characters of a scalar stand where a YAML parser reads them, whatever the style."""

from __future__ import annotations

import itertools

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from callflows.architect.document.characters import characters

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_PIECES = {
    "plain": ["a", "b", "=", "é", "😀", "(", " ", "  ", "\n", "\t"],
    "single": ["a", "''", " ", "  ", "\n", "\t", "😀", '"', "\\"],
    "double": [
        "a",
        '\\"',
        "\\\\",
        "\\n",
        "\\x41",
        "\\u00e9",
        "\\U0001F600",
        "\\ ",
        "\\/",
        " ",
        "\n",
        "\\\n",
        "\t",
        "'",
    ],
    "block": ["a", "b c", " ", "  ", "\n", "\n\n", "\t", "😀", "#", ":"],
}


def _texts(style: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_PIECES[style]), max_size=14).map("".join)


def _block(header: str, body: str) -> str:
    return f"{header}\n    x{body}\n"


HEADERS = ["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-", "|2+", "> # why"]
WRITTEN = st.one_of(
    _texts("plain").map(lambda text: f"F{text}"),
    _texts("single").map(lambda text: f"'{text}'"),
    _texts("double").map(lambda text: f'"{text}"'),
    st.builds(
        lambda anchor, text: f'{anchor} "{text}"', st.sampled_from(["&a", "!!str", "&a !!str"]), _texts("double")
    ),
    st.builds(_block, st.sampled_from(HEADERS), _texts("block")),
)


@given(WRITTEN, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n", "\n  z: 1\n", "\n# end\n"]))
def test_every_character_is_found_where_the_parser_reads_it(written: str, line_end: str, after: str) -> None:
    document = ("a:\n  k: " + written.replace("\n", "\n    ") + after).replace("\n", line_end)
    try:
        events = [event for event in yaml.parse(document, Loader=_LOADER) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return
    if len(events) < 3:
        return
    event = events[2]
    raw = document[event.start_mark.index : event.end_mark.index]
    found = characters(raw, event.value)
    assert found is not None
    assert "".join(each.said for each in found) == event.value
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(raw[each.start] == each.said for each in found if each.said.isalpha() and each.end == each.start + 1)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("ab", [(0, 1), (1, 2)]),
        ("'a''b'", [(1, 2), (2, 4), (4, 5)]),
        (r'"a\"\u00e9"', [(1, 2), (2, 4), (4, 10)]),
        ("a\n  b", [(0, 1), (1, 2), (4, 5)]),
        ("a\n\n  b", [(0, 1), (2, 3), (5, 6)]),
        ('"a \\\n  b"', [(1, 2), (2, 3), (7, 8)]),
        ("|-\n  a\n   b", [(5, 6), (6, 7), (9, 10), (10, 11)]),
    ],
)
def test_places(written: str, places: list[tuple[int, int]]) -> None:
    (event,) = [e for e in yaml.parse(f"- {written}", Loader=_LOADER) if isinstance(e, yaml.ScalarEvent)]
    found = characters(written, event.value)
    assert found is not None
    assert [(each.start, each.end) for each in found] == places


def test_a_text_that_does_not_stand_there_has_no_places() -> None:
    assert characters("Flow.a", "Flow.b") is None
    assert characters('"a', "a") is not None
    assert characters("", "a") is None
    assert characters("| x", "a") is None
