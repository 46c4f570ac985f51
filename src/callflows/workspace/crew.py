"""Reading on several processor cores: this process and helpers beside it take from one list until it is empty."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from callflows.architect import Substitutions
from callflows.workspace.reader import Reader
from callflows.workspace.records import Reading, filling
from callflows.workspace.worker import READINGS, Batch, Setup, receive, send

BATCH: Final = 16
"""Files that a helper takes at once: enough that the pipe costs nothing, few enough that all end together."""

HELPER: Final = (sys.executable, "-P", "-c", "from callflows.workspace.worker import main; main()")
"""How a helper is started. `-P` keeps modules that lie in the working directory out of it."""

Job: TypeAlias = tuple[int, Path, str]
"""A file's number, its path and its name in findings."""


def read_together(
    reader: Reader,
    jobs: Sequence[Job],
    processes: int,
    substitutions: Substitutions,
    cache: Path | None,
    *,
    helper: Sequence[str] = HELPER,
) -> list[tuple[int, Reading]]:
    """What each file gives, with its number, in any order. Helpers that cannot be started or that die cost time and
    nothing else: this process reads what they leave."""
    crew = _Crew(jobs, helper)
    setup = Setup(filling(substitutions), str(cache) if cache else "")
    threads = [threading.Thread(target=crew.help_out, args=(setup,), daemon=True) for _ in range(processes - 1)]
    try:
        for thread in threads:
            thread.start()
        crew.work(reader)
        for thread in threads:
            thread.join()
        crew.work(reader)  # what a helper that died has put back
    finally:
        crew.dismiss()
    return crew.done


class _Crew:
    """The list of files, and what they gave so far. `deque` and `list` are safe to share between threads."""

    def __init__(self, jobs: Sequence[Job], helper: Sequence[str]) -> None:
        self._command = list(helper)
        self.done: list[tuple[int, Reading]] = []
        self._waiting = deque(jobs)
        self._helpers: list[subprocess.Popen[bytes]] = []

    def work(self, reader: Reader) -> None:
        """Read file after file in this process."""
        while self._waiting:
            try:
                number, path, source = self._waiting.pop()
            except IndexError:
                return
            self.done.append((number, reader.read(path, source)))

    def help_out(self, setup: Setup) -> None:
        """Start a helper and hand it batches from the other end of the list."""
        try:
            helper = subprocess.Popen(  # noqa: S603 - this interpreter, unless a test says otherwise
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            return
        self._helpers.append(helper)
        taken: list[Job] = []
        try:
            if helper.stdin is None or helper.stdout is None:
                raise AssertionError("both are pipes")
            send(helper.stdin, setup)
            while taken := self._batch():
                send(helper.stdin, Batch([(str(path), source) for _, path, source in taken]))
                answer = receive(helper.stdout)
                readings = READINGS.decode(answer) if answer is not None else []
                if len(readings) != len(taken):
                    break
                self.done.extend((number, found) for (number, _, _), found in zip(taken, readings, strict=True))
                taken = []
        except (OSError, ValueError):
            pass  # the pipe broke: what was taken goes back
        self._waiting.extend(taken)

    def _batch(self) -> list[Job]:
        taken: list[Job] = []
        try:
            while len(taken) < BATCH:
                taken.append(self._waiting.popleft())
        except IndexError:
            pass
        return taken

    def dismiss(self) -> None:
        """End the helpers. They hold nothing: a flow is in the cache before its batch is answered, and a file of the
        cache is there as a whole or not at all."""
        for helper in self._helpers:
            helper.kill()
            helper.wait()
            for stream in (helper.stdin, helper.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()
