"""One process at a time for a flow: two runs that share rows must not both publish them.

Each name is a byte of one lock file, so a run of thousands of flows holds one file. The operating system gives the
locks back however the process ends. Processes on other machines, or in other folders, are not kept out.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class RunUnderWay(Exception):  # noqa: N818 - named after what is the case
    """Another process is at work on the same flow or number."""

    def __init__(self, name: str) -> None:
        super().__init__(f'another run is under way that has "{name}" too')
        self.name = name


@contextmanager
def run_lock(folder: Path, org: str, names: Iterable[str]) -> Iterator[None]:
    """Hold the `names` (flows, numbers; upper and lower case are alike) in `org`, by a lock file in `folder`, which is
    made when missing. Raises `RunUnderWay` at once, and holds nothing, when one of them is held."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / f"flows-{_digest(org):016x}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    places = {_digest(name.casefold()) % _PLACES: name for name in names}
    try:
        for place in sorted(places):  # in one order, so that of two runs one goes on
            try:
                _lock(handle, place)
            except OSError:
                raise RunUnderWay(places[place]) from None
        yield
    finally:
        os.close(handle)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8], "big")


if sys.platform == "win32":
    import msvcrt

    _PLACES = 2**30

    def _lock(handle: int, place: int) -> None:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _PLACES = 2**62

    def _lock(handle: int, place: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
