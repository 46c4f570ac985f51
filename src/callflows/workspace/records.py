"""What the cache knows of a file, as it stands on the disk."""

from __future__ import annotations

import os
from typing import Final

import msgspec

from callflows.architect import Given, Substitutions
from callflows.diagnostics import Diagnostic, Span
from callflows.workspace.flow_file import Head

MARGIN: Final = 2_000_000_000
"""Nanoseconds. The coarsest clock of a file system in use ticks every two seconds (FAT)."""


class Filling(msgspec.Struct, frozen=True, array_like=True):
    """`Substitutions` as they cross to another process, and as they are part of a flow's name in the cache: what a
    finding says of a value's origin belongs to them."""

    given: dict[str, Given]
    row: str = ""
    row_span: Span | None = None

    @property
    def substitutions(self) -> Substitutions:
        return Substitutions(self.given, row=self.row, row_span=self.row_span)


def filling(values: Substitutions) -> Filling:
    """The values in the order of their names."""
    return Filling(dict(sorted(values.given.items())), values.row, values.row_span)


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """What changes when a file is written: size, times in nanoseconds, inode."""

    size: int
    modified: int
    changed: int
    inode: int


def stamp_of(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Included(msgspec.Struct, frozen=True, array_like=True):
    """A file that was taken in: its path as the opener was given it, made absolute, and the digest of its content, b""
    where it could not be read."""

    path: str
    content: bytes


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """What reading one file gave. `source` is the name in its findings. `key` names the flow in the cache, "" where it
    is not there; then `flow` holds it. `stamp` is None where the file could not be read. `placeholders` are the names
    of all placeholders, filled or not."""

    source: str
    stamp: Stamp | None
    content: bytes
    head: Head | None
    diagnostics: tuple[Diagnostic, ...]
    included: tuple[Included, ...]
    verbatim: bool
    placeholders: tuple[str, ...] = ()
    key: str = ""
    flow: bytes = b""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A line of the index. `clock` is the file system's time before the file was read."""

    reading: Reading
    clock: int

    def trusted(self, stamp: Stamp) -> bool:
        """Whether the file is unchanged, told by its stamp alone. A file that was written at about the time it was read
        may have been written again within the same tick, so its stamp proves nothing (git: racily clean)."""
        return stamp == self.reading.stamp and max(stamp.modified, stamp.changed) + MARGIN < self.clock


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A flow in the cache, with what was found in its file. `source` is the name that the findings hold."""

    source: str
    head: Head | None
    diagnostics: tuple[Diagnostic, ...]
    included: tuple[Included, ...]
    verbatim: bool
    placeholders: tuple[str, ...]
    flow: bytes


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the files, by their paths."""

    entries: dict[str, Entry]
