"""`-k`."""

from __future__ import annotations

import pytest

from callflows.testing.scenarios import Case
from callflows.testing.scenarios.selecting import selector

CASES = (
    Case(name="a wrong PIN", file="tests/main.calls.yaml", flow="Main line", tags=("slow",)),
    Case(name="the right PIN", file="tests/main.calls.yaml", flow="Main line"),
    Case(name="nobody (there)", file="tests/hours.calls.yaml", flow="Support EMEA", tags=("not-yet",)),
)


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("pin", "12"),
        ("wrong pin", "1"),
        ("pin wrong", ""),
        ("not pin", "3"),
        ("not not pin", "12"),
        ("slow or hours", "13"),
        ("pin and not slow", "2"),
        ("not (slow or emea)", "2"),
        ("right or wrong and slow", "12"),
        ("(right or wrong) and slow", "1"),
        ("main.calls", "12"),
        ("not-yet", "3"),
        ('"nobody (there)"', "3"),
        ('"not"', "3"),
    ],
)
def test_what_is_meant(expression: str, meant: str) -> None:
    wanted = selector(expression)
    assert "".join(str(number) for number, case in enumerate(CASES, 1) if wanted(case)) == meant


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "'': a word is missing at the end"),
        ("a and", "'a and': a word is missing at the end"),
        ("or a", "'or a': a word is missing before 'or'"),
        ("a (b)", "'a (b)': '(' stands where the expression ends"),
        ("(a", "'(a': a bracket is never closed"),
        ("a)", "'a)': ')' stands where the expression ends"),
        ('"a', "'\"a': a quote is never closed"),
        ("(" * 60 + "a" + ")" * 60, f"'{'(' * 60}a{')' * 60}': more than 50 brackets stand inside each other"),
    ],
)
def test_what_is_no_expression(expression: str, message: str) -> None:
    with pytest.raises(ValueError) as error:
        selector(expression)
    assert str(error.value) == message
