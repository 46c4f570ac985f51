"""A process that reads files for another one (`callflows.workspace.crew` starts it).

Frames of MessagePack on standard input and output, each behind its length in four bytes: first a `Setup`, then a
`Batch` and its answer, a list of `Reading`, until the input ends. No code and no object crosses, only data.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from pathlib import Path
from typing import IO, Final

import msgspec

from callflows.workspace.cache import Cache
from callflows.workspace.reader import Reader
from callflows.workspace.records import Filling, Reading


class Setup(msgspec.Struct, frozen=True, array_like=True):
    """How to read. `cache` is the folder, "" for none."""

    filling: Filling
    cache: str


class Batch(msgspec.Struct, frozen=True, array_like=True):
    """(path, name in findings) of each file."""

    files: list[tuple[str, str]]


READINGS: Final = msgspec.msgpack.Decoder(list[Reading])
_encode: Final = msgspec.msgpack.Encoder().encode


def send(stream: IO[bytes], message: Setup | Batch | list[Reading]) -> None:
    data = _encode(message)
    stream.write(len(data).to_bytes(4, "little") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame, None at the end of the stream or where it breaks off."""
    head = stream.read(4)
    size = int.from_bytes(head, "little")
    data = stream.read(size) if len(head) == 4 else b""
    return data if len(head) == 4 and len(data) == size else None


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer batches until the input ends."""
    first = receive(source)
    if first is None:
        return
    setup = msgspec.msgpack.decode(first, type=Setup)
    substitutions = setup.filling.substitutions
    cache = Cache(Path(setup.cache), substitutions) if setup.cache else None
    reader = Reader(substitutions, cache)
    while (frame := receive(source)) is not None:
        batch = msgspec.msgpack.decode(frame, type=Batch)
        send(sink, [reader.read(Path(path), name) for path, name in batch.files])


def main() -> None:
    """The worker's whole life."""
    gc.disable()  # trees without cycles, and a process that soon ends
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
