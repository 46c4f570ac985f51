"""How long `callflows --help` takes, with bytecode warm.

Goal: under 150 ms. The bare interpreter is measured beside it, because it is most of the time.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.figures import Figure, show

ROUNDS = 15


def milliseconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return (time.perf_counter() - started) * 1000


def main() -> list[Figure]:
    tool = str(Path(sys.executable).with_name("callflows"))
    milliseconds(tool, "--help")
    pairs = [(milliseconds(tool, "--help"), milliseconds(sys.executable, "-c", "pass")) for _ in range(ROUNDS)]
    return [
        Figure("callflows --help", statistics.median(pair[0] for pair in pairs), "ms", "<= 150"),
        Figure("bare python", statistics.median(pair[1] for pair in pairs), "ms"),
    ]


if __name__ == "__main__":
    show(main())
