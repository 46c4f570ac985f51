"""Write docs/rules.md from the docstrings of the rules; with --check only say whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from callflows.checks import RULES, Rule
from callflows.checks.pages import page_of

TARGET = Path(__file__).resolve().parents[1] / "docs" / "rules.md"


def document() -> str:
    """The whole of docs/rules.md."""
    lines = [
        "# Rules",
        "",
        "What callflows checks in a flow before it is published. Only errors stop a publish. This page is made from",
        "the rules' docstrings by `python support/generate_rules.py`.",
        "",
        "| code | severity | what |",
        "|---|---|---|",
        *(f"| [{rule.code}](#{rule.code}) | {rule.severity} | {page_of(rule).summary} |" for rule in RULES),
    ]
    for rule in RULES:
        lines += _section(rule)
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> list[str]:
    page = page_of(rule)
    lines = ["", f"## {rule.code}", "", f"*{rule.severity}*. {page.summary}"]
    for heading, text in page.sections:
        lines += ["", f"**{heading}.**", "", text]
    return lines


def main(arguments: list[str]) -> int:
    wanted = document()
    if arguments == ["--check"]:
        if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/rules.md is out of date: run python support/generate_rules.py", file=sys.stderr)
        return 1
    if arguments:
        print("usage: generate_rules.py [--check]", file=sys.stderr)
        return 2
    temporary = TARGET.with_suffix(".md.new")
    temporary.write_text(wanted, encoding="utf-8")
    temporary.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
