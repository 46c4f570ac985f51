"""Whatever a caller does, the call ends, the same way every time, and can be replayed from its events."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.engine import (
    Call,
    CallContext,
    Digits,
    Event,
    HangUp,
    Program,
    Silence,
    answer,
    compile_flow,
    run_script,
    to_json_lines,
)
from tests.engine.test_menus import FLOW
from tests.engine.test_modules import LINE, MODULES

PROGRAMS = (compile_flow(LINE, MODULES), compile_flow(FLOW, {}))
SCRIPTS = st.lists(st.one_of(st.text("0123456789*#", min_size=1, max_size=6), st.sampled_from("wh")), max_size=8)
DOINGS = st.lists(
    st.one_of(
        st.builds(Digits, st.text("0123456789*#", min_size=1, max_size=5), ms=st.integers(0, 900)),
        st.builds(Silence, st.integers(0, 12_000)),
    ),
    max_size=12,
)


@given(st.sampled_from(PROGRAMS), SCRIPTS)
@settings(max_examples=60, deadline=None)
def test_every_script_ends_and_gives_the_same_bytes_again(program: Program, script: list[str]) -> None:
    first, second = (run_script(program, presses=tuple(script)) for _ in range(2))
    assert first.ended.by in {"disconnect", "transfer", "hangUp"}
    assert to_json_lines(first.events) == to_json_lines(second.events)


@given(st.sampled_from(PROGRAMS), DOINGS)
@settings(max_examples=60, deadline=None)
def test_a_call_is_restored_from_its_events(program: Program, doings: list[Digits | Silence]) -> None:
    """Replaying the events up to any point gives a call in the same state: same time, same wait, same trace."""
    history: list[Event] = []
    call = Call(program, trace=True)
    commands = call.start()
    for doing in doings:
        while call.ended is None and call.wait is None:
            event = answer(commands[-1], CallContext(), call.time)
            assert event is not None
            history.append(event)
            commands = call.receive(event)
        if call.ended is None:
            history.append(doing)
            commands = call.receive(doing) or commands
    if call.ended is None:
        history.append(HangUp())
        call.receive(HangUp())
    again = Call(program, trace=True)
    again.start()
    for event in history:
        again.receive(event)
    assert (again.time, again.wait, again.trace) == (call.time, call.wait, call.trace)
