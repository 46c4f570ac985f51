"""What stands for the org: the words of a test, and what a call meets of them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from callflows.engine.events import DataActionAnswer, TableAnswer, TransferAnswer
from callflows.expressions import Duration, Entity, Json
from callflows.testing import Flows, Mocks, World, programs_of
from callflows.testing.values import value_of
from tests.testing.flows import END, EXAMPLE, INBOUND, flows_of

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def org() -> Mocks:
    return Mocks(World())


def asked(org: Mocks, **inputs: str) -> DataActionAnswer:
    return org.world.data_action("CRM", "Get VIP", tuple(inputs.items()))


def test_a_data_action_answers_one_after_the_other_and_then_the_same(org: Mocks) -> None:
    org.data_action("CRM", "Get VIP").times_out().fails("no", errorCode="503").returns({"a.b": True}, level=3)
    last = DataActionAnswer("success", (("a.b", True), ("level", 3)))
    assert [asked(org), asked(org, phone="1"), asked(org), asked(org)] == [
        DataActionAnswer("timeout"),
        DataActionAnswer("failure", (("userMessage", "no"), ("errorCode", "503"))),
        last,
        last,
    ]
    assert org.data_action("CRM", "Get VIP").called_with == [{}, {"phone": "1"}, {}, {}]


def test_what_is_said_anew_takes_the_place_of_what_was_said(org: Mocks) -> None:
    org.data_action("CRM", "Get VIP").returns(level=1)
    asked(org)
    org.data_action("CRM", "Get VIP").returns(level=2)
    assert asked(org) == DataActionAnswer("success", (("level", 2),))


def test_an_answer_may_depend_on_the_inputs(org: Mocks) -> None:
    org.data_action("CRM", "Get VIP").answers(lambda inputs: {"level": len(str(inputs["phone"]))})
    assert asked(org, phone="1234") == DataActionAnswer("success", (("level", 4),))


def test_nothing_said_is_unknown_and_noted_once_for_each_call(org: Mocks) -> None:
    one, two = org.world.for_call(), org.world.for_call()
    assert one.data_action("CRM", "Get VIP", ()) == DataActionAnswer("unknown")
    one.data_action("CRM", "Get VIP", ())
    assert one.table_row("PINs", "1").error_type == "TableNotFoundException"
    assert one.schedule_state("schedule", "Lunch", None, NOW) is None
    assert one.unmocked == ('data action "CRM" / "Get VIP"', 'data table "PINs"', 'schedule "Lunch"')
    assert (two.unmocked, org.world.unmocked) == ((), ())
    assert org.data_action("CRM", "Get VIP").called_with == [{}, {}]
    assert org.table("PINs").looked_up == ["1"]


def test_tables_have_rows(org: Mocks) -> None:
    org.table("PINs").rows([{"key": 1234, "name": "Ada"}]).row("9", name="Bob")
    assert org.world.table_row("PINs", "1234") == TableAnswer((("key", 1234), ("name", "Ada")))
    assert org.world.table_row("PINs", "9") == TableAnswer((("key", "9"), ("name", "Bob")))
    assert org.world.table_row("PINs", "0") == TableAnswer(None)
    org.table("PINs").missing()
    assert org.world.table_row("PINs", "9").error_type == "TableNotFoundException"
    org.table("PINs").rows([])
    assert org.world.table_row("PINs", "9") == TableAnswer(None)
    org.table("PINs").fails("Throttled", "too many")
    assert org.world.table_row("PINs", "9") == TableAnswer(None, "Throttled", "too many")
    with pytest.raises(ValueError, match="a row of a data table needs its key"):
        org.table("PINs").rows([{"name": "Ada"}])


def test_objects_are_there_unless_somebody_says_otherwise(org: Mocks) -> None:
    assert org.world.find("queue", "Any") == Entity("queue", "Any", "Any")
    org.queue("Old").missing()
    org.user("Ada").exists("u-1", username="ada@acme.example")
    ada = Entity("user", "u-1", "Ada", "ada@acme.example")
    assert org.world.find("queue", "Old") is None
    assert [org.world.find("user", key) for key in ("Ada", "u-1", "ada@acme.example")] == [ada] * 3
    org.world.only("queue", ["Support"])
    assert [org.world.find("queue", name) is None for name in ("Support", "Any", "Old")] == [False, True, True]
    org.group("A").missing()
    org.skill("A").missing()
    org.language_skill("A").missing()
    assert [org.world.find(kind, "A") for kind in ("group", "skill", "languageSkill")] == [None] * 3


def test_transfers_succeed_unless_somebody_says_otherwise(org: Mocks) -> None:
    org.queue("Old").missing()
    org.transfer("Support").busy().succeeds()
    org.transfer(kind="number").no_answer()
    org.transfer("+1317", kind="number").fails("Blocked", "not from here")
    transfer = org.world.transfer
    assert transfer("queue", "Other") == TransferAnswer(True)
    assert transfer("queue", "Old") == TransferAnswer(False, "TransferFailed", 'there is no queue "Old"')
    assert transfer("queue", "Support") == TransferAnswer(False, "Busy", "the line is busy")
    assert transfer("user", "Support") == TransferAnswer(True)
    assert transfer("number", "+44") == TransferAnswer(False, "NoAnswer", "nobody answers")
    assert transfer("number", "+1317") == TransferAnswer(False, "Blocked", "not from here")
    org.transfer().fails()
    assert transfer("queue", "Other") == TransferAnswer(False, "TransferFailed", "the transfer failed")


def test_states_of_schedules_are_said(org: Mocks) -> None:
    org.schedule("Lunch").active().inactive()
    org.schedule_group("Hours").holiday()
    state = org.world.schedule_state
    assert [state("schedule", "Lunch", None, NOW) for _ in range(3)] == ["active", "inactive", "inactive"]
    assert state("scheduleGroup", "Hours", "Snow", NOW) == "holiday"
    org.emergency_group("Snow").active()
    assert state("scheduleGroup", "Hours", "Snow", NOW) == "emergency"
    assert state("scheduleGroup", "Hours", None, NOW) == "holiday"


HOURS = """\
- evaluateScheduleGroup:
    name: Open?
    inServiceSchedules: {noValue: true}
    evaluate: {now: true}
    scheduleGroup: {lit: {name: Hours}}
    emergencyGroup: {noValue: true}
    outputs:
      open: {actions: [{playAudio: {name: Say, audio: {tts: Open.}}}]}
      holiday: {actions: [{playAudio: {name: Say, audio: {tts: Holiday.}}}]}
      closed: {actions: [{playAudio: {name: Say, audio: {tts: Closed.}}}]}
