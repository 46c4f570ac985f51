"""What a bulk run will do, as data: nothing of it has happened yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from callflows.api import wire
from callflows.deploy.line import Line
from callflows.diagnostics import Diagnostic, Severity

OnConflict: TypeAlias = Literal["fail", "skip", "replace"]


class Existing(msgspec.Struct, frozen=True, kw_only=True):
    """A flow that the org had under a row's name when the plan was made. `version` is the published one, or ""."""

    id: str
    name: str
    version: str = ""


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One flow of the plan.

    `yaml` is what will be published, "" where an error stands in the way. `module_version` is the published
    version of the shared flow that the publish will copy in. `route` is the call route that has the row's number;
    `division_id` the division of one that has to be made, "" for the home division.
    """

    line: Line
    yaml: str = ""
    module_version: str = ""
    existing: Existing | None = None
    route: wire.IVR | None = None
    division_id: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def key(self) -> str:
        """The row's name in the journal: the flow's, which is unique in a file."""
        return self.line.name

    @property
    def ready(self) -> bool:
        """Whether the row can be published."""
        return bool(self.yaml) and not self.errors

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def digest(self) -> str:
        """What the row publishes: the same flow on a newer version of its shared flow is another publish."""
        return _hash(self.yaml, self.module_version)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The rows in the order in which they were given. `org` identifies the org: its id."""

    org: str
    rows: tuple[PlanRow, ...] = ()


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A plan and everything that was found wrong, the rows' own diagnostics among it."""

    plan: Plan
    diagnostics: tuple[Diagnostic, ...] = ()


def run_key(org: str, lines: Iterable[Line], on_conflict: OnConflict) -> str:
    """The journal's key of a run: the same org, rows and options give the same key, so the run is continued.
    Where a row was written (file, line) is not part of it."""
    return _hash(org, on_conflict, msgspec.json.encode([_wish(line) for line in lines]).decode())


def _wish(line: Line) -> Mapping[str, object]:
    return {name: getattr(line, name) for name in ("name", "shared", "queue", "number", "division", "language")} | {
        "greeting": line.greeting,
        "inputs": line.inputs,
    }


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
