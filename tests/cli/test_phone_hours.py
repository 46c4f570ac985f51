"""A call to a number goes where its call route leads at that time."""

import asyncio

import pytest

from callflows.api import wire
from callflows.genesys import find_flow, find_ivr_by_number, put_ivr
from callflows.platform import connect
from tests.cli.conftest import SHARED
from tests.platform.test_hours import fill

NUMBER = "+13175550101"
LINE = ("--shared", SHARED, "--queue", "Support")


@pytest.fixture
def line(shell):
    """A call route that is open on weekdays and has a flow for the other hours."""
    assert shell("create", "By day", *LINE, "--number", NUMBER, "--input", "brand=Daylight").code == 0
    assert shell("create", "By night", *LINE, "--input", "brand=Nighttime").code == 0

    async def work():
        async with connect({}, shell.folder) as connection:
            client = connection.client
            route = await find_ivr_by_number(client, NUMBER)
            night = await find_flow(client, "inboundcall", "By night")
            group = await fill(client)
            closed = wire.Ref(id=night.id, name=night.name)
            fields = {name: getattr(route, name) for name in ("id", "name", "version", "dnis", "open_hours_flow")}
            await put_ivr(client, wire.IVR(**fields, closed_hours_flow=closed, schedule_group=group))

    asyncio.run(work())
    return shell


@pytest.mark.parametrize(
    ("at", "brand"),
    [("2026-11-23T10:00-05:00", "Daylight"), ("2026-11-23T20:00 America/New_York", "Nighttime")],
)
def test_the_flow_of_the_hour_answers(line, at, brand):
    said = line("call", NUMBER, "--at", at, "--press", "1234")
    assert (said.code, said.err) == (0, "")
    assert f"Welcome to {brand}." in said.out
