"""Opening hours of an org: the definitions of its schedules and groups, and which flow a call route has at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import datetime

from callflows.api import operation, wire
from callflows.engine import EmergencyGroup, Schedule, ScheduleGroup, Schedules
from callflows.engine.commands import EvaluateSchedule
from callflows.genesys import Client, Forbidden

_SCHEDULES = operation("get_architect_schedules", wire.ScheduleEntityListing)
_GROUPS = operation("get_architect_schedulegroups", wire.ScheduleGroupEntityListing)
_EMERGENCIES = operation("get_architect_emergencygroups", wire.EmergencyGroupListing)


async def definitions(client: Client) -> Schedules:
    """The schedules, schedule groups and emergency groups of the org. What may not be read, and a definition that is
    none, is left out: a call meets it as something that nobody knows."""
    try:
        schedules = [each async for each in client.pages(_SCHEDULES)]
        groups = [each async for each in client.pages(_GROUPS)]
        emergencies = [each async for each in client.pages(_EMERGENCIES)]
    except Forbidden:
        return Schedules()
    names = {each.id: each.name or "" for each in schedules if each.state != "deleted"}
    return Schedules(
        schedules=tuple(_schedules(schedules)),
        groups=tuple(_groups(groups, names)),
        emergency_groups=tuple(EmergencyGroup(each.name or "", bool(each.enabled)) for each in _present(emergencies)),
    )


async def flow_at(client: Client, route: wire.IVR, at: datetime) -> wire.Ref | None:
    """The flow that a call route has at a time, None where it has none then.

    Genesys Cloud: an emergency group that is switched on and names the route goes first, then the schedule group:
    holiday, closed, open; a route without a schedule group is always open.
    """
    emergency = await _emergency_flow(client, route)
    if emergency is not None:
        return emergency
    if route.schedule_group is None:
        return route.open_hours_flow
    name = route.schedule_group.name or ""
    question = EvaluateSchedule(address="", kind="scheduleGroup", name=name)
    state = (await definitions(client)).evaluate(question, at).state
    return flow_of_state(route, state)


def flow_of_state(route: wire.IVR, state: str | None) -> wire.Ref | None:
    """The flow for a state of the route's schedule group. A holiday without a flow of its own is closed; a group that
    is not known or may not be read counts as open."""
    if state == "holiday":
        return route.holiday_hours_flow or route.closed_hours_flow
    return route.closed_hours_flow if state == "closed" else route.open_hours_flow


async def _emergency_flow(client: Client, route: wire.IVR) -> wire.Ref | None:
    try:
        async for group in _pages(client):
            for each in group.emergency_call_flows or () if group.enabled and group.state != "deleted" else ():
                if each.emergency_flow is not None and any(ivr.id == route.id for ivr in each.ivrs or ()):
                    return each.emergency_flow
    except Forbidden:
        return None
    return None


def _pages(client: Client) -> AsyncIterator[wire.EmergencyGroup]:
    return client.pages(_EMERGENCIES)


def _schedules(found: Iterable[wire.Schedule]) -> Iterator[Schedule]:
    for each in found:
        if each.state == "deleted":
            continue
        try:
            start, end = datetime.fromisoformat(each.start or ""), datetime.fromisoformat(each.end or "")
            yield Schedule(each.name or "", start, end, each.rrule or "")
        except ValueError:
            continue


def _groups(found: Iterable[wire.ScheduleGroup], names: Mapping[str | None, str]) -> Iterator[ScheduleGroup]:
    """Groups name their schedules by id; the name beside it may be missing."""
    for each in found:
        if each.state == "deleted":
            continue
        try:
            yield ScheduleGroup(
                name=each.name or "",
                time_zone=each.time_zone or "UTC",
                open=_named(each.open_schedules, names),
                closed=_named(each.closed_schedules, names),
                holidays=_named(each.holiday_schedules, names),
            )
        except ValueError:
            continue


def _present(found: Iterable[wire.EmergencyGroup]) -> Iterator[wire.EmergencyGroup]:
    return (each for each in found if each.state != "deleted")


def _named(references: tuple[wire.Ref, ...] | None, names: Mapping[str | None, str]) -> tuple[str, ...]:
    return tuple(names[each.id] for each in references or () if each.id in names)
