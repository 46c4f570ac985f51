"""Placing calls in several processes. The results are the same, in the same order, as those of one."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.suite import Request, Suite
from callflows.testing.scenarios.worker import RESULTS, send
from callflows.workspace.worker import receive

PAYS: Final = 4_000
"""Calls for which another process is worth its start, which reads the workspace again."""
LARGEST: Final = 64
"""Calls that a helper takes at once."""
HELPER: Final = (sys.executable, "-P", "-c", "from callflows.testing.scenarios.worker import main; main()")
"""How a helper is started. `-P` keeps modules that lie in the working directory out of it."""


def paying(calls: int) -> int:
    """How many processes pay for so many calls."""
    return max(1, min(os.cpu_count() or 1, calls // PAYS))


def run_together(
    suite: Suite, request: Request, numbers: Sequence[int], processes: int, *, helper: Sequence[str] = HELPER
) -> Iterator[Result]:
    """Place the calls of these numbers in so many processes. What a helper leaves that could not be started or has died
    is placed here. Closing the iterator ends the helpers."""
    size = max(1, min(LARGEST, len(numbers) // (processes * 4)))
    batches = [list(numbers[at : at + size]) for at in range(0, len(numbers), size)]
    crew = _Crew(batches, request, helper)
    try:
        crew.start(min(processes, len(batches)))
        for number, batch in enumerate(batches):
            found = crew.wait_for(number)
            yield from suite.run(suite.cases[each] for each in batch) if found is None else found
    finally:
        crew.dismiss()


class _Crew:
    """The helpers, a thread for each, and what they have done."""

    def __init__(self, batches: list[list[int]], request: Request, helper: Sequence[str]) -> None:
        self._waiting = deque(enumerate(batches))
        self._done: dict[int, list[Result] | None] = {}
        self._request = request
        self._command = list(helper)
        self._change = threading.Condition()
        self._working = 0
        self._dismissed = False
        self._helpers: list[subprocess.Popen[bytes]] = []

    def start(self, processes: int) -> None:
        self._working = processes
        for _ in range(processes):
            threading.Thread(target=self._help_out, daemon=True).start()

    def wait_for(self, number: int) -> list[Result] | None:
        """The results of a batch; None where no helper will ever give them."""
        with self._change:
            self._change.wait_for(lambda: number in self._done or not self._working)
            return self._done.pop(number, None)

    def dismiss(self) -> None:
        """End the helpers, which hold nothing."""
        with self._change:
            self._dismissed = True
            self._waiting.clear()
            helpers = list(self._helpers)
        for helper in helpers:
            helper.kill()
            helper.wait()
            for stream in (helper.stdin, helper.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()

    def _help_out(self) -> None:
        try:
            with self._change:
                if self._dismissed:
                    return
                helper = subprocess.Popen(  # noqa: S603 - this interpreter, unless a test says otherwise
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
                self._helpers.append(helper)
            self._serve(helper)
        except (OSError, ValueError):
            pass  # the helper has died or was dismissed
        finally:
            with self._change:
                self._working -= 1
                self._change.notify_all()

    def _serve(self, helper: subprocess.Popen[bytes]) -> None:
        if helper.stdin is None or helper.stdout is None:
            raise AssertionError("both are pipes")
        send(helper.stdin, self._request)
        while (taken := self._next()) is not None:
            number, batch = taken
            results: list[Result] | None = None
            try:
                send(helper.stdin, batch)
                answer = receive(helper.stdout)
                results = RESULTS.decode(answer) if answer is not None else None
            finally:
                with self._change:
                    self._done[number] = results
                    self._change.notify_all()
            if results is None:
                return

    def _next(self) -> tuple[int, list[int]] | None:
        with self._change:
            return self._waiting.popleft() if self._waiting else None
