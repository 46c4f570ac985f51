"""Corners of single actions: numbers out of range, settings that are rarely written, time that passes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import msgspec
import pytest

from callflows.engine import Call, CallContext, Digits, HangUp, Part, compile_flow, events
from callflows.engine.commands import Collect, Disconnect, Play
from callflows.expressions import Currency, Duration, Entity, Json, Value
from callflows.model import Action, Task
from tests.engine.flows import MAIN, call, flow_of, inbound, story, variable

MENU = """
inboundCall:
  name: Line
  startUpRef: ./menus/menu[Top]
  defaultLanguage: en-us
  settingsMenu: {repeatCount: FLOW}
  menus:
    - menu:
        name: Top
        refId: Top
        audio: {tts: Choose.}
        settingsMenu: {menuSelectionTimeout: {lit: {seconds: 1}}, repeatCount: OWN}
        choices: [{menuDisconnect: {name: Bye, dtmf: digit_1}}]
"""
COLLECT = """
- collectInput:
    name: Pin
    inputData: {var: Flow.x}
    digits: DIGITS
    interDigitTimeout: {lit: {seconds: 3}}
    noEntryTimeout: ENTRY
    inputAudio: {tts: Pin?}
    outputs:
      success: {actions: [{playAudio: {audio: {exp: Flow.x}}}]}
      failure: {actions: [{playAudio: {audio: {tts: failed}}}]}
"""
X = variable("string", "Flow.x") + variable("integer", "Flow.n") + variable("duration", "Flow.d")


def collecting(digits: str = "{exact: 2}", entry: str = "{lit: {seconds: 5}}", settings: str = "") -> Call:
    flow = inbound(
        COLLECT.replace("DIGITS", digits).replace("ENTRY", entry),
        variables=X,
        settings=settings,
    )
    return Call(compile_flow(flow, {}))


@pytest.mark.parametrize(
    ("own", "general", "times"),
    [
        ("{lit: 0}", "{lit: 5}", 1),
        ("{lit: 1}", "{lit: 5}", 1),
        ("{lit: 4}", "{lit: 5}", 4),
        ("{noValue: true}", "{lit: 2}", 2),
        ("{noValue: true}", "{noValue: true}", 3),
        ('{exp: ToInt("")}', "{lit: 2}", 2),
        ("{lit: 50}", "{lit: 2}", 10),
        ("{lit: -1}", "{lit: 2}", 1),
    ],
)
def test_a_menu_plays_as_often_as_its_repeat_count_says(own: str, general: str, times: int) -> None:
    assert call(flow_of(MENU.replace("OWN", own).replace("FLOW", general))).heard == ("Choose.",) * times


def test_wrong_keys_typed_ahead_use_up_the_menu_without_deep_calls() -> None:
    outcome = call(flow_of(MENU.replace("OWN", "{lit: 1000000}").replace("FLOW", "{noValue: true}")), ("9" * 30_000,))
    assert (outcome.ended.reason, outcome.ms) == ("no menu choice", 0)


def test_keys_after_the_time_out_come_too_late() -> None:
    call = collecting()
    call.start()
    assert call.receive(Digits("12", ms=6_000)) == (
        Play(f"{MAIN}/actions[0]/collectInput/outputs/failure/actions[0]/playAudio", (Part("tts", "failed"),)),
    )
    assert call.time == 6_000


def test_keys_in_time_but_after_a_pause_between_digits_come_too_late() -> None:
    call = collecting()
    call.start()
    assert call.receive(Digits("1", ms=4_999)) == ()
    assert [type(each) for each in call.receive(Digits("2", ms=3_000))] == [Play]
    assert call.variables["Flow.x"] is None


def test_a_late_hang_up_comes_after_what_the_flow_did_before() -> None:
    call = collecting()
    call.start()
    assert [type(each) for each in call.receive(HangUp(ms=5_000))] == [Play]
    assert call.ended is not None
    assert (call.ended.by, call.ended.t) == ("hangUp", 5_000)


def test_the_flow_may_end_before_a_late_key_or_hang_up() -> None:
    for late in (Digits("1", ms=60_000), HangUp(ms=60_000)):
        call = Call(compile_flow(flow_of(MENU.replace("OWN", "{lit: 2}").replace("FLOW", "{noValue: true}")), {}))
        call.start()
        assert [type(each) for each in call.receive(late)] == [Collect, Disconnect]
        assert call.ended is not None
        assert (call.ended.by, call.ended.t, call.time) == ("disconnect", 2_000, 2_000)


@pytest.mark.parametrize(
    ("entry", "settings", "wait"),
    [
        ("{lit: {seconds: 7}}", "", 7_000),
        ("{noValue: true}", "", 5_000),
        ("{noValue: true}", "settingsActionDefaults: {collectInput: {noEntryTimeout: {lit: {seconds: 9}}}}", 9_000),
        ("{exp: Flow.d}", "settingsActionDefaults: {collectInput: {noEntryTimeout: {lit: {seconds: 9}}}}", 9_000),
        ("{exp: Flow.d}", "", 5_000),
        ("{exp: 'MakeDuration(0, 0, 0, 1, 500)'}", "", 1_500),
    ],
)
def test_a_time_out_is_the_actions_own_or_the_flows_or_architects(entry: str, settings: str, wait: int) -> None:
    call = collecting(entry=entry, settings=settings)
    call.start()
    assert call.wait == wait


@pytest.mark.parametrize(
    ("digits", "code", "message"),
    [
        ("{exact: 0}", "out-of-range", "0 to 0 digits cannot be collected; 1 to 40 can"),
        ("{exact: 41}", "out-of-range", "41 to 41 digits cannot be collected; 1 to 40 can"),
        ("{range: {min: 5, max: 4}}", "out-of-range", "5 to 4 digits cannot be collected; 1 to 40 can"),
    ],
)
def test_a_number_of_digits_that_cannot_be_is_an_error(digits: str, code: str, message: str) -> None:
    call = collecting(digits)
    call.start()
    assert [(each.code, each.message) for each in call.failures] == [(code, message)]


LONG = """
- task:
    name: Rescue
    refId: Rescue
    actions:
      - loop:
          currentIndex: {noValue: true}
          loopCount: {lit: 99}
          outputs:
            loop:
              actions:
                - loop:
                    currentIndex: {noValue: true}
                    loopCount: {lit: 50}
                    outputs: {loop: {actions: [{updateData: {name: Nothing, statements: []}}]}}
      - playAudio: {audio: {tts: rescued}}
