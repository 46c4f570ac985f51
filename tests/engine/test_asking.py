"""Data tables, data actions, schedules, finding objects: what the directory answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callflows.engine import DataAction, KnownOrg
from callflows.engine.events import DataActionAnswer
from tests.engine.flows import call, inbound, short, story, variable

SAYS = "{actions: [{playAudio: {audio: {tts: %s}}}]}"
LOOK_UP = f"""
- dataTableLookup:
    name: Find
    lookupValue: {{exp: Flow.key}}
    dataTable:
      Customers/EU:
        foundOutputs: {{Name: {{var: Flow.name}}, Level: {{var: Flow.level}}, Other: {{noValue: true}}}}
        failureOutputs: {{errorType: {{var: Flow.name}}, errorMessage: {{noValue: true}}}}
    outputs: {{found: {SAYS % "found"}, notFound: {SAYS % "missing"}, failure: {SAYS % "broken"}}}
"""
ROWS = KnownOrg(tables={"Customers/EU": {"7": {"Name": "Ann", "Level": Decimal("2.0")}}})


def variables(key: str) -> str:
    return variable("string", "Flow.key", key) + variable("string", "Flow.name") + variable("integer", "Flow.level")


@pytest.mark.parametrize(
    ("key", "org", "heard", "name", "level"),
    [
        ("{lit: '7'}", ROWS, ("found",), "Ann", 2),
        ("{lit: '8'}", ROWS, ("missing",), None, None),
        ("{lit: '7'}", KnownOrg(), ("broken",), "TableNotFoundException", None),
    ],
)
def test_a_table_look_up(key: str, org: KnownOrg, heard: tuple[str, ...], name: str | None, level: int | None) -> None:
    outcome = call(inbound(LOOK_UP, variables=variables(key)), org=org)
    assert (outcome.heard, outcome.variables["Flow.name"], outcome.variables["Flow.level"]) == (heard, name, level)


def test_a_key_that_is_not_set_is_an_error_and_not_the_failure_path() -> None:
    outcome = call(inbound(LOOK_UP, variables=variables("{noValue: true}")), org=ROWS)
    assert [(short(each.address), each.code, each.message) for each in outcome.failures] == [
        ("[0]/dataTableLookup", "not-set", "the look-up value is NOT_SET")
    ]
    assert outcome.heard == ()


CALL_DATA = f"""
- callData:
    name: VIP
    timeout: {{lit: {{seconds: 3}}}}
    category:
      CRM:
        dataAction:
          Get VIP:
            inputs: {{id: {{exp: Call.Ani}}, extra: {{noValue: true}}}}
            successOutputs: {{level: {{var: Flow.level}}}}
            failureOutputs: {{errorCode: {{var: Flow.name}}}}
    outputs: {{success: {SAYS % "good"}, failure: {SAYS % "bad"}, timeout: {SAYS % "late"}}}
"""


def crm(answer: DataActionAnswer) -> KnownOrg:
    return KnownOrg(data_actions=(DataAction("CRM", "Get VIP", answer),))


@pytest.mark.parametrize(
    ("answer", "heard", "name", "level"),
    [
        (DataActionAnswer("success", (("level", 3),)), ("good",), None, 3),
        (DataActionAnswer("failure", (("errorCode", "E1"),)), ("bad",), "E1", None),
        (DataActionAnswer("timeout"), ("late",), None, None),
    ],
)
def test_a_data_action(answer: DataActionAnswer, heard: tuple[str, ...], name: str | None, level: int | None) -> None:
    outcome = call(inbound(CALL_DATA, variables=variables("{lit: k}")), org=crm(answer), caller="+1")
    assert (outcome.heard, outcome.variables["Flow.name"], outcome.variables["Flow.level"]) == (heard, name, level)
    assert story(outcome)[2:4] == [
        "Given [0]/callData category/CRM/dataAction/Get VIP/inputs/id='+1' timeout=Duration(PT3S)",
        "Asked [0]/callData kind=dataAction target=CRM/Get VIP details=(('id', '+1'), ('extra', None))",
    ]
    assert outcome.not_executed == ()


def test_a_data_action_without_an_answer_fails_and_is_reported() -> None:
    outcome = call(inbound(CALL_DATA, variables=variables("{lit: k}")))
    assert outcome.heard == ("bad",)
    assert [(each.kind, each.reason) for each in outcome.not_executed] == [
        ("callData", 'no answer is known for "CRM" / "Get VIP"')
    ]


GROUP = f"""
- evaluateScheduleGroup:
    name: Hours
    inServiceSchedules: {{noValue: true}}
    evaluate: {{now: true}}
    scheduleGroup: {{lit: {{name: Office}}, name: Office}}
    emergencyGroup: {{lit: {{name: Storm}}, name: Storm}}
    outputs:
      open: {SAYS % "open"}
      closed: {SAYS % "closed"}
      holiday: {SAYS % "holiday"}
      emergency: {SAYS % "storm"}
"""


@pytest.mark.parametrize(
    ("schedules", "heard", "reported"),
    [
        ({"Office": "open"}, ("open",), ()),
        ({"Office": "holiday"}, ("holiday",), ()),
        ({"Office": "open", "Storm": "emergency"}, ("storm",), ()),
        ({"Office": "open", "Storm": "active"}, ("storm",), ()),
        ({}, ("closed",), ("nobody said in which state this schedule is",)),
    ],
)
def test_a_schedule_group(schedules: dict[str, str], heard: tuple[str, ...], reported: tuple[str, ...]) -> None:
    outcome = call(inbound(GROUP), org=KnownOrg(schedules=schedules))
    assert (outcome.heard, tuple(each.reason for each in outcome.not_executed)) == (heard, reported)


def test_a_schedule() -> None:
    flow = inbound(
        f"""
        - evaluateSchedule:
            evaluationType:
              schedule: {{name: Callbacks, evaluationTimeZone: Europe/London, evaluate: {{now: true}}}}
            outputs: {{active: {SAYS % "on"}, inactive: {SAYS % "off"}}}
        """
    )
    assert call(flow, org=KnownOrg(schedules={"Callbacks": "active"})).heard == ("on",)
    assert call(flow, org=KnownOrg(schedules={"Callbacks": "inactive"})).heard == ("off",)


def test_finding_a_queue() -> None:
    flow = inbound(
        f"""
        - findQueue:
            findName: {{lit: Support}}
            findResult: {{var: Flow.q}}
            outputs: {{found: {{actions: [{{playAudio: {{audio: {{exp: Flow.q.name}}}}}}]}}, notFound: {SAYS % "none"}}}
        """,
        variables=variable("queue", "Flow.q"),
    )
    assert call(flow).heard == ("Support",)
    assert call(flow, org=KnownOrg(names={"queue": ()})).heard == ("none",)


@pytest.mark.parametrize(
    ("action", "kind"),
    [("findSkill", "skill"), ("findScheduleGroup", "scheduleGroup"), ("findUserPrompt", "userPrompt")],
)
def test_finding_by_name(action: str, kind: str) -> None:
    flow = inbound(
        f"- {action}: {{findName: {{lit: X}}, findResult: {{noValue: true}}, "
        f"outputs: {{found: {SAYS % 'found'}, notFound: {SAYS % 'none'}}}}}"
    )
    assert call(flow, org=KnownOrg(names={kind: ("X",)})).heard == ("found",)
    assert call(flow, org=KnownOrg(names={kind: ("Y",)})).heard == ("none",)
