"""One call for each row."""

from __future__ import annotations

from callflows.testing.scenarios import Case
from callflows.testing.scenarios.steps import Hear, Press, Prompt
from tests.testing.scenarios.files import faults, read

ROWS = """\
flow: Line
calls:
  - name: {name}
    with:
      - {{key: 1, says: [One, /tw./], more: {{prompt: p}}}}
      - {{key: "0002#", says: x, more: {{prompt: q}}}}
    steps:
      - press: <key>
      - hear: <says>
      - hear: [<more>, "<key>: <says>, <b>"]
"""


def cases(name: str) -> tuple[Case, ...]:
    file = read(ROWS.format(name=name))
    assert file.diagnostics == ()
    return file.cases


def test_each_row_is_a_call_and_a_value_keeps_its_form() -> None:
    text = ROWS.format(name="a")
    text = text.replace("says: [One, /tw./]", "says: One").replace('"<key>: <says>, <b>"', '"<key>: <says>, <b>"')
    first, second = read(text).cases
    assert [case.name for case in (first, second)] == ["a [1, One, a mapping]", "a [0002#, x, a mapping]"]
    assert [step.doing for step in first.steps] == [
        Press("1"),
        Hear(("One",)),
        Hear((Prompt("p"), "1: One, <b>")),
    ]
    assert [step.doing for step in second.steps] == [
        Press("0002#"),
        Hear(("x",)),
        Hear((Prompt("q"), "0002#: x, <b>")),
    ]
    assert [step.said for step in second.steps] == ["press: 0002#", "hear: x", "hear: 0002#: x, <b>"]


def test_a_list_stands_for_a_placeholder_alone() -> None:
    hear = cases("a")[0].steps[1].doing
    assert isinstance(hear, Hear)
    assert [each if isinstance(each, str) else getattr(each, "pattern", each) for each in hear.sounds] == ["One", "tw."]


def test_a_name_with_a_placeholder_stays_as_it_is_written() -> None:
    assert [case.name for case in cases("key <key>")] == ["key 1", "key 0002#"]


def test_places_are_those_of_the_call() -> None:
    assert {(case.line, case.steps[0].span and case.steps[0].span.line) for case in cases("a")} == {(3, 8)}


def test_rows_that_make_the_same_name() -> None:
    text = "flow: Line\ncalls:\n  - name: <a>\n    with: [{a: 1}, {a: 1}]\n"
    assert [found[:3] for found in faults(text)] == [("3:11", "test-same-name", 'There is another call "1".')]


def test_given_is_filled_too() -> None:
    text = """\
flow: Line
calls:
  - name: <state>
    with: [{state: open, q: A}, {state: closed, q: B}]
    given: {scheduleGroups: {H: <state>}, transfers: {queue: {<q>: fails}}}
"""
    file = read(text)
    assert file.diagnostics == ()
    assert [case.given.plain() for case in file.cases] == [
        {"scheduleGroups": {"H": "open"}, "transfers": {"queue": {"A": "fails"}}},
        {"scheduleGroups": {"H": "closed"}, "transfers": {"queue": {"B": "fails"}}},
    ]
