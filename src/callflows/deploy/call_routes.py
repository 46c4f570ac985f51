"""A number's call route (IVR): made, or pointed at the flow."""

from __future__ import annotations

import asyncio

import msgspec
from msgspec.structs import replace

from callflows.api import wire
from callflows.genesys import ApiError, Client, find_ivr_by_number, post_ivr, put_ivr

ATTEMPTS = 5
BACKOFF_SECONDS = 1.0


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A number and the flow that shall answer it. `division_id` is that of a call route that has to be made, "" for the
    home division."""

    number: str
    flow: str
    flow_id: str
    division_id: str = ""


async def point(client: Client, wish: Wish, *, known: wire.IVR | None) -> str:
    """Make calls to the number reach the flow at all hours. `known` is the call route that had the number last.

    Safe to repeat: a route that points at the flow already is left alone. Returns what a person should know of it
    ("" for a new route). An answer that leaves it open whether the change was made (409, 5xx) is settled by reading the
    route again. Raises the client's errors.
    """
    route = known
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await _once(client, wish, route)
        except ApiError as error:
            if attempt == ATTEMPTS or not _may_repeat(error):
                raise
        await asyncio.sleep(BACKOFF_SECONDS * attempt)
        route = await find_ivr_by_number(client, wish.number)
    raise AssertionError("the last attempt returns or raises")


def _may_repeat(error: ApiError) -> bool:
    """Genesys Cloud: a stale version is a 409, or a 400 that speaks of the current version."""
    return error.status in (409, 429) or error.status >= 500 or "current version" in error.message


async def _once(client: Client, wish: Wish, route: wire.IVR | None) -> str:
    target = wire.Ref(id=wish.flow_id)
    if route is None:
        division = wire.Ref(id=wish.division_id) if wish.division_id else None
        name = f"{wish.flow} {wish.number}"
        await post_ivr(client, wire.IVR(name=name, dnis=(wish.number,), open_hours_flow=target, division=division))
        return ""
    if route.open_hours_flow is not None and route.open_hours_flow.id == wish.flow_id:
        return ""
    await put_ivr(client, replace(route, open_hours_flow=target))
    before = route.open_hours_flow.name or route.open_hours_flow.id if route.open_hours_flow else None
    return f'call route "{route.name}" now leads here' + (f' (before: "{before}")' if before else "")
