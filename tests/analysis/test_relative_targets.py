"""Target references as people write them: absolute, from the object that holds them, and from above it."""

from __future__ import annotations

import pytest

from callflows.analysis import analyse
from callflows.architect import read
from callflows.checks import check_flow

FLOW = """\
inboundCall:
  name: X
  defaultLanguage: en-us
  startUpRef: "%(start)s"
  settingsErrorHandling:
    errorHandling:
      task:
        targetTaskRef: "%(handler)s"
  menus:
    - menu:
        name: Main
        refId: Top
        audio:
          tts: Press 1
        choices:
          - menuJumpToTask:
              name: Go
              refId: go
              dtmf: digit_1
              targetTaskRef: "%(choice)s"
        defaultChildMenuRef: "%(default)s"
  tasks:
    - task:
        name: Start
        refId: Main
        actions:
          - jumpToMenu:
              name: Jump
              targetMenuRef: "%(jump)s"
"""
TASK, MENU = "/inboundCall/tasks/task[Main]", "/inboundCall/menus/menu[Top]"
WANTED = [TASK, TASK, TASK, MENU, f"{MENU}/choices/menuJumpToTask[go]"]
FORMS = {
    "absolute": {
        "start": TASK,
        "handler": TASK,
        "choice": TASK,
        "jump": MENU,
        "default": f"{MENU}/choices/menuJumpToTask[go]",
    },
    "from the object": {
        "start": "./tasks/task[Main]",
        "handler": "./tasks/task[Main]",
        "choice": "./tasks/task[Main]",
        "jump": "./menus/menu[Top]",
        "default": "./choices/menuJumpToTask[go]",
    },
    "from above": {
        "start": "../inboundCall/tasks/task[Main]",
        "handler": "../../../tasks/task[Main]",
        "choice": "../../../../tasks/task[Main]",
        "jump": "../../../../menus/menu[Top]",
        "default": "../menu[Top]/choices/menuJumpToTask[go]",
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_leads_to_the_same_object(form: str) -> None:
    flow = read(FLOW % FORMS[form]).flow
    assert flow is not None
    assert [target.found for target in analyse(flow).targets] == WANTED
    assert [d.code for d in check_flow(flow) if "reference" in d.code or "start" in d.code or "choice" in d.code] == []


def test_a_reference_to_another_kind_or_to_nothing_leads_nowhere() -> None:
    wrong = {
        "start": "./tasks/task[Man]",
        "handler": MENU,
        "choice": "../../menu[Top]",
        "jump": TASK,
        "default": "./choices/menuTask[go]",
    }
    result = read(FLOW % wrong, file="f")
    assert result.flow is not None
    assert [target.found for target in analyse(result.flow).targets] == [None] * 5
    found = [(d.code, str(d.span)) for d in check_flow(result.flow, result.source) if d.code != "unused-task"]
    assert {
        (code, place) for code, place in found if place in {"f:4:15", "f:8:24", "f:20:30", "f:21:30", "f:29:30"}
    } == {
        ("start-object-missing", "f:4:15"),
        ("dangling-reference", "f:8:24"),
        ("dangling-reference", "f:20:30"),
        ("default-choice-missing", "f:21:30"),
        ("dangling-reference", "f:29:30"),
    }
