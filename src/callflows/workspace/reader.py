"""Reading one file through the cache. The same object works in this process and in a worker."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import msgspec

from callflows import architect
from callflows.architect import OpenFile, ReadResult, Substitutions, disk_opener
from callflows.diagnostics import Diagnostic, Span
from callflows.model import Flow
from callflows.workspace.cache import Cache
from callflows.workspace.calls import called, may_call
from callflows.workspace.codec import Undecodable, decode, encode
from callflows.workspace.config import printable
from callflows.workspace.faults import fault
from callflows.workspace.flow_file import Head
from callflows.workspace.records import Included, Kept, Reading, Stamp, stamp_of
from callflows.workspace.sealed import digest


class Reader:
    """Reads files with one set of substitutions; `cache` is None where nothing shall be kept."""

    def __init__(self, substitutions: Substitutions, cache: Cache | None) -> None:
        self._substitutions = substitutions
        self._cache = cache
        self._contents: dict[str, bytes] = {}

    def read(self, path: Path, source: str) -> Reading:
        """What the file gives: from the cache where its content is known, else read and kept."""
        try:
            stamp, data = _load(path)
        except OSError as error:
            return _unreadable(source, error)
        found = self._known(path, source, stamp, data)
        return found if found is not None else self._fresh(path, source, stamp, data)

    def known(self, path: Path, source: str) -> Reading | None:
        """What the file gives where its content is known, None where it has to be read."""
        try:
            stamp, data = _load(path)
        except OSError as error:
            return _unreadable(source, error)
        return self._known(path, source, stamp, data)

    def result(self, path: Path, source: str) -> ReadResult:
        """The file as it is now, read without the cache. A file that has gone is as one that holds nothing."""
        try:
            data = path.read_bytes()
        except OSError as error:
            empty = architect.read(b"", file=source)
            return ReadResult(None, empty.source, _unreadable(source, error).diagnostics)
        return self._parsed(path, source, data, [])

    def flow(self, path: Path, reading: Reading) -> Flow | None:
        """The flow that a reading speaks of. Where the cache has lost it, the file is read and kept again; None where
        that gives none."""
        found = self._decoded(reading)
        return found if found is not None else self._decoded(self.read(path, reading.source))

    def _decoded(self, reading: Reading) -> Flow | None:
        data = reading.flow
        if not data and self._cache is not None and reading.key:
            kept = self._cache.kept(reading.key)
            data = kept.flow if kept else b""
        try:
            return decode(data) if data else None
        except Undecodable:
            return None

    def unchanged(self, included: tuple[Included, ...]) -> bool:
        """Whether the files that were taken in hold what they held."""
        return all(self._content(Path(one.path)) == one.content for one in included)

    def _content(self, path: Path) -> bytes:
        """The digest of a file that is taken in, b"" where it cannot be read. One run looks at each once."""
        name = str(path)
        if name not in self._contents:
            data = disk_opener(path.parent)(path.name)
            self._contents[name] = digest(data) if data is not None else b""
        return self._contents[name]

    def _key(self, path: Path, content: bytes) -> str:
        return self._cache.key(content, path.suffix.lower()) if self._cache is not None else ""

    def _known(self, path: Path, source: str, stamp: Stamp, data: bytes) -> Reading | None:
        if self._cache is None:
            return None
        content = digest(data)
        key = self._key(path, content)
        kept = self._cache.kept(key)
        if kept is None or (kept.included and (kept.source != source or not self.unchanged(kept.included))):
            return None
        found = renamed(kept.diagnostics, kept.source, source)
        return Reading(source, stamp, content, kept.head, found, kept.included, kept.verbatim, kept.placeholders, key)

    def _fresh(self, path: Path, source: str, stamp: Stamp, data: bytes) -> Reading:
        included: list[Included] = []
        result = self._parsed(path, source, data, included)
        flow = result.flow
        calls = called(flow) if flow is not None and (included or may_call(data)) else ()
        head = Head(flow.type, flow.name, calls) if flow is not None else None
        payload = encode(flow) if flow is not None else b""
        content = digest(data)
        key = self._key(path, content)
        names = tuple(sorted(result.placeholders))
        plain = not architect.is_terraform(path.name)  # `$${` of such a template means `${`
        verbatim = plain and not result.includes and not any(name in self._substitutions for name in names)
        kept = Kept(source, head, result.diagnostics, tuple(included), verbatim, names, payload)
        stored = self._cache is not None and self._cache.keep(key, kept)
        return Reading(
            source,
            stamp,
            content,
            head,
            result.diagnostics,
            tuple(included),
            verbatim,
            names,
            key if stored else "",
            b"" if stored else payload,
        )

    def _parsed(self, path: Path, source: str, data: bytes, included: list[Included]) -> ReadResult:
        opener = _recording(path.parent, included)
        return architect.read(data, file=source, substitutions=self._substitutions, open_file=opener)


def _recording(folder: Path, included: list[Included]) -> OpenFile:
    """Opens the files that a flow takes in, and keeps what they held: the flow depends on it."""
    opened = disk_opener(folder)

    def open_file(name: str) -> bytes | None:
        data = opened(name)
        path = os.path.normpath(folder / name)
        included.append(Included(path, digest(data) if data is not None else b""))
        return data

    return open_file


def _load(path: Path) -> tuple[Stamp, bytes]:
    """The stamp is taken first: what is written afterwards has another one."""
    with path.open("rb") as file:
        stamp = stamp_of(os.fstat(file.fileno()))
        return stamp, file.read()


def nameless(path: Path, source: str) -> Reading | None:
    """The reading of a file whose path is no text, so that neither the cache nor JSON can name it; else None."""
    if printable(str(path)) == str(path):
        return None
    return _unreadable(source, OSError(errno.EILSEQ, "its name is not UTF-8"))


def _unreadable(source: str, error: OSError) -> Reading:
    wrong = fault("file-unreadable", f"{source} cannot be read: {error.strerror or error}")
    return Reading(source, None, b"", None, (wrong,), (), True)


def renamed(found: tuple[Diagnostic, ...], before: str, now: str) -> tuple[Diagnostic, ...]:
    """The findings of a file under another name."""
    if before == now or not found:
        return found
    return tuple(_renamed(one, before, now) for one in found)


def _renamed(one: Diagnostic, before: str, now: str) -> Diagnostic:
    replace = msgspec.structs.replace

    def moved(span: Span) -> Span:
        return replace(span, file=now) if span.file == before else span

    related = tuple(replace(r, span=moved(r.span)) if r.span else r for r in one.related)
    fixes = tuple(replace(f, edits=tuple(replace(e, span=moved(e.span)) for e in f.edits)) for f in one.fixes)
    return replace(one, span=moved(one.span) if one.span else None, related=related, fixes=fixes)
