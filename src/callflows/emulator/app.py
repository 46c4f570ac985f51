"""The local org as an ASGI application."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from callflows.api import OPERATIONS
from callflows.emulator.answer import Refusal
from callflows.emulator.bootstrap import prepare
from callflows.emulator.control import control_routes
from callflows.emulator.gate import Gate
from callflows.emulator.handlers import HANDLERS, STORAGE
from callflows.emulator.limits import Limits
from callflows.emulator.options import Options
from callflows.emulator.org import Org
from callflows.emulator.routes import Routes, Served
from callflows.store import Store


def create_app(store: Store, *, options: Options | None = None) -> Starlette:
    """A local org over a store: the API under `/api/v2` and `/oauth/token`, uploads under `/storage`, the control
    plane under `/__callflows__`. Needs no lifespan and no thread; several applications may share a store."""
    chosen = options or Options()
    prepare(store, chosen)
    org = Org(store, chosen)
    limits = Limits(chosen.rate_limit)
    gate = Middleware(Gate, org=org, routes=Routes(served_operations(preview=chosen.preview)), limits=limits)
    return Starlette(routes=control_routes(org, limits), middleware=[gate], exception_handlers={404: _nothing_here})


def served_operations(*, preview: bool = True) -> tuple[Served, ...]:
    """The rows of `api.OPERATIONS` that have a handler, and the storage."""
    rows = tuple(
        (operation, HANDLERS[name])
        for name, operation in OPERATIONS.items()
        if name in HANDLERS and (preview or not operation.preview)
    )
    return (*rows, *STORAGE)


async def _nothing_here(_request: Request, _error: Exception) -> Response:
    refusal = Refusal("not.found")
    return Response(refusal.body(""), status_code=refusal.status, media_type="application/json")
