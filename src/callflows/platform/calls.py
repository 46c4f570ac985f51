"""What a call needs of the org: the flow behind a name or number, the modules inside it, tables, prompts, schedules."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from callflows import architect
from callflows.analysis import references
from callflows.api import operation, wire
from callflows.deploy import phone_number
from callflows.emulator.runtime import published_program_inputs
from callflows.engine import KnownOrg
from callflows.expressions import Value
from callflows.genesys import (
    Client,
    Forbidden,
    consumed_by,
    export_flow,
    find_flow,
    find_ivr_by_number,
    flow_by_id,
    list_flows,
    list_ivrs,
    list_queues,
    object_type,
)
from callflows.model import Flow, RefKind
from callflows.platform.connection import Connection
from callflows.platform.hours import definitions, flow_at
from callflows.store import NotFound

CALLABLE = "inboundcall"
MODULE = "COMMONMODULEFLOW"
HOURS = frozenset({RefKind.SCHEDULE, RefKind.SCHEDULE_GROUP, RefKind.EMERGENCY_GROUP})


class NothingToCall(Exception):  # noqa: N818 - named after what is the case
    """Nobody answers under the name or number. The message says why and what to do next."""


class CallPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A published flow with the modules as they were copied into it. `called` is the number that was dialled, else one
    that leads to the flow, else ""."""

    flow: Flow
    modules: Mapping[str, Flow]
    version: str
    directory: KnownOrg
    called: str = ""


async def plan_call(connection: Connection, target: str, at: datetime) -> CallPlan:
    """Everything to run a call to a flow's name or a phone number that begins at `at`. Raises `NothingToCall` and the
    client's errors."""
    client = connection.client
    number, fault = phone_number(target, None, "")
    flow = await (_by_number(client, number, at) if number and fault is None else _by_name(client, target))
    version = flow.published_version.id if flow.published_version else None
    if not version:
        raise NothingToCall(f'the flow "{flow.name}" is not published\n    next: publish it')
    if connection.local is not None:
        published, modules = _local(connection, flow)
    else:
        published, modules = await _exported(client, flow, version)
    dialled = number or await _number_of(client, flow.id or "")
    directory = await _directory(client, [published, *modules.values()])
    return CallPlan(flow=published, modules=modules, version=version, directory=directory, called=dialled)


async def plan_unpublished(client: Client, flow: Flow, modules: Mapping[str, Flow]) -> CallPlan:
    """A call to a flow that the org does not hold, such as one in a file. `modules` are shared flows by name; what the
    flow calls and is not among them is taken as the org has it published. Raises `NothingToCall` and the client's
    errors."""
    inside: dict[str, Flow] = {}
    pending = [flow]
    while pending:
        for name in _called(pending.pop()) - set(inside):
            inside[name] = modules.get(name) or await _published_module(client, flow.name, name)
            pending.append(inside[name])
    return CallPlan(flow=flow, modules=inside, version="", directory=await _directory(client, [flow, *inside.values()]))


async def _published_module(client: Client, caller: str, name: str) -> Flow:
    module = await find_flow(client, "commonmodule", name)
    if module is None or module.published_version is None:
        message = f'"{caller}" calls the shared flow "{name}", which neither the files nor the org have'
        raise NothingToCall(f"{message}\n    next: add its file to the workspace, or publish it")
    return _read(await export_flow(client, module.id or "", module.published_version.id or ""), name)


def _called(flow: Flow) -> set[str]:
    return {r.name for r in references(flow) if r.kind is RefKind.COMMON_MODULE}


async def _by_number(client: Client, number: str, at: datetime) -> wire.Flow:
    route = await find_ivr_by_number(client, number)
    if route is None:
        raise NothingToCall(f"no call route has the number {number}\n    next: `callflows create … --number {number}`")
    found = await flow_at(client, route, at)
    if found is None or not found.id:
        raise NothingToCall(f'the call route "{route.name}" of {number} leads to no flow')
    return await flow_by_id(client, found.id)


async def _number_of(client: Client, flow_id: str) -> str:
    """A number whose call route leads to the flow, "" where there is none or call routes may not be read."""
    try:
        async for route in list_ivrs(client):
            if (
                route.dnis
                and route.state != "deleted"
                and route.open_hours_flow
                and route.open_hours_flow.id == flow_id
            ):
                return route.dnis[0]
    except Forbidden:
        return ""
    return ""