"""


@pytest.mark.parametrize(
    ("at", "heard"),
    [
        ("2026-11-23T08:59-05:00", "Closed."),
        ("2026-11-23T09:00-05:00", "Open."),
        ("2026-11-23T22:30Z", "Closed."),
        ("2026-07-23T16:59 America/New_York", "Open."),
        ("2026-12-25T10:00 America/New_York", "Holiday."),
        ("2026-11-22T10:00-05:00", "Closed."),
    ],
)
def test_schedules_may_be_defined_and_follow_the_clock(tmp_path: Path, at: str, heard: str) -> None:
    flows = flows_of(tmp_path, HOURS + END)
    week = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    flows.schedule("Week").defined("2026-01-05T09:00", datetime(2026, 1, 5, 17, 0), week)  # noqa: DTZ001 - local time
    flows.schedule("Christmas").defined("2026-12-25", "2026-12-26")
    flows.schedule_group("Hours").defined("America/New_York", open=["Week"], holidays=["Christmas"])
    call = flows.call("Line", at=at)
    assert (call.heard, call.unmocked) == ([heard], ())


FIND = """\
- findQueue:
    name: Find
    findName: {exp: Flow.text}
    findResult: {var: Flow.queue}
    outputs:
      found: {actions: [{transferToAcd: {name: To, targetQueue: {exp: Flow.queue}, priority: {lit: 0},
        preferredAgents: {noValue: true}, languageSkill: {noValue: true},
        failureOutputs: {errorType: {noValue: true}, errorMessage: {noValue: true}}}}]}
      notFound: {actions: [{playAudio: {name: Say, audio: {tts: No such queue.}}}]}
"""
TO_NIGHT = """\
- transferToAcd:
    name: To
    targetQueue: {lit: {name: Night}}
    priority: {lit: 0}
    preferredAgents: {noValue: true}
    languageSkill: {noValue: true}
    failureOutputs: {errorType: {noValue: true}, errorMessage: {noValue: true}}
"""
NAME = '- updateData: {name: Set, statements: [{string: {variable: Flow.text, value: {exp: OurQueue("x")}}}]}\n'


def test_functions_that_callflows_does_not_know_are_answered(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, NAME + FIND + END)
    flows.function("OurQueue").returns("Night")
    flows.call("Line").to_queue("Night")
    flows.function("OurQueue").answers(lambda given: f"queue {given}")
    flows.queue("queue x").missing()
    flows.call("Line").hears("No such queue")


def test_objects_that_no_flow_names_are_assumed_and_told(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, NAME + FIND + END)
    flows.function("OurQueue").returns("Night")
    assert flows.call("Line").unmocked == ('queue "Night"',)
    flows.language_skill("Nobody asks").missing()
    flows.queue("Night").exists()
    assert flows.call("Line").unmocked == ()


def test_objects_that_the_flow_names_are_there(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, TO_NIGHT)
    assert flows.call("Line").to_queue("Night").unmocked == ()


VIP = """\
- callData:
    name: V
    processingPrompt: {noValue: true}
    timeout: {lit: {seconds: 10}}
    category: {CRM: {dataAction: {Get Vip: {inputs: {}, successOutputs: {}, failureOutputs: {}}}}}
