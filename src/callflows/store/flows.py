"""Flows, their versions, the modules copied into each version, and what each version uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from callflows.store.database import Database
from callflows.store.documents import keep
from callflows.store.errors import Conflict, Locked, NotFound
from callflows.store.records import (
    DependencyRecord,
    FlowFilter,
    FlowRecord,
    ModuleCopy,
    Page,
    VersionRecord,
)
from callflows.store.sql import matches, name_key, page_of, record, records, values
from callflows.store.tables import dependencies, documents, flows, version_modules, versions

_AT_ONCE = 1_000
"""Values in one IN (…): databases take a limited number of them."""

_SORT = {"id": flows.c.id, "name": flows.c.name_key, "type": flows.c.type}


class Flows:
    """The flows of the org. Among flows that are not deleted, (type, name) is unique ignoring case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, flow_id: str) -> FlowRecord:
        """A flow, deleted ones included. Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(flows).where(flows.c.id == flow_id)).mappings().first()
        if row is None:
            raise NotFound("flow", flow_id)
        return record(FlowRecord, row)

    def many(self, flow_ids: Iterable[str]) -> dict[str, FlowRecord]:
        """Several flows by id, deleted ones included; ids that do not exist are left out."""
        wanted = sorted(set(flow_ids))
        found: dict[str, FlowRecord] = {}
        with self._database.read() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                part = select(flows).where(flows.c.id.in_(wanted[start : start + _AT_ONCE]))
                found.update((item.id, item) for item in records(FlowRecord, connection.execute(part).mappings()))
        return found

    def named(self, type: str, name: str) -> FlowRecord | None:
        """The flow of this type and name that is not deleted."""
        query = select(flows).where(flows.c.type == type, flows.c.name_key == name_key(name), ~flows.c.deleted)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else record(FlowRecord, row)

    def list(self, wanted: FlowFilter, page: Page | None = None) -> tuple[tuple[FlowRecord, ...], int]:
        """A page of the flows that the filter lets through, and how many there are."""
        with self._database.read() as connection:
            return page_of(connection, _listing(wanted), page, FlowRecord)

    def create(self, item: FlowRecord) -> None:
        """Raises Conflict when another flow of the type has the name."""
        try:
            with self._database.write() as connection:
                connection.execute(insert(flows).values(**values(item), name_key=name_key(item.name)))
        except IntegrityError:
            raise Conflict("flow", item.name) from None

    def update(self, item: FlowRecord) -> None:
        """Write a flow again. Raises NotFound, or Conflict when its new name is taken."""
        statement = update(flows).where(flows.c.id == item.id)
        try:
            with self._database.write() as connection:
                done = connection.execute(statement.values(**values(item, "id"), name_key=name_key(item.name)))
                if done.rowcount == 0:
                    raise NotFound("flow", item.id)
        except IntegrityError:
            raise Conflict("flow", item.name) from None

    def lock(self, flow_id: str, client_id: str) -> FlowRecord:
        """Lock a flow for a client; its own lock is kept. Raises NotFound, or Locked by another client."""
        with self._database.write():
            flow = self.get(flow_id)
            if flow.locked_by not in (None, client_id):
                raise Locked("flow", flow_id, flow.locked_by or "")
            locked = msgspec.structs.replace(flow, locked_by=client_id)
            self.update(locked)
        return locked

    def add_version(self, version: VersionRecord, uses: Iterable[DependencyRecord]) -> FlowRecord:
        """Write a version with its copied modules and dependencies, and make it the live one; gives the flow as it is
        now. `version.number` must be the flow's `latest` + 1. Raises NotFound, or Conflict for another number."""
        with self._database.write() as connection:
            flow = self.get(version.flow_id)
            if version.number != flow.latest + 1:
                raise Conflict("version", f"{version.flow_id} {version.number}")
            digest = keep(connection, version.yaml)
            connection.execute(insert(versions).values(**values(version, "yaml", "modules"), digest=digest))
            for module in version.modules:
                copy = values(module, "yaml")
                connection.execute(
                    insert(version_modules).values(
                        flow_id=version.flow_id, number=version.number, digest=keep(connection, module.yaml), **copy
                    )
                )
            rows = [values(item) for item in uses]
            if rows:
                connection.execute(insert(dependencies), rows)
            connection.execute(
                update(versions)
                .where(
                    versions.c.flow_id == version.flow_id,
                    versions.c.number != version.number,
                    versions.c.published_until.is_(None),
                )
                .values(published_until=version.published_at)
            )
            changed = msgspec.structs.replace(
                flow,
                latest=version.number,
                published=version.number,
                active=True,
                stub=False,
                changed_at=version.created_at,
            )
            self.update(changed)
            return changed

    def version(self, flow_id: str, number: int) -> VersionRecord:
        """A version with its text and modules. Raises NotFound."""
        query = (
            select(versions, documents.c.text.label("yaml"))
            .join(documents, documents.c.digest == versions.c.digest)
            .where(versions.c.flow_id == flow_id, versions.c.number == number)
        )
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                raise NotFound("version", f"{flow_id} {number}")
            return msgspec.structs.replace(record(VersionRecord, row), modules=self._modules(flow_id, number))

    def versions(self, flow_id: str, page: Page | None = None) -> tuple[tuple[VersionRecord, ...], int]:
        """A flow's versions, newest first, without their texts and modules."""
        columns = [column for column in versions.c if column.name != "digest"]
        query = select(*columns, versions.c.flow_id.label("yaml")).where(versions.c.flow_id == flow_id)
        with self._database.read() as connection:
            found, total = page_of(connection, query.order_by(versions.c.number.desc()), page, VersionRecord)
        return tuple(msgspec.structs.replace(item, yaml="") for item in found), total

    def heads(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], VersionRecord]:
        """Several versions at once, by (flow id, number), without their texts and modules."""
        keys = set(wanted)
        if not keys:
            return {}
        columns = [column for column in versions.c if column.name != "digest"]
        query = select(*columns, versions.c.flow_id.label("yaml")).where(
            versions.c.flow_id.in_({flow_id for flow_id, _ in keys}),
            versions.c.number.in_({number for _, number in keys}),
        )
        with self._database.read() as connection:
            found = records(VersionRecord, connection.execute(query).mappings())
        return {
            (item.flow_id, item.number): msgspec.structs.replace(item, yaml="")
            for item in found
            if (item.flow_id, item.number) in keys
        }

    def consumers(self, kind: str, target_id: str) -> tuple[DependencyRecord, ...]:
        """Every version of every flow that uses this object, by flow and number."""
        query = (
            select(dependencies)
            .where(dependencies.c.kind == kind, dependencies.c.target_id == target_id)
            .order_by(dependencies.c.flow_id, dependencies.c.number)
        )
        with self._database.read() as connection:
            return records(DependencyRecord, connection.execute(query).mappings())

    def consumed(self, flow_id: str, number: int) -> tuple[DependencyRecord, ...]:
        """What one version of a flow uses, by kind and name."""
        query = (
            select(dependencies)
            .where(dependencies.c.flow_id == flow_id, dependencies.c.number == number)
            .order_by(dependencies.c.kind, dependencies.c.target_name)
        )
        with self._database.read() as connection:
            return records(DependencyRecord, connection.execute(query).mappings())

    def live_consumers(self, kind: str, target_id: str) -> tuple[FlowRecord, ...]:
        """The flows that are not deleted and whose live version uses this object, by name."""
        query = (
            select(flows)
            .join(
                dependencies,
                (dependencies.c.flow_id == flows.c.id) & (dependencies.c.number == flows.c.published),
            )
            .where(dependencies.c.kind == kind, dependencies.c.target_id == target_id, ~flows.c.deleted)
            .order_by(flows.c.name_key)
        )
        with self._database.read() as connection:
            return records(FlowRecord, connection.execute(query).mappings())

    def _modules(self, flow_id: str, number: int) -> tuple[ModuleCopy, ...]:
        query = (
            select(version_modules, documents.c.text.label("yaml"))
            .join(documents, documents.c.digest == version_modules.c.digest)
            .where(version_modules.c.flow_id == flow_id, version_modules.c.number == number)
            .order_by(version_modules.c.module_name)
        )
        with self._database.read() as connection:
            return records(ModuleCopy, connection.execute(query).mappings())


