"""Files made to cost much: time and memory stay within bounds that grow no faster than the file."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from callflows.architect import ReadResult, read
from callflows.architect.decoding import MAX_BYTES

LARGE = MAX_BYTES - 200
MEGABYTE = 1024 * 1024
HEAD = b"commonModule:\n  name: x\n  startUpTaskActions:\n"


def _lines(line: bytes, *, head: bytes = HEAD, size: int = MEGABYTE // 4) -> Callable[[], bytes]:
    return lambda: head + line * (size // len(line))


AS_LARGE_AS_ALLOWED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "one long text": (_lines(b"x", head=b"workflow:\n  name: ", size=LARGE), set()),
    "a text that never ends": (_lines(b"x ", head=b'workflow:\n  name: "', size=LARGE), {"yaml-syntax"}),
    "100,000 levels and more of lists": (_lines(b"[", head=b"workflow: ", size=LARGE), {"yaml-too-deep"}),
    "100,000 levels and more of mappings": (_lines(b"{a: ", head=b"workflow: ", size=LARGE), {"yaml-too-deep"}),
    "100,000 levels and more of dashes": (_lines(b"- ", head=b"", size=LARGE), {"yaml-too-deep"}),
    "100,000 levels and more of keys": (_lines(b"? ", head=b"", size=LARGE), {"yaml-too-deep"}),
    "line ends of older YAML": (_lines("\u2028".encode(), head=b"workflow:\n  name: "), set()),
    "braces": (_lines(b"{{", head=b"", size=4 * MEGABYTE), {"yaml-too-deep"}),
    "a key": (_lines(b"k", head=b"", size=LARGE), {"flow-missing"}),
    "comments": (_lines(b"# " + b"x" * 98 + b"\n", head=b"", size=LARGE), {"flow-missing"}),
}
FULL_OF_FAULTS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a key again and again": (_lines(b"  name: b\n", head=b"workflow:\n  name: b\n"), {"yaml-duplicate-key"}),
    "keys that nobody knows": (
        lambda: b"workflow:\n  name: x\n" + b"".join(b"  key%d: v\n" % number for number in range(20_000)),
        {"unknown-key"},
    ),
    "items that are no actions": (_lines(b"  - x\n"), {"wrong-shape"}),
    "actions that nobody knows": (_lines(b"  - play%d: {}\n"), {"unknown-action"}),
    "placeholders without a value": (_lines(b"  - {{a}}: {}\n"), {"placeholder-left", "unknown-action"}),
    "aliases": (_lines(b"*a,", head=b"a: &a {x: y}\nb: ["), {"yaml-syntax"}),
    "tags": (_lines(b"  - !x endTask: {}\n"), {"yaml-tag"}),
    "one refId": (_lines(b"  - endTask: {refId: a}\n"), set()),
    "anchors": (
        lambda: HEAD + b"".join(b"  - endTask: {name: &a%d End}\n" % number for number in range(8_000)),
        set(),
    ),
    "includes that lead nowhere": (_lines(b"  - ref: /nowhere\n"), {"include-path"}),
}


def _within(data: bytes, seconds: float, memory: int) -> ReadResult:
    started = time.process_time()
    result = read(data)
    assert time.process_time() - started < seconds
    tracemalloc.start()
    try:
        read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < memory, f"{peak / MEGABYTE:.0f} MB"
    return result


@pytest.mark.parametrize("name", AS_LARGE_AS_ALLOWED)
def test_a_file_as_large_as_allowed(name: str) -> None:
    make, codes = AS_LARGE_AS_ALLOWED[name]
    result = _within(make(), 10, 20 * MAX_BYTES)
    assert {found.code for found in result.diagnostics} == codes


@pytest.mark.parametrize("name", FULL_OF_FAULTS)
def test_a_file_full_of_faults(name: str) -> None:
    make, codes = FULL_OF_FAULTS[name]
    started = time.process_time()
    result = read(make())
    assert time.process_time() - started < 5
    assert {found.code for found in result.diagnostics} == codes


@pytest.mark.parametrize("data", [b"x" * (50 * MEGABYTE), b"\0" * (50 * MEGABYTE), "\ud800" * (50 * MEGABYTE)])
def test_fifty_megabytes_are_refused_at_once(data: bytes | str) -> None:
    tracemalloc.start()
    started = time.process_time()
    try:
        result = read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 1
    assert peak < MEGABYTE
    assert [found.code for found in result.diagnostics] == ["file-too-large"]
