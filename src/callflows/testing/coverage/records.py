"""What calls covered, kept in files: runs, workers and test commands each write their own, and reading joins them.

    .callflows/coverage/run-<name>-<digest>.json
    {"version": 1, "flows": [{"type": "inboundCall", "name": "Support", "file": "flows/support.yaml",
                              "digest": "<SHA-256 of the file>", "covered": ["/inboundCall/…", …]}]}

The name of a file comes from what it says, so the same run twice is one file. What was measured on another text of a
flow's file is never counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from callflows.diagnostics import Diagnostic
from callflows.testing.coverage.measure import FlowKey, Measure
from callflows.testing.placed import fault
from callflows.workspace import FlowFile

FOLDER: Final = Path(".callflows/coverage")
VERSION: Final = 1


class Covered(msgspec.Struct, frozen=True):
    """What was covered of one flow: the keys of its items, sorted. `digest` is that of the file's content."""

    type: str
    name: str
    file: str
    digest: str
    covered: tuple[str, ...]


class Record(msgspec.Struct, frozen=True):
    """What was covered in one run."""

    version: int = VERSION
    flows: tuple[Covered, ...] = ()


class Stored(msgspec.Struct, frozen=True):
    """The records of a folder, and what is wrong with files that are none."""

    records: tuple[Record, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


class Joined(msgspec.Struct, frozen=True):
    """What all records say of the present files, by flow, and which of their data were refused."""

    covered: Mapping[FlowKey, frozenset[str]]
    diagnostics: tuple[Diagnostic, ...] = ()


def record(measure: Measure, files: Iterable[FlowFile]) -> Record:
    """What calls covered so far of the flows of these files."""
    by_flow = measure.covered()
    return Record(flows=tuple(_covered(file, by_flow[key]) for key, file in _by_key(files).items() if key in by_flow))


def joined(records: Iterable[Record], files: Iterable[FlowFile]) -> Joined:
    """All records together, over the present files. A flow whose file reads otherwise than when it was measured, or is
    gone, is refused with a warning, once a flow."""
    present = _by_key(files)
    digests: dict[FlowKey, str] = {}
    found: dict[FlowKey, frozenset[str]] = {}
    refused: dict[FlowKey, str] = {}
    for each in (flow for one in records for flow in one.flows):
        key = FlowKey(each.type, each.name)
        file = present.get(key)
        if file is None:
            refused[key] = f'The coverage of "{each.name}" is left out: the workspace has no such flow any more.'
            continue
        if key not in digests:
            digests[key] = digest_of(file)
        if each.digest != digests[key]:
            refused[key] = f'Older coverage of "{each.name}" is left out: {file.source} has changed since.'
        else:
            found[key] = found.get(key, frozenset()) | frozenset(each.covered)
    return Joined(found, tuple(_refusal(message) for _, message in sorted(refused.items())))


def digest_of(file: FlowFile) -> str:
    """The SHA-256 of a flow's file and of those that it takes in; "" where one of them cannot be read."""
    digest = hashlib.sha256()
    try:
        for path in (file.path, *file.included):
            digest.update(path.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def encode(one: Record) -> bytes:
    """A record as JSON, the same bytes for the same record."""
    return msgspec.json.encode(one)


def decode(data: bytes) -> Record:
    """The record in JSON. Raises ValueError where it is none of this version."""
    found = msgspec.json.decode(data, type=Record)
    if found.version != VERSION:
        raise ValueError(f"version {found.version} of coverage data is not known here")
    return found


def write(folder: Path, name: str, one: Record) -> Path:
    """Keep a record; the file appears whole or not at all. Raises OSError."""
    data = encode(one)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"run-{name}-{hashlib.sha256(data).hexdigest()[:12]}.json"
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
    return path


def read_all(folder: Path) -> Stored:
    """Every record of a folder, by the names of the files; none where there is no folder."""
    records: list[Record] = []
    wrong: list[Diagnostic] = []
    for path in sorted(folder.glob("run-*.json")):
        try:
            records.append(decode(path.read_bytes()))
        except (OSError, ValueError) as error:
            advice = "Remove it, or measure again: callflows test --coverage"
            wrong.append(fault("coverage-file", f"{path} is no coverage data: {error}", help=advice))
    return Stored(tuple(records), tuple(wrong))


def erase(folder: Path) -> int:
    """Remove every record of a folder; how many there were. Raises OSError."""
    paths = sorted(folder.glob("run-*.json"))
    for path in paths:
        path.unlink()
    return len(paths)


def _covered(file: FlowFile, keys: frozenset[str]) -> Covered:
    head = file.head
    assert head is not None  # noqa: S101 - `_by_key` holds no other
    return Covered(head.type, head.name, file.source, digest_of(file), tuple(sorted(keys)))


def _by_key(files: Iterable[FlowFile]) -> dict[FlowKey, FlowFile]:
    found: dict[FlowKey, FlowFile] = {}
    for file in files:
        if file.head is not None:
            found.setdefault(FlowKey(file.head.type, file.head.name), file)
    return found


def _refusal(message: str) -> Diagnostic:
    return fault("coverage-stale", message, help="Measure again: callflows test --coverage", warning=True)
