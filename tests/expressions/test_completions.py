"""What editors propose inside an expression."""

from __future__ import annotations

import pytest

from callflows.expressions import types
from callflows.expressions.completions import Completion, Kind, completions
from callflows.expressions.functions import FUNCTIONS

VARIABLES = {"Flow.customer": types.STRING, "Flow.queue": types.QUEUE, "Task.count": types.INTEGER}


def inserts(prefix: str, flow_type: str = "inboundCall") -> list[str]:
    return [each.insert for each in completions(prefix, flow_type, VARIABLES)]


@pytest.mark.parametrize(
    ("prefix", "wanted"),
    [
        ("If(Flow.cus", ["Flow.customer"]),
        ("If(custome", ["Flow.customer", "Call.CustomerExternalOrganizationId"]),
        ("flow.q", ["Flow.queue"]),
        ("Flow.queue.", ["id", "name"]),
        ("Flow.queue.n", ["name"]),
        ("Flow.customer.", []),
        ("IsSetOr", []),
        ("Sub", ["Substring("]),
        ("getcurrent", ["GetCurrentDateTimeUtc()"]),
        ("Call.U", ["Call.UUIData"]),
        ("Call.Pos", []),
        ("true an", ["Call.Ani", "and"]),
        ('"Flow.', []),
        ('Left("a \\" Su', []),
        ('Left("a", Sub', ["Substring("]),
        ("Format.Bool.", ["Format.Bool.playYesNo"]),
        ("System.Max", ["System.MaxInt", "System.MaxDateTime", "System.MaxDuration"]),
        ("AudioPl", ["AudioPlaybackOptions("]),
        ("Append(AudioPl", []),
        ("(1 + Cou", ["Task.count", "Count("]),
    ],
)
def test_what_goes_on_with_the_word_at_the_cursor(prefix: str, wanted: list[str]) -> None:
    assert inserts(prefix) == wanted


def test_the_flow_type_decides_what_there_is() -> None:
    assert inserts("Call.Pos", "inqueueCall") == ["Call.PositionInQueue"]
    assert inserts("ToAudioTT") == ["ToAudioTTS("]
    assert inserts("ToAudioTT", "inboundEmail") == []
    assert inserts("Format.Bool.", "inboundEmail") == []


def test_a_proposal_says_how_the_function_is_called() -> None:
    assert completions("x + Lef") == (
        Completion(
            "Left",
            Kind.FUNCTION,
            "Left(srcString: String, length: Integer) → String",
            FUNCTIONS["left"].help,
            "Left(",
            3,
        ),
    )
    assert completions("EmailAddressD")[0].detail.endswith("→ String (+1)")


def test_an_empty_expression_may_begin_with_every_function_and_variable() -> None:
    found = completions("", "", VARIABLES)
    assert {each.name.lower() for each in found if each.kind is Kind.FUNCTION} == set(FUNCTIONS)
    assert set(VARIABLES) <= {each.name for each in found if each.kind is Kind.VARIABLE}
    assert {each.replaces for each in found} == {0}
