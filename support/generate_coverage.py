"""Write the coverage table of docs/emulator.md from the operations table; with --check only say whether it is
up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from callflows.api import OPERATIONS, Operation
from callflows.emulator import served_operations

TARGET = Path(__file__).resolve().parents[1] / "docs" / "emulator.md"
START, END = "<!-- coverage: made by support/generate_coverage.py -->", "<!-- end of coverage -->"


def table() -> str:
    """The table, one row an operation, in the order of the table in `callflows.api`."""
    served = {operation.name for operation, _ in served_operations()}
    count = sum(name in served for name in OPERATIONS)
    rows = [
        f"{count} of {len(OPERATIONS)} operations of `callflows.api.OPERATIONS` are served.",
        "",
        "| operation | method and path | served | note |",
        "|---|---|---|---|",
    ]
    rows += [
        f"| `{name}` | {operation.method} {operation.path} | {'yes' if name in served else 'no'} | {_note(operation)} |"
        for name, operation in OPERATIONS.items()
    ]
    return "\n".join(rows)


def _note(operation: Operation[object]) -> str:
    if operation.dialect:
        return "dialect: not in Genesys Cloud"
    return "preview" if operation.preview else ""


def main(arguments: list[str]) -> int:
    """Rewrite the file, or compare."""
    found = TARGET.read_text(encoding="utf-8")
    before, _, rest = found.partition(START)
    _, _, after = rest.partition(END)
    wanted = f"{before}{START}\n{table()}\n{END}{after}"
    if "--check" in arguments:
        same = wanted == found
        print(f"docs/emulator.md is {'up to date' if same else 'out of date: run support/generate_coverage.py'}")
        return 0 if same else 1
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