def _listing(wanted: FlowFilter) -> Select[Any]:
    sort = _SORT[wanted.sort_by]
    order = sort.desc() if wanted.descending else sort.asc()
    return select(flows).where(*_conditions(wanted)).order_by(order, flows.c.id)


def _conditions(wanted: FlowFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not wanted.deleted:
        found.append(~flows.c.deleted)
    if wanted.ids:
        found.append(flows.c.id.in_(wanted.ids))
    if wanted.types:
        found.append(flows.c.type.in_(wanted.types))
    if wanted.name:
        found.append(matches(flows.c.name_key, wanted.name))
    if wanted.description:
        found.append(_described(wanted.description))
    if wanted.name_or_description:
        text = wanted.name_or_description
        found.append(or_(matches(flows.c.name_key, text), _described(text)))
    if wanted.division_ids:
        found.append(flows.c.division_id.in_(wanted.division_ids))
    if wanted.locked_by:
        found.append(flows.c.locked_by == wanted.locked_by)
    if wanted.published_only:
        found.append(flows.c.published.is_not(None))
    found.extend(_published_between(wanted))
    return found


def _published_between(wanted: FlowFilter) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if wanted.published_after is not None:
        limits.append(versions.c.published_at > wanted.published_after)
    if wanted.published_before is not None:
        limits.append(versions.c.published_at < wanted.published_before)
    if not limits:
        return []
    live = select(versions.c.flow_id).where(versions.c.number == flows.c.published, *limits)
    return [flows.c.id.in_(live.correlate(flows))]


def _described(pattern: str) -> ColumnElement[bool]:
    escaped = pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("*", "%")
    return flows.c.description.ilike(escaped, escape="\\")
