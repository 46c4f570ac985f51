"""Filling an org from a directory: `org.yaml`, then `flows/*.yaml` through the publish that everybody uses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from callflows.api import wire
from callflows.diagnostics import Diagnostic, Severity
from callflows.emulator.answer import Refusal
from callflows.emulator.bootstrap import DEVELOPMENT_CLIENT, prepare
from callflows.emulator.clients_file import save_client
from callflows.emulator.handlers.tables import checked_row, checked_schema, table_data
from callflows.emulator.options import Options
from callflows.emulator.org import Org
from callflows.emulator.org_file import (
    Named,
    OrgFile,
    Prompt,
    Schedule,
    ScheduleGroup,
    Table,
    fault,
    read_org_file,
    table_schema,
)
from callflows.emulator.publishing.lookup import version_text
from callflows.emulator.publishing.publish import Document, Published, document, publish
from callflows.emulator.publishing.record import Author
from callflows.emulator.publishing.types import api_type
from callflows.store import (
    Conflict,
    DidPoolRecord,
    DivisionRecord,
    ObjectRecord,
    QueueRecord,
    Store,
)


class SeededFlow(msgspec.Struct, frozen=True):
    """A flow that is in the org now. `changed` False: this version was there already."""

    id: str
    type: str
    name: str
    version: str
    changed: bool


class Seeded(msgspec.Struct, frozen=True):
    """What a directory gave: the objects that are new (kind and name), the flows, and what was wrong."""

    made: tuple[tuple[str, str], ...] = ()
    flows: tuple[SeededFlow, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def good(self) -> bool:
        return not any(item.severity is Severity.ERROR for item in self.diagnostics)


def seed(store: Store, directory: Path, *, options: Options | None = None) -> Seeded:
    """Write what `directory/org.yaml` lists and publish `directory/flows/*.yaml`, modules first.

    Objects that exist are left as they are; a flow is published when its file differs from the live version, so
    seeding twice changes nothing. Faults of files are diagnostics; the rest of the directory is still seeded.
    """
    chosen = options or Options()
    prepare(store, chosen)
    seeding = _Seeding(Org(store, chosen))
    path = directory / "org.yaml"
    if path.exists():
        found, wrong = read_org_file(path)
        seeding.diagnostics.extend(wrong)
        with store.write():
            seeding.objects(found)
    seeding.flows(sorted((directory / "flows").glob("*.yaml")))
    return Seeded(tuple(seeding.made), tuple(seeding.published), tuple(seeding.diagnostics))


class _Seeding:
    def __init__(self, org: Org) -> None:
        self.org = org
        self.store = org.store
        self.now = org.options.now()
        self.author = Author(DEVELOPMENT_CLIENT, self.now, org.options.new_id)
        self.made: list[tuple[str, str]] = []
        self.published: list[SeededFlow] = []
        self.diagnostics: list[Diagnostic] = []

    def objects(self, found: OrgFile) -> None:
        """Everything but flows."""
        for client in found.oauth_clients:
            save_client(self.store, client)
        self._divisions(found)
        self._queues(found)
        self._pools(found)
        for prompt in found.prompts:
            self._object("USERPROMPT", prompt, wire.encode(_prompt(prompt)))
        for table in found.data_tables:
            self._table(table)
        for schedule in found.schedules:
            self._object("SCHEDULE", schedule, wire.encode(_schedule(schedule)))
        for group in found.schedule_groups:
            self._object("SCHEDULEGROUP", group, wire.encode(self._schedule_group(group)))
        for kind, items in _plain_lists(found):
            for item in items:
                self._object(kind, item, b"{}")

    def flows(self, paths: Iterable[Path]) -> None:
        """Publish flow files, modules before the flows that call them."""
        documents = [(path, document(path.read_bytes(), file=str(path))) for path in paths]
        for path, found in sorted(documents, key=lambda pair: (not _is_module(pair[1]), pair[0])):
            self._flow(path, found)

    def _flow(self, path: Path, found: Document) -> None:
        flow = found.read.flow
        if flow is not None:
            current = self.store.flows.named(api_type(flow.type), flow.name)
            if current is not None and current.published is not None:
                live = self.store.flows.version(current.id, current.published)
                if live.yaml == found.text:
                    text = version_text(live.number)
                    self.published.append(SeededFlow(current.id, current.type, current.name, text, changed=False))
                    return
        outcome = publish(self.org, found, self.author)
        if isinstance(outcome, Published):
            record = outcome.flow
            text = version_text(outcome.version)
            self.published.append(SeededFlow(record.id, record.type, record.name, text, changed=True))
            self.diagnostics.extend(outcome.remarks)
        else:
            self.diagnostics.extend(outcome.diagnostics)

    def _divisions(self, found: OrgFile) -> None:
        for item in found.divisions:
            if self.store.divisions.named(item.name) is None:
                self.store.divisions.create(
                    DivisionRecord(id=self.author.new_id(), name=item.name, description=item.description)
                )
                self.made.append(("DIVISION", item.name))

    def _queues(self, found: OrgFile) -> None:
        for item in found.queues:
            if self.store.queues.named(item.name) is None:
                record = QueueRecord(
                    id=self.author.new_id(),
                    name=item.name,
                    description=item.description,
                    division_id=self._division(item),
                    created_at=self.now,
                    changed_at=self.now,
                )
                self.store.queues.create(record)
                self.made.append(("QUEUE", item.name))

    def _pools(self, found: OrgFile) -> None:
        known = {(pool.start_number, pool.end_number) for pool in self.store.did_pools.list()[0]}
        for item in found.did_pools:
            if (item.start_phone_number, item.end_phone_number) in known:
                continue
            try:
                self.store.did_pools.create(
                    DidPoolRecord(
                        id=self.author.new_id(),
                        name=item.name or item.start_phone_number,
                        description=item.description,
                        start_number=item.start_phone_number,
                        end_number=item.end_phone_number,
                        provider=item.provider,
                    )
                )
            except (Conflict, ValueError) as error:
                self._wrong(f"The DID pool from {item.start_phone_number}: {error}.", "Give E.164 numbers of its own.")
                continue
            self.made.append(("DIDPOOL", item.name or item.start_phone_number))

    def _table(self, item: Table) -> None:
        try:
            schema = checked_schema(table_schema(item))
        except Refusal as refusal:
            self._wrong(f'The data table "{item.name}": {refusal.message}', "Mend its columns.")
            return
        record = self._object(
            "DATATABLE", item, table_data(wire.DataTable(description=item.description or None), schema).encode()
        )
        for row in item.rows if record else ():
            try:
                self.store.rows.create(checked_row(record, dict(row)))  # type: ignore[arg-type]
            except (Refusal, Conflict) as wrong:
                self._wrong(f'The data table "{item.name}", row {row.get("key")!r}: {wrong}', "Mend the row.")

    def _object(self, kind: str, item: Named, data: bytes) -> ObjectRecord | None:
        if self.store.objects.named(kind, item.name) is not None:
            return None
        record = ObjectRecord(
            kind=kind,
            id=self.author.new_id(),
            name=item.name,
            division_id=self._division(item),
            data=data.decode(),
            created_at=self.now,
            changed_at=self.now,
        )
        self.store.objects.create(record)
        self.made.append((kind, item.name))
        return record

    def _schedule_group(self, item: ScheduleGroup) -> wire.ScheduleGroup:
        return wire.ScheduleGroup(
            time_zone=item.time_zone,
            open_schedules=self._schedules(item.open_schedules),
            closed_schedules=self._schedules(item.closed_schedules),
            holiday_schedules=self._schedules(item.holiday_schedules),
        )

    def _schedules(self, names: Iterable[str]) -> tuple[wire.Ref, ...]:
        found: list[wire.Ref] = []
        for name in names:
            schedule = self.store.objects.named("SCHEDULE", name)
            if schedule is None:
                self._wrong(f'There is no schedule "{name}".', "List it under schedules.")
            else:
                found.append(wire.Ref(id=schedule.id, name=schedule.name))
        return tuple(found)

    def _division(self, item: Named) -> str:
        if not item.division:
            return self.store.divisions.home().id
        named = self.store.divisions.named(item.division)
        if named is None:
            self._wrong(f'"{item.name}": there is no division "{item.division}".', "List it under divisions.")
            return self.store.divisions.home().id
        return named.id

    def _wrong(self, message: str, help: str) -> None:
        self.diagnostics.append(fault("org-file-object", message, help=help))


def _is_module(found: Document) -> bool:
    return found.read.flow is not None and found.read.flow.type == "commonModule"


def _plain_lists(found: OrgFile) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    return (
        ("EMERGENCYGROUP", found.emergency_groups),
        ("ACDSKILL", found.skills),
        ("ACDLANGUAGE", found.languages),
        ("ACDWRAPUPCODE", found.wrapup_codes),
        ("USER", found.users),
        ("GROUP", found.groups),
        ("SCRIPT", found.scripts),
        ("DATAACTION", found.data_actions),
        ("FLOWOUTCOME", found.outcomes),
        ("FLOWMILESTONE", found.milestones),
    )


def _prompt(item: Prompt) -> wire.Prompt:
    resources = tuple(
        wire.PromptAsset(language=language.lower(), tts_string=text) for language, text in item.tts.items()
    )
    return wire.Prompt(description=item.description or None, resources=resources)


def _schedule(item: Schedule) -> wire.Schedule:
    return wire.Schedule(description=item.description or None, start=item.start, end=item.end, rrule=item.rrule or None)
