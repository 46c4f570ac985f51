"""Flows and versions as the wire shows them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from callflows.api import wire
from callflows.emulator.org import Org, epoch_ms, iso
from callflows.emulator.publishing.lookup import version_text
from callflows.store import FlowRecord, VersionRecord

Heads = Mapping[tuple[str, int], VersionRecord]


def heads_of(org: Org, flows: tuple[FlowRecord, ...]) -> Heads:
    """The live and the newest versions of several flows."""
    wanted = {(flow.id, number) for flow in flows for number in (flow.published, flow.latest) if number}
    return org.store.flows.heads(wanted)


def flow_view(org: Org, flow: FlowRecord, heads: Heads, *, schemas: bool = True) -> wire.Flow:
    """A flow. Genesys Cloud: the type is in upper case in answers; heads that do not exist are absent."""
    published = heads.get((flow.id, flow.published)) if flow.published else None
    latest = heads.get((flow.id, flow.latest)) if flow.latest else None
    shown = published or latest
    return wire.Flow(
        id=flow.id,
        name=flow.name,
        division=org.division(flow.division_id),
        description=flow.description,
        type=flow.type.upper(),
        locked_client=org.client(flow.locked_by),
        active=flow.active,
        system=False,
        deleted=flow.deleted,
        published_version=version_view(org, published, "PUBLISH", schemas=schemas) if published else None,
        saved_version=version_view(org, latest, "SAVE", schemas=schemas) if latest else None,
        checked_in_version=version_view(org, latest, "CHECKIN", schemas=schemas) if latest else None,
        input_schema=schema_view(published.input_schema) if published and schemas else None,
        output_schema=schema_view(published.output_schema) if published and schemas else None,
        current_operation=operation_view(org, flow),
        supported_languages=languages_view(shown) if shown else None,
        compatible_flow_types=shown.compatible or None if shown else None,
        virtual_agent_enabled=False,
        self_uri=f"/api/v2/flows/{flow.id}",
    )


def division_view(org: Org, flow: FlowRecord, heads: Heads, *, schemas: bool) -> wire.FlowDivisionView:
    """A flow in its short form."""
    published = heads.get((flow.id, flow.published)) if flow.published else None
    return wire.FlowDivisionView(
        id=flow.id,
        name=flow.name,
        division=org.division(flow.division_id),
        type=flow.type.upper(),
        description=flow.description,
        input_schema=schema_view(published.input_schema) if published and schemas else None,
        output_schema=schema_view(published.output_schema) if published and schemas else None,
        supported_languages=languages_view(published) if published else None,
        published_version=version_view(org, published, "PUBLISH", schemas=False) if published else None,
        self_uri=f"/api/v2/flows/{flow.id}",
    )


def version_view(org: Org, version: VersionRecord, type: str, *, schemas: bool = True) -> wire.FlowVersion:
    """A version. Genesys Cloud: three of its dates are milliseconds, the others text."""
    text = version_text(version.number)
    address = f"/api/v2/flows/{version.flow_id}/versions/{text}"
    created = epoch_ms(version.created_at)
    return wire.FlowVersion(
        id=text,
        name=text,
        commit_version=str(version.number),
        configuration_version=text,
        type=type,
        secure=False,
        debug=False,
        created_by_client=org.client(version.client_id),
        configuration_uri=f"{address}/configuration",
        date_created=created,
        date_checked_in=created,
        date_saved=created,
        input_schema=schema_view(version.input_schema) if schemas else None,
        output_schema=schema_view(version.output_schema) if schemas else None,
        date_published=iso(version.published_at),
        date_published_end=iso(version.published_until) if version.published_until else None,
        supported_languages=languages_view(version),
        compatible_flow_types=version.compatible or None,
        self_uri=address,
    )


def operation_view(org: Org, flow: FlowRecord) -> wire.FlowOperation | None:
    """What was last done with the flow."""
    if flow.operation is None:
        return None
    done = wire.decode(flow.operation, wire.FlowOperation)
    return msgspec.structs.replace(done, client=org.client(done.client.id if done.client else None))


def schema_view(text: str) -> wire.JsonSchema:
    return wire.decode(text, wire.JsonSchema)


def languages_view(version: VersionRecord) -> tuple[wire.SupportedLanguage, ...] | None:
    found = tuple(
        wire.SupportedLanguage(language=name, is_default=name == version.default_language) for name in version.languages
    )
    return found or None
