"""What is needed to run a published flow: its live version and the modules that were copied into it."""

from __future__ import annotations

import msgspec

from callflows import architect
from callflows.analysis import module_calls
from callflows.emulator.publishing.lookup import version_text
from callflows.model import Flow
from callflows.store import FlowRecord, NotFound, Store, name_key


class PublishedProgram(msgspec.Struct, frozen=True):
    """A flow as it was published, with the modules as they were then, by the names that the flow calls them by.

    `flow_version` and `module_versions` are texts such as "3.0".
    """

    flow_id: str
    flow_version: str
    flow: Flow
    modules: dict[str, Flow]
    module_versions: dict[str, str]


def published_program_inputs(store: Store, flow: str) -> tuple[Flow, dict[str, Flow]]:
    """The flow (by id, or by the name of an inbound call flow or module) and its copied modules by name.

    Raises `store.NotFound` when there is no such flow or it is not published.
    """
    found = published_program(store, flow)
    return found.flow, found.modules


def published_program(store: Store, flow: str) -> PublishedProgram:
    """As `published_program_inputs`, with the versions."""
    record = _record(store, flow)
    if record.deleted or record.published is None:
        raise NotFound("published flow", flow)
    version = store.flows.version(record.id, record.published)
    consumer = _flow(version.yaml)
    copies = {name_key(copy.module_name): copy for copy in version.modules}
    called = {
        call.name: copies[name_key(call.name)] for call in module_calls(consumer) if name_key(call.name) in copies
    }
    return PublishedProgram(
        flow_id=record.id,
        flow_version=version_text(version.number),
        flow=consumer,
        modules={name: _flow(copy.yaml) for name, copy in called.items()},
        module_versions={name: version_text(copy.module_version) for name, copy in called.items()},
    )


def _record(store: Store, flow: str) -> FlowRecord:
    for flow_type in ("inboundcall", "commonmodule", "inqueuecall", "outboundcall", "securecall"):
        found = store.flows.named(flow_type, flow)
        if found is not None:
            return found
    return store.flows.get(flow)


def _flow(yaml: str) -> Flow:
    flow = architect.read(yaml).flow
    if flow is None:
        raise ValueError("a published version holds no flow: the store was changed by hand")
    return flow
