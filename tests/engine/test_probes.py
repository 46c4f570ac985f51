"""A program with probes does the same things, and tells its output paths apart."""

from __future__ import annotations

import pytest

from callflows.engine import Call, CallContext, DataAction, KnownOrg, Probes, answer, compile_flow, run_script
from callflows.engine.events import DataActionAnswer
from tests.engine.flows import MAIN, inbound, module, variable

TASKS = """
- task:
    name: Other
    refId: Other
    actions:
      - decision:
          condition: {exp: 'Flow.n == "1"'}
          outputs:
            "yes": {actions: [{endTask: {outputPath: {name: left}}}]}
            "no": {actions: [{endTask: {outputPath: {name: right}}}]}
"""
FLOW = inbound(
    """
    - callData:
        category: {CRM: {dataAction: {Get: {}}}}
        outputs:
          success: {actions: [{playAudio: {audio: {exp: 'If(Flow.n == "1" or false, "one", "more")'}}}]}
    - callTask: {targetTaskRef: '/inboundCall/tasks/task[Other]'}
    - callCommonModule: {commonModule: {Shared: {ver_latestPublished: {}}}}
    - disconnect: {name: Bye}
    """,
    variables=variable("string", "Flow.n", "{lit: '1'}"),
    more=TASKS,
)
SHARED = module(
    """
    - updateData: {statements: [{string: {variable: Common.x, value: {exp: 'true ? "a" : "b"'}}}]}
    """,
    variables=variable("string", "Common.x"),
)
MODULES = {"Shared": SHARED}


class Steps:
    def __init__(self) -> None:
        self.seen: set[int] = set()

    def step(self, index: int, next_index: int, /) -> None:
        self.seen.add(index)


def _org(outcome: str) -> CallContext:
    return CallContext(directory=KnownOrg(data_actions=(DataAction("CRM", "Get", DataActionAnswer(outcome)),)))


def _paths(context: CallContext, probes: Probes) -> list[str]:
    """The output paths that a call takes."""
    steps = Steps()
    call = Call(compile_flow(FLOW, MODULES, probes), context, observer=steps)
    commands = call.start()
    while call.ended is None:
        event = answer(commands[-1], context, call.time)
        assert event is not None
        commands = call.receive(event)
    return sorted(address.removeprefix(MAIN) for index, address in probes.paths.items() if index in steps.seen)


@pytest.mark.parametrize("outcome", ["success", "failure", "timeout"])
def test_each_path_has_a_beginning_of_its_own(outcome: str) -> None:
    assert _paths(_org(outcome), Probes()) == [
        f"/actions[0]/callData/outputs/{outcome}",
        "/actions[1]/callTask/outputs/left",
        "/inboundCall/tasks/task[Other]/actions[0]/decision/outputs/yes",
    ]


@pytest.mark.parametrize("outcome", ["success", "failure", "timeout"])
def test_probes_change_no_call(outcome: str) -> None:
    plain, probed = compile_flow(FLOW, MODULES), compile_flow(FLOW, MODULES, Probes())
    assert run_script(probed, _org(outcome), ()) == run_script(plain, _org(outcome), ())


def test_expressions_note_which_ways_they_go() -> None:
    probes = Probes()
    _paths(_org("success"), probes)
    assert [(each.unit.name, bytes(each.marks)) for each in probes.branches] == [
        ("Line", b"\1\0\0\1"),
        ("Shared", b"\1\0"),
    ]
