"""What every test finds."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Ctrl-C reaches the processes that tests start, also where a shell that runs the tests in the background has it
    ignored: they inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
