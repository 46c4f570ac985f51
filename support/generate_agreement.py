"""Write the table of agreement in docs/fidelity.md from support/agreement.tsv; with --check only say whether it is
current. The counts are made by `python -m tests.expressions.agreement`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "support" / "agreement.tsv"
TARGET = ROOT / "docs" / "fidelity.md"
BEGIN, END = "<!-- agreement: generated -->", "<!-- agreement: end -->"


def table() -> str:
    """The generated lines, without the markers."""
    rows = [line.split("\t") for line in COUNTS.read_text(encoding="utf-8").splitlines()[1:]]
    counted = [row for row in rows if row[0] != "#"]
    lines = [
        "Agreement by operator and function, made by `python support/generate_agreement.py`. Examples are Architect's",
        "own: *value* where the result is written out or is a run-time error, *prose* where it is told. *Verdicts* are",
        "those of its design-time core on recorded expressions that use the function: accepted or refused, type,",
        "conversion, place of the fault. Empty: there is none, as for what is newer than this material.",
        "",
        "| | value | prose | verdicts |",
        "|---|---|---|---|",
        *(f"| `{_escaped(name)}` | " + " | ".join(counts) + " |" for name, *counts in counted),
        f"| all | {_total(counted, 1)} | {_total(counted, 2)} | |",
        "",
        "The examples with which callflows does not agree, because their prose is not what their expression can give:",
        "",
        *(f"- `{_escaped(text)}`: {reason}" for mark, text, reason in (row[:3] for row in rows if row[0] == "#")),
    ]
    return "\n".join(lines)


def _escaped(name: str) -> str:
    return name.replace("|", "\\|")


def _total(rows: list[list[str]], column: int) -> str:
    pairs = [row[column].split("/") for row in rows if row[column]]
    return "/".join(str(sum(int(pair[place]) for pair in pairs)) for place in (0, 1))


def document(text: str) -> str:
    """docs/fidelity.md with the table between its markers."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print("usage: generate_agreement.py [--check]", file=sys.stderr)
        return 2
    text = TARGET.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        print(f"docs/fidelity.md has no {BEGIN} … {END}", file=sys.stderr)
        return 1
    wanted = document(text)
    if wanted == text:
        return 0
    if arguments:
        print("docs/fidelity.md is out of date: run python support/generate_agreement.py", file=sys.stderr)
        return 1
    fresh = TARGET.with_suffix(".md.new")
    fresh.write_text(wanted, encoding="utf-8")
    fresh.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
