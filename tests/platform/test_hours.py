"""Opening hours as an org defines them, and the flow that a call route has at a time."""

import asyncio
from datetime import UTC, datetime

import pytest

from callflows.api import operation, wire
from callflows.engine import EmergencyGroup, Schedule, ScheduleGroup
from callflows.engine.commands import EvaluateSchedule
from callflows.platform import NothingToCall, connect, plan_call
from callflows.platform.hours import definitions, flow_at

OPEN, CLOSED, HOLIDAY, STORM = (wire.Ref(id=name, name=name) for name in ("open", "closed", "holiday", "storm"))
NEW_YORK = "America/New_York"


def posted(client, name, kind, body):
    return client.call(operation(f"post_architect_{name}", kind), body=body)


async def fill(client, *, emergency=None):
    """Weekdays from nine to five in New York, and Christmas."""
    week = await posted(
        client,
        "schedules",
        wire.Schedule,
        wire.Schedule(
            name="Week",
            start="2026-01-05T09:00:00.000",
            end="2026-01-05T17:00:00.000",
            rrule="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        ),
    )
    christmas = await posted(
        client,
        "schedules",
        wire.Schedule,
        wire.Schedule(name="Christmas", start="2026-12-25T00:00:00.000", end="2026-12-26T00:00:00.000"),
    )
    group = await posted(
        client,
        "schedulegroups",
        wire.ScheduleGroup,
        wire.ScheduleGroup(
            name="Hours",
            time_zone=NEW_YORK,
            open_schedules=(wire.Ref(id=week.id),),
            holiday_schedules=(wire.Ref(id=christmas.id),),
        ),
    )
    if emergency is not None:
        await posted(client, "emergencygroups", wire.EmergencyGroup, emergency)
    return wire.Ref(id=group.id, name="Hours")


def at_work(tmp_path, work):
    async def session():
        async with connect({}, tmp_path) as connection:
            return await work(connection)

    return asyncio.run(session())


def test_what_an_org_defines(tmp_path):
    async def work(connection):
        await fill(connection.client, emergency=wire.EmergencyGroup(name="Storm", enabled=True))
        return await definitions(connection.client)

    found = at_work(tmp_path, work)
    assert found.groups == (ScheduleGroup("Hours", NEW_YORK, ("Week",), (), ("Christmas",)),)
    assert {each.name for each in found.schedules} == {"Week", "Christmas"}
    assert found.schedules[0] == Schedule("Christmas", *map(datetime.fromisoformat, ("2026-12-25", "2026-12-26")))
    assert found.emergency_groups == (EmergencyGroup("Storm", True),)
    asked = EvaluateSchedule(address="", kind="scheduleGroup", name="Hours")
    assert found.evaluate(asked, datetime.fromisoformat("2026-11-23T10:00-05:00")).state == "open"


@pytest.mark.parametrize(
    ("at", "flow"),
    [
        ("2026-11-23T09:00-05:00", OPEN),
        ("2026-11-23T08:59-05:00", CLOSED),
        ("2026-11-21T10:00-05:00", CLOSED),
        ("2026-12-25T10:00-05:00", HOLIDAY),
        ("2026-07-06T13:30+00:00", OPEN),
    ],
)
def test_the_schedule_group_chooses_the_flow(tmp_path, at, flow):
    async def work(connection):
        group = await fill(connection.client)
        route = wire.IVR(
            id="r", open_hours_flow=OPEN, closed_hours_flow=CLOSED, holiday_hours_flow=HOLIDAY, schedule_group=group
        )
        return await flow_at(connection.client, route, datetime.fromisoformat(at))

    assert at_work(tmp_path, work) == flow


def test_a_holiday_without_a_flow_is_closed_and_no_group_is_always_open(tmp_path):
    async def work(connection):
        group = await fill(connection.client)
        route = wire.IVR(id="r", open_hours_flow=OPEN, closed_hours_flow=CLOSED, schedule_group=group)
        always = wire.IVR(id="r", open_hours_flow=OPEN)
        unknown = wire.IVR(
            id="r", open_hours_flow=OPEN, closed_hours_flow=CLOSED, schedule_group=wire.Ref(id="x", name="None")
        )
        at = datetime.fromisoformat("2026-12-25T10:00-05:00")
        return [await flow_at(connection.client, each, at) for each in (route, always, unknown)]

    assert at_work(tmp_path, work) == [CLOSED, OPEN, OPEN]


@pytest.mark.parametrize(("enabled", "ivr", "flow"), [(True, "r", STORM), (False, "r", OPEN), (True, "other", OPEN)])
def test_an_emergency_goes_first(tmp_path, enabled, ivr, flow):
    flows = (wire.EmergencyCallFlow(emergency_flow=STORM, ivrs=(wire.Ref(id=ivr),)),)

    async def work(connection):
        emergency = wire.EmergencyGroup(name="Storm", enabled=enabled, emergency_call_flows=flows)
        await fill(connection.client, emergency=emergency)
        return await flow_at(
            connection.client, wire.IVR(id="r", open_hours_flow=OPEN), datetime(2026, 1, 1, tzinfo=UTC)
        )

    found = at_work(tmp_path, work)
    assert found is not None
    assert found.id == flow.id


def test_a_number_that_no_call_route_has(tmp_path):
    async def work(connection):
        await plan_call(connection, "+13175550100", datetime(2026, 1, 1, tzinfo=UTC))

    with pytest.raises(NothingToCall, match="no call route has the number"):
        at_work(tmp_path, work)
