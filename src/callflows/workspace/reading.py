"""All files of a workspace at once: what did not change comes from the cache, the rest is read, on all cores."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from callflows.architect import Substitutions
from callflows.model import FLOW_TYPES
from callflows.workspace.cache import Cache
from callflows.workspace.config import printable, shown_name
from callflows.workspace.crew import Job, read_together
from callflows.workspace.discover import below, flow_paths
from callflows.workspace.flow_file import FlowFile
from callflows.workspace.reader import Reader, nameless, renamed
from callflows.workspace.records import Entry, Reading, stamp_of
from callflows.workspace.settings import Target, Workspace

WORTH: Final = 2 * 1024 * 1024
"""Bytes to read for which one more process pays: starting it takes as long as reading about half of them."""
MOST: Final = 8
"""Processes that are started without being asked for."""


def read_all(
    workspace: Workspace,
    paths: Sequence[Path] = (),
    *,
    target: Target | None = None,
    substitutions: Mapping[str, str] | None = None,
    jobs: int | None = None,
    cache: bool = True,
) -> tuple[FlowFile, ...]:
    """Read flow files, in the order of their paths; raises nothing for what they hold.

    `paths` are files, and folders with all that is below, relative to `workspace.start`; without them the workspace's
    own files are read. Of those that no path names, what is only taken in by others and other YAML than flows is left
    out (a folder of flows also holds a pipeline, a list of queues). Placeholders are
    filled from the workspace, the target and `substitutions`, the last one wins. `jobs` is the number of processes,
    None for as many as pay.
    """
    filling = workspace.filled(target, substitutions)
    store = Cache(workspace.cache, filling) if cache and workspace.configured else None
    wanted = list(_wanted(workspace, paths))
    named = [(path, source) for path, source, _ in wanted]
    with _without_collector():
        readings = _Run(workspace, Reader(filling, store), store, filling).readings(named, jobs)
    reader = Reader(filling, store)
    files = [_file(reader, path, reading) for (path, _), reading in zip(named, readings, strict=True)]
    parts = {path for file in files for path in file.included}
    return tuple(
        file
        for file, (path, _, found) in zip(files, wanted, strict=True)
        if not found or _is_flow(file) or not (path in parts or _is_other(file))
    )


def _wanted(workspace: Workspace, paths: Sequence[Path]) -> Iterator[tuple[Path, str, bool]]:
    """(absolute path, name in findings, whether it was found in a folder) of each file, none twice."""
    named = {Path(os.path.normpath(workspace.start / given)) for given in paths}
    seen: set[Path] = set()
    if not paths:
        for path in flow_paths(workspace):
            yield path, shown_name(path, workspace.start), True
    for given in paths:
        there = Path(os.path.normpath(workspace.start / given))
        for path in below(there) if there.is_dir() else [there]:
            if path not in seen:
                seen.add(path)
                name = str(given / path.relative_to(there)) if path != there else str(given)
                yield path, printable(name), path not in named


def _file(reader: Reader, path: Path, reading: Reading) -> FlowFile:
    return FlowFile(
        path,
        reading.source,
        head=reading.head,
        diagnostics=reading.diagnostics,
        reread=partial(reader.result, path, reading.source),
        decode=partial(reader.flow, path, reading),
        included=tuple(Path(one.path) for one in reading.included),
        verbatim=reading.verbatim,
        placeholders=reading.placeholders,
    )


def _is_flow(file: FlowFile) -> bool:
    return file.head is not None and file.head.type in FLOW_TYPES


def _is_other(file: FlowFile) -> bool:
    """Whether a file is readable YAML and nothing in it looks like a flow: no key is a flow type or nearly one."""
    if file.head is not None:
        mistyped = any(d.code == "flow-type-unknown" and d.help for d in file.diagnostics)
        return file.head.type not in FLOW_TYPES and not file.head.name and not mistyped
    return any(d.code == "flow-missing" and not d.address for d in file.diagnostics)


class _Run:
    """One reading of many files."""

    def __init__(self, workspace: Workspace, reader: Reader, cache: Cache | None, filling: Substitutions) -> None:
        self._workspace = workspace
        self._reader = reader
        self._cache = cache
        self._filling = filling

    def readings(self, named: Sequence[tuple[Path, str]], jobs: int | None) -> list[Reading]:
        """What each file gives, in their order."""
        before = self._cache.index() if self._cache is not None else {}
        found: dict[int, Reading] = {}
        for number, (path, source) in enumerate(named):
            reading = nameless(path, source) or self._by_stamp(before.get(str(path)), path, source)
            if reading is not None:
                found[number] = reading
        rest = [(number, *named[number]) for number in range(len(named)) if number not in found]
        if rest:
            clock = self._cache.clock() if self._cache is not None else 0
            if before:
                found.update(self._by_content(rest))
            missing = [job for job in rest if job[0] not in found]
            found.update(self._read(missing, jobs))
            if self._cache is not None and clock:
                read = {str(path): found[number] for number, path, _ in rest}
                _remember(self._cache, before, {path: Entry(one, clock) for path, one in read.items()}, len(named))
                if missing:
                    self._cache.tidy()
        return [found[number] for number in range(len(named))]

    def _by_stamp(self, entry: Entry | None, path: Path, source: str) -> Reading | None:
        """What is known of a file that nobody has written since, without opening it."""
        if entry is None:
            return None
        try:
            stamp = stamp_of(os.stat(path))  # noqa: PTH116 - once a file
        except OSError:
            return None
        if not entry.trusted(stamp) or not self._reader.unchanged(entry.reading.included):
            return None
        return entry.reading if entry.reading.source == source else _under(entry.reading, source)

    def _by_content(self, jobs: Sequence[Job]) -> dict[int, Reading]:
        known = ((number, self._reader.known(path, source)) for number, path, source in jobs)
        return {number: reading for number, reading in known if reading is not None}

    def _read(self, jobs: Sequence[Job], wanted: int | None) -> dict[int, Reading]:
        processes = min(wanted or _paying(jobs), len(jobs))
        if processes <= 1:
            return {number: self._reader.read(path, source) for number, path, source in jobs}
        folder = self._cache.folder if self._cache is not None else None
        return dict(read_together(self._reader, jobs, processes, self._filling, folder))


def _remember(cache: Cache, before: Mapping[str, Entry], now: Mapping[str, Entry], total: int) -> None:
    """Write the index: what was read now, and what was known of other files. Files that have gone are forgotten when
    they would be most of it."""
    entries = {**before, **now}
    if len(entries) > 2 * total:
        entries = {path: one for path, one in entries.items() if path in now or os.path.exists(path)}  # noqa: PTH110
    good = {path: one for path, one in entries.items() if one.reading.stamp and not one.reading.flow}
    cache.write_index(good)


def _under(reading: Reading, source: str) -> Reading | None:
    """A reading of the same file under another name; None where the name is inside what was taken in, too."""
    if reading.included:
        return None
    found = renamed(reading.diagnostics, reading.source, source)
    return replace(reading, source=source, diagnostics=found)


def _paying(jobs: Sequence[Job]) -> int:
    """How many processes pay for these files."""
    if len(jobs) < 2:
        return 1
    total = 0
    for _, path, _ in jobs:
        try:
            total += os.stat(path).st_size  # noqa: PTH116 - once a file
        except OSError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, MOST, 1 + total // WORTH))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Flows are trees without cycles: looking for cycles among a million new objects finds none and doubles the
    time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
