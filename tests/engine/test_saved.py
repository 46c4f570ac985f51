"""A call saved at any wait goes on in another place as if nothing had been."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from callflows.engine import (
    CallContext,
    Digits,
    Event,
    HangUp,
    KnownOrg,
    Played,
    Program,
    Silence,
    WrongEventError,
    answer,
    compile_flow,
    from_json_lines,
    to_json_lines,
)
from callflows.engine.recording import event_of
from callflows.engine.replay import replay
from callflows.engine.saved import MAX_BYTES, CannotRestore, KeptCall
from callflows.engine.trace import Told
from callflows.expressions import Entity
from callflows.model import Flow
from tests.engine.cells import cells
from tests.engine.flows import inbound, variable
from tests.engine.test_any_flow import CONTEXT, DOINGS, flows
from tests.engine.test_corpus import corpus
from tests.engine.test_modules import LINE, MODULES
from tests.shared import needs_shared

FLOW = inbound(
    """
    - playAudio: {audio: {tts: Hi}}
    - collectInput: {inputData: {var: Flow.d}, digits: {exact: 2}, inputAudio: {tts: Two digits}}
    - playAudio: {audio: {exp: 'Append(ToString(RandomInt(1000000)), " ", Shout(Flow.d))'}}
    - findQueue: {findName: {lit: Support}, findResult: {var: Flow.q}}
    - playAudio: {audio: {exp: Flow.q.id}}
    - transferToAcd: {targetQueue: {exp: Flow.q}}
    """,
    variables=variable("string", "Flow.d") + variable("queue", "Flow.q"),
)


class Org(KnownOrg):
    """An org whose queues have ids of their own."""

    def find(self, kind: str, name: str) -> Entity | None:
        return Entity(kind, f"id of {name}", name)


SETTINGS = CallContext(
    at=datetime(2026, 3, 1, 8, 30, 5, 250_000, tzinfo=UTC),
    seed=11,
    caller="tel:+4930123456",
    remote_name="Ann",
    attributes=(("a", "1"),),
    variables=(("Call.Priority", Decimal("2.50")),),
    directory=Org(),
    functions=(("Shout", lambda text: f"{text}!"),),
)


def step(kept: KeptCall, context: CallContext, last: object, waiting: Iterator[Event]) -> Event:
    """What happens next: the caller's next doing where the call waits for keys, else the org's answer."""
    given = None if kept.call.wait is not None or last is None else answer(last, context, kept.call.time)  # type: ignore[arg-type]
    return given or next(waiting, HangUp())


def same_when_saved_at_every_wait(program: Program, context: CallContext, doings: list[Event]) -> None:
    """The call as it is, and beside it the same one saved and restored before everything that it is told."""
    whole = KeptCall(program, context, trace=True)
    moved = KeptCall(program, context, trace=True)
    commands = whole.start()
    assert moved.start() == commands
    waiting, last = iter(doings), commands[-1] if commands else None
    for _ in range(400):
        if whole.call.ended is not None:
            break
        moved = KeptCall.restore(program, moved.save(), directory=context.directory, functions=context.functions)
        event = step(whole, context, last, waiting)
        commands = whole.receive(event)
        assert moved.receive(event) == commands
        last = commands[-1] if commands else last
    else:
        whole.receive(HangUp())
        moved.receive(HangUp())
    assert moved.call.ended == whole.call.ended
    assert to_json_lines(moved.call.trace) == to_json_lines(whole.call.trace)
    assert dict(moved.call.variables) == dict(whole.call.variables)


@pytest.mark.parametrize("doings", [[Digits("78")], [Digits("7"), Silence(9_000)], [HangUp(3)]])
def test_a_call_goes_on_from_every_wait(doings: list[Event]) -> None:
    same_when_saved_at_every_wait(compile_flow(FLOW, {}), SETTINGS, doings)


@pytest.mark.parametrize("keys", ["1111#", "0000#", ""])
def test_a_call_goes_on_inside_a_module(keys: str) -> None:
    doings: list[Event] = [Digits(keys), Silence(60_000), Digits("1234#")] if keys else []
    same_when_saved_at_every_wait(compile_flow(LINE, MODULES), CallContext(), doings)


@given(flows(), DOINGS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_call_of_any_flow_goes_on_from_every_wait(flow: Flow, doings: list[Event]) -> None:
    same_when_saved_at_every_wait(compile_flow(flow, {}), CONTEXT, doings)


def test_every_published_flow_goes_on_from_every_wait() -> None:
    needs_shared()
    found = corpus()
    modules = {flow.name: flow for flow in found if flow.type == "commonModule"}
    for flow in found:
        program = compile_flow(flow, modules)
        for keys in ("1", "2", "1234#"):
            doings: list[Event] = [Digits(keys), Silence(60_000), Digits(keys), Digits(keys)]
            same_when_saved_at_every_wait(program, CallContext(), doings)


GOLDEN = {kind: tuple(found) for kind, found in groupby(cells(), key=lambda each: each.kind)}


@pytest.mark.parametrize("kind", sorted(GOLDEN))
def test_every_golden_call_goes_on_from_every_wait_and_is_replayed(kind: str) -> None:
    for cell in GOLDEN[kind]:
        program, whole = cell.program, cell.run().events
        moved = KeptCall(program, cell.context, trace=True)
        moved.start()
        for event in [event_of(each) for each in whole if isinstance(each, Told)]:
            moved = KeptCall.restore(program, moved.save(), directory=cell.org)
            moved.receive(event)
        assert to_json_lines(moved.call.trace) == to_json_lines(whole)
        assert replay(program, from_json_lines(to_json_lines(whole))).divergence is None


PROGRAM = compile_flow(FLOW, {})


def parked() -> KeptCall:
    """A call that waits after the stand-in for a function and chance have spoken."""
    kept = KeptCall(PROGRAM, SETTINGS, trace=True)
    kept.start()
    kept.receive(Played(1_500))
    kept.receive(Digits("78", ms=2_000))
    return kept


GO_ON = """
    import sys
    from callflows.engine import Played, compile_flow, to_json_lines
    from callflows.engine.saved import KeptCall
    from tests.engine.test_saved import FLOW

    kept = KeptCall.restore(compile_flow(FLOW, {}), sys.stdin.buffer.read())
    kept.receive(Played())
    sys.stdout.write(to_json_lines(kept.call.trace))
