"""The control plane, `/__callflows__/…`: what no cloud has and tests of programs need.

It has no authentication: the server is for its own machine. Pages of websites are kept out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from callflows.emulator.access import check_origin
from callflows.emulator.answer import Refusal
from callflows.emulator.bootstrap import prepare
from callflows.emulator.limits import Limits
from callflows.emulator.options import FaultPlan
from callflows.emulator.org import Org, iso
from callflows.store import FlowFilter

PREFIX = "/__callflows__"


class Status(msgspec.Struct, frozen=True, rename="camel"):
    """How the org stands."""

    organization: str
    flows: int
    queues: int
    rate_limit: int
    publish_seconds: float
    faults: FaultPlan | None
    now: str


def control_routes(org: Org, limits: Limits) -> list[Route]:
    """`GET /__callflows__/` says how the org stands; `POST …/reset` empties it; `PUT` and `DELETE …/faults` set and
    clear a fault plan."""

    async def status(_request: Request) -> Response:
        found = Status(
            organization=org.organization().id,
            flows=org.store.flows.list(FlowFilter())[1],
            queues=org.store.queues.list()[1],
            rate_limit=limits.allowed,
            publish_seconds=org.options.publish_seconds,
            faults=org.faults,
            now=iso(org.options.now()),
        )
        return _json(found)

    async def reset(_request: Request) -> Response:
        with org.store.write():
            org.store.clear()
        prepare(org.store, org.options)
        limits.clear()
        org.faults = org.options.faults
        return Response(status_code=204)

    async def set_faults(request: Request) -> Response:
        try:
            org.faults = msgspec.json.decode(await request.body(), type=FaultPlan)
        except msgspec.DecodeError as error:
            return _json({"message": str(error)}, 400)
        return _json(org.faults)

    async def clear_faults(_request: Request) -> Response:
        org.faults = None
        return Response(status_code=204)

    return [
        Route(f"{PREFIX}/", status, methods=["GET"]),
        Route(f"{PREFIX}/reset", _guarded(reset), methods=["POST"]),
        Route(f"{PREFIX}/faults", _guarded(set_faults), methods=["PUT"]),
        Route(f"{PREFIX}/faults", _guarded(clear_faults), methods=["DELETE"]),
    ]


def _guarded(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """A page of some website can send these requests too: those are refused."""

    async def serve(request: Request) -> Response:
        try:
            check_origin(dict(request.headers.raw))
        except Refusal as refusal:
            return Response(refusal.body(""), status_code=refusal.status, media_type="application/json")
        return await handler(request)

    return serve


def _json(body: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status_code=status, media_type="application/json")
