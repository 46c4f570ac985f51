"""Every measurement, one after another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPTS = ("startup", "documents", "expressions", "engine", "deploy", "emulator", "workspace")


def main() -> int:
    """Run each script in a process of its own, so that none warms or disturbs another. The exit code says whether
    every goal was met."""
    as_json = ["--json"] if "--json" in sys.argv else []
    unmet: list[str] = []
    for name in SCRIPTS:
        if not as_json:
            print(f"\n{name}")
        command = [sys.executable, "-m", f"bench.{name}", "--json"]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
        if done.returncode:
            unmet.append(f"{name} (exit code {done.returncode})")
        for line in done.stdout.splitlines():
            figure = json.loads(line)
            if figure["met"] is False:
                unmet.append(figure["name"])
            print(line if as_json else text(figure))
    if unmet and not as_json:
        print(f"\nnot met: {', '.join(unmet)}")
    return 1 if unmet else 0


def text(figure: dict[str, object]) -> str:
    goal = "" if figure["goal"] is None else f"goal {figure['goal']}  {'met' if figure['met'] else 'NOT MET'}"
    return f"  {figure['name']:<56} {figure['value']:>12,.2f} {figure['unit']:<10} {goal}"


if __name__ == "__main__":
    sys.exit(main())
