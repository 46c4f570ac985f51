"""Two calls that come to the same place by different ways are at the same position, and only those."""

from __future__ import annotations

from collections.abc import Hashable

from callflows.engine import Call, Digits, Silence, compile_flow
from callflows.engine.position import position
from tests.engine.flows import inbound, variable

FLOW = inbound(
    """\
    - loop:
        name: Tries
        loopCount: {lit: 9}
        outputs:
          loop:
            actions:
              - collectInput:
                  name: Ask
                  inputAudio: {tts: Yes?}
                  inputData: {var: Flow.pin}
                  digits: {exact: 2}
    - disconnect: {name: End}
    """,
    variables=variable("string", "Flow.pin"),
)


def at(*events: Digits | Silence) -> Hashable:
    call = Call(compile_flow(FLOW, {}))
    call.start()
    for event in events:
        call.receive(event)
    return position(call)


def test_the_way_to_a_place_does_not_count() -> None:
    assert at(Digits("12")) == at(Digits("1"), Digits("2", 100))
    assert at(Silence(5000)) == at(Digits("*", 3000))


def test_what_the_call_knows_counts() -> None:
    assert at(Digits("12")) != at(Digits("13"))
    assert at(Digits("12")) != at(Digits("12"), Digits("12"))
    assert at(Digits("1")) != at()
