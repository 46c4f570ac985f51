"""Architect's examples whose result is told in prose: what the prose says is so."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callflows.expressions import Value
from tests.expressions.agreement import CONTRADICTS_ITSELF
from tests.expressions.claims import Example, holds
from tests.expressions.prose import stated
from tests.expressions.spoken import dial_of, number_of, ordinal_of, tells_date, time_of
from tests.shared import needs_shared


def test_what_the_prose_says_is_so() -> None:
    path = needs_shared() / "reference" / "expression_examples.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["class"] == "prose"]
    assert len(rows) == 344
    found = {row["input"]: holds(Example(row["input"], row["output"])) for row in rows}
    assert {text for text, held in found.items() if held is None} == set()
    assert {text for text, held in found.items() if held is False} == set(CONTRADICTS_ITSELF)


@pytest.mark.parametrize(
    ("text", "prose", "held"),
    [
        ("ToAudioNumber(12)", 'Audio for "twelve".', True),
        ("ToAudioNumber(12)", 'Audio for "thirteen".', False),
        ("ToAudioTTS(\"Hi\")", "Blank Audio.", False),
        ("Prompt.a + Prompt.b", "Audio for the a prompt followed by the b prompt.", True),
        ("Prompt.a + Prompt.b", "Audio for the b prompt followed by the a prompt.", False),
        ('ToAudioPhoneNumber("+13178723000")', 'Locally formatted phone number Audio of "three one seven".', False),
        ("MakeList(1, 2)", "A String collection with two items in it.", False),
        ("MakeList(1, 2)", "Something else.", None),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_seen(text: str, prose: str, held: bool | None) -> None:
    assert holds(Example(text, prose)) is held


@pytest.mark.parametrize(
    ("prose", "value"),
    [("A NOT_SET Integer", None), ('A Currency with an amount of -0.40 and code of "USD"', "-0.40|USD")],
)
def test_values_are_read(prose: str, value: Value) -> None:
    found = stated(prose)
    assert (f"{found.amount}|{found.code}" if hasattr(found, "amount") else found) == value


def test_spoken_words_are_read() -> None:
    assert number_of("one million two hundred thirty four thousand five hundred sixty seven") == 1_234_567
    assert number_of("negative five zero zero") == -500
    assert number_of("zero point two three four") == Decimal("0.234")
    assert number_of("una coma siete") == Decimal("1.7")
    assert number_of("hello") is None
    assert ordinal_of("two hundred and first") == 201
    assert ordinal_of("thirtieth") == 30
    assert dial_of("plus one three") == "+13"
    assert time_of("Two twenty two PM") == (14, 22)
    day = datetime(1989, 11, 30, tzinfo=UTC)
    assert tells_date("Thursday November thirtieth nineteen hundred eighty nine", day)
    assert not tells_date("Friday November thirtieth nineteen eighty nine", day)
