"""Architect's own design-time core of 2018 as a subprocess: questions in, its verdicts out, one JSON line each."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec
import pytest

VARIABLE = "CALLFLOWS_ORACLE"
_PACKAGE = "purecloud-flow-scripting-api-sdk-javascript"


class Question(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """An expression with what it is judged by. `variables` gives type codes (`int`, `str_coll`) by name."""

    expression: str
    flow_type: str = "inboundcall"
    expected_type: str | None = None
    variables: tuple[tuple[str, str], ...] = ()


class Fault(msgspec.Struct, frozen=True):
    """A message of the core. `position` counts characters from 0, -1 or None where it has none."""

    message: str | None = None
    position: int | None = None


class Answer(msgspec.Struct, frozen=True, rename="camel"):
    """The core's verdict; `ok` is None where the core itself failed."""

    ok: bool | None
    type_code: str | None = None
    errors: tuple[Fault, ...] = ()
    implicit_cast: str = ""


class Oracle:
    """The core behind a pipe, about 1,000 answers a second. Use it in a `with`."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["node", "oracle.js"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, question: Question) -> Answer:
        """The core's verdict on one expression."""
        stdin, stdout = _open(self._process.stdin), _open(self._process.stdout)
        variables = [{"name": name, "type": code} for name, code in question.variables]
        stdin.write(msgspec.json.encode({**msgspec.to_builtins(question), "variables": variables}) + b"\n")
        stdin.flush()
        return msgspec.json.decode(stdout.readline(), type=Answer)

    def __enter__(self) -> Oracle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            _open(pipe).close()
        self._process.wait(timeout=10)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def needs_oracle() -> Path:
    """The folder that CALLFLOWS_ORACLE names; skips the test where there is none."""
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.skip(f"set {VARIABLE} to a folder with oracle.js and {_PACKAGE} installed by npm")
    folder = Path(named)
    if not (folder / "oracle.js").is_file() or not (folder / "node_modules" / _PACKAGE).is_dir():
        pytest.skip(f"{folder} has no oracle.js or no node_modules/{_PACKAGE}: run npm install there")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    return folder
