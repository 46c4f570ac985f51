"""A local org in process on virtual time, with a wire between client and org that can be cut at any request."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from callflows.deploy import Defaults, OnConflict, Prepared, Report, apply, prepare, read_lines
from callflows.emulator import FaultPlan, Options, create_app, seed
from callflows.genesys import Budget, Client, ClientCredentials
from callflows.store import FlowFilter, Store, open_store
from callflows.testing import run_virtual, virtual_now

ORG = Path(__file__).resolve().parents[2] / "examples" / "org"
SHARED = "Global Authentication Menu"
DEFAULTS = Defaults(shared=SHARED, queue="Support")


class Killed(BaseException):
    """The process is gone: nothing in it may catch this."""


class Wire(httpx2.AsyncBaseTransport):
    """Passes requests into an org. `cut` is asked before and after each one, with its number from 1, and may raise."""

    def __init__(self, app: Any, cut: Callable[[int, str, httpx2.Request], None] | None = None) -> None:
        self._inner = httpx2.ASGITransport(app=app)
        self._cut = cut
        self.log: list[tuple[str, str]] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.log.append((request.method, request.url.path))
        number = len(self.log)
        if self._cut:
            self._cut(number, "before", request)
        try:
            response = await self._inner.handle_async_request(request)
        except ConnectionResetError as lost:  # what a server does that closes the connection without an answer
            raise httpx2.ReadError(str(lost), request=request) from lost
        if self._cut:
            self._cut(number, "after", request)
        return response


class World:
    """An org with the example's shared flow, queues and numbers. Each `run` is a process of its own on the same
    database, an hour after the one before."""

    def __init__(self, database: Path, *, publish_seconds: float = 5.0, rate_limit: int = 300) -> None:
        self.database = database
        self.publish_seconds = publish_seconds
        self.rate_limit = rate_limit
        self.hours = 0
        self.wire: Wire | None = None
        self.client: Client | None = None
        self.seconds = 0.0

    def now(self) -> datetime:
        return virtual_now() + timedelta(hours=self.hours)

    def run(
        self,
        work: Callable[[Client, Store], Coroutine[Any, Any, Any]],
        *,
        cut: Callable[[int, str, httpx2.Request], None] | None = None,
        faults: FaultPlan | None = None,
        client_id: str = "callflows",
        secret: str = "callflows",
        wire: type[Wire] | None = None,
    ) -> Any:
        async def main() -> Any:
            options = Options(
                publish_seconds=self.publish_seconds, rate_limit=self.rate_limit, faults=faults, now=self.now
            )
            with open_store(self.database, now=self.now) as store:
                self.wire = (wire or Wire)(create_app(store, options=options), cut)
                credentials = ClientCredentials(client_id=client_id, client_secret=secret)
                self.client = Client(
                    environment="http://127.0.0.1:1",
                    auth=credentials,
                    transport=self.wire,
                    budget=Budget(),
                    random=lambda: 0.5,
                )
                async with self.client:
                    return await work(self.client, store)

        self.hours += 1
        return run_virtual(main())

    def create(self, text: str, *, on_conflict: OnConflict = "fail", **options: Any) -> Report:
        """What `callflows create --from` does."""
        lines = read_lines(text, file="lines.csv", defaults=DEFAULTS).lines

        async def work(client: Client, store: Store) -> Report:
            prepared = await prepare(client, lines)
            return await apply(client, prepared.plan, store.journal, on_conflict=on_conflict)

        return self.run(work, **options)

    def prepare(self, text: str, defaults: Defaults = DEFAULTS) -> Prepared:
        lines = read_lines(text, file="lines.csv", defaults=defaults).lines
        return self.run(lambda client, store: prepare(client, lines))

    def flows(self) -> dict[str, int]:
        """Name -> number of the latest version, of all inbound flows."""
        with open_store(self.database) as store:
            found, _ = store.flows.list(FlowFilter(types=("inboundcall",)))
            return {flow.name: flow.latest for flow in found}

    def routes(self) -> dict[str, str]:
        """Number -> name of the flow that its call route leads to; a number in two routes is an error."""
        with open_store(self.database) as store:
            found: dict[str, str] = {}
            for route in store.ivrs.list()[0]:
                for number in route.dnis:
                    assert number not in found, f"{number} is in two call routes"
                    found[number] = store.flows.get(route.open_flow_id or "").name
            return found


def build_template(path: Path) -> Path:
    """A seeded database to copy."""
    with open_store(path) as store:
        create_app(store)
        assert seed(store, ORG).good
    return path


def copy_of(template: Path, folder: Path) -> Path:
    target = folder / "org.db"
    shutil.copy(template, target)
    return target
