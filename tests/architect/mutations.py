"""Flow files as nobody should write them: bytes of any kind, and real files cut, spliced, repeated and flipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tests.architect.yaml_documents import yaml_documents

FLOWS = tuple(path.read_bytes() for path in sorted((Path(__file__).parents[1] / "flows").rglob("*.yaml")))
_SMALL = (
    b"inboundCall:\n  name: X\n  startUpRef: ./tasks/task[a]\n  defaultLanguage: en-us\n  tasks:\n    - task:\n"
    b"        name: Main\n        refId: a\n        actions:\n          - disconnect:\n              name: Bye\n",
    b"commonModule: {name: X, startUpTaskActions: [{endTask: {name: End}}]}\n",
    b"workflow:\n  name: &a {{brand}}\n  description: *a\n  variables:\n  - stringVariable: {name: Flow.x}\n",
)
_PIECES = (
    *(b"\t", b"\0", b"\r", b"\r\n", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc2\x85", b"\xe2\x80\xa8", b"\xed\xa0\x80"),
    *(
        b"{{",
        b"}}",
        b"{{brand}}",
        b"{{ no value }}",
        b"${x}",
        b"%YAML 1.1\n---\n",
        b"---\n",
        b"...\n",
        b"- ",
        b"? ",
        b": ",
    ),
    *(b"&a ", b"*a", b"*a\n", b"<<: *a\n", b"!!python/object:os.system ", b"!x ", b"|\n", b">-\n", b"'", b'"', b"\\"),
    *(
        b"#",
        b" # ",
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"@",
        b"`",
        b"lit:",
        b"noValue: true\n",
        b"actions:\n",
        b"- ref: x\n",
    ),
    *(
        b"- ref: x\n",
        b"outputs:\n",
        b"yes:\n",
        b"exp: ",
        b"tts: ",
        b"0123",
        b"1e999999999",
        b"\xf0\x9f\x99\x82",
        b"9" * 5000,
    ),
)

_Mutation = Callable[[bytes, st.DrawFn], bytes]


def _place(data: bytes, draw: st.DrawFn) -> int:
    return draw(st.integers(0, len(data)))


def _lines(data: bytes, draw: st.DrawFn) -> tuple[list[bytes], int, int]:
    """The lines, and a stretch of them."""
    lines = data.splitlines(keepends=True) or [b""]
    first = draw(st.integers(0, len(lines) - 1))
    return lines, first, min(len(lines), first + draw(st.integers(1, 12)))


def _cut(data: bytes, draw: st.DrawFn) -> bytes:
    return data[: _place(data, draw)]


def _without_lines(data: bytes, draw: st.DrawFn) -> bytes:
    lines, first, last = _lines(data, draw)
    return b"".join(lines[:first] + lines[last:])


def _twice(data: bytes, draw: st.DrawFn) -> bytes:
    lines, first, last = _lines(data, draw)
    return b"".join(lines[:last] + lines[first:last] + lines[last:])


def _moved(data: bytes, draw: st.DrawFn) -> bytes:
    lines, first, last = _lines(data, draw)
    rest = lines[:first] + lines[last:]
    at = draw(st.integers(0, len(rest)))
    return b"".join(rest[:at] + lines[first:last] + rest[at:])


def _indented(data: bytes, draw: st.DrawFn) -> bytes:
    lines, first, last = _lines(data, draw)
    blanks = b" " * draw(st.integers(1, 9))
    return b"".join([*lines[:first], *(blanks + line for line in lines[first:last]), *lines[last:]])


def _outdented(data: bytes, draw: st.DrawFn) -> bytes:
    lines, first, last = _lines(data, draw)
    blanks = draw(st.integers(1, 4))
    moved = [line[min(blanks, len(line) - len(line.lstrip(b" "))) :] for line in lines[first:last]]
    return b"".join([*lines[:first], *moved, *lines[last:]])


def _spliced(data: bytes, draw: st.DrawFn) -> bytes:
    other = draw(st.sampled_from(FLOWS))
    start = _place(other, draw)
    at = _place(data, draw)
    return data[:at] + other[start : start + draw(st.integers(0, 400))] + data[at:]


def _flipped(data: bytes, draw: st.DrawFn) -> bytes:
    if not data:
        return data
    at = draw(st.integers(0, len(data) - 1))
    return data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]


def _with_piece(data: bytes, draw: st.DrawFn) -> bytes:
    at = _place(data, draw)
    return data[:at] + draw(st.sampled_from(_PIECES)) + data[at:]


def _nested(data: bytes, draw: st.DrawFn) -> bytes:
    at = _place(data, draw)
    levels = draw(st.integers(1, 400))
    opened = draw(st.sampled_from((b"[", b"{a: ", b"- ", b"? ", b"\n" + b" " * levels + b"- ")))
    return data[:at] + opened * levels + data[at:]


def _other_line_ends(data: bytes, draw: st.DrawFn) -> bytes:
    return data.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r", b"\n\n", b"\n\t"))))


_MUTATIONS: tuple[_Mutation, ...] = (
    *(_cut, _without_lines, _twice, _moved, _indented, _outdented),
    *(_spliced, _flipped, _with_piece, _with_piece, _nested, _other_line_ends),
)


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A real or made file after one to six mutations."""
    made = yaml_documents().map(lambda text: b"inboundCall:\n" + b"".join(b"  " + x for x in _split(text)))
    data = draw(st.one_of(st.sampled_from(_SMALL), st.sampled_from(FLOWS), made))
    for mutation in draw(st.lists(st.sampled_from(_MUTATIONS), min_size=1, max_size=6)):
        data = mutation(data, draw)
    return data


def _split(text: str) -> list[bytes]:
    return text.encode().splitlines(keepends=True)


def files() -> st.SearchStrategy[bytes]:
    """Files of every kind: damaged ones mostly, bytes without any sense now and then."""
    return st.one_of(damaged_files(), damaged_files(), damaged_files(), st.binary(max_size=300))
