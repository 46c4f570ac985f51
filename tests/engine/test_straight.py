"""Calls whose keys are known are played out by the program's code, and are the calls that the interpreter plays."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from callflows.engine import (
    Call,
    CallContext,
    Command,
    Digits,
    Event,
    Player,
    Program,
    WrongEventError,
    answer,
    compile_flow,
)
from callflows.engine.commands import (
    Collect,
    Disconnect,
    EvaluateSchedule,
    Invoke,
    LookUp,
    Play,
    TransferTo,
    TransferToQueue,
)
from callflows.engine.events import DataActionAnswer, ScheduleAnswer, Silence, Speech, TableAnswer, TransferAnswer
from callflows.engine.state import Node
from callflows.engine.straight import Answer, PlayedOut
from callflows.engine.straight.nodes import NODES
from callflows.model import Flow
from tests.engine.cells import Cell, cells
from tests.engine.flows import flow_of, inbound, module, variable
from tests.engine.test_corpus import corpus
from tests.engine.test_modules import LINE, MODULES
from tests.engine.test_reference import CALLERS, FLOWS, SHARED

PROGRAM = compile_flow(LINE, MODULES)
CONTEXT = CallContext(agent_after=1_000)
ENTRIES = ("1", "2", "3", "4", "5", "9", "0", "*", "#", "12", "1234", "0000", "1234#", "13175551234#", "", "55")
LEFT = {
    *("ConnectNode", "DialNode"),  # extensions
    *("DecryptNode", "EncryptNode", "GetSecuredNode", "ReturnNode", "SetSecuredNode"),  # secure flows
    *("FindNode", "FindUsersNode", "ServiceNode"),  # questions to the org
    *("HoldNode", "SilenceNode", "TellNode"),  # waiting in a queue
    "PreviousMenuNode",
}
KNOWN_CALLERS = (("1234",), ("0000", "1234"), ("1111", "2222", "3333"), ())


class Counting(Player):
    """Counts the calls that the code left to the interpreter."""

    left = 0

    def interpreted(self, entries: tuple[str, ...]) -> PlayedOut:
        self.left += 1
        return super().interpreted(entries)


class Steps:
    def __init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()

    def step(self, index: int, next_index: int, /) -> None:
        self.taken.add((index, next_index))


def any_answer(context: CallContext) -> Answer:
    """An org that answers each question in its own way, and the same one at the same time always the same."""

    def give(command: Command, ms: int) -> Event | None:
        which = zlib.crc32(repr((command, ms)).encode("utf-8", "surrogatepass")) % 4
        if isinstance(command, TransferTo | TransferToQueue):
            return TransferAnswer(which > 1, "Busy", "nobody", ms=which)
        if isinstance(command, LookUp):
            row = (("a", "1"), ("Name", "Ann"))
            return (TableAnswer(row), TableAnswer(), TableAnswer(None, "E", "m"), TableAnswer((), ms=5))[which]
        if isinstance(command, Invoke):
            outcome = ("success", "failure", "timeout", "unknown")[which]
            return DataActionAnswer(outcome, (("a", "1"), ("errorCode", "x")), ms=which)
        if isinstance(command, EvaluateSchedule):
            states = ("open", "closed", "holiday", None) if command.kind == "scheduleGroup" else ("active", "inactive")
            return ScheduleAnswer(states[which % len(states)], schedules=("S",))
        return answer(command, context, ms)

    return give


def callers(seed: int, times: int) -> Iterable[tuple[str, ...]]:
    chance = random.Random(seed)
    yield ()
    for _ in range(times):
        yield tuple(chance.choice(ENTRIES) for _ in range(chance.randrange(9)))


def compare(program: Program, context: CallContext, entries: Iterable[tuple[str, ...]]) -> None:
    """The same is told of each call by all three, and an observer hears of the same steps."""
    org = any_answer(context)
    straight, called = Steps(), Steps()
    player, watched = Player(program, context, org), Player(program, context, org, observer=straight)
    interpreter = Player(program, context, org, observer=called)
    for keys in entries:
        try:
            expected = interpreter.interpreted(keys)
        except WrongEventError:
            for each in (player, watched):
                with pytest.raises(WrongEventError):
                    each.play(keys)
            continue
        for each in (player, watched):
            assert replace(each.play(keys), player=interpreter) == expected, keys
    assert straight.taken == called.taken


@pytest.mark.parametrize("cell", cells(), ids=lambda cell: f"{cell.kind}-{cell.path}")
def test_every_action_and_path(cell: Cell) -> None:
    keys = tuple(key for key in cell.keys if isinstance(key, str) and key not in {"w", "h"})
    compare(cell.program, cell.context, [keys, *list(callers(1, 1))[1:]])


def test_every_published_call_flow() -> None:
    flows = corpus()
    modules = {flow.name: flow for flow in flows if flow.type == "commonModule"}
    for flow in flows:
        compare(compile_flow(flow, modules), CONTEXT, callers(2, 8))


@given(FLOWS, SHARED, CALLERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_flow(flow: Flow, shared: Flow, entries: list[str]) -> None:
    compare(compile_flow(flow, {"Shared": shared}), CONTEXT, [tuple(entries), *callers(len(entries), 2)])


def test_which_nodes_are_left_to_the_interpreter_is_known() -> None:
    """A new kind of node gets code, or stands here. A kind that others extend has code only if it is one itself."""
    pending, found = [Node], set()
    while pending:
        node = pending.pop()
        below = node.__subclasses__()
        pending += below
        if not below and node.__module__.startswith("callflows."):
            found.add(node)
    assert {each.__name__ for each in found - set(NODES)} == LEFT


def test_a_usual_call_is_not_left_to_the_interpreter() -> None:
    player = Counting(PROGRAM)
    told = [player.play(keys) for keys in KNOWN_CALLERS]
    assert [(each.by, each.ms) for each in told] == [
        ("transfer", 0),
        ("transfer", 0),
        ("disconnect", 0),
        ("disconnect", 15_000),
    ]
    assert player.left == 0
    first = told[0]
    assert first.heard == ("Hello.", "Welcome to ACME.", "Enter your PIN.")
    outputs = (("Common.authenticated", True), ("Common.customerId", "C1234"))
    assert first.module_returns == (("Global Authentication Menu", outputs),)
    assert first.variables == {"Flow.brand": "ACME", "Flow.id": "C1234", "Flow.ok": True}
    assert [each.target for each in first.transfers] == ["Support"]


def test_what_the_code_does_not_know_is_left_to_the_interpreter() -> None:
    """Keys that are typed before they are asked for."""
    player = Counting(PROGRAM)
    assert player.play(("00001234",)).by == "transfer"
    assert player.left == 1


@pytest.mark.parametrize(
    ("keys", "found", "ms"),
    [
        (("1234",), "1234", 0),
        (("12#",), "12", 0),
        (("12", "", "34"), "1234", 0),
        (("12",), "12", 3_000),
        (("1", "2", "#"), "12", 0),
        (("1",), None, 3_000),
        (("1#",), None, 0),
        (("12", "*"), None, 0),
        (("*",), "*", 0),
        (("#",), None, 0),
        ((), None, 5_000),
    ],
)
def test_an_entry_may_be_typed_in_any_way(keys: tuple[str, ...], found: str | None, ms: int) -> None:
    flow = inbound(
        """
        - collectInput:
            name: C
            inputData: {var: Flow.s}
            digits: {range: {min: 2, max: 4, terminatingDtmf: digit_#}}
            acceptJustStar: {lit: true}
        """,
        variables=variable("string", "Flow.s"),
    )
    player = Counting(compile_flow(flow, {}))
    told = player.play(keys)
    assert (told.values, told.ms, player.left) == ((found,), ms, 0)
    assert told == player.interpreted(keys)


def test_what_nobody_answers_is_reported_by_the_code_too() -> None:
    flow = inbound(
        """
        - callData:
            name: D
            category: {CRM: {dataAction: {Get: {}}}}
            outputs: {failure: {actions: [{playAudio: {audio: {tts: Sorry}}}]}}
        - evaluateScheduleGroup: {name: S, scheduleGroup: {lit: {name: Hours}}}
        """
    )
    player = Counting(compile_flow(flow, {}))
    told = player.play(())
    assert ([each.kind for each in told.not_executed], told.heard) == (
        ["callData", "evaluateScheduleGroup"],
        ("Sorry",),
    )
    assert player.left == 0
    assert told == player.interpreted(())


def test_the_trace_is_that_of_the_call() -> None:
    player = Player(PROGRAM, CONTEXT)
    call = Call(PROGRAM, CONTEXT, trace=True)
    told = player.play(("0000", "1234"))
    commands = list(call.start())
    typed = iter(told.entries)
    while call.ended is None:
        event = answer(commands[-1], CONTEXT, call.time) if call.wait is None else Digits(next(typed))
        assert event is not None
        commands += call.receive(event)
    assert told.trace == call.trace
    assert told.ended == call.trace[-1] == call.ended
    assert player.commands(told.entries) == tuple(commands)
    assert {type(each) for each in commands} == {Play, Collect, TransferToQueue}


def test_a_call_that_uses_up_its_actions_ends_by_the_error_handling() -> None:
    program = compile_flow(
        inbound(
            """
            - loop:
                loopCount: {lit: 99}
                outputs:
                  loop:
                    actions:
                      - loop:
                          loopCount: {lit: 99}
                          outputs: {loop: {actions: [{updateData: {statements: []}}, {updateData: {statements: []}}]}}
            - disconnect: {name: Bye}
            """
        ),
        {},
    )
    player = Counting(program)
    told = player.play(())
    assert (told.by, told.ended.reason, player.left) == ("disconnect", "error handling", 1)
    assert [each.code for each in told.failures] == ["action-limit"]


def test_calls_of_one_player_are_told_nothing_of_each_other() -> None:
    flow = inbound(
        """
        - setLanguage: {language: {lit: es-us}}
        - updateData: {statements: [{string: {variable: Flow.k, value: {exp: ToString(GetCurrentDateTimeUtc())}}}]}
        - playAudio: {audio: {exp: 'ToAudioTTS(Append(Call.Language, ToString(RandomInt(1000)), Flow.k))'}}
        - setParticipantData: {attributes: [{attribute: {name: {lit: k}, value: {exp: ToString(RandomInt(9))}}}]}
        - getParticipantData: {attributes: [{attribute: {name: {lit: k}, variable: Flow.k}}]}
        - disconnect: {name: Bye}
        """,
        variables=variable("string", "Flow.k"),
    )
    player = Counting(compile_flow(flow, {}), CallContext(seed=5))
    first, second = player.play(()), player.play(())
    assert first == second == player.interpreted(())
    assert player.left == 1
    assert first.heard[0].startswith("es-us")


def test_texts_of_users_are_no_code() -> None:
    nasty = "a\"b'c\\n{d}\n) or 1"
    flow = flow_of(
        "inboundCall:\n  name: Line\n  startUpRef: /inboundCall/tasks/task[Main]\n  defaultLanguage: en-us\n  tasks:\n"
        "    - task:\n        name: Main\n        refId: Main\n        actions:\n"
        f"          - playAudio: {{audio: {{tts: {json.dumps(nasty)}}}}}\n"
        f"          - transferToAcd: {{name: T, targetQueue: {{lit: {{name: {json.dumps(nasty)}}}}}}}\n"
    )
    told = Counting(compile_flow(flow, {})).play(())
    assert told.heard == (nasty,)
    assert [each.target for each in told.transfers] == [nasty]


def test_keys_that_are_none_are_refused() -> None:
    with pytest.raises(WrongEventError, match="are no keys of a telephone"):
        Player(PROGRAM).play(("12x4",))


def test_commands_that_nobody_answers_are_the_callers_fault() -> None:
    flow = inbound("- transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}")
    with pytest.raises(WrongEventError, match="waits for nothing that is answered"):
        Player(compile_flow(flow, {}), answer=lambda command, ms: None).play(())


@pytest.mark.parametrize("event", [Speech("yes"), Silence(1_000), Digits("1")])
def test_what_a_caller_does_is_no_answer(event: Event) -> None:
    flow = inbound("- transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}")
    with pytest.raises(WrongEventError, match="is no answer"):
        Player(compile_flow(flow, {}), answer=lambda command, ms: event).play(())


def test_tasks_that_call_each_other_without_end_are_left_to_the_interpreter() -> None:
    flow = flow_of(
        """
inboundCall:
  name: Line
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  tasks:
    - task:
        name: Main
        refId: Main
        actions: [{callTask: {name: C, targetTaskRef: "./tasks/task[Main]"}}]
"""
    )
    player = Counting(compile_flow(flow, {}))
    assert [each.code for each in player.play(()).failures] == ["action-limit"]
    assert player.left == 1


def test_a_module_that_ends_the_call_ends_it_there() -> None:
    shared = module("- disconnect: {name: Bye}", variables="", name="Shared")
    flow = inbound("- callCommonModule: {name: M, commonModule: {Shared: {ver_latestPublished: {}}}}")
    told = Player(compile_flow(flow, {"Shared": shared})).play(())
    assert (told.ended.flow, told.module_returns) == ("Shared", ())
    assert [type(each) for each in Player(compile_flow(flow, {"Shared": shared})).commands(())] == [Disconnect]