"""


def test_a_call_goes_on_in_another_process() -> None:
    kept = parked()
    said = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(GO_ON)],
        input=kept.save(),
        capture_output=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONHASHSEED": "5"},
    )
    kept = KeptCall.restore(PROGRAM, kept.save())
    kept.receive(Played())
    assert said.stdout.decode() == to_json_lines(kept.call.trace)


def test_what_was_answered_stays_and_what_was_not_asked_is_asked_of_the_new_org() -> None:
    program = compile_flow(
        inbound(
            """
            - findQueue: {findName: {lit: A}, findResult: {var: Flow.q}}
            - playAudio: {audio: {exp: Flow.q.id}}
            - findQueue: {findName: {lit: A}, findResult: {var: Flow.q}}
            - playAudio: {audio: {exp: Flow.q.id}}
            - findQueue: {findName: {lit: B}, findResult: {var: Flow.q}}
            - playAudio: {audio: {exp: Flow.q.id}}
            """,
            variables=variable("queue", "Flow.q"),
        ),
        {},
    )
    kept = KeptCall(program, CallContext(directory=Org()))
    heard = list(kept.start())
    for directory in (KnownOrg(), None):
        kept = KeptCall.restore(program, kept.save(), directory=directory)
        heard += kept.receive(Played())
    assert [each.parts[0].text for each in heard] == ["id of A", "id of A", "B"]  # type: ignore[union-attr]


def test_a_call_that_the_version_before_saved_goes_on() -> None:
    older = json.loads(parked().save()) | {"schema": 1}
    for each in older["functions"]:
        del each["code"], each["message"]
    assert older["functions"] != []
    kept = KeptCall.restore(PROGRAM, json.dumps(older).encode())
    assert to_json_lines(kept.call.trace) == to_json_lines(parked().call.trace)


def test_a_call_that_has_not_started_is_not_saved() -> None:
    with pytest.raises(WrongEventError, match="has not started"):
        KeptCall(PROGRAM).save()


def refusal(saved: bytes, program: Program = PROGRAM, **more: bool) -> str:
    with pytest.raises(CannotRestore) as caught:
        KeptCall.restore(program, saved, **more)
    return caught.value.code


def changed(**more: object) -> bytes:
    return json.dumps(json.loads(parked().save()) | more).encode()


def test_another_program_is_refused_unless_it_comes_to_the_same_place() -> None:
    later = compile_flow(msgspec.structs.replace(FLOW, description="Another text"), {})
    other = compile_flow(inbound("- playAudio: {audio: {tts: Hi}}"), {})
    saved = parked().save()
    assert refusal(saved, later) == "saved-other-program"
    assert refusal(saved, other, other_program=True) == "saved-diverged"
    assert KeptCall.restore(later, saved, other_program=True).call.time == 3_500


def test_a_module_belongs_to_the_program() -> None:
    (name, module), *_ = MODULES.items()
    later = {**MODULES, name: msgspec.structs.replace(module, description="Another text")}
    first, same, other = (compile_flow(LINE, each).fingerprint for each in (MODULES, dict(MODULES), later))
    assert first == same != other


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        (b"", "saved-unreadable"),
        (b"\xff\xfe", "saved-unreadable"),
        (b"[" * 100_000, "saved-unreadable"),
        (b'{"schema": 1}', "saved-unreadable"),
        (b" " * (MAX_BYTES + 1), "saved-unreadable"),
        (changed(schema=3), "saved-schema"),
        (changed(schema=0), "saved-schema"),
        (parked().save()[:-20], "saved-unreadable"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Played", "said": [["ms", -1]]}]), "saved-unreadable"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Digits"}]), "saved-unreadable"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Digits", "said": [["keys", 5]]}]), "saved-unreadable"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Digits", "said": [["keys", "1a"]]}]), "saved-diverged"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Eval"}]), "saved-unreadable"),
        (changed(told=[{"type": "Told", "t": 0, "event": "TableAnswer"}]), "saved-diverged"),
        (changed(told=[]), "saved-diverged"),
        (changed(told=[{"type": "Told", "t": 0, "event": "Played"}] * 100_001), "saved-unreadable"),
        (changed(known=[{"type": "Known", "t": 0, "what": "find", "kind": "queue", "name": "x", "answer": 1}]),
         "saved-unreadable"),
        (changed(began=json.loads(parked().save())["began"] | {"at": "yesterday"}), "saved-unreadable"),
        (changed(began=json.loads(parked().save())["began"] | {"at": "9999-12-31T23:59:59Z"}), "saved-unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_saved_call_is_refused(saved: bytes, code: str) -> None:
    assert refusal(saved) == code