async def _by_name(client: Client, name: str) -> wire.Flow:
    found = await find_flow(client, CALLABLE, name)
    if found is not None:
        return found
    if await find_flow(client, "commonmodule", name) is not None:
        raise NothingToCall(f'"{name}" is a shared flow\n    next: call an inbound flow that calls it')
    names = [flow.name or "" async for flow in list_flows(client, type=CALLABLE)]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    advice = f'did you mean "{near[0]}"?' if near else "`callflows flows --type inbound` lists what can be called"
    raise NothingToCall(f'there is no inbound flow "{name}"\n    next: {advice}')


def _local(connection: Connection, flow: wire.Flow) -> tuple[Flow, dict[str, Flow]]:
    if connection.local is None:
        raise AssertionError("only for the local org")
    try:
        return published_program_inputs(connection.local, flow.id or "")
    except NotFound as gone:
        raise NothingToCall(f'the flow "{flow.name}" was deleted meanwhile') from gone


async def _exported(client: Client, flow: wire.Flow, version: str) -> tuple[Flow, dict[str, Flow]]:
    """The published version and the module versions that dependency tracking says are inside it."""
    published = _read(await export_flow(client, flow.id or "", version), flow.name or "")
    modules: dict[str, Flow] = {}
    for name, (module, inside) in (await _modules(client, flow, version, published)).items():
        modules[name] = _read(await export_flow(client, module, inside), name)
    return published, modules


async def _modules(client: Client, flow: wire.Flow, version: str, published: Flow) -> dict[str, tuple[str, str]]:
    """Name -> (id, version) of each module in the flow. Where the tracking does not tell the version, the module's
    published one is taken (assumed: the flow was published after it)."""
    wanted = _called(published)
    found: dict[str, tuple[str, str]] = {}
    if wanted:
        try:
            async for used in consumed_by(client, flow.id or "", version, object_type(CALLABLE)):
                if used.type == MODULE and used.name in wanted and used.id and used.version:
                    found[used.name] = (used.id, used.version)
        except Forbidden:
            found = {}
    for name in sorted(wanted - set(found)):
        module = await find_flow(client, "commonmodule", name)
        if module is None or module.published_version is None:
            raise NothingToCall(f'"{flow.name}" calls the shared flow "{name}", which is not published any more')
        found[name] = (module.id or "", module.published_version.id or "")
    return found


def _read(yaml: str, name: str) -> Flow:
    flow = architect.read(yaml, file=name).flow
    if flow is None:
        raise NothingToCall(f'the org exports "{name}" in a form that cannot be read')
    return flow


async def _directory(client: Client, flows: Iterable[Flow]) -> KnownOrg:
    """What the flows can ask the org during the call. What may not be read stays open: every name of it exists."""
    named = [reference for flow in flows for reference in references(flow)]
    tables = {r.name for r in named if r.kind is RefKind.DATA_TABLE}
    prompts = {r.name for r in named if r.kind is RefKind.PROMPT}
    names: dict[str, tuple[str, ...]] = {}
    try:
        names["queue"] = tuple([queue.name or "" async for queue in list_queues(client)])
    except Forbidden:
        names = {}
    return KnownOrg(
        names=names,
        tables=await _tables(client, tables),
        prompts=await _prompts(client, prompts),
        definitions=await definitions(client) if any(r.kind in HOURS for r in named) else None,
    )


async def _tables(client: Client, names: set[str]) -> dict[str, dict[str, dict[str, Value]]]:
    """The rows of data tables by name and key. A table that does not exist is left out: the call meets its absence."""
    listing = operation("get_flows_datatables", wire.DataTablesDomainEntityListing)
    rows = operation("get_flows_datatable_rows", wire.DataTableRowEntityListing)
    found: dict[str, dict[str, dict[str, Value]]] = {}
    for name in sorted(names):
        async for table in client.pages(listing, query={"name": name}):
            if table.name == name and table.id:
                of_table = client.pages(rows, path={"datatableId": table.id}, query={"showbrief": False})
                found[name] = {str(row.get("key")): _row(row) async for row in of_table}
    return found


def _row(row: wire.DataTableRow) -> dict[str, Value]:
    return {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in row.items()}


async def _prompts(client: Client, names: set[str]) -> dict[tuple[str, str], str]:
    """What user prompts say, by name and language."""
    listing = operation("get_architect_prompts", wire.PromptEntityListing)
    found: dict[tuple[str, str], str] = {}
    for name in sorted(names):
        async for prompt in client.pages(listing, query={"name": [name]}):
            for resource in prompt.resources or () if prompt.name == name else ():
                found[name, resource.language or ""] = resource.tts_string or resource.text or ""
    return found
