"""`org.yaml`: what an org is to have, as people write it.

    divisions:
      - name: EMEA
    queues:
      - name: Support
        division: EMEA
    didPools:
      - startPhoneNumber: "+13175550100"
        endPhoneNumber: "+13175550149"
    dataTables:
      - name: Customer PINs
        columns:
          - {name: customerId, type: string}
        rows:
          - {key: "1234", customerId: C-1001}
    oauthClients:
      - {id: reader, secret: example, permissions: ["architect:flow:view"]}

Everything else that flows can name has a list too (`prompts`, `skills`, `schedules`, `dataActions`…).
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from callflows.api import wire
from callflows.diagnostics import Diagnostic, Severity


class _Item(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """An entry of a list."""


class Named(_Item, frozen=True, kw_only=True):
    """A name, and the division that it is in ("" = Home)."""

    name: str
    description: str = ""
    division: str = ""


class Prompt(Named, frozen=True, kw_only=True):
    """A user prompt; `tts` is its text by language."""

    tts: dict[str, str] = {}


class Column(_Item, frozen=True, kw_only=True):
    """A column of a data table, beside its key. `type` is string, integer, number or boolean."""

    name: str
    type: str = "string"
    default: str | int | float | bool | None = None


class Table(Named, frozen=True, kw_only=True):
    """A data table. `key` is the title of its key column; a row has `key` and columns."""

    key: str = "key"
    columns: tuple[Column, ...] = ()
    rows: tuple[dict[str, str | int | float | bool | None], ...] = ()


class Pool(_Item, frozen=True, kw_only=True):
    """A range of numbers, both ends included."""

    start_phone_number: str
    end_phone_number: str
    name: str = ""
    description: str = ""
    provider: str = "PURE_CLOUD"


class Schedule(Named, frozen=True, kw_only=True):
    """A schedule: local date-times, and an RFC 5545 rule when it repeats."""

    start: str
    end: str
    rrule: str = ""


class ScheduleGroup(Named, frozen=True, kw_only=True):
    """Schedules by name, in one IANA time zone."""

    time_zone: str = "UTC"
    open_schedules: tuple[str, ...] = ()
    closed_schedules: tuple[str, ...] = ()
    holiday_schedules: tuple[str, ...] = ()


class OAuthClient(_Item, frozen=True, kw_only=True):
    """A client that may log in. Without `permissions` it may do everything; names may hold `*`."""

    id: str
    secret: str
    name: str = ""
    permissions: tuple[str, ...] | None = None
    token_seconds: int = 86_400

    def __repr__(self) -> str:
        return f"OAuthClient(id={self.id!r})"


class OrgFile(_Item, frozen=True, kw_only=True):
    """The whole file."""

    divisions: tuple[Named, ...] = ()
    queues: tuple[Named, ...] = ()
    did_pools: tuple[Pool, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    data_tables: tuple[Table, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    schedule_groups: tuple[ScheduleGroup, ...] = ()
    emergency_groups: tuple[Named, ...] = ()
    skills: tuple[Named, ...] = ()
    languages: tuple[Named, ...] = ()
    wrapup_codes: tuple[Named, ...] = ()
    users: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    scripts: tuple[Named, ...] = ()
    data_actions: tuple[Named, ...] = ()
    outcomes: tuple[Named, ...] = ()
    milestones: tuple[Named, ...] = ()
    oauth_clients: tuple[OAuthClient, ...] = ()


def table_schema(item: Table) -> wire.JsonSchema:
    """A table's columns as its schema (Genesys Cloud: JSON Schema draft 04, the key column is the property `key`)."""
    columns = {"key": wire.JsonSchema(title=item.key, type="string", schema_id="/properties/key", display_order=0)}
    for position, column in enumerate(item.columns, 1):
        columns[column.name] = wire.JsonSchema(
            title=column.name,
            type=column.type,
            schema_id=f"/properties/{column.name}",
            default=column.default,
            display_order=position,
        )
    return wire.JsonSchema(
        schema_uri="http://json-schema.org/draft-04/schema#",
        title=item.name,
        type="object",
        properties=columns,
        required=("key",),
        additional_properties=False,
    )


def read_org_file(path: Path) -> tuple[OrgFile, tuple[Diagnostic, ...]]:
    """The file's content, or an empty one and what is wrong with it."""
    try:
        return msgspec.yaml.decode(path.read_bytes() or b"{}", type=OrgFile), ()
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        return OrgFile(), (
            fault(
                "org-file-invalid",
                f"{path.name}: {error}",
                help="The file is a mapping of lists (`queues:`, `oauthClients:` …): mend it.",
            ),
        )


def fault(code: str, message: str, *, help: str = "", address: str = "") -> Diagnostic:
    """An error about an org file."""
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, help=help, address=address)