"""
PINS = """\
- dataTableLookup:
    name: P
    lookupValue: {exp: Flow.text}
    dataTable:
      PIN: {foundOutputs: {}, failureOutputs: {errorType: {noValue: true}, errorMessage: {noValue: true}}}
"""


def test_a_failure_tells_what_was_mocked_and_never_asked(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, NAME + FIND + END + VIP + PINS)
    flows.function("OurQueue").returns("Night")
    flows.data_action("CRM", "Get Vip").returns()
    flows.table("PIN").missing()
    with pytest.raises(AssertionError) as failed:
        flows.call("Line").hears("x")
    assert str(failed.value).splitlines()[-2:] == [
        'Not mocked: queue "Night"',
        'Mocked, but never asked: data action "CRM" / "Get Vip", data table "PIN"',
    ]


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda org: org.data_action("CRM", "Get VIP").returns(),
            'data action "CRM" / "Get VIP"; did you mean "CRM / G',
        ),
        (
            lambda org: org.data_action("CMR", "Get Vip").returns(),
            'data action "CMR" / "Get Vip"; did you mean "CRM / G',
        ),
        (lambda org: org.table("Customers").missing(), 'data table "Customers"'),
        (lambda org: org.schedule_group("Hours").open(), 'schedule group "Hours"'),
        (lambda org: org.schedule("Week").defined("2026-01-05", "2026-01-06"), 'schedule "Week"'),
        (lambda org: org.emergency_group("Snow").active(), 'emergency group "Snow"'),
        (lambda org: org.bot("Bank").takes("success"), ""),
        (lambda org: org.service("callBotFlow", "Bank").takes("success"), 'action "callBotFlow"'),
        (lambda org: org.function("OurQeue").returns(1), 'function "OurQeue"; did you mean "ourqueue"?'),
        (lambda org: org.queue("Nihgt").missing(), ""),
        (lambda org: org.language_skill("Frnech").missing(), 'language skill "Frnech"; did you mean "French"?'),
        (lambda org: org.language_skill("Welsh").missing(), ""),
        (lambda org: org.transfer("Ada", kind="user").fails(), ""),
    ],
)
def test_what_no_flow_asks_for_is_no_mock(tmp_path: Path, say: Callable[[Flows], object], said: str) -> None:
    to = TO_NIGHT.replace("languageSkill: {noValue: true}", "languageSkill: {lit: {name: French}}")
    flows = flows_of(tmp_path, NAME + FIND + END + VIP + PINS + to)
    flows.function("OurQueue").returns("Night")
    say(flows)
    if not said:
        assert flows.call("Line").ended
        return
    with pytest.raises(ValueError) as refused:
        flows.call("Line")
    assert str(refused.value).startswith(f"no flow of the workspace asks for the {said}")


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda org: org.data_action("CRM", "Get VIP").fails().returns(levl=3),
            'no flow of the workspace takes "levl" from the data action "CRM" / "Get VIP"; did you mean "level"?',
        ),
        (
            lambda org: org.table("Customer PINs").row("1", customerID="C-1"),
            'no flow of the workspace takes "customerID" from the data table "Customer PINs"; '
            'did you mean "customerId"?',
        ),
        (lambda org: org.data_action("CRM", "Get VIP").returns(level=3, levels=4, mood="bad"), ""),
        (lambda org: org.table("Customer PINs").rows([{"key": "1", "name": "Ada"}]), ""),
    ],
)
def test_outputs_and_columns_that_are_nearly_those_that_a_flow_takes(say: Callable[[Flows], object], said: str) -> None:
    flows = Flows(programs_of(EXAMPLE))
    flows.schedule_group("Support hours").open()
    say(flows)
    if not said:
        assert not flows.call("Support EMEA").ended
        return
    with pytest.raises(ValueError) as refused:
        flows.call("Support EMEA")
    assert str(refused.value) == said


def test_what_another_flow_asks_for_is_a_mock_and_nothing_is_refused_where_a_flow_cannot_be_read(
    tmp_path: Path,
) -> None:
    other = INBOUND.replace("name: Line", "name: Other") + textwrap.indent(VIP, " " * 10)
    flows = flows_of(tmp_path, END, other=other)
    flows.data_action("CRM", "Get Vip").returns()
    assert flows.call("Line").ended
    flows.table("PIN").missing()
    with pytest.raises(ValueError, match='asks for the data table "PIN"'):
        flows.call("Line")
    (tmp_path / "flows" / "broken.yaml").write_text("inboundCall: [\n")
    flows = Flows(programs_of(tmp_path))
    flows.table("PIN").missing()
    assert flows.call("Line").ended


def test_a_group_of_schedules_that_nobody_has_defined(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, HOURS + END)
    flows.schedule_group("Hours").defined(open=["Wek"], holidays=["Christmas"])
    flows.schedule("Christmas").defined("2026-12-25", "2026-12-26")
    assert flows.call("Line").unmocked == ('schedule "Wek"',)


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda org: org.table("PIN").rows("abc"), "a row of a data table is a mapping, not 'a'"),
        (lambda org: org.data_action("A", "B").returns(level=b"x"), "level: b'x' is no value of Architect's language"),
        (lambda org: org.schedule_group("H").defined("Mars/Olympus"), '"Mars/Olympus" is no time zone'),
    ],
)
def test_what_is_no_mock_at_all(org: Mocks, say: Callable[[Mocks], object], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        say(org)
    assert str(refused.value) == said


def test_a_row_may_have_an_empty_key(org: Mocks) -> None:
    org.table("PIN").rows([{"key": "", "name": "nobody"}])
    assert org.world.table_row("PIN", "").row == (("key", ""), ("name", "nobody"))
    with pytest.raises(ValueError, match="a row of a data table needs its key"):
        org.table("PIN").rows([{"name": "x"}])


BOT = """\
- callBotFlow:
    name: Bot
    inputText: {noValue: true}
    exitReason: {noValue: true}
    intent: {var: Flow.text}
    botFlow:
      Helper: {ver_latestPublished: {inputs: {}, outputs: {Slot.size: {var: Flow.number}}}}
    outputs:
      failure: {actions: [{playAudio: {name: Say, audio: {tts: The bot failed.}}}]}
      Order: {actions: [{playAudio: {name: Say, audio: {tts: You order.}}}]}
