"""Every document that is made from code. With --check: say which of them is not current, and change nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    scripts = sorted(path for path in Path(__file__).parent.glob("generate_*.py"))
    results = [subprocess.run([sys.executable, str(script), *sys.argv[1:]], check=False) for script in scripts]
    return max((result.returncode for result in results), default=0)


if __name__ == "__main__":
    sys.exit(main())
