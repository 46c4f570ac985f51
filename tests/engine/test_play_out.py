"""A call whose keys are known is played to its end in one go, and is the same call."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from callflows.engine import (
    Call,
    CallContext,
    Digits,
    Event,
    KnownOrg,
    Played,
    Silence,
    WrongEventError,
    answer,
    compile_flow,
)
from callflows.engine.commands import Collect, Command, Disconnect, Play
from tests.engine.flows import inbound, variable
from tests.engine.test_modules import LINE, MODULES

PROGRAM = compile_flow(LINE, MODULES)
CALLERS = (("1234",), ("0000", "1234"), ("12", "*", "1234"), (), ("1111", "2222", "3333"))
FAILING = CallContext(directory=KnownOrg(failing=frozenset({("queue", "Support")})))


def org(context: CallContext) -> Callable[[Command, int], Event | None]:
    return lambda command, ms: answer(command, context, ms)


def step_by_step(call: Call, entries: tuple[str, ...], context: CallContext) -> list[Command]:
    commands = list(call.start())
    left = list(entries)
    while call.ended is None:
        event: Event | None
        if call.wait is not None:
            event = Digits(left.pop(0)) if left else Silence(call.wait)
        else:
            event = answer(commands[-1], context, call.time)
        assert event is not None
        commands += call.receive(event)
    return commands


@pytest.mark.parametrize("entries", CALLERS)
@pytest.mark.parametrize("context", [CallContext(), FAILING])
@pytest.mark.parametrize("trace", [False, True])
def test_a_call_played_out_is_the_call_that_is_told_event_by_event(
    entries: tuple[str, ...], context: CallContext, trace: bool
) -> None:
    slow, fast = Call(PROGRAM, context, trace=trace), Call(PROGRAM, context, trace=trace)
    assert fast.play_out(entries, org(context)) == step_by_step(slow, entries, context)
    told = [(call.ended, call.time, call.trace, call.variables, call.module_outputs) for call in (slow, fast)]
    assert told[0] == told[1]


def test_a_call_that_is_over_is_not_played_out_again() -> None:
    call = Call(PROGRAM)
    call.play_out((), org(CallContext()))
    with pytest.raises(WrongEventError, match="has started already"):
        call.play_out((), org(CallContext()))


def test_commands_that_nobody_answers_are_the_callers_fault() -> None:
    flow = inbound("- transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}")
    with pytest.raises(WrongEventError, match="waits for nothing that is answered"):
        Call(compile_flow(flow, {})).play_out((), lambda command, ms: None)


def test_keys_that_are_none_are_refused() -> None:
    with pytest.raises(WrongEventError, match="are no keys of a telephone"):
        Call(PROGRAM).play_out(("12x4",), org(CallContext()))


def test_what_is_played_out_begins_with_what_start_gives() -> None:
    flow = inbound(
        """
        - playAudio: {audio: {tts: Hi}}
        - collectInput: {inputData: {var: Flow.d}, digits: {exact: 1}, inputAudio: {tts: One}}
        - disconnect: {name: Bye}
        """,
        variables=variable("string", "Flow.d"),
    )
    program = compile_flow(flow, {})
    call = Call(program)
    first = [*call.start(), *call.receive(Played()), *call.receive(Digits("1"))]
    assert Call(program).play_out(("1",), org(CallContext())) == first
    assert [type(each) for each in first] == [Play, Collect, Disconnect]
