"""Architect's own examples: input, output."""

from __future__ import annotations

import csv

import pytest

from callflows.expressions import ExpressionError, display
from tests.expressions.world import evaluate
from tests.shared import needs_shared


def _rows(kind: str) -> list[tuple[str, str]]:
    path = needs_shared() / "reference" / "expression_examples.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["output"]) for row in csv.DictReader(file, delimiter="\t") if row["class"] == kind]


def test_every_literal_example_agrees() -> None:
    rows = _rows("literal")
    assert len(rows) == 352
    assert [(text, display(evaluate(text))) for text, _ in rows] == rows


def test_every_example_that_fails_at_run_time_fails() -> None:
    for text, _ in _rows("runtime-error"):
        with pytest.raises(ExpressionError):
            evaluate(text)
