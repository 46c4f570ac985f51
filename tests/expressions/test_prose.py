"""Architect's examples whose result is told in prose: where the prose states a value, ours is that value."""

from __future__ import annotations

import csv

from callflows.expressions import ExpressionError, Value, same
from tests.expressions.prose import Nothing, stated
from tests.expressions.world import World, evaluate
from tests.shared import needs_shared

# The prose is not what its own expression can give.
CONTRADICTS_ITSELF = {
    "GetDayOfWeekOccurrence(6, -2, 2017, 2, 5, 0)": "2, 5, 0 is 02:05:00, not 05:00:00",
    "MakeDuration(-10, 0, 30, 10, 500)": "the parts sum to 49.5 seconds, not 10.5",
}


def _result(text: str) -> Value | str:
    try:
        return evaluate(text, world=World("foo"))
    except ExpressionError as error:
        return error.code


def test_values_stated_in_prose() -> None:
    path = needs_shared() / "reference" / "expression_examples.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["class"] == "prose"]
    compared, different = 0, {}
    for row in rows:
        wanted = stated(row["output"])
        if isinstance(wanted, Nothing):
            continue
        compared += 1
        found = _result(row["input"])
        if not same(found, wanted):
            different[row["input"]] = (found, wanted)
    assert set(different) == set(CONTRADICTS_ITSELF), different
    assert compared == 172
