"""Files that are no flows, and files made to do harm: a clear finding in bounded time, never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callflows.architect import read, write
from callflows.architect.document.composer import MAX_DEPTH
from callflows.architect.faults import Findings

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
DEEP = "The file is nested more than 200 levels deep."
CASES: dict[str, tuple[bytes, tuple[str, str, str]]] = {
    "empty": (b"", ("file-empty", "1:1", "The file is empty.")),
    "blank": (b" \r\n\n\t", ("file-empty", "1:1", "The file is empty.")),
    "only a comment": (b"# nothing\n", ("flow-missing", "1:1", "The file holds no flow.")),
    "binary": (
        b"\x89PNG\r\n\x1a\n",
        ("file-encoding", "1:1", "The file is not UTF-8 text: byte 0x89 does not belong there."),
    ),
    "latin 1": (
        "inboundCall:\n  name: café\n".encode("latin-1"),
        ("file-encoding", "2:12", "The file is not UTF-8 text: byte 0xE9 does not belong there."),
    ),
    "zeros": (
        b"\0" * 100,
        ("file-encoding", "1:1", "The file holds the character U+0000, which no YAML file may hold."),
    ),
    "control character": (
        b"inboundCall:\r\n  name: a\x07\n",
        ("file-encoding", "2:10", "The file holds the character U+0007, which no YAML file may hold."),
    ),
    "utf-16": ("inboundCall:\n".encode("utf-16"), ("file-encoding", "1:1", "The file is UTF-16, not UTF-8.")),
    "utf-32": ("inboundCall:\n".encode("utf-32"), ("file-encoding", "1:1", "The file is UTF-32, not UTF-8.")),
    "tab": (
        b"inboundCall:\n\tname: x\n",
        (
            "yaml-syntax",
            "2:1",
            "The file is not YAML: found character that cannot start any token (while scanning for the next token).",
        ),
    ),
    "colon in a text": (
        b"inboundCall:\n  name: a: b\n",
        ("yaml-syntax", "2:10", "The file is not YAML: mapping values are not allowed in this context."),
    ),
    "quote left open": (
        b'inboundCall:\n  name: "x\n',
        (
            "yaml-syntax",
            "3:1",
            "The file is not YAML: found unexpected end of stream (while scanning a quoted scalar).",
        ),
    ),
    "escape of half a character": (
        b'inboundCall:\n  name: "\\ud800"\n',
        (
            "yaml-syntax",
            "2:12",
            "The file is not YAML: found invalid Unicode character escape code (while parsing a quoted scalar).",
        ),
    ),
    "billion laughs": (
        LAUGHS.encode(),
        ("file-too-large", "6:36", "With its aliases written out, the file has more than 1,000,000 nodes."),
    ),
    "alias in itself": (b"a: &a [*a]\n", ("yaml-alias", "1:8", "The alias *a stands inside its own anchor.")),
    "alias of nothing": (b"a: *b\n", ("yaml-alias", "1:4", "No anchor &b stands before *b.")),
    "10,000 brackets": (
        b"a: " + b"[" * 10_000,
        ("yaml-too-deep", "1:203", DEEP),
    ),
    "10,000 dashes": (b"- " * 10_000, ("yaml-too-deep", "1:401", DEEP)),
    "1,000 levels of keys": (
        "\n".join(" " * level + "a:" for level in range(1000)).encode(),
        ("yaml-too-deep", "201:201", DEEP),
    ),
    "deep by aliases": (
        ("a: &a " + "[" * 150 + "]" * 150 + "\nb: " + "[" * 60 + "*a" + "]" * 60 + "\n").encode(),
        ("yaml-too-deep", "2:64", "With its aliases written out, the file is nested more than 200 levels deep."),
    ),
    "a key of a megabyte": (
        b"? " + b"k" * 1_000_000 + b"\n: v\n",
        ("yaml-key", "1:3", "This key has more than 1,000 characters."),
    ),
    "17 MB": (
        b"x" * (17 * 1024 * 1024),
        ("file-too-large", "1:1", "The file has 17,825,792 bytes. The most that callflows reads is 16,777,216."),
    ),
    "two documents": (
        b"inboundCall:\n  name: x\n---\ncommonModule:\n",
        ("yaml-syntax", "3:1", "A second document starts here; a file holds one flow."),
    ),
    "a list": (b"- a\n", ("flow-missing", "1:1", "The file holds a list, not a flow.")),
    "a text": (b"hello\n", ("flow-missing", "1:1", 'The file holds the text "hello", not a flow.')),
    "two flows": (
        b"inboundCall: {}\ncommonModule: {}\n",
        (
            "flow-missing",
            "1:1",
            'A flow file has one key on its first level, the flow type; found "inboundCall", "commonModule".',
        ),
    ),
    "a flow that is a text": (
        b"inboundCall: x\n",
        ("flow-missing", "1:14", 'Under "inboundCall" stands the text "x"; expected a flow.'),
    ),
    "unclosed braces": (b"{{" * 100_000, ("yaml-too-deep", "1:201", DEEP)),
}


@pytest.mark.parametrize("name", CASES)
def test_no_flow_and_one_reason(name: str) -> None:
    data, expected = CASES[name]
    result = read(data)
    assert result.flow is None
    assert [(d.code, str(d.span).lstrip(":"), d.message) for d in result.diagnostics] == [expected]


def test_a_key_that_is_no_text() -> None:
    result = read("workflow:\n  name: x\n  ? [a]\n  : b\n  'q': !!python/name:os.system z\n")
    assert [(d.code, str(d.span), d.message) for d in result.diagnostics if d.code != "unknown-key"] == [
        ("yaml-key", ":3:5", "This key is a list; a key is a name."),
        ("yaml-tag", ":5:8", "The tag tag:yaml.org,2002:python/name:os.system means nothing in a flow file."),
    ]


def test_a_thousand_findings_are_enough() -> None:
    text = "inboundCall:\n  name: x\n  defaultLanguage: a\n  startUpRef: b\n" + "".join(
        f"  odd{n}: 1\n" for n in range(3000)
    )
    result = read(text)
    assert [str(d.span) for d in result.diagnostics] == [f":{n + 5}:3" for n in range(Findings.LIMIT)]
    assert result.diagnostics[-1].help == "There are more than 1,000 findings like this; the rest is not shown."
    assert result.ok
    assert not read(text + "  tasks: 5\n").ok


def test_the_deepest_file_can_be_compared_and_written() -> None:
    levels = MAX_DEPTH - 2
    text = "workflow:\n  name: x\n  deep:\n" + "".join("  " * (n + 2) + "a:\n" for n in range(levels - 1))
    text += "  " * (levels + 1) + "a: b\n"
    first, second = read(text), read(text)
    assert [d.code for d in first.diagnostics] == ["unknown-key"]
    assert first.flow is not None
    assert first.flow == second.flow
    assert write(first.flow) == text


@given(st.binary(max_size=300))
def test_bytes_of_any_kind(data: bytes) -> None:
    result = read(data)
    assert result.flow is not None or not result.ok


@given(st.text(alphabet="abc:-[]{}\"'\n\r\t #&*!|>%@`,?~0.=<", max_size=200))
def test_yaml_like_text(text: str) -> None:
    result = read(f"inboundCall:\n  name: {text}")
    if result.ok and result.flow is not None:
        assert read(write(result.flow)).flow == result.flow
