"""`.callflows/cache`: the flows that were read, by their content, and an index of the files by their stamps.

    <reader>/<substitutions>.index     what each file gave, and the stamp by which it is known again
    <reader>/ab/ab12…                  a flow, under the digest of all that it was made of

`<reader>` stands for the versions of callflows and Python, so that another version never meets a flow of this one.
Nothing here is needed: a file that is missing, broken, foreign or half written is as one that is not there, and a
folder that cannot be written means that nothing is kept. Several processes may use one cache.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module, metadata
from pathlib import Path
from typing import Final

import msgspec

from callflows.architect import Substitutions
from callflows.workspace.records import Entry, Index, Kept, filling
from callflows.workspace.sealed import TEMPORARY, digest, read_sealed, write_sealed

LIMIT: Final = 256 * 1024 * 1024
LEFTOVER_SECONDS: Final = 3600
"""A temporary file that is older belongs to a process that has ended."""
_ROOMS: Final = ("diagnostics", "model", "architect", "workspace")
_INDEX: Final = msgspec.msgpack.Decoder(Index)
_KEPT: Final = msgspec.msgpack.Decoder(Kept)
_encode: Final = msgspec.msgpack.Encoder().encode


class Cache:
    """The cache of one folder, for one set of substitutions."""

    def __init__(self, folder: Path, substitutions: Substitutions, *, limit: int = LIMIT) -> None:
        self.folder = folder
        self._limit = limit
        self._own = folder / reader_version()
        self._filling = digest(_encode(filling(substitutions)))

    def clock(self) -> int:
        """The file system's time in nanoseconds: the time of a file that is written now. 0 where none can be, and then
        nothing is kept either."""
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            _ignored(self.folder.parent)
            handle, name = tempfile.mkstemp(suffix=TEMPORARY, dir=self._own)
        except OSError:
            return 0
        try:
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
            Path(name).unlink(missing_ok=True)

    @property
    def _index_path(self) -> Path:
        return self._own / f"{self._filling.hex()}.index"

    def index(self) -> dict[str, Entry]:
        """What is known of the files; empty where nothing is."""
        payload = read_sealed(self._index_path)
        if payload is None:
            return {}
        try:
            return _INDEX.decode(payload).entries
        except msgspec.DecodeError:
            return {}

    def write_index(self, entries: Mapping[str, Entry]) -> None:
        write_sealed(self._index_path, _encode(Index(dict(entries))))

    def key(self, content: bytes, kind: str) -> str:
        """The name of a flow: what its file holds, what fills it, and the ending that says how it is read."""
        return digest(content, self._filling, kind.encode()).hex()

    def kept(self, key: str) -> Kept | None:
        """What was kept under a key; None where there is nothing that can be used."""
        payload = read_sealed(self._path(key))
        if payload is None:
            return None
        try:
            return _KEPT.decode(payload)
        except msgspec.DecodeError:
            return None

    def keep(self, key: str, kept: Kept) -> bool:
        """Whether it could be kept."""
        return write_sealed(self._path(key), _encode(kept))

    def _path(self, key: str) -> Path:
        return self._own / key[:2] / key

    def tidy(self, now: float | None = None) -> None:
        """Hold the cache to its limit, the oldest files going first, and take away what crashed processes left."""
        now = time.time() if now is None else now
        files = sorted(_files(self.folder))
        total = sum(size for _, size, _ in files)
        for modified, size, path in files:
            leftover = path.endswith(TEMPORARY) and modified < now - LEFTOVER_SECONDS
            if total > self._limit or leftover:
                total -= size
                _remove(path)


def _files(folder: Path) -> Iterator[tuple[float, int, str]]:
    """(time of writing, size, path) of each file of the cache."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = f"{where}{os.sep}{name}"
            try:
                found = os.stat(path)  # noqa: PTH116 - thousands of them
            except OSError:
                continue  # another process has taken it away
            yield found.st_mtime, found.st_size, path


def _remove(path: str) -> None:
    try:
        Path(path).unlink(missing_ok=True)
    except OSError:
        return  # it is in use (Windows), or not ours


def _ignored(folder: Path) -> None:
    """Keep the folder out of version control."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Stands for all that decides what a file is read as: the versions of callflows, Python and the YAML parser, and
    the reader's own files, so that a checkout in which somebody works never meets flows of its earlier self."""
    parts = [metadata.version("callflows"), platform.python_version(), metadata.version("PyYAML")]
    for room in _ROOMS:
        for place in import_module(f"callflows.{room}").__path__:
            parts += (
                f"{path}:{size}:{modified}" for modified, size, path in sorted(_files(Path(place))) if _code(path)
            )
    return digest("\n".join(parts).encode()).hex()[:16]


def _code(path: str) -> bool:
    return path.endswith((".py", ".so", ".pyd"))