"""


def test_bots_are_one_answer(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, BOT + END)
    call = flows.call("Line").hears("The bot failed.")
    assert call.unmocked == ('callBotFlow "Helper"',)
    flows.bot("Helper").takes("Order", {"Slot.size": 2})
    call = flows.call("Line").hears("You order.")
    assert (call.variables["Flow.text"], call.variables["Flow.number"], call.unmocked) == ("Order", 2, ())
    flows.service("callBotFlow").takes("failure")
    flows.call("Line").hears("You order.")


def test_a_path_that_an_action_does_not_have_is_told(tmp_path: Path) -> None:
    action = "- setExternalTag: {name: Tag, externalTag: {lit: x}, outputs: {failure: {actions: []}}}\n"
    flows = flows_of(tmp_path, action + END)
    with pytest.raises(ValueError, match='setExternalTag has no output path "sucess": did you mean "success"'):
        flows.service("setExternalTag").takes("sucess")
    with pytest.raises(ValueError, match='getExternalContact has no output path "success": it has found, notFound'):
        flows.service("getExternalContact").takes("success")
    flows.bot("x").takes("sucess")
    with pytest.raises(ValueError, match='setExternalTag has no output path "sucess": it has success, failure'):
        flows.call("Line")


def test_prompts_say_what_is_said_of_them(org: Mocks) -> None:
    org.prompt("welcome").says("Hello").says("Hallo", "de-DE")
    org.system_prompt("no_entry").says("Nothing")
    text = org.world.prompt_text
    assert (text("welcome", "en-us", False), text("welcome", "de-de", False)) == ("Hello", "Hallo")
    assert (text("no_entry", "en-us", True), text("no_entry", "en-us", False)) == ("Nothing", None)


def test_extensions_lead_to_people(org: Mocks) -> None:
    org.user("Ada").exists("u-1")
    org.extension("4711", "Ada")
    org.extension("0", "+13175550100", "number")
    assert org.world.extensions() == {
        "4711": Entity("user", "u-1", "Ada"),
        "0": Entity("number", "+13175550100", "+13175550100"),
    }


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("x", "x"),
        (1.10, Decimal("1.1")),
        (Decimal("1.10"), Decimal("1.10")),
        ([1, 2.5], (1, Decimal("2.5"))),
        ({"a": [1, {"b": None}]}, Json('{"a":[1,{"b":null}]}')),
        (timedelta(seconds=1.5), Duration(1500)),
        (datetime.fromisoformat("2026-01-01T10:00:00.5+01:00"), datetime(2026, 1, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_values_of_python_are_values_of_the_language(given: object, value: object) -> None:
    found = value_of(given)
    assert (type(found), found) == (type(value), value)


def test_values_that_there_are_not() -> None:
    with pytest.raises(ValueError, match="needs an offset from UTC"):
        value_of(datetime(2026, 1, 1))  # noqa: DTZ001 - a time without an offset is the point
    with pytest.raises(ValueError, match="nan is no number"):
        value_of(float("nan"))
