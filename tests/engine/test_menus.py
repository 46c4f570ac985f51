"""Menus: choices, repeats, time-outs."""

from __future__ import annotations

import pytest

from callflows.engine import KnownOrg, Outcome
from callflows.model import Flow
from tests.engine.flows import call, flow_of, story

TEXT = """
inboundCall:
  name: Line
  startUpRef: ./menus/menu[Top]
  defaultLanguage: en-us
  settingsMenu: {menuSelectionTimeout: {lit: {seconds: 4}}, repeatCount: {lit: 2}}
  menus:
    - menu:
        name: Top
        refId: Top
        audio: {tts: One or two.}
        settingsMenu: {menuSelectionTimeout: {noValue: true}, repeatCount: {noValue: true}}
        choices:
          - menuTask:
              name: First
              dtmf: digit_1
              task:
                variables:
                  - stringVariable: {name: Task.t, initialValue: {lit: own}}
                actions:
                  - playAudio: {audio: {exp: Task.t}}
                  - jumpToMenu: {name: On, targetMenuRef: './menus/menu[Below]'}
          - menuTransferToAcd:
              name: Sales
              dtmf: digit_2
              targetQueue: {lit: {name: Sales}}
              failureTransferAudio: {tts: Full.}
          - menuDisconnect: {name: Bye, dtmf: digit_*, globalDtmf: true}
          - menuJumpToTask: {name: Last, dtmf: digit_9, targetTaskRef: './tasks/task[Last]'}
          - menuFortuneTeller: {name: Fortune, dtmf: digit_8}
    - menu:
        name: Below
        refId: Below
        audio: {tts: Any.}
        settingsMenu: {menuSelectionTimeout: {lit: {ms: 500}}, repeatCount: {lit: 0}}
        choices:
          - menuTask:
              name: None
              refId: None_1
              task: {actions: [{playAudio: {audio: {tts: nothing}}}]}
        defaultChildMenuRef: "./choices/menuTask[None_1]"
  tasks:
    - task: {name: Last, refId: Last, actions: [{playAudio: {audio: {tts: last}}}]}
"""
FLOW: Flow = flow_of(TEXT)


def ends(outcome: Outcome) -> tuple[str, str]:
    return outcome.ended.by, outcome.ended.address.removeprefix("/inboundCall/")


@pytest.mark.parametrize(
    ("keys", "heard", "ended", "ms"),
    [
        (
            ("1", "w"),
            ("One or two.", "own", "Any.", "nothing"),
            ("disconnect", "menus/menu[Below]/choices/menuTask[None_1]"),
            500,
        ),
        (("1", "*"), ("One or two.", "own", "Any."), ("disconnect", "menus/menu[Top]/choices[2]/menuDisconnect"), 0),
        (("2",), ("One or two.",), ("transfer", "menus/menu[Top]/choices[1]/menuTransferToAcd"), 0),
        (("9",), ("One or two.", "last"), ("disconnect", "tasks/task[Last]"), 0),
        ((), ("One or two.", "One or two."), ("disconnect", "menus/menu[Top]"), 8_000),
        (("5", "2"), ("One or two.", "One or two."), ("transfer", "menus/menu[Top]/choices[1]/menuTransferToAcd"), 0),
        (("52",), ("One or two.",), ("transfer", "menus/menu[Top]/choices[1]/menuTransferToAcd"), 0),
        (("5", "5"), ("One or two.", "One or two."), ("disconnect", "menus/menu[Top]"), 0),
        (("8", "9"), ("One or two.", "One or two.", "last"), ("disconnect", "tasks/task[Last]"), 0),
    ],
)
def test_choices(keys: tuple[str, ...], heard: tuple[str, ...], ended: tuple[str, str], ms: int) -> None:
    outcome = call(FLOW, keys)
    assert (outcome.heard, ends(outcome), outcome.ms) == (heard, ended, ms)


def test_a_transfer_that_fails_in_a_menu_repeats_the_menu() -> None:
    outcome = call(FLOW, ("2", "9"), org=KnownOrg(failing=frozenset({("queue", "Sales")})))
    assert outcome.heard == ("One or two.", "Full.", "One or two.", "last")
    assert [(each.queue, each.success) for each in outcome.transfers] == [("Sales", False)]


def test_the_trace_of_a_menu() -> None:
    assert story(call(FLOW, ("w", "9"))) == [
        "EnteredMenu /menus/menu[Top] menu=Top",
        "Given /menus/menu[Top] settingsMenu/repeatCount=2 settingsMenu/menuSelectionTimeout=Duration(PT4S)",
        "Heard /menus/menu[Top] One or two.",
        "Collected @4000 /menus/menu[Top] reason=timeout",
        "Heard @4000 /menus/menu[Top] One or two.",
        "Pressed @4000 keys=9",
        "Collected @4000 /menus/menu[Top] keys=9 reason=complete",
        "LeftMenu @4000 /menus/menu[Top] menu=Top by=choice",
        "Action @4000 /menus/menu[Top]/choices[3]/menuJumpToTask kind=menuJumpToTask name=Last",
        "EnteredTask @4000 /tasks/task[Last] task=Last",
        "Action @4000 /tasks/task[Last][0]/playAudio kind=playAudio",
        "Heard @4000 /tasks/task[Last][0]/playAudio last",
        "LeftTask @4000 /tasks/task[Last] task=Last by=end path=default",
        "Ended @4000 by=disconnect flow=Line /tasks/task[Last] reason=end of task",
    ]


def test_a_menu_choice_that_is_not_executed_is_reported() -> None:
    outcome = call(FLOW, ("8", "9"))
    assert [(each.kind, each.reason) for each in outcome.not_executed] == [
        ("menuFortuneTeller", "callflows does not execute menuFortuneTeller")
    ]


def test_a_choices_task_may_repeat_its_menu() -> None:
    flow = flow_of(
        TEXT.replace("- jumpToMenu: {name: On, targetMenuRef: './menus/menu[Below]'}", "- repeatMenu: {name: Again}")
    )
    assert call(flow, ("1", "9")).heard == ("One or two.", "own", "One or two.", "last")


def test_a_default_choice_is_found_whatever_its_ref_id_holds() -> None:
    flow = flow_of(TEXT.replace("refId: None_1", 'refId: "Yes/No [a]_1"').replace("[None_1]", "[Yes/No [a]_1]"))
    assert call(flow, ("1", "w")).heard[-1] == "nothing"


def test_a_default_choice_that_is_not_there_is_reported() -> None:
    outcome = call(flow_of(TEXT.replace("[None_1]", "[Gone]")), ("1", "w"))
    assert [(each.address, each.kind, each.reason) for each in outcome.not_executed] == [
        ("/inboundCall/menus/menu[Below]", "defaultChildMenuRef", "there is no choice ./choices/menuTask[Gone]")
    ]
    assert (outcome.ended.by, outcome.ended.reason) == ("disconnect", "no menu choice")
