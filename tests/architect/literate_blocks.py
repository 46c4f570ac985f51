"""Markdown with flow files in it, each with the findings that it must give (see literate/README.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from callflows.architect import format_text, read
from callflows.architect.tables.substitution_files import read_options_file, read_table
from callflows.checks import check_flow
from callflows.diagnostics import Diagnostic

_FENCE = re.compile(
    r"^(?P<heading>#+ [^\n]*)$|^```(?P<info>(?:yaml|python|csv)\b[^\n]*)\n(?P<text>.*?)^```$", re.M | re.S
)
_MARK = re.compile(
    r"[ \t]*# (?P<severity>error|warning|info)\[(?P<code>[a-z-]+)\]"
    r"(?:@(?:(?P<line>\d+):)?(?P<column>\d+))?: (?P<said>.*)$"
)
_CHARACTER = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_WAYS = frozenset({"checks", "fmt", "options", "table", "missing"})
_PLAIN_WORDS = frozenset({"yaml", "python", "csv", "crlf", "bom"}) | _WAYS


class Seen(NamedTuple):
    """A finding, as far as a block names it; `help` is "" where the block does not."""

    file: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    help: str = ""


class Block(NamedTuple):
    """One flow file. `files` are those that it may include; `ways` what is done with it beside reading; `wanted` the
    findings that it must give."""

    title: str
    data: str | bytes
    name: str
    files: dict[str, bytes]
    substitutions: dict[str, str]
    ways: frozenset[str]
    wanted: tuple[Seen, ...]


def blocks(markdown: str) -> Iterator[Block]:
    """The flow files of a page, in its order; a block's title is the heading above it."""
    title = ""
    files: dict[str, bytes] = {}
    marks: list[Seen] = []
    for found in _FENCE.finditer(markdown):
        if found["heading"]:
            title, files, marks = found["heading"].lstrip("# "), {}, []
            continue
        words = found["info"].split()
        options = [word.partition("=") for word in words if "=" in word]
        given = {key: value for key, _, value in options}
        name = given.get("file") or given.get("name") or ("flow.csv" if words[0] == "csv" else "flow.yaml")
        text, seen = _taken_apart(found["text"], name)
        data = _encoded(text, words)
        marks += seen
        if "file" in given:
            files[name] = data if isinstance(data, bytes) else data.encode()
            continue
        pairs = [value.partition(":") for key, _, value in options if key == "set"]
        values = {key: _characters(value) for key, _, value in pairs}
        yield Block(title, data, name, files, values, _WAYS.intersection(words), tuple(sorted(marks)))
        files, marks = {}, []


def _taken_apart(text: str, file: str) -> tuple[str, list[Seen]]:
    """The file without its marks, and the marks."""
    lines: list[str] = []
    found: list[Seen] = []
    for line in text.splitlines():
        mark = _MARK.search(line)
        if mark is None:
            lines.append(line)
            continue
        message, _, help_text = mark["said"].partition(" => ")
        at, column = (int(mark["line"] or len(lines) + 1), int(mark["column"])) if mark["column"] else (0, 0)
        found.append(Seen(file, at, column, mark["severity"], mark["code"], message, help_text))
        if mark.start():
            lines.append(line[: mark.start()])
    return "".join(f"{line}\n" for line in lines), found


def _encoded(text: str, words: list[str]) -> str | bytes:
    if words[0] == "python":
        made: str | bytes = eval(text, {"__builtins__": {"range": range, "bytes": bytes, "chr": chr}})
        return made
    text = _characters(text)
    if "crlf" in words:
        text = text.replace("\n", "\r\n")
    if "bom" in words:
        text = "\ufeff" + text
    encoding = next((word for word in words if "=" not in word and word not in _PLAIN_WORDS), None)
    if encoding is None and any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode(encoding or "utf-8")


def _characters(text: str) -> str:
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)


def seen(block: Block) -> tuple[Seen, ...]:
    """The findings that a block gives. What to do next is left out where the block does not name it."""
    named = {mark[:6] for mark in block.wanted if mark.help}
    return tuple(sorted(_seen(diagnostic, named) for diagnostic in _findings(block)))


def _findings(block: Block) -> tuple[Diagnostic, ...]:
    if block.ways & {"options", "table"}:
        return _of_values(block)
    if "fmt" in block.ways:
        return format_text(block.data, file=block.name).diagnostics
    opened = {"open_file": block.files.get} if block.files else {}
    result = read(block.data, file=block.name, substitutions=block.substitutions, **opened)
    ruled = "checks" in block.ways and result.flow is not None
    return (*result.diagnostics, *(check_flow(result.flow, result.source) if ruled else ()))


def _of_values(block: Block) -> tuple[Diagnostic, ...]:
    """What is wrong with an options file or table, which is read from a folder of its own."""
    data = block.data if isinstance(block.data, bytes) else block.data.encode()
    with TemporaryDirectory() as folder, chdir(folder):
        path = Path(block.name)
        if "missing" not in block.ways:
            path.write_bytes(data)
        return (read_options_file if "options" in block.ways else read_table)(path)[1]


def _seen(diagnostic: Diagnostic, named: set[tuple[object, ...]]) -> Seen:
    span = diagnostic.span
    file, line, column = (span.file, span.line, span.column) if span else ("flow.yaml", 0, 0)
    found = Seen(file, line, column, diagnostic.severity.value, diagnostic.code, diagnostic.message.strip())
    return found._replace(help=diagnostic.help) if found[:6] in named else found
