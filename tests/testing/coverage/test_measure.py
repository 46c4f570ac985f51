"""What counts, and which of it calls cover."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.testing import Flows, programs_of
from callflows.testing.coverage import Kind, Measure, items_of
from tests.testing.coverage.flows import (
    ASK,
    BYE,
    ERRORS,
    FAIL,
    LINE_KEY,
    MENU,
    OTHER_KEY,
    SHARED_KEY,
    SORT,
    START,
    measured,
    workspace,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def _items(folder: Path, name: str) -> list[tuple[str, str, str, bool]]:
    flow = programs_of(folder).ready(name).file.flow
    assert flow is not None
    return [(each.kind.value, each.key, each.label, each.unreachable) for each in items_of(flow)]


def _covered(flows: Flows, measure: Measure, *names: str) -> dict[str, list[str]]:
    return {key.name: sorted(keys) for key, keys in measure.covered().items() if not names or key.name in names}


def test_everything_that_counts_in_a_flow(folder: Path) -> None:
    actions = f"{ASK}/task/actions"
    case = f"{SORT}/evaluate/firstMatch/string"
    assert sorted(_items(folder, "Line")) == sorted(
        [
            ("choice", ASK, '1 "Ask"', False),
            ("choice", BYE, '9 "Bye"', False),
            ("choice", FAIL, '3 "Fail"', False),
            ("choice", f"{MENU}/defaultChildMenuRef", 'none made in "Main"', False),
            ("action", f"{actions}[0]/callData", 'callData "Get"', False),
            ("path", f"{actions}[0]/callData/outputs/success", 'callData "Get": success', False),
            ("error", f"{actions}[0]/callData/outputs/failure", 'callData "Get": failure', False),
            ("error", f"{actions}[0]/callData/outputs/timeout", 'callData "Get": timeout', False),
            ("action", f"{actions}[1]/callTask", 'callTask "Sort"', False),
            ("path", f"{actions}[1]/callTask/outputs/one", 'callTask "Sort": one', False),
            ("path", f"{actions}[1]/callTask/outputs/default", 'callTask "Sort": default', False),
            ("action", f"{actions}[2]/callCommonModule", 'callCommonModule "Greet"', False),
            ("action", f"{actions}[3]/disconnect", 'disconnect "Done"', False),
            ("action", f"{actions}[4]/playAudio", 'playAudio "Never"', True),
            ("action", f"{FAIL}/task/actions[0]/updateData", 'updateData "Break"', False),
            ("action", SORT, 'switch "Which"', False),
            ("path", f"{case}/cases[0]/case", 'switch "Which": case 1', False),
            ("path", f"{case}/cases[1]/case", 'switch "Which": case 2', False),
            ("path", f"{case}/default", 'switch "Which": default', False),
            ("action", f"{case}/cases[0]/case/actions[0]/endTask", 'endTask "One"', False),
            ("action", f"{case}/default/actions[0]/playAudio", 'playAudio "Other"', False),
            ("action", "/inboundCall/tasks/task[Unused_6]/actions[0]/disconnect", 'disconnect "Nobody"', True),
            ("error", ERRORS, "the flow's error handling", False),
        ]
    )


def test_the_ways_of_expressions_count(folder: Path) -> None:
    assert [each for each in _items(folder, "Shared") if each[0] == Kind.BRANCH] == [
        ("branch", f"{START}[0]/playAudio/audio#0", 'If then: "Good morning."', False),
        ("branch", f"{START}[0]/playAudio/audio#1", 'If else: "Hi."', False),
        ("branch", f"{START}[0]/playAudio/audio#2", "and right: true", False),
        ("branch", f"{START}[0]/playAudio/audio#3", "and left: Common.polite", False),
    ]


@pytest.mark.parametrize("outcome", ["success", "failure", "timeout"])
def test_paths_without_actions_are_told_apart(folder: Path, outcome: str) -> None:
    flows, measure = measured(folder)
    action = flows.data_action("CRM", "Get")
    {"success": action.returns, "failure": action.fails, "timeout": action.times_out}[outcome]()
    flows.call("Line").presses("1")
    actions = f"{ASK}/task/actions"
    assert _covered(flows, measure) == {
        "Line": sorted(
            [
                ASK,
                f"{actions}[0]/callData",
                f"{actions}[0]/callData/outputs/{outcome}",
                f"{actions}[1]/callTask",
                SORT,
                f"{SORT}/evaluate/firstMatch/string/cases[1]/case",
                f"{actions}[1]/callTask/outputs/default",
                f"{actions}[2]/callCommonModule",
                f"{actions}[3]/disconnect",
            ]
        ),
        "Shared": sorted(
            [
                f"{START}[0]/playAudio",
                f"{START}[0]/playAudio/audio#0",
                f"{START}[0]/playAudio/audio#2",
                f"{START}[1]/decision",
                f"{START}[1]/decision/outputs/yes",
                f"{START}[1]/decision/outputs/yes/actions[0]/playAudio",
            ]
        ),
    }


def test_a_key_and_no_key_are_two_ways_to_the_same_choice(folder: Path) -> None:
    flows, measure = measured(folder)
    flows.call("Line").presses("9")
    assert _covered(flows, measure) == {"Line": [BYE]}
    flows, measure = measured(folder)
    flows.call("Line").waits(20)
    assert _covered(flows, measure) == {"Line": [BYE, f"{MENU}/defaultChildMenuRef"]}


def test_a_menu_without_a_default_choice_ends_when_none_is_made(folder: Path) -> None:
    path = folder / "flows" / "line.yaml"
    path.write_text(path.read_text().replace('        defaultChildMenuRef: "./choices/menuDisconnect[Bye_2]"\n', ""))
    flows, measure = measured(folder)
    plain = Flows(programs_of(folder))
    assert flows.call("Line").waits(20).trace == plain.call("Line").waits(20).trace
    assert _covered(flows, measure) == {"Line": [f"{MENU}/defaultChildMenuRef"]}


def test_the_error_handling_is_covered_by_an_error(folder: Path) -> None:
    flows, measure = measured(folder)
    call = flows.call("Line").presses("3")
    assert [each.code for each in call.errors] == ["division-by-zero"]
    assert _covered(flows, measure) == {"Line": sorted([FAIL, f"{FAIL}/task/actions[0]/updateData", ERRORS])}


def test_a_shared_flow_is_covered_by_all_its_callers_together(folder: Path) -> None:
    flows, measure = measured(folder)
    flows.data_action("CRM", "Get").returns()
    flows.call("Line").presses("1")
    flows.call("Other")
    flows.call("Shared")
    covered = measure.covered()
    assert set(covered) == {LINE_KEY, OTHER_KEY, SHARED_KEY}
    assert {key for key in covered[SHARED_KEY] if "#" in key or "outputs" in key} == {
        f"{START}[0]/playAudio/audio#0",
        f"{START}[0]/playAudio/audio#1",
        f"{START}[0]/playAudio/audio#2",
        f"{START}[0]/playAudio/audio#3",
        f"{START}[1]/decision/outputs/yes",
        f"{START}[1]/decision/outputs/yes/actions[0]/playAudio",
        f"{START}[1]/decision/outputs/no",
    }


@pytest.mark.parametrize("keys", ["1", "3", "9", "5"])
def test_measuring_changes_no_call(folder: Path, keys: str) -> None:
    traces = []
    for flows in (Flows(programs_of(folder)), measured(folder)[0]):
        flows.data_action("CRM", "Get").fails("no")
        traces.append(flows.call("Line").presses(keys).trace)
    assert traces[0] == traces[1]
