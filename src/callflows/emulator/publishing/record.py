"""From a flow's model to the records that are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from callflows.api import wire
from callflows.emulator.publishing.schemas import schema_of
from callflows.model import Flow, Group, Items, get
from callflows.store import FlowRecord, ModuleCopy, VersionRecord


class Author(msgspec.Struct, frozen=True):
    """Who writes, when, and where new ids come from."""

    client_id: str
    now: datetime
    new_id: Callable[[], str]


def new_flow(type: str, name: str, division_id: str, author: Author) -> FlowRecord:
    """A flow that has no version yet."""
    return FlowRecord(
        id=author.new_id(),
        type=type,
        name=name,
        division_id=division_id,
        operation=operation("CREATE", author),
        created_at=author.now,
        changed_at=author.now,
    )


def version_of(
    flow: Flow, yaml: str, record: FlowRecord, author: Author, modules: tuple[ModuleCopy, ...] = ()
) -> VersionRecord:
    """The next version of a flow, live from now on."""
    return VersionRecord(
        flow_id=record.id,
        number=record.latest + 1,
        yaml=yaml,
        default_language=flow.default_language,
        languages=_languages(flow),
        compatible=_compatible(flow),
        input_schema=schema_of(flow.name, flow.inputs),
        output_schema=schema_of(flow.name, flow.outputs),
        client_id=author.client_id,
        created_at=author.now,
        published_at=author.now,
        modules=modules,
    )


def operation(action: str, author: Author, status: str = "SUCCESS") -> str:
    """A flow's `currentOperation`, as it is kept."""
    done = wire.FlowOperation(
        id=author.new_id(),
        complete=True,
        client=wire.Ref(id=author.client_id),
        action_name=action,
        action_status=status,
    )
    return wire.encode(done).decode()


def _languages(flow: Flow) -> tuple[str, ...]:
    named = tuple(name for name, _ in flow.supported_languages.entries) if flow.supported_languages else ()
    first = (flow.default_language,) if flow.default_language else ()
    return tuple(dict.fromkeys((*first, *named)))


def _compatible(flow: Flow) -> tuple[str, ...]:
    settings = get(flow.settings, "settingsCommonModule")
    listed = settings.get("compatibleFlowTypes") if isinstance(settings, Group) else None
    items = listed.items if isinstance(listed, Items) else ()
    names = (item.get("flowType") for item in items if isinstance(item, Group))
    return tuple(name for name in names if isinstance(name, str))
