"""What a set of lines needs to know of the org, read once before the first change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from callflows import model
from callflows.api import OPERATIONS, operation, wire
from callflows.deploy.contracts import published_module, shared_flow, type_of, unread, version_of
from callflows.deploy.line import Line
from callflows.deploy.plan import Existing
from callflows.diagnostics import Diagnostic
from callflows.genesys import Client, Forbidden, list_divisions, list_flows, list_ivrs, list_queues, organization
from callflows.graph import Surroundings

FLOW_TYPES = ("inboundcall", "commonmodule")
FEW_QUEUES = 10
"""Up to so many queues are asked for by name; more are looked up in the whole listing."""


class Org(msgspec.Struct, frozen=True, kw_only=True):
    """The org as far as the lines name it.

    `by_name` has the flows that a line may call, by exact name, shared flows before others; `surroundings` their
    contracts; `modules` the published modules by name. `inbound` has the inbound flows by case-folded name (Genesys
    Cloud: a name is unique per type). `queues` and `divisions` are ids by name; `divisions` and `ranges` are None
    where they were not asked for or may not be read.
    """

    id: str
    by_name: Mapping[str, wire.Flow] = MappingProxyType({})
    inbound: Mapping[str, Existing] = MappingProxyType({})
    modules: Mapping[str, model.Flow] = MappingProxyType({})
    queues: Mapping[str, str] = MappingProxyType({})
    surroundings: Surroundings = Surroundings()
    divisions: Mapping[str, str] | None = None
    routes: Mapping[str, wire.IVR] = MappingProxyType({})
    ranges: tuple[tuple[str, str], ...] | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def has(self, kind: model.RefKind, name: str) -> bool:
        """Whether the org has what a flow names; what was not looked up counts as there (the publish judges it)."""
        if kind is model.RefKind.QUEUE:
            return name in self.queues
        if kind is model.RefKind.COMMON_MODULE:
            return name in self.by_name
        return True

    def known_for(self, shared: Iterable[str]) -> Org | None:
        """What the checks of a flow may go by: None when one of the shared flows it calls could not be read, as
        they would take it for unpublished."""
        return self if all(name in self.modules for name in shared) else None

    def module(self, name: str) -> model.Flow | None:
        return self.modules.get(name)


async def look(client: Client, lines: Sequence[Line]) -> Org:
    """Read what `lines` need. Raises the client's errors; a right to read that is missing for a mere check
    is a warning instead."""
    identity = (await organization(client)).id or ""
    flows = [flow async for flow in list_flows(client, type=FLOW_TYPES)]
    wanted = {line.shared for line in lines}
    by_name = _callable(flows, wanted)
    reports: list[Diagnostic] = []
    modules: dict[str, model.Flow] = {}
    for name, flow in by_name.items():
        module = await published_module(client, flow, reports)
        if module is not None:
            modules[name] = module
    queues = await queues_by_name(client, {line.queue for line in lines if line.queue})
    numbers = {line.number for line in lines if line.number}
    return Org(
        id=identity,
        by_name=by_name,
        inbound={(flow.name or "").casefold(): existing(flow) for flow in flows if type_of(flow) == "inboundcall"},
        modules=modules,
        queues=queues,
        surroundings=Surroundings(
            shared_flows={
                shared.id: shared for shared in (shared_flow(f, modules.get(name)) for name, f in by_name.items())
            },
            queues={key: name for name, key in queues.items()},
        ),
        divisions=await _divisions(client) if any(line.division for line in lines) else None,
        routes=await _routes(client) if numbers else {},
        ranges=await _ranges(client, reports) if numbers else None,
        diagnostics=tuple(reports),
    )


def existing(flow: wire.Flow) -> Existing:
    """A flow of a listing as the plan keeps it."""
    return Existing(id=flow.id or "", name=flow.name or "", version=version_of(flow))


def _callable(flows: Sequence[wire.Flow], wanted: Collection[str]) -> dict[str, wire.Flow]:
    """The flow meant by each wanted name: the shared flow, else a flow of another type so that it can be named."""
    found: dict[str, wire.Flow] = {}
    for flow in flows:
        name = flow.name or ""
        if name in wanted and (name not in found or type_of(flow) == "commonmodule"):
            found[name] = flow
    return found


async def queues_by_name(client: Client, names: Collection[str]) -> dict[str, str]:
    """Queue ids by exact name, of those wanted that exist."""
    filters: list[str | None] = [*sorted(names)] if len(names) <= FEW_QUEUES else [None]
    found: dict[str, str] = {}
    for name in filters:
        async for queue in list_queues(client, name=name):
            if queue.name and queue.id and queue.name in names:
                found[queue.name] = queue.id
    return found


async def _divisions(client: Client) -> dict[str, str]:
    return {division.name or "": division.id or "" async for division in list_divisions(client)}


async def _routes(client: Client) -> dict[str, wire.IVR]:
    """Every call route, by each of its numbers."""
    found: dict[str, wire.IVR] = {}
    async for route in list_ivrs(client):
        if route.state != "deleted":
            found.update((number, route) for number in route.dnis or ())
    return found


async def _ranges(client: Client, reports: list[Diagnostic]) -> tuple[tuple[str, str], ...] | None:
    """The number ranges of the org, None where they may not be read."""
    name = "get_telephony_providers_edges_didpools"
    listing = operation(name, wire.DIDPoolEntityListing)
    try:
        pools = [pool async for pool in client.pages(listing)]
    except Forbidden:
        needed = ", ".join(OPERATIONS[name].permissions.names)
        message = f"whether the org owns the numbers is not checked: the permission {needed} is missing"
        reports.append(unread("org-number-ranges-unread", message))
        return None
    return tuple((pool.start_phone_number or "", pool.end_phone_number or "") for pool in pools)
