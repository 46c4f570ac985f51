"""A version's file as the flow is called now."""

from __future__ import annotations

import msgspec

from callflows import architect
from callflows.emulator.publishing.directory import flow_of
from callflows.store import FlowRecord, NotFound, Store, VersionRecord


def current_text(store: Store, flow: FlowRecord, version: VersionRecord) -> str:
    """The file of a version, with the name, description and division that the flow has now. They belong to the flow
    and not to the version: renaming changes them without a new version. Where none changed it is the file as it
    was uploaded."""
    written = flow_of(version.yaml)
    if written is None:
        return version.yaml
    description = written.description if (written.description or "") == flow.description else flow.description
    division = _division(store, flow) if written.division else None
    now = msgspec.structs.replace(written, name=flow.name, description=description, division=division)
    return version.yaml if now == written else architect.write(now)


def _division(store: Store, flow: FlowRecord) -> str:
    try:
        return store.divisions.get(flow.division_id).name
    except NotFound:
        return store.divisions.home().name
