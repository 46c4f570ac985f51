"""ruamel.yaml in YAML 1.2 mode reads what we read: every key, value, type and place."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from callflows.architect import write
from callflows.model import FLOW_TYPES
from tests.architect.corpus import corpus, filled
from tests.architect.plain_data import NOT_IN_YAML_1_2, Entry, YAMLError, constructed, ours, theirs
from tests.architect.test_own_corpus import BY_HAND, EXPORTED
from tests.architect.yaml_documents import WORDS, yaml_documents
from tests.corpus_builder import all_actions_flow


def comparable(entries: list[Entry]) -> list[Entry]:
    """Without what the two are known to say differently: the place of a value that is not written (we point behind
    its colon, ruamel.yaml at what follows) and the place of a mapping or list (we point at its anchor, if any)."""
    nothing = {"NoneType", "map", "list"}
    return [entry._replace(line=0, column=0) if entry.kind in nothing else entry for entry in entries]


def both(text: str) -> tuple[list[Entry] | None, list[Entry] | None]:
    """What each reader reads, None where it refuses."""
    try:
        here = comparable(ours(text))
    except ValueError:
        here = None
    try:
        there = comparable(theirs(text))
    except (YAMLError, ValueError):
        there = None
    return here, there


def test_strangers_flows() -> None:
    different = set()
    for name, path in corpus().items():
        here, there = both(filled(path.read_bytes().decode()))
        if here is None or here != there:
            different.add(name)
    assert different == set()


@pytest.mark.parametrize("path", EXPORTED + BY_HAND, ids=lambda path: path.stem)
def test_own_flows(path: object) -> None:
    here, there = both(path.read_bytes().decode())  # type: ignore[attr-defined]
    assert here is not None
    assert here == there


@pytest.mark.parametrize("kind", FLOW_TYPES)
def test_flows_that_use_everything(kind: str) -> None:
    here, there = both(write(all_actions_flow(kind)))
    assert here is not None
    assert here == there


@pytest.mark.parametrize("word", WORDS)
def test_plain_texts(word: str) -> None:
    for text in (f"a: {word}\n", f"{word}: a\n", f"- {word}\n", f"a: '{word.replace(chr(39), chr(39) * 2)}'\n"):
        here, there = both(text)
        assert here is not None
        assert here == there


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(yaml_documents())
def test_documents_of_every_style(text: str) -> None:
    here, there = both(text)
    assert here == there


@pytest.mark.parametrize("word", ["1_000", "0b11", "-0x1F", "+0o7", ".inf", "-.INF", ".nan"])
def test_what_ruamel_takes_for_a_number_is_a_text_to_us(word: str) -> None:
    assert any(pattern.fullmatch(word) for pattern in NOT_IN_YAML_1_2)
    assert [entry.value for entry in ours(f"a: {word}\n")][-1] == word


@pytest.mark.parametrize("word", ["1000", "0o17", "0x1F", "1.5", "-.5e-3", "0123", "inf", "a_b"])
def test_the_exceptions_leave_numbers_alone(word: str) -> None:
    assert not any(pattern.fullmatch(word) for pattern in NOT_IN_YAML_1_2)
    tag = "tag:yaml.org,2002:int" if re.fullmatch("[0-9xoF]+", word) else "tag:yaml.org,2002:str"
    assert constructed(tag, word) == (ours(f"a: {word}\n")[-1].value if tag.endswith("int") else word)


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("a: x\u0085y\n", "x\u0085y", "YAML 1.2 ends no line at U+0085; ruamel.yaml follows YAML 1.1"),
        ("a: \u2028\n", "\u2028", "the same at U+2028, where it starts a text"),
        ("a: \u2029\n", "\u2029", "the same at U+2029"),
    ],
)
def test_line_ends_of_older_yaml_are_characters(text: str, value: str, reason: str) -> None:
    here, there = both(text)
    assert here is not None
    assert here[-1].value == value
    assert here != there, reason


def test_a_merge_key_is_a_key() -> None:
    """YAML 1.2 has no merge keys; Archy's files have none."""
    assert [entry.value for entry in ours("a: &a {b: c}\nd:\n  <<: *a\n") if entry.kind == "key"] == [
        "a",
        "b",
        "d",
        "<<",
        "b",
    ]
