"""Who is told of every step of a call, and where a step's node stands."""

from __future__ import annotations

from callflows.engine import Call, CallContext, Digits, Played, Silence, compile_flow, run_script
from callflows.engine.state import END, PARK
from tests.engine.flows import MAIN, inbound, variable
from tests.engine.test_modules import LINE, MODULES

FLOW = inbound(
    """
    - collectInput: {inputData: {var: Flow.d}, digits: {exact: 2}, inputAudio: {tts: Two digits}}
    - decision:
        condition: {exp: 'GetAt(MakeList(true), ToInt(Flow.d))'}
        outputs:
          "yes": {actions: [{playAudio: {audio: {tts: Zero}}}]}
    - disconnect: {name: Bye}
    """,
    variables=variable("string", "Flow.d"),
)
PROGRAM = compile_flow(FLOW, {})


class Steps:
    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []

    def step(self, index: int, next_index: int, /) -> None:
        self.taken.append((index, next_index))

    def places(self) -> list[str]:
        return [PROGRAM.nodes[index].address for index, _ in self.taken]


def test_every_step_is_told_with_where_the_call_goes_on() -> None:
    steps = Steps()
    call = Call(PROGRAM, observer=steps)
    call.start()
    call.receive(Digits("00"))
    call.receive(Played())
    collect, decision, play, bye = (
        f"{MAIN}/actions[0]/collectInput",
        f"{MAIN}/actions[1]/decision",
        f"{MAIN}/actions[1]/decision/outputs/yes/actions[0]/playAudio",
        f"{MAIN}/actions[2]/disconnect",
    )
    assert steps.places() == [MAIN, collect, collect, decision, play, play, bye]
    follows = [PROGRAM.nodes[then].address if then >= 0 else then for _, then in steps.taken]
    assert follows == [collect, PARK, decision, play, PARK, bye, END]


def test_an_error_is_told_as_the_step_to_the_error_handling() -> None:
    steps = Steps()
    call = Call(PROGRAM, observer=steps)
    call.start()
    call.receive(Digits("07"))
    assert steps.taken[-2:] == [(steps.taken[-2][0], PROGRAM.error_entry), (PROGRAM.error_entry, END)]
    assert steps.places()[-2:] == [
        f"{MAIN}/actions[1]/decision",
        "/inboundCall/settingsErrorHandling/errorHandling/disconnect",
    ]


def test_an_observer_changes_nothing() -> None:
    told = []
    for observer in (None, Steps()):
        for trace in (False, True):
            call = Call(PROGRAM, CallContext(), trace=trace, observer=observer)
            told.append([call.start(), call.receive(Silence(5_000)), call.variables, call.ended])
    assert told == [told[0]] * 4


def test_a_node_stands_in_the_flow_or_in_one_of_its_modules() -> None:
    program = compile_flow(LINE, MODULES)
    outcome = run_script(program, CallContext(), "1234#")
    assert outcome.not_executed == ()
    origins = [program.origin(index) for index in range(len(program.nodes))]
    assert {flow for flow, _ in origins} == {program.flow.name, *program.modules}
    for flow, address in origins:
        unit = program.flow if flow == program.flow.name else program.modules[flow]
        assert (address + "/").startswith(unit.address + "/")
