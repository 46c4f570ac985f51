"""The table of agreement is what the reference material says, and every function stands in it."""

from __future__ import annotations

from callflows.expressions.functions import FUNCTIONS
from tests.expressions.agreement import FILE, OPERATORS, measured, names_in
from tests.expressions.test_oracle import DIFFERENT
from tests.shared import needs_shared


def test_the_counts_are_current() -> None:
    found = measured(needs_shared(), frozenset(DIFFERENT))
    assert found == FILE.read_text(encoding="utf-8"), "run python -m tests.expressions.agreement"


def test_every_function_and_operator_is_counted() -> None:
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[0] for row in rows if row[0] != "#"} == {*OPERATORS, *(each.name for each in FUNCTIONS.values())}


def test_names_in_an_expression() -> None:
    assert names_in('left("a", 1 + 2) == "a" ? Flow.x.name : GetAt(y, 0)[1]') >= {"Left", "+", "==", "?", "GetAt", "["}
    assert names_in("Length( +") == {"Length"}
