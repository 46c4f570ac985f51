"""Read damaged files for a while: `python -m tests.architect.fuzz [SECONDS]`, by default 60. Ends with 1 and the
smallest file found when one is not read as it should be."""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.architect.mutations import files
from tests.architect.robustness import check_reading, check_template

BATCH = 500


def main(arguments: list[str]) -> int:
    """Batches of fresh examples until the time is over."""
    seconds = float(arguments[0]) if arguments else 60.0
    started = time.monotonic()
    number = first = time.time_ns() % 1_000_000_000
    while time.monotonic() - started < seconds:
        run = settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        )(given(files())(check_reading_of))
        sys.stdout.write(f"seed {number}\n")
        sys.stdout.flush()
        seed(number)(run)()
        number += 1
    sys.stdout.write(f"{(number - first) * BATCH:,} files in {time.monotonic() - started:.0f} s; nothing found\n")
    return 0


def check_reading_of(data: bytes) -> None:
    """One example."""
    check_reading(data)
    check_template(data)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
