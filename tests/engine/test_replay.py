"""A trace is run again from itself alone; the first difference is found, in any program."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from callflows.engine import (
    Call,
    CallContext,
    Digits,
    HangUp,
    KnownOrg,
    Program,
    Silence,
    answer,
    compile_flow,
    from_json_lines,
    run_script,
    to_json_lines,
)
from callflows.engine import trace as t
from callflows.engine.codec import UnreadableError
from callflows.engine.commands import Command
from callflows.engine.events import Event
from callflows.engine.replay import Divergence, replay
from callflows.expressions import Entity
from callflows.model import Flow
from tests.engine.flows import MAIN, flow_of, inbound, variable
from tests.engine.test_any_flow import CONTEXT, DOINGS, flows, placed
from tests.engine.test_corpus import SCRIPTS, corpus
from tests.engine.test_saved import FLOW, SETTINGS, Org
from tests.shared import needs_shared

PROGRAM = compile_flow(FLOW, {})


def recorded(program: Program, doings: Iterable[Event], context: CallContext = SETTINGS) -> t.Trace:
    """The trace of a call, as it comes back from its file."""
    call = Call(program, context, trace=True)
    commands, waiting = call.start(), iter(doings)
    last: Command | None = None
    while call.ended is None:
        last = commands[-1] if commands else last
        given = None if call.wait is not None or last is None else answer(last, context, call.time)
        commands = call.receive(given or next(waiting, HangUp()))
    return from_json_lines(to_json_lines(call.trace))


def test_a_call_is_the_same_without_its_org_and_its_functions() -> None:
    trace = recorded(PROGRAM, [Digits("78", ms=800)])
    again = replay(PROGRAM, trace)
    assert again.divergence is None
    assert to_json_lines(again.now) == to_json_lines(trace)


def test_a_call_that_is_not_over_is_the_same_so_far() -> None:
    call = Call(PROGRAM, SETTINGS, trace=True)
    call.start()
    assert replay(PROGRAM, call.trace).divergence is None


def test_another_name_of_the_flow_is_no_difference() -> None:
    again = replay(compile_flow(msgspec.structs.replace(FLOW, name="Line 2"), {}), recorded(PROGRAM, [Digits("78")]))
    assert again.divergence is None
    assert again.now[0].flow == "Line 2"  # type: ignore[union-attr]


def test_the_start_task_of_an_in_queue_flow_has_the_flows_name() -> None:
    flow = flow_of("inqueueCall: {name: Wait, startUpTaskActions: [{disconnect: {name: Bye}}]}")
    trace = recorded(compile_flow(flow, {}), [])
    again = replay(compile_flow(msgspec.structs.replace(flow, name="Hold on"), {}), trace)
    assert again.divergence is None
    assert [event.task for event in again.now if isinstance(event, t.EnteredTask)] == ["Hold on"]


@given(flows(), DOINGS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_call_of_any_flow_is_the_same(flow: Flow, doings: list[Digits | Silence]) -> None:
    program = compile_flow(flow, {})
    call, _ = placed(program, doings, lambda _: None)
    trace = from_json_lines(to_json_lines(call.trace))
    assert (replay(program, trace).divergence, call.trace) == (None, trace)
    assert CONTEXT.directory is not None


def test_every_published_flow_is_the_same() -> None:
    needs_shared()
    found = corpus()
    modules = {flow.name: flow for flow in found if flow.type == "commonModule"}
    for flow in found:
        program = compile_flow(flow, modules)
        for script in SCRIPTS:
            assert replay(program, run_script(program, presses=script).events).divergence is None


ASKING = """
- collectInput: {inputData: {var: Flow.d}, digits: {exact: 2}, inputAudio: {tts: Two digits}}
- playAudio: {audio: {tts: Thanks}}
- dataTableLookup: {lookupValue: {lit: a}, dataTable: {Table: {none: true}}}
- disconnect: {name: Bye}
"""
D = variable("string", "Flow.d")


def diverged(changed: str, doings: list[Event], was: str = ASKING) -> Divergence:
    trace = recorded(compile_flow(inbound(was, variables=D), {}), doings, CallContext(directory=KnownOrg()))
    found = replay(compile_flow(inbound(changed, variables=D), {}), trace).divergence
    assert found is not None
    assert trace[found.index : found.index + 1] == (() if found.expected is None else (found.expected,))
    return found


def where(event: t.TraceEvent | None) -> tuple[str, str]:
    return type(event).__name__, getattr(event, "address", "").removeprefix(MAIN)


def test_the_first_thing_that_is_done_otherwise_is_found() -> None:
    found = diverged(ASKING.replace("Thanks", "Thank you"), [Digits("12")])
    assert (where(found.expected), where(found.found), found.reason) == (
        ("Heard", "/actions[1]/playAudio"),
        ("Heard", "/actions[1]/playAudio"),
        "",
    )


def test_a_call_that_ends_sooner_is_found() -> None:
    found = diverged("- disconnect: {name: Bye}", [Digits("12")])
    assert (where(found.expected), where(found.found)) == (
        ("Action", "/actions[0]/collectInput"),
        ("Action", "/actions[0]/disconnect"),
    )


def test_a_setting_with_another_value_is_found_where_it_is_evaluated() -> None:
    found = diverged(ASKING.replace("exact: 2", "exact: 3"), [Digits("12")])
    at = "/actions[0]/collectInput"
    assert (where(found.expected), where(found.found)) == (("Given", at), ("Given", at))
    assert isinstance(found.expected, t.Given) and isinstance(found.found, t.Given)
    assert (found.expected.inputs[0], found.found.inputs[0]) == (("digits/exact", 2), ("digits/exact", 3))


def test_a_call_that_waits_where_it_went_on_is_found() -> None:
    program = compile_flow(inbound(ASKING), {})
    trace = recorded(program, [Digits("12")])
    found = replay(program, [event for event in trace if not isinstance(event, t.Told)]).divergence
    assert found is not None
    assert (where(found.expected), where(found.found)) == (("Pressed", ""), ("NoneType", ""))


def test_a_call_that_goes_on_longer_is_found() -> None:
    short = "- playAudio: {audio: {tts: Hi}}\n- disconnect: {name: Bye}\n"
    trace = recorded(compile_flow(inbound(short), {}), [])
    found = replay(
        compile_flow(inbound(short.replace("disconnect: {name: Bye}", "playAudio: {audio: {tts: Ho}}")), {}), trace
    )
    assert found.divergence is not None
    assert where(found.divergence.expected) == ("Action", "/actions[1]/disconnect")
    after = replay(compile_flow(inbound(short), {}), [each for each in trace if not isinstance(each, t.Action)])
    assert after.divergence is not None
    assert where(after.divergence.found) == ("Action", "/actions[0]/playAudio")


@pytest.mark.parametrize(
    "told",
    [
        t.Told(t=0, event="Nothing"),
        t.Told(t=0, event="Silence"),
        t.Told(t=0, event="Silence", said=(("ms", True),)),
        t.Told(t=0, event="Played", said=(("ms", 10**15),)),
        t.Told(t=0, event="Digits", said=(("keys", "1"), ("nothing", "1"))),
        t.Told(t=0, event="TableAnswer", values=(("a", t.Typed("Decimal", "x", "decimal", ("x",))),)),
        t.Known(t=0, what="weather", kind="", name="x"),
        t.Known(t=0, what="prompt", kind="user", name="x", answer=5),
    ],
)
def test_what_no_call_can_be_told_is_refused(told: t.TraceEvent) -> None:
    trace = recorded(PROGRAM, [])
    with pytest.raises(UnreadableError):
        replay(PROGRAM, (*trace[:-1], told, trace[-1]))


def test_a_trace_without_a_beginning_is_refused() -> None:
    for trace in ((), recorded(PROGRAM, [])[1:]):
        with pytest.raises(UnreadableError, match="begins with Started"):
            replay(PROGRAM, trace)


def test_an_event_that_the_call_refuses_is_a_difference() -> None:
    trace = recorded(PROGRAM, [])
    at = next(index for index, each in enumerate(trace) if isinstance(each, t.Told))
    wrong = t.Told(t=0, event="TransferAnswer", said=(("success", True),))
    found = replay(PROGRAM, (*trace[:at], wrong, *trace[at + 1 :])).divergence
    assert found is not None
    assert (found.expected, found.found) == (wrong, None)
    assert "does not wait for TransferAnswer" in found.reason


def test_what_the_org_knew_is_in_the_trace_once() -> None:
    trace = recorded(PROGRAM, [Digits("78")])
    assert [each for each in trace if isinstance(each, t.Known)] == [
        t.Known(
            t=0,
            what="find",
            kind="queue",
            name="Support",
            answer=t.Typed("Queue", "Support", "entity", ("queue", "id of Support", "Support", "")),
        )
    ]
    assert Org().find("queue", "Support") == Entity("queue", "id of Support", "Support")


PLACE = """
    import sys
    from callflows.engine import Digits, compile_flow, to_json_lines
    from tests.engine.test_replay import recorded
    from tests.engine.test_saved import FLOW

    sys.stdout.write(to_json_lines(recorded(compile_flow(FLOW, {}), [Digits("78", ms=800)])))
"""


def test_the_same_call_gives_the_same_bytes_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(PLACE)],
            capture_output=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {to_json_lines(recorded(PROGRAM, [Digits("78", ms=800)])).encode()}