"""
RESCUE = "settingsErrorHandling: {errorHandling: {task: {targetTaskRef: '/inboundCall/tasks/task[Rescue]'}}}"


def test_an_error_leaves_the_rest_of_the_actions_to_the_error_handling() -> None:
    bad = "- updateData: {statements: [{integer: {variable: Flow.n, value: {exp: Flow.n + 1}}}]}"
    outcome = call(inbound(bad, variables=X, settings=RESCUE, more=LONG))
    assert (outcome.heard, [each.code for each in outcome.failures]) == (("rescued",), ["not-set"])


def test_the_limit_leaves_a_thousand_actions_to_the_error_handling() -> None:
    endless = "- jumpToTask: {name: Again, targetTaskRef: '/inboundCall/tasks/task[Main]'}"
    outcome = call(inbound(endless, variables=X, settings=RESCUE, more=LONG))
    assert (outcome.heard, [each.code for each in outcome.failures]) == ((), ["action-limit", "action-limit"])
    assert sum(line.startswith("Action") for line in story(outcome)) == 5_000 + 999


CALLED = """
- task:
    name: Called
    refId: Called
    variables:
      - stringVariable: {name: Task.who, initialValue: {lit: nobody}, isInput: true, isOutput: false}
    actions:
      - playAudio: {audio: {exp: Task.who}}
      - endTask: {name: Out, outputPath: {name: Found}}
    outputPaths: [{outputPath: {name: Found}}]
