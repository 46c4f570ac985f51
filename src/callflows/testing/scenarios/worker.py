"""A process that places calls for another one (`callflows.testing.scenarios.crew` starts it).

Frames of MessagePack on standard input and output, each behind its length in four bytes: first a `Request`, then lists
of numbers of calls, each answered with a list of `Result`, until the input ends. No code crosses, only data.
"""

from __future__ import annotations

import contextlib
import sys
from typing import IO, Final

import msgspec

from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.suite import Request, load
from callflows.workspace.worker import receive

RESULTS: Final = msgspec.msgpack.Decoder(list[Result])
_NUMBERS: Final = msgspec.msgpack.Decoder(list[int])
_encode: Final = msgspec.msgpack.Encoder().encode


def send(stream: IO[bytes], message: Request | list[int] | list[Result]) -> None:
    """Write a frame."""
    data = _encode(message)
    stream.write(len(data).to_bytes(4, "little") + data)
    stream.flush()


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer until the input ends."""
    first = receive(source)
    if first is None:
        return
    suite = load(msgspec.msgpack.decode(first, type=Request))
    while (frame := receive(source)) is not None:
        send(sink, list(suite.run(suite.cases[number] for number in _NUMBERS.decode(frame))))


def main() -> None:
    """The worker's whole life."""
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
