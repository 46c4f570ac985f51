"""Filling a remote org from a directory, through its public API: what is missing is made, what exists is left alone.

The local org is seeded by `callflows.emulator.seed`, which may write what no API can make (OAuth clients, users,
number ranges). Here these are left out and named.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from callflows.api import operation, wire
from callflows.deploy import FlowFile, FlowFiles, ReportRow, publish_files, read_files
from callflows.diagnostics import Diagnostic, Severity
from callflows.emulator import Named, OrgFile, Table, read_org_file, table_schema
from callflows.genesys import Client, find_division, find_flow, find_queue, only_named

_MADE_HERE = frozenset({"divisions", "queues", "dataTables"})


class RemoteSeeded(msgspec.Struct, frozen=True):
    """What was made (kind and name), how the flows were published, which lists of the file were left out, and what is
    wrong with the files. Nothing is changed when a file is wrong."""

    made: tuple[tuple[str, str], ...] = ()
    flows: tuple[ReportRow, ...] = ()
    left_out: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def good(self) -> bool:
        wrong = any(item.severity is Severity.ERROR for item in self.diagnostics)
        return not wrong and all(row.result in ("created", "updated", "skipped") for row in self.flows)


async def seed_remote(client: Client, directory: Path) -> RemoteSeeded:
    """Make the divisions, queues and data tables of `directory/org.yaml` that the org lacks, then publish the flows of
    `directory/flows/*.yaml` that it lacks. Raises the client's errors; what was made before one stays, and seeding
    again goes on from there."""
    path = directory / "org.yaml"
    wanted, wrong = read_org_file(path) if path.exists() else (OrgFile(), ())
    paths = sorted((directory / "flows").glob("*.yaml"))
    files = read_files(paths, {}) if paths else FlowFiles()
    faults = (*wrong, *files.diagnostics)
    if any(item.severity is Severity.ERROR for item in faults):
        return RemoteSeeded(diagnostics=faults)
    made: list[tuple[str, str]] = []
    for division in wanted.divisions:
        if await _make_division(client, division):
            made.append(("division", division.name))
    for queue in wanted.queues:
        if await _make_queue(client, queue):
            made.append(("queue", queue.name))
    for table in wanted.data_tables:
        if await _make_table(client, table):
            made.append(("datatable", table.name))
    flows = await _publish(client, files)
    return RemoteSeeded(made=tuple(made), flows=flows, left_out=_left_out(wanted), diagnostics=faults)


async def _make_division(client: Client, item: Named) -> bool:
    if await find_division(client, item.name) is not None:
        return False
    # Genesys Cloud: a division's description is required, and may be empty.
    body = wire.AuthzDivision(name=item.name, description=item.description)
    await client.call(operation("post_authorization_divisions", wire.AuthzDivision), body=body)
    return True


async def _make_queue(client: Client, item: Named) -> bool:
    if await find_queue(client, item.name) is not None:
        return False
    body = wire.Queue(
        name=item.name, description=item.description or None, division=await _division(client, item.division)
    )
    await client.call(operation("post_routing_queues", wire.Queue), body=body)
    return True


async def _make_table(client: Client, item: Table) -> bool:
    """A data table with its rows; one that exists is left as it is, rows too."""
    listing = operation("get_flows_datatables", wire.DataTablesDomainEntityListing)
    if await only_named("data table", item.name, client.pages(listing, query={"name": item.name})) is not None:
        return False
    body = wire.DataTable(
        name=item.name,
        description=item.description or None,
        division=await _division(client, item.division),
        schema=table_schema(item),
    )
    made = await client.call(operation("post_flows_datatables", wire.DataTable), body=body)
    add_row = operation("post_flows_datatable_rows", wire.DataTableRow)
    for row in item.rows:
        await client.call(add_row, path={"datatableId": made.id or ""}, body=row)
    return True


async def _division(client: Client, name: str) -> wire.Ref | None:
    """The division as a reference, None for the home division."""
    found = await find_division(client, name) if name else None
    return wire.Ref(id=found.id) if found is not None else None


async def _publish(client: Client, files: FlowFiles) -> tuple[ReportRow, ...]:
    there = {file.path: row for file in files.flows if (row := await _existing(client, file)) is not None}
    missing = tuple(file for file in files.flows if file.path not in there)
    report = await publish_files(client, FlowFiles(flows=missing)) if missing else None
    published = {row.source: row for row in report.rows} if report else {}
    return tuple(there.get(file.path) or published[file.path] for file in files.flows)


async def _existing(client: Client, file: FlowFile) -> ReportRow | None:
    """The row of a flow that the org has published already."""
    flow = await find_flow(client, file.type, file.flow.name)
    if flow is None or flow.published_version is None:
        return None
    version = flow.published_version.id or ""
    return ReportRow(flow=file.flow.name, result="skipped", id=flow.id or "", version=version, source=file.path)


def _left_out(wanted: OrgFile) -> tuple[str, ...]:
    """The lists of the file that are not empty and cannot be made through the API."""
    given: dict[str, list[object]] = msgspec.to_builtins(wanted)
    return tuple(name for name, items in given.items() if items and name not in _MADE_HERE)
