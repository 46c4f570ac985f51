"""A terminal as a telephone's keys: each key as it is pressed, nothing echoed, and the terminal as it was after."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import signal
import sys
import time
from types import FrameType, TracebackType
from typing import Final, Self

try:
    import termios
    import tty
except ImportError:  # Windows
    HAS_KEYS = False
else:
    HAS_KEYS = True

_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)")
"""What arrows and function keys send."""
_ENDING: Final = ("SIGTERM", "SIGHUP")


class Terminal:
    """A `Handset` on a file descriptor that is a terminal. Inside `with` its line editing and echo are off; afterwards
    they are as before, also when the process is told to end."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = ""
        self._over = False
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._descriptor)
        for name in _ENDING:
            self._handle(signal.Signals[name], _end)
        self._handle(signal.SIGCONT, self._again)
        self._wakes, self._woken = os.pipe()
        os.set_blocking(self._wakes, False)
        os.set_blocking(self._woken, False)
        self._wakeup_before = signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        tty.setcbreak(self._descriptor, termios.TCSADRAIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        signal.set_wakeup_fd(self._wakeup_before)
        os.close(self._wakes)
        os.close(self._woken)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def read(self, seconds: float | None) -> str | None:
        """As `Handset`."""
        end = None if seconds is None else self.now() + seconds
        while not self._waiting and not self._over:
            left = None if end is None else max(0.0, end - self.now())
            # A signal that comes right before `select` begins to wait would otherwise be seen when it is over.
            ready = select.select([self._descriptor, self._wakes], [], [], left)[0]
            if not ready:
                return None
            if self._wakes in ready:
                os.read(self._wakes, 64)
            if self._descriptor in ready:
                self._take()
        char, self._waiting = self._waiting[:1], self._waiting[1:]
        return char

    def now(self) -> float:
        """As `Handset`."""
        return time.monotonic()

    def _take(self) -> None:
        try:
            data = os.read(self._descriptor, 1024)
        except OSError:  # the other end of the line was closed
            data = b""
        self._over = not data
        self._waiting += _SEQUENCE.sub("", self._decoder.decode(data))

    def _handle(self, number: signal.Signals, handler: object) -> None:
        self._handlers[number] = signal.signal(number, handler)  # type: ignore[arg-type]

    def _again(self, number: int, frame: FrameType | None) -> None:
        """The shell that the call was suspended to has set the terminal up for itself."""
        with contextlib.suppress(termios.error):
            tty.setcbreak(self._descriptor, termios.TCSADRAIN)


def _end(number: int, frame: FrameType | None) -> None:
    """Leave through every `finally`."""
    sys.exit(128 + number)
