"""Files of the cache: written to a temporary name and renamed; used only where their checksum is right."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

_MAGIC: Final = b"callflows cache 1\n"
_SIZE: Final = 16
TEMPORARY: Final = ".tmp"


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for the parts."""
    made = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


def write_sealed(path: Path, payload: bytes) -> bool:
    """Write the file as a whole or not at all; False where the folder cannot be written."""
    try:
        handle, temporary = _temporary(path.parent)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + digest(payload) + payload)
        os.replace(temporary, path)  # noqa: PTH105 - a thousand of these, and Path costs more than the call
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        return False
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _temporary(folder: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(suffix=TEMPORARY, dir=folder)
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.mkstemp(suffix=TEMPORARY, dir=folder)


def read_sealed(path: Path) -> bytes | None:
    """The payload; None where there is no such file, or one that was not written by `write_sealed` or was changed."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    payload = data[len(_MAGIC) + _SIZE :]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : len(_MAGIC) + _SIZE] != digest(payload):
        return None
    return payload
