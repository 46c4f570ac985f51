"""What is entered is left, and the trace says how: every way out of a menu, a task, a module."""

from __future__ import annotations

import copy

import pytest

from callflows.engine import Call, CallContext, Digits, HangUp, KnownOrg, Program, compile_flow, run_script
from callflows.engine import trace as t
from callflows.expressions import Entity
from tests.engine.flows import flow_of, given, inbound, module, returned, variable
from tests.engine.nesting import faults_of

TEXT = """
inboundCall:
  name: Line
  startUpRef: ./menus/menu[Top]
  defaultLanguage: en-us
  settingsMenu: {repeatCount: {lit: 2}}
  variables:
    - booleanVariable: {name: Flow.fails, initialValue: {lit: false}}
  menus:
    - menu:
        name: Top
        refId: Top
        audio: {tts: Choose.}
        choices:
          - menuTask:
              name: Own
              dtmf: digit_1
              task: {actions: [{callTask: {name: Sub, targetTaskRef: './tasks/task[Sub]'}}]}
          - menuJumpToMenu: {name: On, dtmf: digit_2, targetMenuRef: './menus/menu[Below]'}
          - menuRepeatMenu: {name: Again, dtmf: digit_3}
          - menuTransferToAcd: {name: Away, dtmf: digit_4, targetQueue: {lit: {name: Full}}}
          - menuTask:
              name: Bad
              refId: Bad
              dtmf: digit_5
              task: {actions: [{playAudio: {audio: {exp: ToString(1 / 0)}}}]}
        defaultChildMenuRef: ./choices/menuTask[Bad]
    - menu:
        name: Below
        refId: Below
        audio: {tts: Below.}
        choices:
          - menuPreviousMenu: {name: Back, dtmf: digit_1}
          - menuTask: {name: Up, dtmf: digit_2, task: {actions: [{previousMenu: {name: It}}]}}
  tasks:
    - task:
        name: Sub
        refId: Sub
        actions: [{jumpToMenu: {name: Down, targetMenuRef: './menus/menu[Below]'}}]
"""
PROGRAM = compile_flow(flow_of(TEXT), {})
ORG = KnownOrg(names={"queue": ()}, extensions={"77": Entity("number", "", "+1")})


def ways(program: Program, keys: tuple[str, ...], org: KnownOrg | None = None) -> list[str]:
    """What was entered and left, how, in a call that ends by hanging up."""
    events = run_script(program, CallContext(directory=org or KnownOrg()), (*keys, "h")).events
    assert faults_of(events) == []
    return told(events)


def told(events: t.Trace) -> list[str]:
    found: list[str] = []
    for event in events:
        name = getattr(event, "task", "") or getattr(event, "menu", "") or getattr(event, "module", "")
        if isinstance(event, t.EnteredMenu | t.EnteredTask | t.EnteredModule):
            found.append(f"into {name}")
        elif isinstance(event, t.LeftMenu | t.LeftTask | t.LeftModule):
            found.append(f"out of {name}: {event.by}")
    return found


TOP = ["into Top", "out of Top: over"]
BELOW = ["into Below", "out of Below: over"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), ["out of Top: over"]),
        (("w",), ["out of Top: over"]),
        (("2",), ["out of Top: choice", "into Below", "out of Below: over"]),
        (("3",), ["out of Top: choice", "into Top", "out of Top: over"]),
        (
            ("1",),
            ["out of Top: choice", "into Own", "into Sub", "out of Sub: jump", "out of Own: jump", *BELOW],
        ),
        (
            ("2", "1"),
            ["out of Top: choice", "into Below", "out of Below: choice", "into Top", "out of Top: over"],
        ),
        (
            ("2", "2"),
            ["out of Top: choice", "into Below", "out of Below: choice", "into Up", "out of Up: jump", *TOP],
        ),
        (("4",), ["out of Top: choice", "into Top", "out of Top: over"]),
        (("77",), ["out of Top: choice"]),
        (("2", "w", "w"), ["out of Top: choice", "into Below", "out of Below: default"]),
        (("w", "w"), ["out of Top: default", "into Bad", "out of Bad: error"]),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_menus_and_their_tasks(keys: tuple[str, ...], expected: list[str]) -> None:
    assert ways(PROGRAM, keys, ORG) == ["into Top", *expected]


INNER = """
- decision:
    condition: {exp: Common.how == "error"}
    outputs: {"yes": {actions: [{playAudio: {audio: {exp: ToString(1 / 0)}}}]}}
- decision:
    condition: {exp: Common.how == "end"}
    outputs: {"yes": {actions: [{endTask: {name: Back}}]}}
- decision:
    condition: {exp: Common.how == "disconnect"}
    outputs: {"yes": {actions: [{disconnect: {name: Bye}}]}}
- collectInput: {inputData: {noValue: true}, digits: {exact: 1}, inputAudio: {tts: Key?}}
"""
CALLED = """
- callCommonModule:
    commonModule:
      Shared:
        ver_latestPublished: {inputs: {Common.how: {exp: Flow.how}}, outputs: {Common.out: {noValue: true}}}
"""
SHARED = module(INNER, variables=given("Common.how") + returned("Common.out", initial="{lit: so}"))


@pytest.mark.parametrize(
    ("how", "task", "left", "main"),
    [
        ("end", "end", ("end", (("Common.out", "so"),)), "end"),
        ("error", "error", ("error", ()), "error"),
        ("disconnect", "over", ("over", ()), "over"),
        ("hang up", "over", ("over", ()), "over"),
    ],
)
def test_a_module_and_the_tasks_around_it(how: str, task: str, left: tuple[str, object], main: str) -> None:
    """Its outputs are handed back where it comes to its end, and else are not."""
    flow = inbound(CALLED, variables=variable("string", "Flow.how", f"{{lit: {how}}}"))
    events = run_script(compile_flow(flow, {"Shared": SHARED}), presses=("h",)).events
    assert faults_of(events) == []
    assert told(events) == [
        "into Main",
        "into Shared",
        "into Shared",
        f"out of Shared: {task}",
        f"out of Shared: {left[0]}",
        f"out of Main: {main}",
    ]
    assert [(each.by, each.outputs) for each in events if isinstance(each, t.LeftModule)] == [left]


def test_a_copy_of_a_call_leaves_what_the_call_was_in() -> None:
    call = Call(PROGRAM, trace=True)
    call.start()
    call.receive(Digits("2"))
    other = copy.deepcopy(call)
    call.receive(HangUp())
    other.receive(Digits("1"))
    other.receive(HangUp())
    assert (faults_of(call.trace), faults_of(other.trace)) == ([], [])
    assert told(call.trace) == ["into Top", "out of Top: choice", "into Below", "out of Below: over"]
