"""Files that a command writes."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path


def write_text(path: Path, text: str, *, mode: int | None = None) -> None:
    """Write `text` to a temporary name beside `path` and rename it, so that no reader sees half a file. `mode` is that
    of the file, None for that of a new one. Line ends are written as they are. Raises OSError, which names `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write_beside(path, text, mode)
    except OSError as error:  # it names the temporary file, which nobody knows, or none where the disk is full
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write_beside(path: Path, text: str, mode: int | None) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask() if mode is None else mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_over(path: Path, text: str) -> None:
    """Write `text` over a file that exists, as `write_text` does. Its mode stays, and a link goes on leading to it."""
    real = path.resolve()
    mode = real.stat().st_mode & 0o7777
    write_text(real, text, mode=mode)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def file_name(flow: str, taken: set[str]) -> str:
    """A file name for a flow's YAML that every file system accepts, different from those taken (ignoring case)."""
    stem = re.sub(r"[^\w .()+-]+", "_", flow, flags=re.UNICODE).strip("._ ")[:100] or "flow"
    name, count = f"{stem}.yaml", 2
    while name.casefold() in taken:
        name, count = f"{stem}_{count}.yaml", count + 1
    taken.add(name.casefold())
    return name
