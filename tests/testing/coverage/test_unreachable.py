"""What no call can reach, and so does not count."""

from __future__ import annotations

import pytest

from callflows.expressions import parse
from callflows.testing.coverage import items_of
from callflows.testing.coverage.unreachable import fixed, fixed_ways
from tests.engine.flows import inbound

BYE = "- disconnect: {name: End}\n"
SAY = "{actions: [{playAudio: {name: Say, audio: {tts: Hi.}}}]}"
LEAVE = "{actions: [{disconnect: {name: Out}}]}"
OTHER = "- task: {name: Other, refId: Other, actions: [{disconnect: {name: There}}]}\n"


def never(actions: str, more: str = "") -> set[str]:
    """The labels of what no call can reach."""
    return {each.label for each in items_of(inbound(actions, more=more)) if each.unreachable}


def decision(condition: str, yes: str = SAY, no: str = SAY) -> str:
    return f"- decision: {{name: Is it, condition: {condition}, outputs: {{'yes': {yes}, 'no': {no}}}}}\n"


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ("{lit: true}", "no"),
        ("{lit: false}", "yes"),
        ("{exp: true}", "no"),
        ("{exp: '!true'}", "yes"),
        ("{exp: Flow.IsTest and false}", "yes"),
    ],
)
def test_a_condition_that_is_always_the_same(condition: str, path: str) -> None:
    other = SAY.replace("Say", "Else")
    yes, no = (other, SAY) if path == "yes" else (SAY, other)
    assert never(decision(condition, yes, no) + BYE) == {f'decision "Is it": {path}', 'playAudio "Else"'}


def test_a_condition_that_may_change() -> None:
    assert never(decision("{exp: Flow.IsTest}") + BYE) == set()


def test_what_stands_behind_the_only_way_when_that_ends() -> None:
    assert never(decision("{lit: true}", LEAVE) + BYE) == {
        'decision "Is it": no',
        'playAudio "Say"',
        'disconnect "End"',
    }
    assert never(decision("{lit: false}", LEAVE) + BYE) == {'decision "Is it": yes', 'disconnect "Out"'}


def test_a_task_to_which_only_what_no_call_reaches_leads() -> None:
    go = "{actions: [{jumpToTask: {name: Go, targetTaskRef: '/inboundCall/tasks/task[Other]'}}]}"
    assert never(decision("{lit: true}", SAY, go) + BYE, OTHER) == {
        'decision "Is it": no',
        'jumpToTask "Go"',
        'disconnect "There"',
    }
    assert never(decision("{exp: Flow.IsTest}", SAY, go) + BYE, OTHER) == set()


def test_cases_behind_one_that_is_always_true() -> None:
    switch = """\
- switch:
    name: Which
    evaluate:
      firstTrue:
        cases:
          - case: {value: {lit: false}}
          - case: {value: {exp: Flow.IsTest}}
          - case: {value: {lit: true}}
          - case: {value: {exp: Flow.IsTest}}
        default: {actions: []}
"""
    assert never(switch + BYE) == {f'switch "Which": {path}' for path in ("case 1", "case 4", "default")}


def test_an_emergency_without_a_group() -> None:
    ask = "- evaluateScheduleGroup: {name: Open, scheduleGroup: {lit: {name: Hours}}%s}\n"
    assert never(ask % "" + BYE) == {'evaluateScheduleGroup "Open": emergency'}
    assert never(ask % ", emergencyGroup: {noValue: true}" + BYE) == {'evaluateScheduleGroup "Open": emergency'}
    assert never(ask % ", emergencyGroup: {lit: {name: Snow}}" + BYE) == set()


@pytest.mark.parametrize(
    ("expression", "ways"),
    [
        ("If(true, 1, 2)", [(False, True)]),
        ("Flow.a ? 1 : 2", [(False, False)]),
        ("false and Flow.a", [(True, False)]),
        ("true and Flow.a", [(False, True)]),
        ("true or Flow.a", [(True, False)]),
        ("false or Flow.a", [(False, True)]),
    ],
)
def test_ways_of_an_expression_that_are_never_gone(expression: str, ways: list[tuple[bool, bool]]) -> None:
    ast = parse(expression).ast
    assert ast is not None
    assert list(fixed_ways(ast)) == ways


def test_what_stands_inside_such_a_way() -> None:
    update = "- updateData: {statements: [{integer: {variable: Flow.n, value: {exp: '%s'}}}]}\n"
    assert never(update % "If(true, 1, If(Flow.IsTest, 2, 3))" + BYE) == {
        "If else: If(Flow.IsTest, 2, 3)",
        "If then: 2",
        "If else: 3",
    }


@pytest.mark.parametrize(
    ("expression", "value"),
    [("true", True), ("!false", True), ("true and Flow.a", None), ("Flow.a and false", False), ("1 == 1", None)],
)
def test_conditions_that_are_always_the_same(expression: str, value: bool | None) -> None:
    ast = parse(expression).ast
    assert ast is not None
    assert fixed(ast) is value
