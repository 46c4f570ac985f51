"""Actions that decide and repeat."""

from __future__ import annotations

import pytest

from callflows.model import CATALOGUE
from callflows.model.actions import logic, loops
from tests.model.snippets import INBOUND, findings, outputs, paths, proven, references

SNIPPETS = {
    "decision": "condition:\n  exp: Flow.x > 1\n" + outputs("yes", "no"),
    "switch": "evaluate:\n  firstTrue:\n    default:\n      actions:\n        - disconnect:\n            name: Bye\n"
    "    cases:\n      - case:\n          value:\n            exp: Flow.x == 1\n"
    "          actions:\n            - disconnect:\n                name: Bye",
    "evaluateScheduleGroup": "inServiceSchedules:\n  var: Flow.Open\nevaluate:\n  now: true\nscheduleGroup:\n  lit:\n"
    "    name: Hours\n  name: Hours\nemergencyGroup:\n  noValue: true\n"
    + outputs("open", "closed", "holiday", "emergency"),
    "evaluateSchedule": "evaluationType:\n  schedule:\n    name: Callbacks\n    evaluationTimeZone: Europe/London\n"
    "    evaluate:\n      now: true\n" + outputs("active", "inactive"),
    "loop": "currentIndex:\n  var: Flow.i\nloopCount:\n  lit: 3\n" + outputs("loop"),
    "loopNext": "",
    "loopExit": "",
}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == proven(logic) | proven(loops)


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(INBOUND, key, SNIPPETS[key]) == set()


def test_the_paths_that_are_walked() -> None:
    assert {key: paths(INBOUND, key, SNIPPETS[key]) for key in SNIPPETS} == {
        "decision": ["yes", "no"],
        "switch": ["default", "cases[0]"],
        "evaluateScheduleGroup": ["open", "closed", "holiday", "emergency"],
        "evaluateSchedule": ["active", "inactive"],
        "loop": ["loop"],
        "loopNext": [],
        "loopExit": [],
    }


def test_schedules_are_referred_to() -> None:
    assert references(INBOUND, "evaluateScheduleGroup", SNIPPETS["evaluateScheduleGroup"]) == {
        ("SCHEDULEGROUP", "Hours")
    }
    assert ("SCHEDULE", "Callbacks") in references(INBOUND, "evaluateSchedule", SNIPPETS["evaluateSchedule"])


def test_what_is_wrong_is_said() -> None:
    unknown_path = "outputs:\n  maybe:\n    actions:\n      - disconnect:\n          name: Bye"
    assert findings(INBOUND, "decision", f"condition: Flow.x\n{unknown_path}") == {
        ("wrong-shape", '"condition" is "Flow.x"; expected `lit`, `exp` or `noValue`.'),
        ("unknown-key", 'The key "maybe" is not known in the outputs of decision; it is kept as it is.'),
    }
    assert findings(INBOUND, "loop", "currentIndex:\n  noValue: true") == {
        ("missing-key", '"loopCount" is missing; loop needs it.')
    }


def test_a_loop_runs_at_most_99_times() -> None:
    bounds = {
        (key, f.path): (f.minimum, f.maximum, f.default)
        for key in ("loop", "loopUntil")
        for f in CATALOGUE[key].fields
        if f.minimum is not None
    }
    assert bounds == {("loop", "loopCount"): (1, 99, 1), ("loopUntil", "maxLoopCount"): (1, 99, None)}
