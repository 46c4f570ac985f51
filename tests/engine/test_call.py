"""The call itself: events in, commands out; the scripted caller; the trace's form."""

from __future__ import annotations

import copy
import inspect

import msgspec
import pytest

from callflows.engine import (
    Call,
    CallContext,
    Digits,
    HangUp,
    Played,
    Silence,
    WrongEventError,
    compile_flow,
    from_json_lines,
    run_script,
    script_of,
    to_json_lines,
)
from callflows.engine.audio import Part
from callflows.engine.commands import Collect, Disconnect, Play
from callflows.engine.events import TransferAnswer
from callflows.engine.state import _OWN, State
from tests.engine.flows import MAIN, inbound, variable
from tests.engine.test_modules import LINE, MODULES

FLOW = inbound(
    """
    - playAudio: {audio: {tts: Hi}}
    - collectInput: {inputData: {var: Flow.d}, digits: {exact: 2}, inputAudio: {tts: Two digits}}
    - playAudio: {audio: {exp: ToString(RandomInt(1000000))}}
    - disconnect: {name: Bye}
    """,
    variables=variable("string", "Flow.d"),
)
AT = [f"{MAIN}/actions[{index}]/" for index in range(4)]


def times(call: Call) -> tuple[int, int | None]:
    return call.time, call.wait


def test_a_call_gives_commands_and_waits_for_what_they_ask() -> None:
    call = Call(compile_flow(FLOW, {}))
    assert call.start() == (Play(AT[0] + "playAudio", (Part("tts", "Hi"),)),)
    assert times(call) == (0, None)
    assert call.receive(Played(1_500)) == (
        Collect(AT[1] + "collectInput", "collectInput", (Part("tts", "Two digits"),), 2, 5_000, 3_000),
    )
    assert times(call) == (1_500, 5_000)
    assert call.receive(Silence(4_999)) == ()
    assert times(call) == (6_499, 1)
    assert call.receive(Digits("7")) == ()
    assert times(call) == (6_499, 3_000)
    (play,) = call.receive(Digits("8", ms=2_000))
    assert isinstance(play, Play)
    assert call.receive(Played()) == (Disconnect(AT[3] + "disconnect"),)
    assert call.ended is not None
    assert (call.ended.by, call.ended.t, dict(call.variables), call.trace) == (
        "disconnect",
        8_499,
        {"Flow.d": "78"},
        (),
    )


def test_keys_pressed_while_audio_plays_are_buffered() -> None:
    call = Call(compile_flow(FLOW, {}))
    call.start()
    assert call.receive(Digits("78")) == ()
    commands = call.receive(Played())
    assert [type(each) for each in commands] == [Collect, Play]
    assert dict(call.variables) == {"Flow.d": "78"}


def test_the_caller_may_hang_up_while_audio_plays() -> None:
    call = Call(compile_flow(FLOW, {}), trace=True)
    call.start()
    assert call.receive(HangUp(700)) == ()
    assert call.ended is not None
    assert (call.ended.by, call.ended.address, call.ended.t) == ("hangUp", AT[0] + "playAudio", 700)
    assert call.trace[-1] == call.ended


def test_an_event_that_the_call_does_not_wait_for_is_the_drivers_fault() -> None:
    call = Call(compile_flow(FLOW, {}))
    with pytest.raises(WrongEventError, match="the call has not started"):
        call.receive(Played())
    call.start()
    with pytest.raises(WrongEventError, match="does not wait for TransferAnswer"):
        call.receive(TransferAnswer(True))
    call.receive(Played())
    with pytest.raises(WrongEventError, match="waits for keys, not for Played"):
        call.receive(Played())
    with pytest.raises(WrongEventError, match="'1a' are no keys of a telephone"):
        call.receive(Digits("1a"))
    call.receive(HangUp())
    with pytest.raises(WrongEventError, match="the call is over"):
        call.receive(Silence(1))
    with pytest.raises(WrongEventError, match="started already"):
        call.start()


def test_a_parked_call_is_data_that_can_be_copied_and_goes_on_from_there() -> None:
    call = Call(compile_flow(FLOW, {}), trace=True)
    call.start()
    call.receive(Played())
    call.receive(Digits("1"))
    other = copy.deepcopy(call)
    for each, key in ((call, "2"), (other, "3")):
        each.receive(Digits(key))
        each.receive(Played())
    assert (call.variables["Flow.d"], other.variables["Flow.d"]) == ("12", "13")
    assert [len(each.trace) for each in (call, other)] == [len(call.trace)] * 2


def test_many_calls_share_one_program() -> None:
    program = compile_flow(FLOW, {})
    calls = [Call(program) for _ in range(3)]
    for each in calls:
        each.start()
        each.receive(Played())
    for index, each in enumerate(calls):
        each.receive(Digits(f"{index}0"))
    assert [each.variables["Flow.d"] for each in calls] == ["00", "10", "20"]


def test_the_same_inputs_and_seed_give_the_same_bytes() -> None:
    program = compile_flow(LINE, MODULES)
    again = compile_flow(LINE, MODULES)
    context = CallContext(caller="tel:+13175551234", seed=7)
    first, second = (to_json_lines(run_script(each, context, "1111#1234").events) for each in (program, again))
    assert first == second
    assert to_json_lines(from_json_lines(first)) == first


def test_the_seed_decides_what_chance_gives() -> None:
    program = compile_flow(FLOW, {})
    heard = [run_script(program, CallContext(seed=seed), "12").heard[-1] for seed in (0, 0, 1)]
    assert heard[0] == heard[1] != heard[2]


def test_a_trace_of_another_schema_is_refused() -> None:
    text = to_json_lines(run_script(compile_flow(FLOW, {})).events)
    with pytest.raises(msgspec.ValidationError, match="schema 3"):
        from_json_lines(text.replace('"schema":3', '"schema":2'))


def test_a_call_without_a_trace_ends_the_same() -> None:
    program = compile_flow(LINE, MODULES)
    quiet, loud = (run_script(program, presses="0000#1234#", trace=trace) for trace in (False, True))
    assert quiet.events == ()
    assert msgspec.structs.replace(loud, events=()) == quiet


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", ()),
        ("1234#", ("1234#",)),
        ("1111#2222#3", ("1111#", "2222#", "3")),
        ("1, 2 w h", ("1", "2", "w", "h")),
        (("12#34",), ("12#34",)),
    ],
)
def test_a_script_is_cut_into_steps(text: str | tuple[str, ...], steps: tuple[str, ...]) -> None:
    assert script_of(text) == steps


@pytest.mark.parametrize("text", ["12x", ("1", ""), ("1 2",)])
def test_a_script_with_other_characters_is_refused(text: str | tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"is no (key|step)"):
        script_of(text)


def test_a_copied_call_takes_along_all_that_the_call_knows() -> None:
    """In a module, with a trace: the copy ends as the call does, and neither knows of the other."""
    call = Call(compile_flow(LINE, MODULES), trace=True)
    call.start()
    call.receive(Played())
    other = copy.deepcopy(call)
    held = {
        name
        for name, each in vars(State).items()
        if inspect.ismemberdescriptor(each) or inspect.isgetsetdescriptor(each)
    }
    assert {*_OWN, "nodes", "unit"} == held
    ends = []
    for each in (call, other):
        while each.ended is None:
            each.receive(Digits("0000") if each.wait is not None else Played())
        ends.append((each.ended, each.variables, each.module_outputs, each.trace))
    assert ends[0] == ends[1]
