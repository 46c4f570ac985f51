"""What a folder holds, found by looking into its files: from this `callflows init` writes `callflows.toml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from callflows import architect
from callflows.diagnostics import Severity
from callflows.model import FLOW_TYPES
from callflows.workspace.discover import below
from callflows.workspace.flow_file import FlowFile
from callflows.workspace.reading import read_all
from callflows.workspace.settings import loose

SHARED: Final = "commonModule"
_FLOW_KEY: Final = re.compile(rb"^[\"']?(\w+)[\"']?[ \t]*:", re.MULTILINE)
_OF_PLACEHOLDERS: Final = frozenset({"placeholder-left"})


class Template(msgspec.Struct, frozen=True):
    """A file with placeholders, and the names that it needs."""

    file: str
    names: tuple[str, ...]


class SharedFlow(msgspec.Struct, frozen=True):
    """A shared flow: its files (none where it is only called), and the files that call it."""

    name: str
    files: tuple[str, ...]
    callers: tuple[str, ...]


class Duplicate(msgspec.Struct, frozen=True):
    """A flow that several files hold."""

    type: str
    name: str
    files: tuple[str, ...]


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. File names are relative to the folder, with `/`, in order. `faulty` are flow files with errors
    that are not those of a template; `others` are YAML files that hold no flow. `exported` are in the exporter's own
    format, byte for byte; `hand_written` are the other ones that could be read."""

    types: dict[str, int]
    flows: tuple[str, ...]
    exported: tuple[str, ...]
    hand_written: tuple[str, ...]
    templates: tuple[Template, ...]
    shared: tuple[SharedFlow, ...]
    duplicates: tuple[Duplicate, ...]
    faulty: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names that the templates need, each once."""
        return tuple(sorted({name for template in self.templates for name in template.names}))


def survey(folder: Path) -> Survey:
    """Look at every flow file below a folder. Nothing is written; raises nothing for what the files hold."""
    paths = [Path(os.path.relpath(path, folder)) for path in below(folder)]
    files = read_all(loose(folder.resolve()), paths) if paths else ()
    texts = {file.source: _bytes(file.path) for file in files}
    flows = [file for file in files if _holds_flow(file, texts[file.source])]
    templates = tuple(Template(_posix(file), file.placeholders) for file in flows if file.placeholders)
    exported = {file.source for file in flows if _exported(file, texts[file.source])}
    read = [file for file in flows if file.head is not None]
    return Survey(
        types=_counts(read),
        flows=_posixes(flows),
        exported=_posixes(file for file in read if file.source in exported),
        hand_written=_posixes(file for file in read if file.source not in exported),
        templates=templates,
        shared=_shared(read),
        duplicates=_duplicates(read),
        faulty=_posixes(file for file in flows if _faulty(file)),
        others=_posixes(file for file in files if file not in flows),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _posix(file: FlowFile) -> str:
    return str(PurePosixPath(*Path(file.source).parts))


def _posixes(files: Iterable[FlowFile]) -> tuple[str, ...]:
    return tuple(_posix(file) for file in files)


def _holds_flow(file: FlowFile, data: bytes) -> bool:
    """Whether a file is meant as a flow: it reads as one of a known type, or has a flow type for a key on its first
    level, or cannot be opened, so that nobody knows."""
    if file.head is not None:
        return file.head.type in FLOW_TYPES
    keys = {key.decode(errors="replace") for key in _FLOW_KEY.findall(data)}
    return not keys.isdisjoint(FLOW_TYPES) or any(d.code == "file-unreadable" for d in file.diagnostics)


def _exported(file: FlowFile, data: bytes) -> bool:
    flow = file.flow
    return flow is not None and file.ok and architect.write(flow).encode() == data


def _faulty(file: FlowFile) -> bool:
    errors = {d.code for d in file.diagnostics if d.severity is Severity.ERROR}
    return bool(errors - _OF_PLACEHOLDERS)


def _counts(files: Iterable[FlowFile]) -> dict[str, int]:
    """Flow type -> how many, the most frequent first."""
    counts: dict[str, int] = {}
    for file in files:
        if file.head is not None:
            counts[file.head.type] = counts.get(file.head.type, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _shared(files: Sequence[FlowFile]) -> tuple[SharedFlow, ...]:
    """Shared flows and their callers; names with placeholders are left out, nobody knows yet what they are."""
    holders: dict[str, list[str]] = {}
    callers: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for file in files:
        head = file.head
        if head is not None and head.type == SHARED and _plain(head.name):
            holders.setdefault(head.name.casefold(), []).append(_posix(file))
            shown[head.name.casefold()] = head.name
        for name in filter(_plain, head.calls if head is not None else ()):
            callers.setdefault(name.casefold(), []).append(_posix(file))
            shown.setdefault(name.casefold(), name)
    return tuple(
        SharedFlow(shown[key], tuple(holders.get(key, ())), tuple(callers.get(key, ()))) for key in sorted(shown)
    )


def _plain(name: str) -> bool:
    return "{{" not in name and "${" not in name


def _duplicates(files: Sequence[FlowFile]) -> tuple[Duplicate, ...]:
    """Flows that more than one file holds; templates, whose names are not filled, are left out."""
    found: dict[tuple[str, str], list[FlowFile]] = {}
    for file in files:
        if file.head is not None and _plain(file.head.name):
            found.setdefault((file.head.type, file.head.name.casefold()), []).append(file)
    return tuple(
        Duplicate(kind, same[0].head.name if same[0].head else "", _posixes(same))
        for (kind, _), same in found.items()
        if len(same) > 1
    )
