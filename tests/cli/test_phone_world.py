"""What a file says of the world goes before what the org knows; what it does not say is the org's."""

from datetime import UTC, datetime

import pytest

from callflows.cli.phone_world import Layered
from callflows.engine import DataAction, EmergencyGroup, KnownOrg, ScheduleGroup, Schedules, Service
from callflows.engine.commands import Ask, EvaluateSchedule
from callflows.engine.directory import answer_schedule
from callflows.engine.events import DataActionAnswer, ScheduleAnswer, ServiceAnswer
from callflows.expressions import Entity
from callflows.testing import from_data

NOW = datetime(2026, 1, 5, 15, tzinfo=UTC)
ORG = KnownOrg(
    names={"queue": ("Support",)},
    prompts={("welcome", ""): "Hello.", ("bye", ""): "Bye."},
    tables={"A": {"1": {"key": "1"}}, "B": {}},
    schedules={"Lunch": "active"},
    data_actions=(
        DataAction("CRM", "Get", DataActionAnswer("failure")),
        DataAction("CRM", "Put", DataActionAnswer("success")),
    ),
    definitions=Schedules(groups=(ScheduleGroup("Hours"),), emergency_groups=(EmergencyGroup("Snow", True),)),
    extensions={"1": Entity("user", "Ada", "Ada")},
    services=(Service("callLexBot", ServiceAnswer("Balance")),),
)


def layered(**said):
    return Layered(from_data(said).world, ORG)


def test_objects():
    both = layered(queues={"VIP": "exists", "Support": "missing"})
    assert (both.find("queue", "VIP"), both.find("queue", "Support")) == (Entity("queue", "VIP", "VIP"), None)
    assert layered().find("queue", "VIP") is None
    assert layered().find("queue", "Support") == Entity("queue", "Support", "Support")
    assert layered().extensions() == ORG.extensions()


def test_prompts_and_tables():
    both = layered(prompts={"welcome": "Hi."}, tables={"B": [{"key": "2"}]})
    assert [both.prompt_text(name, "en-us", False) for name in ("welcome", "bye")] == ["Hi.", "Bye."]
    assert both.table_row("A", "1").row == (("key", "1"),)
    assert both.table_row("B", "2").row == (("key", "2"),)
    assert layered().table_row("C", "1").error_type == "TableNotFoundException"


def test_transfers():
    both = layered(queues={"VIP": "exists"}, transfers={"queue": {"Support": "busy"}})
    assert [both.transfer("queue", name).success for name in ("Support", "VIP", "Other")] == [False, True, False]
    assert both.transfer("queue", "Support").error_type == "Busy"


def test_data_actions_and_services():
    both = layered(dataActions={"CRM": {"Get": {"returns": {"level": 3}}}})
    assert both.data_action("CRM", "Get", ()) == DataActionAnswer("success", (("level", 3),))
    assert both.data_action("CRM", "Put", ()) == DataActionAnswer("success")
    assert both.data_action("CRM", "Other", ()) == DataActionAnswer("unknown")
    question = Ask("", "callLexBot", "Bank", (), ())
    assert both.service(question) == ServiceAnswer("Balance")


@pytest.mark.parametrize(
    ("said", "kind", "name", "group", "state"),
    [
        ({}, "schedule", "Lunch", None, "active"),
        ({"schedules": {"Lunch": "inactive"}}, "schedule", "Lunch", None, "inactive"),
        ({}, "scheduleGroup", "Hours", None, "closed"),
        ({"scheduleGroups": {"Hours": "open"}}, "scheduleGroup", "Hours", None, "open"),
        ({"scheduleGroups": {"Hours": "open"}}, "scheduleGroup", "Hours", "Snow", "emergency"),
        (
            {"scheduleGroups": {"Hours": "open"}, "emergencyGroups": {"Snow": "inactive"}},
            "scheduleGroup",
            "Hours",
            "Snow",
            "open",
        ),
        ({"emergencyGroups": {"Snow": "inactive"}}, "emergencyGroup", "Snow", None, "inactive"),
        ({}, "scheduleGroup", "Unknown", None, None),
    ],
)
def test_schedules(said, kind, name, group, state):
    question = EvaluateSchedule("", kind, name, group)
    found = answer_schedule(layered(**said), question, NOW)
    assert isinstance(found, ScheduleAnswer)
    assert found.state == state
