"""Publishing flows that are written as Archy YAML."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from callflows import architect
from callflows.analysis import references
from callflows.api import operation, wire
from callflows.checks import check_flow
from callflows.deploy.contracts import type_of, version_of
from callflows.deploy.line import fault
from callflows.deploy.publishing import Publisher
from callflows.deploy.report import ReportRow, Result
from callflows.deploy.together import each
from callflows.deploy.versions import with_versions
from callflows.diagnostics import Diagnostic, Severity
from callflows.genesys import Client, GenesysError, TransportError
from callflows.model import Flow, RefKind
from callflows.workspace import FlowFile as ReadFile
from callflows.workspace import loose, read_all

AT_ONCE = 50


class FlowFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file and the flow in it. `yaml` is what is uploaded: the file's own text, or, where placeholders were filled or
    other files taken in, the flow as it then is."""

    path: str
    flow: Flow
    yaml: str

    @property
    def type(self) -> str:
        """The type in Genesys Cloud's lower-case spelling."""
        return self.flow.type.lower()


class FlowFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was read, and what is wrong with it."""

    flows: tuple[FlowFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def faulty(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self.diagnostics)


class FilesReport(msgspec.Struct, frozen=True, kw_only=True):
    """One row a file, in the order in which the files were given."""

    rows: tuple[ReportRow, ...]


def read_files(paths: Iterable[Path], substitutions: Mapping[str, str]) -> FlowFiles:
    """Read and check files, and the flow files of folders. Nothing is raised for what they hold."""
    files = read_all(loose(Path.cwd()), tuple(paths), substitutions=substitutions)
    found = checked(files)
    if not files:
        return FlowFiles(diagnostics=(fault("file-none", "there is no .yaml or .yml file here", None),))
    return found


def checked(files: Iterable[ReadFile]) -> FlowFiles:
    """Files that were read, checked as a publish needs it."""
    flows: list[FlowFile] = []
    reports: list[Diagnostic] = []
    seen: dict[tuple[str, str], ReadFile] = {}
    for file in files:
        reports.extend(file.diagnostics)
        flow = file.flow
        if flow is None:
            continue
        found = check_flow(flow, file)
        reports.extend(file.result.explained(found) if found else ())
        twin = seen.setdefault((flow.type, flow.name.casefold()), file)
        if twin is not file:
            message = f'{file.source} and {twin.source} both hold the {flow.type} "{flow.name}"'
            place = file.span(f"/{flow.type}/name")
            reports.append(fault("file-duplicate-flow", message, place, "give only one of them"))
        flows.append(FlowFile(path=file.source, flow=flow, yaml=_yaml(file, flow)))
    return FlowFiles(flows=tuple(flows), diagnostics=tuple(reports))


def _yaml(file: ReadFile, flow: Flow) -> str:
    """What is uploaded for a flow: the text of its file where that holds this very flow, else the flow written anew. A
    file that was changed or taken away while it was checked goes out as it was checked."""
    data = _bytes(file.path) if file.verbatim else None
    if data is not None:
        now = architect.read(data, file=file.source)
        if now.ok and now.flow == flow:
            return data.decode("utf-8-sig")
    return architect.write(flow)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


async def publish_files(client: Client, files: FlowFiles, *, create_stubs: bool = False) -> FilesReport:
    """Publish every file, shared flows before the flows that call them. A flow whose shared flow failed is not
    published: it would get the old copy. Raises the client's errors of the listing that comes first."""
    versions = await _existing(client, {file.type for file in files.flows})
    publisher = Publisher(client, create_stubs=create_stubs)
    rows: dict[str, ReportRow] = {}
    failed: set[str] = set()

    async def work(file: FlowFile) -> None:
        rows[file.path] = await _publish(publisher, file, versions, failed)
        if file.type == "commonmodule" and rows[file.path].result not in ("created", "updated"):
            failed.add(file.flow.name)

    modules = [file for file in files.flows if file.type == "commonmodule"]
    await each(modules, work, at_once=AT_ONCE)
    await each([file for file in files.flows if file.type != "commonmodule"], work, at_once=AT_ONCE)
    ordered = [rows[file.path] for file in files.flows]
    return FilesReport(rows=tuple(await with_versions(client, ordered)))


async def _existing(client: Client, types: set[str]) -> set[tuple[str, str]]:
    """(type, case-folded name) of the flows that are there."""
    listing = operation("get_flows", wire.FlowEntityListing)
    found = client.pages(listing, query={"type": sorted(types)}, size=500)
    return {(type_of(flow), (flow.name or "").casefold()) async for flow in found if version_of(flow)}


async def _publish(publisher: Publisher, file: FlowFile, existing: set[tuple[str, str]], failed: set[str]) -> ReportRow:
    started = asyncio.get_running_loop().time()
    waiting = _calls(file.flow, failed)
    if waiting:
        message = f'not published: the shared flow "{waiting[0]}" that it calls was not'
        return ReportRow(flow=file.flow.name, result="failed", message=message, source=file.path, cause="input")
    there = (file.type, file.flow.name.casefold()) in existing
    try:
        end = await publisher.publish(file.yaml)
    except GenesysError as error:
        result: Result = "unfinished" if isinstance(error, TransportError) else "failed"
        return ReportRow(flow=file.flow.name, result=result, message=str(error), source=file.path, cause="remote")
    seconds = round(asyncio.get_running_loop().time() - started, 3)
    if not end.flow_id:
        return ReportRow(
            flow=file.flow.name, result="failed", message=end.reason, source=file.path, cause="remote", seconds=seconds
        )
    return ReportRow(
        flow=file.flow.name,
        result="updated" if there else "created",
        id=end.flow_id,
        seconds=seconds,
        message="; ".join(end.warnings),
        source=file.path,
    )


def _calls(flow: Flow, names: set[str]) -> Sequence[str]:
    return [r.name for r in references(flow) if r.kind is RefKind.COMMON_MODULE and r.name in names]
