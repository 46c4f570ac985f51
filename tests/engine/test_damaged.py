"""Whatever a trace or a saved call has become, it is run, or refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.engine import Digits, Played, Silence, compile_flow, to_json_lines
from callflows.engine.codec import UnreadableError
from callflows.engine.replay import replay
from callflows.engine.saved import CannotRestore, KeptCall
from callflows.engine.trace import from_json_lines
from tests.engine.test_modules import LINE, MODULES
from tests.engine.test_replay import recorded
from tests.engine.test_saved import FLOW, SETTINGS

PROGRAMS = (compile_flow(FLOW, {}), compile_flow(LINE, MODULES))
ROWS = [
    to_json_lines(recorded(PROGRAMS[0], [Digits("78", ms=800)])).splitlines(),
    to_json_lines(recorded(PROGRAMS[1], [Silence(9_000), Digits("1111#"), Digits("1234#")])).splitlines(),
]
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-5, 10**20), st.sampled_from(["", "1", "Digits", "Played", "find"])
    ),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "form", "data"]), inside)
    ),
    max_leaves=5,
)


def saved() -> list[object]:
    kept = KeptCall(PROGRAMS[0], SETTINGS, trace=True)
    kept.start()
    kept.receive(Played(5))
    kept.receive(Digits("78"))
    return [json.loads(kept.save())]


def changed(draw: st.DrawFn, value: object) -> object:
    """The value with one thing in it, somewhere, put as another."""
    if isinstance(value, dict) and value and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: changed(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(value) - 1))
        new = draw(st.sampled_from(["change", "drop", "twice"]))
        middle = {"change": lambda: [changed(draw, value[at])], "drop": list, "twice": lambda: [value[at]] * 2}[new]()
        return [*value[:at], *middle, *value[at + 1 :]]
    return draw(JSON)


@st.composite
def damaged(draw: st.DrawFn, make: Callable[[], list[object]]) -> object:
    value: object = make()
    for _ in range(draw(st.integers(1, 3))):
        value = changed(draw, value)
    return value


@given(
    st.sampled_from([0, 1]).flatmap(lambda n: st.tuples(st.just(n), damaged(lambda: [json.loads(r) for r in ROWS[n]])))
)
@settings(max_examples=300, deadline=None)
def test_a_damaged_trace_is_run_or_refused(given_: tuple[int, object]) -> None:
    number, value = given_
    rows = value if isinstance(value, list) else [value]
    try:
        events = from_json_lines("\n".join(map(json.dumps, rows)))
        again = replay(PROGRAMS[number], events)
    except (UnreadableError, msgspec.DecodeError) as error:
        assert str(error)
        return
    if again.divergence is None:
        assert again.now[: len(events)] == again.recorded
    else:
        assert again.divergence.expected != again.divergence.found


@given(damaged(saved))
@settings(max_examples=300, deadline=None)
def test_a_damaged_saved_call_is_restored_or_refused(value: object) -> None:
    data = json.dumps(value[0] if isinstance(value, list) and value else value).encode()
    try:
        kept = KeptCall.restore(PROGRAMS[0], data)
    except CannotRestore as error:
        assert error.code.startswith("saved-")
        return
    assert kept.call.time == 5
