"""Conditions on what comes from outside: values are found for both of their ways."""

from __future__ import annotations

import pytest

from tests.engine.flows import inbound, variable
from tests.testing.explore.flows import explored, missed

TYPES = {
    "s": "string",
    "n": "integer",
    "dec": "decimal",
    "b": "boolean",
    "dur": "duration",
    "d": "dateTime",
    "j": "json",
    "l": "stringCollection",
}
FLOW = """\
- collectInput:
    name: Ask
    inputAudio: {tts: Yes?}
    inputData: {var: Flow.pin}
    digits: {range: {min: 1, max: 6}}
- callData:
    name: Get
    category: {CRM: {dataAction: {Get: {successOutputs: {%s}}}}}
- decision:
    name: Decide
    condition: {exp: '%s'}
- playAudio: {name: Bye, audio: {tts: Goodbye.}}
- disconnect: {name: End}
"""


@pytest.mark.parametrize(
    "condition",
    [
        'Left(Flow.pin, 2) == "73" and Right(Flow.pin, 2) == "99"',
        "Length(Flow.pin) == 5",
        "ToInt(Flow.pin) > 5000 and ToInt(Flow.pin) < 5010",
        'Flow.s == Upper("a" + "b")',
        'Substring(Flow.s, 0, FindString(Flow.s, "-")) == "ab"',
        'Split(Flow.s, ",")[1] == "b"',
        'Count(Split(Flow.s, ",")) == 3',
        'ToInt(GetAt(Split(Flow.s, ":"), 1)) > 30',
        'ToPhoneNumber(Flow.s) == ToPhoneNumber("+13175551234")',
        'ToDateTime(Flow.s) > ToDateTime("2026-06-01T00:00:00Z")',
        "Flow.n > Length(Flow.s)",
        "Flow.n % 7 == 3",
        'Flow.dec == ToDecimal("12.5")',
        'Flow.dur == ToDuration("PT90S")',
        "Flow.d > AddDays(GetCurrentDateTimeUtc(), 7)",
        "Year(Flow.d) == 2031",
        "Hour(GetCurrentDateTimeUtc()) == 22",
        "Month(GetCurrentDateTimeUtc()) == 12 and Day(GetCurrentDateTimeUtc()) == 24",
        "DayOfWeek(GetCurrentDateTimeUtc()) == 7",
        "Hour(AddHours(GetCurrentDateTimeUtc(), -5)) < 6",
        'Flow.j.customer.level == "gold"',
        'Flow.j.items[0].name == "x"',
        'Count(Flow.l) == 2 and Flow.l[1] == "q"',
        'Call.Ani == "anonymous"',
    ],
)
def test_both_ways_of_a_condition_are_reached(condition: str) -> None:
    used = [name for name in TYPES if f"Flow.{name}" in condition]
    outputs = ", ".join(f"{name}: {{var: Flow.{name}}}" for name in used)
    variables = "".join(variable(TYPES[name], f"Flow.{name}") for name in used) + variable("string", "Flow.pin")
    report = explored(inbound(FLOW % (outputs, condition), variables=variables), most=600)
    assert missed(report) == []
