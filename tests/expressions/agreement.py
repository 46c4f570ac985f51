"""How far we agree with Architect, function by function: its own examples, and the verdicts of its design-time core.

`python -m tests.expressions.agreement` counts anew, where the reference material lies beside the checkout, and writes
`support/agreement.tsv`, from which `docs/fidelity.md` has its table.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from callflows.expressions import Binary, Call, ExpressionError, Index, Member, Ternary, Unary, display, parse
from callflows.expressions.ast import children
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY, UNARY
from tests.expressions.claims import Example, holds
from tests.expressions.world import evaluate
from tests.shared import shared_dir

FILE = Path(__file__).resolve().parents[2] / "support" / "agreement.tsv"
COLUMNS = "literal", "prose", "verdict"
OPERATORS = tuple(sorted({*BINARY, *UNARY, "?", "[", "."}))

# The prose is not what its own expression can give.
CONTRADICTS_ITSELF: Mapping[str, str] = {
    "GetDayOfWeekOccurrence(6, -2, 2017, 2, 5, 0)": "2, 5, 0 is 02:05:00, the prose says 05:00:00",
    "MakeDuration(-10, 0, 30, 10, 500)": "the parts sum to -(9 days 23:29:49.5), the prose says -(9 days 23:30:10.5)",
    "ToAudioNumber(1.1234, Format.Number.playDigits, 3, Language.Gender.feminine)": (
        "three decimal places are asked for, the prose says two"
    ),
}


def measured(shared: Path, different: frozenset[str]) -> str:
    """The text of `support/agreement.tsv`. `different` are the expressions whose recorded verdict is not ours."""
    good: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    for name, column, agrees in (*_examples(shared), *_verdicts(shared, different)):
        all_[name, column] += 1
        good[name, column] += agrees
    names = (*OPERATORS, *sorted((function.name for function in FUNCTIONS.values()), key=str.lower))
    lines = ["\t".join(("name", *COLUMNS))]
    for name in names:
        counts = ((good[name, column], all_[name, column]) for column in COLUMNS)
        lines.append("\t".join((name, *(f"{right}/{total}" if total else "" for right, total in counts))))
    lines += (f"#\t{text}\t{reason}" for text, reason in CONTRADICTS_ITSELF.items())
    return "\n".join(lines) + "\n"


def _examples(shared: Path) -> Iterator[tuple[str, str, bool]]:
    with (shared / "reference" / "expression_examples.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, output = row["input"], row["output"]
            if row["class"] == "prose":
                yield row["name"], "prose", holds(Example(text, output)) is True
            else:
                yield row["name"], "literal", _shown(text) == (output if row["class"] == "literal" else None)


def _shown(text: str) -> str | None:
    try:
        return display(evaluate(text))
    except ExpressionError:
        return None


def _verdicts(shared: Path, different: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    for line in (shared / "oracle" / "results.jsonl").read_bytes().splitlines():
        row: dict[str, Any] = msgspec.json.decode(line)
        for name in names_in(row["expression"]):
            yield name, "verdict", row["expression"] not in different


def names_in(text: str) -> frozenset[str]:
    """The functions and operators of an expression; of one that does not parse, the functions it names."""
    called = {FUNCTIONS[name].name for name in re.findall(r"(\w+)\s*\(", text.lower()) if name in FUNCTIONS}
    ast = parse(text).ast
    waiting = [ast] if ast is not None else []
    while waiting:
        node = waiting.pop()
        waiting.extend(children(node))
        match node:
            case Binary() | Unary():
                called.add(node.operator)
            case Ternary():
                called.add("?")
            case Index():
                called.add("[")
            case Member():
                called.add(".")
            case Call() if node.name.lower() in FUNCTIONS:
                called.add(FUNCTIONS[node.name.lower()].name)
            case _:
                pass
    return frozenset(called)


def main() -> None:
    from tests.expressions.test_oracle import DIFFERENT

    shared = shared_dir()
    if shared is None:
        raise SystemExit("no ../shared beside this checkout")
    fresh = FILE.with_suffix(".tsv.new")
    fresh.write_text(measured(shared, frozenset(DIFFERENT)), encoding="utf-8")
    fresh.replace(FILE)


if __name__ == "__main__":
    main()
