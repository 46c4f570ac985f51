"""A number's call route (IVR): made, or pointed at the flow."""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from callflows.api import wire
from callflows.genesys import ApiError, Client, find_ivr_by_number, post_ivr, put_ivr

ATTEMPTS = 5
BACKOFF_SECONDS = 1.0


async def point(client: Client, *, number: str, flow: str, flow_id: str, known: wire.IVR | None) -> str:
    """Make calls to `number` reach the flow at all hours. `known` is the call route that had the number last.

    Safe to repeat: a route that points at the flow already is left alone. Returns what a person should know of it
    ("" for a new route). An answer that leaves it open whether the change was made (409, 5xx) is settled by reading the
    route again. Raises the client's errors.
    """
    route = known
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await _once(client, number, flow, flow_id, route)
        except ApiError as error:
            if attempt == ATTEMPTS or not _may_repeat(error):
                raise
        await asyncio.sleep(BACKOFF_SECONDS * attempt)
        route = await find_ivr_by_number(client, number)
    raise AssertionError("the last attempt returns or raises")


def _may_repeat(error: ApiError) -> bool:
    """Genesys Cloud: a stale version is a 409, or a 400 that speaks of the current version."""
    return error.status in (409, 429) or error.status >= 500 or "current version" in error.message


async def _once(client: Client, number: str, flow: str, flow_id: str, route: wire.IVR | None) -> str:
    target = wire.Ref(id=flow_id)
    if route is None:
        body = wire.IVR(name=f"{flow} {number}", dnis=(number,), open_hours_flow=target)
        await post_ivr(client, body)
        return ""
    if route.open_hours_flow is not None and route.open_hours_flow.id == flow_id:
        return ""
    await put_ivr(client, replace(route, open_hours_flow=target))
    before = route.open_hours_flow.name or route.open_hours_flow.id if route.open_hours_flow else None
    return f'call route "{route.name}" now leads here' + (f' (before: "{before}")' if before else "")
