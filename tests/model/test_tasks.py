"""Actions that go to tasks, menus and other flows."""

from __future__ import annotations

import pytest

from callflows.model import CATALOGUE
from callflows.model.actions import calls, tasks
from tests.model.snippets import INBOUND, findings, outputs, paths, proven, references

_MODULE = """\
commonModule:
  Login:
    ver_latestPublished:
      inputs:
        Common.Ani:
          exp: Call.Ani
      outputs:
        Common.Name:
          var: Flow.Name
        Common.Id:
          noValue: true"""
_BOT = """\
inputText:
  noValue: true
exitReason:
  var: Flow.Why
intent:
  noValue: true
botFlow:
  Orders:
    ver_latestPublished:
      inputs:
        Session.Id:
          exp: Flow.Id
      outputs:
        Session.Order:
          var: Flow.Order
"""
_INPUTS = "taskInputs:\n  - string:\n      name: Task.Who\n      value:\n        exp: Flow.Who\n"
_TASK = 'targetTaskRef: "/inboundCall/tasks/task[Other_12]"\n'

SNIPPETS = {
    "callTask": _TASK + _INPUTS + outputs("default", "Nobody home"),
    "jumpToTask": _TASK,
    "endTask": "outputPath:\n  name: default",
    "jumpToMenu": 'targetMenuRef: "/inboundCall/menus/menu[Main Menu_11]"',
    "callCommonModule": _MODULE,
    "callBotFlow": _BOT + outputs("Order", "failure"),
}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == proven(tasks) | proven(calls)


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(INBOUND, key, SNIPPETS[key]) == set()


def test_paths_that_the_flow_names_are_walked() -> None:
    assert paths(INBOUND, "callTask", SNIPPETS["callTask"]) == ["default", "Nobody home"]
    assert paths(INBOUND, "callBotFlow", SNIPPETS["callBotFlow"]) == ["Order", "failure"]
    assert {key for key in SNIPPETS if CATALOGUE[key].named_outputs} == {"callTask", "callBotFlow"}


def test_the_flows_that_are_called_are_referred_to() -> None:
    assert references(INBOUND, "callCommonModule", _MODULE) == {("COMMONMODULEFLOW", "Login")}
    assert references(INBOUND, "callBotFlow", _BOT) == {("BOTFLOW", "Orders")}


def test_a_module_has_no_tasks_menus_or_modules() -> None:
    missing = {key for key in SNIPPETS if "commonModule" not in CATALOGUE[key].flow_types}
    assert missing == {"callTask", "jumpToTask", "jumpToMenu", "callCommonModule"}


def test_what_is_wrong_is_said() -> None:
    assert findings(INBOUND, "callCommonModule", "commonModule:\n  A: {ver_latestPublished: {}}\n  B: {}") == {
        ("wrong-shape", 'Under "commonModule" stands one name; found 2.'),
        ("wrong-shape", 'Under "B" stands one name; found 0.'),
    }
    assert findings(INBOUND, "jumpToTask", "targetTask: x") == {
        ("unknown-key", 'The key "targetTask" is not known in the action jumpToTask; it is kept as it is.'),
        ("missing-key", '"targetTaskRef" is missing; jumpToTask needs it.'),
    }
