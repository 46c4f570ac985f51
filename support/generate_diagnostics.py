"""Write docs/diagnostics.md from the codes of the reader; with --check only say whether it is up to date."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from callflows.architect.codes import CODES as OF_FILES
from callflows.architect.codes import Code
from callflows.checks.codes import CODES as OF_SEVERAL_FILES
from callflows.cli.codes import CODES as OF_COMMANDS
from callflows.testing.codes import CODES as OF_TESTS
from callflows.workspace.codes import CODES as OF_WORKSPACES

CODES = {**OF_FILES, **OF_SEVERAL_FILES, **OF_COMMANDS, **OF_WORKSPACES, **OF_TESTS}

TARGET = Path(__file__).resolve().parents[1] / "docs" / "diagnostics.md"


def document() -> str:
    """The whole of docs/diagnostics.md."""
    lines = [
        "# What can be wrong with a flow file",
        "",
        "callflows reads a whole file and reports everything that is wrong with it at once, each finding with its",
        "place. With an error a file is not published or written back; warnings and notes stop nothing. What a flow",
        "that reads well can do wrong is on the page of the [rules](rules.md).",
        "",
        "In the examples a comment shows the finding that the line gives, and its column behind `@`. This page is made",
        "from the `codes` of the rooms `architect`, `checks`, `cli`, `workspace` and `testing` by",
        "`python support/generate_diagnostics.py`.",
        "",
        "| code | severity | what |",
        "|---|---|---|",
        *(f"| [{code.name}](#{code.name}) | {code.severity} | {code.summary} |" for code in CODES.values()),
    ]
    for code in CODES.values():
        lines += _section(code)
    return "\n".join(lines) + "\n"


def _section(code: Code) -> list[str]:
    return [
        "",
        f"## {code.name}",
        "",
        f"*{code.severity}*. {code.summary}",
        "",
        inspect.cleandoc(code.means),
        "",
        inspect.cleandoc(code.example),
        "",
        f"**What to do.** {inspect.cleandoc(code.fix)}",
    ]


def main(arguments: list[str]) -> int:
    """Rewrite the page, or compare."""
    wanted = document()
    if arguments == ["--check"]:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/diagnostics.md is out of date: run python support/generate_diagnostics.py", file=sys.stderr)
        return 1
    if arguments:
        print("usage: generate_diagnostics.py [--check]", file=sys.stderr)
        return 2
    temporary = TARGET.with_suffix(".md.new")
    temporary.write_text(wanted, encoding="utf-8")
    temporary.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