"""


def test_an_end_path_that_is_not_written_goes_on_after_the_call() -> None:
    flow = inbound(
        """
        - callTask:
            targetTaskRef: ./tasks/task[Called]
            taskInputs: [{string: {name: Task.who, value: {noValue: true}}}]
            outputs: {default: {actions: [{playAudio: {audio: {tts: by default}}}]}}
        - playAudio: {audio: {tts: after}}
        """,
        more=CALLED,
    )
    assert call(flow).heard == ("nobody", "after")


def test_a_jump_hands_inputs_over_that_are_evaluated_before_it() -> None:
    flow = inbound(
        """
        - jumpToTask:
            targetTaskRef: ./tasks/task[Called]
            taskInputs: [{string: {name: Task.who, value: {exp: 'Append(Call.Ani, "!")'}}}]
        """,
        more=CALLED,
    )
    assert call(flow, caller="Ann").heard == ("Ann!",)


def test_a_task_hands_its_outputs_back() -> None:
    flow = inbound(
        """
        - callTask:
            targetTaskRef: ./tasks/task[Called]
            taskInputs: [{string: {name: Task.who, value: {lit: Ann}}}]
            taskOutputs:
              - string: {name: Task.who, variable: Flow.x}
              - string: {name: Task.who, value: {noValue: true}}
        """,
        variables=X,
        more=CALLED,
    )
    assert call(flow).variables["Flow.x"] == "Ann"


def test_a_switch_without_a_form_is_reported() -> None:
    flow = msgspec.structs.replace(
        inbound("- disconnect: {name: Bye}"),
        tasks=(Task(name="Main", ref_id="Main", actions=(Action("switch", (("name", "Which"),)),)),),
    )
    assert [(each.kind, each.reason) for each in call(flow).not_executed] == [
        ("switch", "it says neither firstTrue nor firstMatch")
    ]


def test_an_initial_value_that_is_an_expression_is_reported() -> None:
    flow = inbound(
        '- playAudio: {audio: {exp: \'If(IsSet(Flow.e), "set", "not set")\'}}\n',
        variables=variable("string", "Flow.e", "{exp: ToString(5)}"),
    )
    outcome = call(flow)
    assert outcome.heard == ("not set",)
    assert [(each.kind, each.reason) for each in outcome.not_executed] == [
        ("initialValue of Flow.e", "callflows evaluates no expression as an initial value")
    ]


@pytest.mark.parametrize(
    ("own", "general", "heard"),
    [
        ("{lit: {name: Prompt.Hold_on}}", "{lit: {name: Prompt.Other}}", ("[Hold_on]",)),
        ("{exp: Prompt.Hold_on}", "{noValue: true}", ("[Hold_on]",)),
        ("{noValue: true}", "{lit: {name: Prompt.Other}}", ("[Other]",)),
        ("{noValue: true}", "{noValue: true}", ()),
        ("{noValueWithNoFallback: true}", "{lit: {name: Prompt.Other}}", ()),
    ],
)
def test_the_processing_prompt_is_heard_before_a_data_action(own: str, general: str, heard: tuple[str, ...]) -> None:
    flow = inbound(
        f"- callData: {{processingPrompt: {own}, category: {{CRM: {{dataAction: {{Get: {{inputs: {{}}}}}}}}}}}}\n",
        settings=f"settingsActionDefaults: {{callData: {{processingPrompt: {general}}}}}",
    )
    assert call(flow).heard == heard


def test_a_direct_agent_is_asked_for() -> None:
    flow = inbound("- transferToAcd: {targetQueue: {lit: {name: Support}}, directAgent: {lit: {name: Ann}}}\n")
    assert [line for line in story(call(flow)) if line.startswith("Asked")] == [
        "Asked [0]/transferToAcd kind=transfer/queue target=Support details=(('directAgent', 'Ann'),)"
    ]


def test_the_time_of_a_call_is_kept_in_utc_and_needs_an_offset() -> None:
    local = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=-5)))
    kept = CallContext(at=local).at
    assert (kept, kept.tzinfo) == (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), UTC)
    with pytest.raises(ValueError, match="needs an offset from UTC"):
        CallContext(at=datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001 - the fault under test


def test_an_answer_that_is_none_is_refused() -> None:
    flow = inbound("- callData: {category: {CRM: {dataAction: {Get: {inputs: {}}}}}}\n")
    waiting = Call(compile_flow(flow, {}))
    waiting.start()
    with pytest.raises(RuntimeError, match="does not wait for DataActionAnswer"):
        waiting.receive(events.DataActionAnswer("perhaps"))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("string", "{lit: a}", "a"),
        ("string", "{exp: 5 + 1}", "6"),
        ("string", "{noValue: true}", None),
        ("integer", "{lit: 3}", 3),
        ("boolean", "{lit: true}", True),
        ("decimal", "{lit: 3.50}", Decimal("3.50")),
        ("json", "{lit: '{\"a\": 1}'}", Json('{"a":1}')),
        ("stringCollection", "{lit: [{lit: a}, {exp: Call.Ani}]}", ("a", "tel:+13175550100")),
        ("integerCollection", "{exp: 'MakeList(1, 2)'}", (1, 2)),
        ("dateTime", "{exp: GetCurrentDateTimeUtc()}", datetime(2026, 1, 5, 15, 0, tzinfo=UTC)),
        ("duration", "{lit: {minutes: 1, seconds: 5}}", Duration(65_000)),
        ("currency", "{lit: {amount: 5, code: USD}}", Currency(Decimal(5), "USD")),
        ("queue", "{lit: {name: Support}}", Entity("queue", "Support", "Support")),
    ],
)
def test_update_data_of_each_type(kind: str, value: str, expected: Value) -> None:
    flow = inbound(
        f"- updateData: {{statements: [{{{kind}: {{variable: Flow.v, value: {value}}}}}]}}",
        variables=variable(kind, "Flow.v"),
    )
    assert call(flow).variables["Flow.v"] == expected


@pytest.mark.parametrize(
    ("kind", "value", "code", "message"),
    [
        ("integer", "{lit: abc}", "literal", "'abc' is not a literal Integer"),
        ("currency", "{lit: {much: 5}}", "literal", "callflows reads no literal of much"),
        ("integer", "{exp: 'FindQueue(\"Q\")'}", "type", "Integer is needed, the expression gives Queue"),
        ("integer", "{exp: 1 +}", "expression-syntax", "a value is missing after `+`"),
        ("integer", "{exp: Nonsense(1)}", "unknown-function", "callflows does not know the function Nonsense"),
    ],
)
def test_what_gives_no_value_of_the_type_goes_to_the_error_handling(
    kind: str, value: str, code: str, message: str
) -> None:
    flow = inbound(
        f"- updateData: {{statements: [{{{kind}: {{variable: Flow.v, value: {value}}}}}]}}",
        variables=variable(kind, "Flow.v"),
    )
    outcome = call(flow)
    assert [(each.code, each.message) for each in outcome.failures] == [(code, message)]
    assert outcome.ended.reason == "error handling"
