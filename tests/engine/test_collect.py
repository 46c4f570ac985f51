"""Collecting digits: buffer, terminators, time-outs."""

from __future__ import annotations

import pytest

from callflows.engine import Outcome
from tests.engine.flows import call, inbound, story, variable

ASK = """
- collectInput:
    name: Ask
    inputData: {var: Flow.d}
    digits: DIGITS
    interDigitTimeout: {lit: {seconds: 2}}
    noEntryTimeout: {noValue: true}
    inputAudio: {tts: Enter.}
    MORE
    outputs:
      success: {actions: [{playAudio: {audio: {exp: 'Append("got ", Flow.d)'}}}]}
      failure: {actions: [{playAudio: {audio: {tts: failed}}}]}
"""
SETTINGS = """
settingsActionDefaults:
  collectInput: {noEntryTimeout: {lit: {seconds: 7}}}
"""


def ask(digits: str, keys: str | tuple[str, ...], more: str = "verificationType: none") -> Outcome:
    text = ASK.replace("DIGITS", digits).replace("MORE", more)
    return call(inbound(text, variables=variable("string", "Flow.d"), settings=SETTINGS), keys)


RANGE = "{range: {terminatingDtmf: 'digit_#', min: 2, max: 4}}"
STAR = "{range: {terminatingDtmf: 'digit_*', min: 1, max: 4}}"


@pytest.mark.parametrize(
    ("digits", "keys", "heard", "ms"),
    [
        ("{exact: 4}", "1234", "got 1234", 0),
        ("{exact: 4}", ("12", "34"), "got 1234", 0),
        ("{exact: 4}", ("12", "w"), "failed", 2_000),
        ("{exact: 4}", "", "failed", 7_000),
        ("{exact: 4}", ("12*", "34"), "failed", 0),
        (RANGE, "123#", "got 123", 0),
        (RANGE, "1#", "failed", 0),
        (RANGE, "#", "failed", 0),
        (RANGE, ("12", "w"), "got 12", 2_000),
        (RANGE, ("1", "w"), "failed", 2_000),
        (RANGE, "12*", "failed", 0),
        (RANGE, "1234", "got 1234", 0),
        (STAR, "12*", "got 12", 0),
        (STAR, "12#", "failed", 0),
    ],
)
def test_an_entry(digits: str, keys: str | tuple[str, ...], heard: str, ms: int) -> None:
    outcome = ask(digits, keys)
    assert (outcome.heard, outcome.ms) == (("Enter.", heard), ms)


@pytest.mark.parametrize(
    ("key", "more", "heard"),
    [
        ("*", "acceptJustStar: {lit: true}", "got *"),
        ("*", "acceptJustPound: {lit: true}", "failed"),
        ("#", "acceptJustPound: {lit: true}", "got #"),
        ("#", "acceptJustStar: {lit: true}", "failed"),
    ],
)
def test_a_lone_star_or_pound_is_an_entry_where_it_is_accepted(key: str, more: str, heard: str) -> None:
    assert ask("{exact: 4}", key, more).heard == ("Enter.", heard)


def test_the_terminating_key_is_part_of_the_entry_on_request() -> None:
    assert ask(RANGE, "123#", "includeTerminatingDtmfInResultData: {lit: true}").heard == ("Enter.", "got 123#")


def test_a_failed_entry_leaves_the_variable_as_it_was() -> None:
    flow = inbound(
        "- collectInput: {inputData: {var: Flow.d}, digits: {exact: 2}}",
        variables=variable("string", "Flow.d", "{lit: before}"),
    )
    assert call(flow, "1").variables["Flow.d"] == "before"


def test_the_trace_of_an_entry_with_a_pause() -> None:
    assert story(ask("{exact: 4}", ("12", "w"))) == [
        "EnteredTask Main task=Main",
        "Action [0]/collectInput kind=collectInput name=Ask",
        "Given [0]/collectInput digits/exact=4 verificationType='none' noEntryTimeout=Duration(PT7S) "
        "interDigitTimeout=Duration(PT2S)",
        "Heard [0]/collectInput Enter.",
        "Pressed keys=12",
        "Collected @2000 [0]/collectInput keys=12 reason=timeout",
        "Took @2000 [0]/collectInput output=failure",
        "Action @2000 [0]/collectInput/failure[0]/playAudio kind=playAudio",
        "Heard @2000 [0]/collectInput/failure[0]/playAudio failed",
        "LeftTask @2000 Main task=Main by=end path=default",
        "Ended @2000 by=disconnect flow=Line Main reason=end of task",
    ]


TWO = """
- collectInput: {inputData: {var: Flow.a}, digits: {exact: 4}, inputAudio: {tts: First.}}
- collectInput: {inputData: {var: Flow.b}, digits: {exact: 2}, inputAudio: {tts: Second.}}
"""


@pytest.mark.parametrize(
    ("keys", "heard", "second"),
    [
        (("123456",), ("First.",), "56"),
        (("1234#", "56"), ("First.", "Second."), "56"),
        (("12345", "6"), ("First.",), "56"),
        (("1234", "56"), ("First.", "Second."), "56"),
    ],
)
def test_keys_typed_ahead_answer_the_next_question_before_it_is_heard(
    keys: tuple[str, ...], heard: tuple[str, ...], second: str
) -> None:
    flow = inbound(TWO, variables=variable("string", "Flow.a") + variable("string", "Flow.b"))
    outcome = call(flow, keys)
    assert (outcome.heard, dict(outcome.variables)) == (heard, {"Flow.a": "1234", "Flow.b": second})


VERIFY = "verificationType: individualDigits\n    verificationAudio: {tts: You typed}"


@pytest.mark.parametrize(
    ("keys", "heard"),
    [
        (("12", "1"), ("Enter.", "You typed 1 2", "got 12")),
        (("121",), ("Enter.", "You typed 1 2", "got 12")),
        (("12", "2", "34", "1"), ("Enter.", "You typed 1 2", "Enter.", "You typed 3 4", "got 34")),
        (("12", "9", "1"), ("Enter.", "You typed 1 2", "You typed 1 2", "got 12")),
        (("12", "w", "1"), ("Enter.", "You typed 1 2", "You typed 1 2", "got 12")),
        (("12", "w", "w", "w"), ("Enter.", "You typed 1 2", "You typed 1 2", "You typed 1 2", "failed")),
        (("12", "2", "3", "w"), ("Enter.", "You typed 1 2", "Enter.", "failed")),
        (
            ("12", "2", "34", "2", "56", "2"),
            ("Enter.", "You typed 1 2", "Enter.", "You typed 3 4", "Enter.", "You typed 5 6", "failed"),
        ),
    ],
)
def test_an_entry_to_verify_is_read_back_until_the_caller_confirms_it(
    keys: tuple[str, ...], heard: tuple[str, ...]
) -> None:
    outcome = ask("{exact: 2}", keys, VERIFY)
    assert (outcome.heard, outcome.not_executed) == (heard, ())


def test_a_number_is_read_back_as_one() -> None:
    assert ask("{exact: 2}", "121", VERIFY.replace("individualDigits", "numeric")).heard[1] == "You typed 12"
