"""What a scenario file means, and everything that can be wrong in one, with its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from callflows.testing.placed import placed
from callflows.testing.scenarios.forms import milliseconds, sound
from callflows.testing.scenarios.merging import merged
from tests.testing.scenarios.files import faults, read, steps

SHARED = """\
flow: Line
caller: "+4930123"
at: 2026-11-23T10:00+01:00
language: de-de
attributes: {a: 1, b: x}
seed: 7
tags: [slow, pin]
given:
  queues: [Support]
  dataActions: {CRM: {A: fails, B: {returns: {x: 1}}}}
calls:
  - name: as the file says
  - name: as it says itself
    flow: Other
    caller: sip:ada@acme.example
    called: "+4930999"
    at: 2026-07-01T08:00 Europe/Berlin
    language: en-us
    attributes: {b: y}
    seed: 0
    tags: own
    skip: not yet
    given:
      dataActions: {CRM: {A: times out}}
  - name: run after all
    skip: false
"""


def test_a_call_takes_what_it_does_not_say_from_the_file() -> None:
    file = read(SHARED)
    assert file.diagnostics == ()
    first, second, third = file.cases
    assert (first.flow, first.caller, first.language, first.seed, first.tags, first.skip) == (
        "Line",
        "+4930123",
        "de-de",
        7,
        ("slow", "pin"),
        None,
    )
    assert first.at == datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1)))
    assert first.attributes == (("a", "1"), ("b", "x"))
    assert (second.flow, second.caller, second.called) == ("Other", "sip:ada@acme.example", "+4930999")
    assert second.at.astimezone(UTC) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert (second.language, second.seed, second.skip) == ("en-us", 0, "not yet")
    assert second.tags == ("slow", "pin", "own")
    assert second.attributes == (("a", "1"), ("b", "y"))
    assert second.given.plain() == {
        "queues": ["Support"],
        "dataActions": {"CRM": {"A": "times out", "B": {"returns": {"x": 1}}}},
    }
    assert (third.skip, third.line) == (None, 25)


def test_a_file_may_be_json() -> None:
    file = read('{"flow": "Line", "calls": [{"name": "one", "steps": ["hang up", {"press": "1"}]}]}')
    assert (file.diagnostics, [step.said for step in file.cases[0].steps]) == ((), ["hang up", "press: 1"])


def test_substitutions_fill_placeholders_as_in_flows() -> None:
    assert faults("flow: '{{line}}'\ncalls: []") == [
        (
            "1:8",
            "placeholder-left",
            "The placeholder {{line}} has no value.",
            "Give it a value: --set line=VALUE, or in an options file or callflows.toml.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("1:1", "test-key-missing", "The file has no calls.", "Write them under `calls:`.")),
        (
            "calls: 5",
            ("1:8", "test-wrong-value", 'Here stands the number "5" for calls; expected: a list of calls.', ""),
        ),
        ("calls: [5]", ("1:9", "test-wrong-value", 'Here stands the number "5" for a call; expected: a mapping.', "")),
        (
            "cals: []\ncalls: []",
            ("1:1", "test-unknown-key", '"cals" means nothing in a scenario file.', 'Did you mean "calls"?'),
        ),
        (
            "flow: L\ncalls: [{steps: []}]",
            ("2:9", "test-key-missing", "This call has no name.", "Say what the call shows: `name: a wrong number`."),
        ),
        (
            "calls: [{name: x}]",
            (
                "1:9",
                "test-key-missing",
                "This call says no flow.",
                "Write `flow:` here, or at the top of the file for all calls.",
            ),
        ),
        (
            "flow: Lin\ncalls: [{name: x}]",
            ("1:7", "test-no-flow", 'There is no flow "Lin".', 'Did you mean "Line"?'),
        ),
        (
            "calls: [{name: x, flow: Sales}]",
            ("1:25", "test-no-flow", 'There is no flow "Sales".', "The flows are Line, Other."),
        ),
        (
            "flow: Line\ncalls: [{name: x}, {name: x}]",
            ("2:27", "test-same-name", 'There is another call "x".', "The first one stands at line 2."),
        ),
        (
            "flow: Line\ncalls: [{name: x, at: 2026-01-01T10:00}]",
            (
                "2:23",
                "test-wrong-value",
                'Here stands the text "2026-01-01T10:00" for at; expected: a time such as 2026-11-23T10:00-05:00 or '
                "2026-11-23T10:00 Europe/Berlin.",
                "",
            ),
        ),
        (
            "flow: Line\ncalls: [{name: x, seed: -1}]",
            (
                "2:25",
                "test-wrong-value",
                'Here stands the number "-1" for seed; expected: a whole number, 0 or more.',
                "",
            ),
        ),
        (
            "flow: Line\ncalls: [{name: x, caller: ''}]",
            (
                "2:27",
                "test-wrong-value",
                'Here stands the text "" for caller; expected: a text that is not empty.',
                "",
            ),
        ),
        (
            "flow: Line\ncalls: [{name: x, given: {queue: [A]}}]",
            ("2:27", "test-unknown-key", '"queue" means nothing in what is given.', 'Did you mean "queues"?'),
        ),
        (
            "flow: Line\ncalls: [{name: x, tags: {a: b}}]",
            (
                "2:25",
                "test-wrong-value",
                "Here stands a mapping for tags; expected: a text, or a list of texts.",
                "",
            ),
        ),
        (
            "flow: Line\ncalls: [{name: x, with: []}]",
            (
                "2:25",
                "test-wrong-value",
                "Here stands a list for with; expected: a list of rows, each a mapping with the same names.",
                "",
            ),
        ),
        (
            "flow: Line\ncalls: [{name: <a>, with: [{a: 1}, {a: 2, b: 3}], steps: [hear: <b>]}]",
            ("2:36", "test-row-differs", "This row has a, b; the first one has a.", "Every row has the same names."),
        ),
        (
            "flow: Line\ncalls: [{name: x, with: [{queue: 1}], steps: [{press: <queue>}, {hear: <queu> <b@c.d>}]}]",
            ("2:72", "test-unknown-name", "No row has the name <queu>.", "Did you mean <queue>?"),
        ),
        (
            "flow: Line\ncalls: [{name: x, with: [{a: 1}]}]",
            ("2:27", "test-unused-name", "Nothing in the call takes the value <a>.", "Use it or leave it out."),
        ),
    ],
)  # fmt: skip
def test_faults(text: str, expected: tuple[str, str, str, str]) -> None:
    assert faults(text, ["Line", "Other"] if "flow: L\n" not in text else None) == [expected]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("- 5", ("5:9", "test-unknown-key", 'Here stands the number "5", which is no step.')),
        ("- hang upp", ("5:9", "test-unknown-key", 'Here stands the text "hang upp", which is no step.')),
        ("- press", ("5:9", "test-wrong-value", 'The step "press" needs a value.')),
        ("- {press: 1, hear: x}", ("5:9", "test-wrong-value", "A step does one thing.")),
        ("- {}", ("5:9", "test-wrong-value", "A step does one thing.")),
        ("- pres: 1", ("5:9", "test-unknown-key", '"pres" means nothing in a step.')),
        (
            "- press: 12a",
            (
                "5:16",
                "test-wrong-value",
                'Here stands the text "12a" for press; expected: keys of a telephone: 0-9, * and #.',
            ),
        ),
        (
            "- press: #",
            ("5:15", "test-wrong-value", "Here stands nothing for press; expected: keys of a telephone: 0-9, * and #."),
        ),
        (
            "- wait: 5 y",
            (
                "5:15",
                "test-wrong-value",
                'Here stands the text "5 y" for wait; expected: a time such as 5 s, or `until time-out`.',
            ),
        ),
        (
            "- hang up: false",
            ("5:18", "test-wrong-value", 'Here stands the truth value "false" for hang up; expected: true.'),
        ),
        ("- say: [a]", ("5:14", "test-wrong-value", "Here stands a list for say; expected: a text that is not empty.")),
        (
            "- hear: {promt: x}",
            (
                "5:15",
                "test-wrong-value",
                "Here stands a mapping for hear; expected: a text, a pattern such as /welcome .*/, {prompt: name}, or "
                "a list of them.",
            ),
        ),
        (
            "- hear: /(/",
            ("5:15", "test-wrong-value", "/(/ is no pattern: missing ), unterminated subpattern at position 0."),
        ),
        ("- expect: 5", ("5:17", "test-wrong-value", 'Here stands the number "5" for expect; expected: a mapping.')),
        ("- expect: {queu: x}", ("5:18", "test-unknown-key", '"queu" means nothing in expect.')),
        (
            "- expect: {ended by: hangup}",
            (
                "5:28",
                "test-wrong-value",
                'Here stands the text "hangup" for ended by; expected: one of disconnect, transfer, hang up, error.',
            ),
        ),
        (
            "- expect: {outcomes: {O: YES}}",
            (
                "5:32",
                "test-wrong-value",
                'Here stands the text "YES" for O; expected: SUCCESS or FAILURE by the name of the outcome.',
            ),
        ),
        (
            "- expect: {transfer: {usr: Ada}}",
            ("5:29", "test-unknown-key", '"usr" means nothing in transfer.'),
        ),
        (
            "- expect: {transfer: Ada}",
            (
                "5:28",
                "test-wrong-value",
                'Here stands the text "Ada" for transfer; expected: a kind of transfer and its target, such as '
                "{user: Ada}.",
            ),
        ),
        (
            "- expect: {dataActions: {CRM: {A: {time: 1}}}}",
            ("5:42", "test-unknown-key", '"time" means nothing in the data action "A".'),
        ),
    ],
)  # fmt: skip
def test_faults_of_steps(step: str, expected: tuple[str, str, str]) -> None:
    assert [found[:3] for found in faults(steps(step))] == [expected]


def test_all_faults_are_told_at_once_in_their_order_and_each_once() -> None:
    text = steps("- pres: 1\n- hear: /(/\n- press: <key>") + "    with: [{key: x}, {key: y}]\nflwo: x\n"
    assert [(place, code) for place, code, _, _ in faults(text)] == [
        ("5:9", "test-unknown-key"),
        ("6:15", "test-wrong-value"),
        ("7:16", "test-wrong-value"),
        ("7:16", "test-wrong-value"),
        ("9:1", "test-unknown-key"),
    ]


def test_no_yaml() -> None:
    assert [found[:2] for found in faults("calls: [")] == [("2:1", "yaml-syntax")]
    assert [found[:2] for found in faults("a: 1\na: 2\ncalls: []")] == [
        ("1:1", "test-unknown-key"),
        ("2:1", "yaml-duplicate-key"),
    ]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("5", 5000),
        ("1.5", 1500),
        ("5 s", 5000),
        ("500ms", 500),
        ("1 min 30 s", 90_000),
        ("2 hours", 7_200_000),
        ("24 h", 86_400_000),
        ("25 h", None),
        ("", None),
        ("5 s ago", None),
        ("-5", None),
    ],
)
def test_durations(text: str, ms: int | None) -> None:
    assert milliseconds(text) == ms


def test_sounds() -> None:
    assert sound("a/b") == "a/b"
    assert sound("//") == "//"
    found = sound("/A.b/i")
    assert not isinstance(found, str)
    assert found.search("xaCB") is not None


def test_what_is_given_is_joined_name_by_name() -> None:
    shared = {
        "queues": {"A": "missing"},
        "transfers": {"queue": {"A": "fails", "B": "busy"}},
        "scheduleGroups": {"H": {"open": ["W"]}},
        "tables": {"T": [{"key": "1"}]},
    }
    own = {
        "queues": {"B": "exists"},
        "transfers": {"queue": {"A": "succeeds"}, "user": {"U": "fails"}},
        "scheduleGroups": {"H": {"closed": ["X"]}},
        "tables": {"T": "missing"},
        "functions": {"F": 1},
    }
    assert merged(placed(shared), placed(own)).plain() == {
        "queues": {"A": "missing", "B": "exists"},
        "transfers": {"queue": {"A": "succeeds", "B": "busy"}, "user": {"U": "fails"}},
        "scheduleGroups": {"H": {"closed": ["X"]}},
        "tables": {"T": "missing"},
        "functions": {"F": 1},
    }
