"""Publishing one flow: from YAML to a live version, or to the reasons why not."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows import analysis, architect, checks
from callflows.diagnostics import Diagnostic, Severity
from callflows.emulator.org import Org
from callflows.emulator.publishing.directory import COMMON_MODULE, Directory
from callflows.emulator.publishing.names import NUL, unkeepable
from callflows.emulator.publishing.record import Author, new_flow, operation, version_of
from callflows.emulator.publishing.stubs import create_stubs, stub_modules
from callflows.emulator.publishing.types import api_type
from callflows.model import Flow, RefKind
from callflows.store import DependencyRecord, FlowRecord, ModuleCopy, Store


class Published(msgspec.Struct, frozen=True):
    """The flow with its new version, what was remarked on the way, and the stubs that were made."""

    flow: FlowRecord
    version: int
    remarks: tuple[Diagnostic, ...] = ()
    stubs: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """Why nothing was published: every error and remark, in file order."""

    diagnostics: tuple[Diagnostic, ...]
    flow: FlowRecord | None = None


class Document(msgspec.Struct, frozen=True):
    """A flow file that was read. `graph` is the node-and-edge form that it was made from, if any."""

    read: architect.ReadResult
    text: str
    graph: str | None = None


def document(data: bytes | str, *, file: str = "", graph: str | None = None) -> Document:
    """Read a flow file; it may be anything."""
    read = architect.read(data, file=file)
    text = data if isinstance(data, str) else data.decode("utf-8-sig", "replace")
    return Document(read, text, graph)


def publish(org: Org, found: Document, author: Author, *, stubs: bool = False) -> Published | Refused:
    """Publish a flow: everything is written, or nothing. A flow of the same type and name gets a new version.

    Genesys Cloud: the flow is found by type and name; `stubs` makes what it names and the org lacks.
    """
    flow = found.read.flow
    if flow is None or not found.read.ok:
        return Refused(found.read.diagnostics)
    unkept = tuple(_unkeepable(flow, found.read.source))
    if unkept:
        return Refused((*found.read.diagnostics, *unkept))
    with org.store.write():
        existing = org.store.flows.named(api_type(flow.type), flow.name)
        modules = stub_modules(org.store, flow) if stubs else {}
        known = Directory(org.store, lenient=stubs, stub_modules=modules)
        judged = (
            *found.read.diagnostics,
            *_org_faults(org, flow, found.read.source, existing, author),
            *_inactive_modules(org.store, flow, found.read.source),
            *checks.check_flow(flow, found.read.source, known=known),
        )
        if any(item.severity is Severity.ERROR for item in judged):
            return Refused(judged, existing)
        made = create_stubs(org.store, analysis.references(flow), modules, author) if stubs else ()
        record = _record(org.store, flow, existing, found, author)
        # A directory keeps what it found: only a new one knows the stubs.
        directory = Directory(org.store) if stubs else known
        written = _add_version(org.store, flow, found.text, record, author, directory=directory)
        return Published(written, record.latest + 1, judged, made)


def _unkeepable(flow: Flow, source: architect.SourceMap) -> Iterator[Diagnostic]:
    """Texts that no object of the org can have. They are refused before anything is looked up."""
    own = {"name": flow.name, "description": flow.description, "division": flow.division}
    texts = [(f"/{flow.type}/{field}", NUL) for field, text in own.items() if NUL in (text or "")]
    texts.extend((reference.address, reference.name) for reference in analysis.references(flow))
    for address, text in texts:
        reason = unkeepable(text)
        if reason:
            yield Diagnostic(
                code="name-unkeepable",
                severity=Severity.ERROR,
                message=f"The text here {reason}.",
                address=address,
                span=source.span(address),
                help="Choose another one.",
            )


def _org_faults(
    org: Org, flow: Flow, source: architect.SourceMap, existing: FlowRecord | None, author: Author
) -> Iterator[Diagnostic]:
    """What only the org can refuse."""
    top = f"/{flow.type}"
    if existing is not None and existing.locked_by not in (None, author.client_id):
        client = org.store.clients.get(existing.locked_by or "")
        holder = client.name if client else existing.locked_by
        yield Diagnostic(
            code="flow-locked",
            severity=Severity.ERROR,
            message=f'The flow "{flow.name}" is locked by the client "{holder}".',
            address=top,
            span=source.span(top),
            help="Wait until it is unlocked, or unlock it (actions/unlock).",
        )
    if flow.division and org.store.divisions.named(flow.division) is None:
        address = f"{top}/division"
        yield Diagnostic(
            code="division-missing",
            severity=Severity.ERROR,
            message=f'There is no division "{flow.division}" in the org.',
            address=address,
            span=source.span(address),
            help="Create the division, or name one that exists.",
        )


def _inactive_modules(store: Store, flow: Flow, source: architect.SourceMap) -> Iterator[Diagnostic]:
    """Calls of modules that were deactivated. That the cloud refuses them too is assumed."""
    for call in analysis.module_calls(flow):
        module = store.flows.named(COMMON_MODULE, call.name)
        if module is not None and module.published is not None and not module.active:
            yield Diagnostic(
                code="module-inactive",
                severity=Severity.ERROR,
                message=f'The common module "{module.name}" is not active.',
                address=call.module_address,
                span=source.span(call.module_address),
                help="Publish the module again, which activates it, or call another one.",
            )


def _record(store: Store, flow: Flow, existing: FlowRecord | None, found: Document, author: Author) -> FlowRecord:
    named = store.divisions.named(flow.division) if flow.division else None
    division = named.id if named else (existing.division_id if existing else store.divisions.home().id)
    base = existing
    if base is None:
        base = new_flow(api_type(flow.type), flow.name, division, author)
        store.flows.create(base)
    record = msgspec.structs.replace(
        base,
        name=flow.name,
        division_id=division,
        description=flow.description or "",
        graph=found.graph,
        locked_by=None,
        operation=operation("PUBLISH", author),
        changed_at=author.now,
    )
    store.flows.update(record)
    return record


def _add_version(
    store: Store, flow: Flow, text: str, record: FlowRecord, author: Author, *, directory: Directory
) -> FlowRecord:
    rows: dict[tuple[str, str], DependencyRecord] = {}
    copies: dict[str, ModuleCopy] = {}
    for reference in analysis.references(flow):
        target = directory.find(reference.kind, reference.name)
        if target is None:
            continue
        rows[reference.kind.value, target.id] = DependencyRecord(
            flow_id=record.id,
            number=record.latest + 1,
            kind=reference.kind.value,
            target_id=target.id,
            target_name=target.name,
            target_version=target.version,
        )
        copy = directory.copy_of(reference.name) if reference.kind is RefKind.COMMON_MODULE else None
        if copy is not None:
            copies[copy.module_id] = copy
    return store.flows.add_version(version_of(flow, text, record, author, tuple(copies.values())), rows.values())


def report(diagnostic: Diagnostic) -> str:
    """A diagnostic as a line of a job's report: what, where in the flow, where in the file, what next."""
    places = [diagnostic.address] if diagnostic.address else []
    if diagnostic.span is not None:
        places.append(f"line {diagnostic.span.line}, column {diagnostic.span.column}")
    place = f" at {', '.join(places)}" if places else ""
    step = f" {diagnostic.help}" if diagnostic.help else ""
    return f"{diagnostic.message} [{diagnostic.code}]{place}.{step}"
