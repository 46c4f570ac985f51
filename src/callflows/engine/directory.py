"""What an org knows, as far as a call needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from callflows.engine.events import DataActionAnswer, ScheduleAnswer, ServiceAnswer, TableAnswer, TransferAnswer
from callflows.engine.schedules import Schedules
from callflows.expressions import Entity, Value

if TYPE_CHECKING:
    from callflows.engine.commands import Ask, EvaluateSchedule


class Directory(Protocol):
    """What the org knows. Every name is compared exactly (Genesys Cloud: queue and skill names are exact).

    `find` returns the object of a kind (`queue`, `user`, `skill`, `languageSkill`, `group`, `userPrompt`,
    `systemPrompt`, `scheduleGroup`, `emergencyGroup`, …) by name or by id, None where there is none.
    A call itself asks only `find`, `prompt_text` and `extensions`, which must be quick and must not change during a
    call. The methods after them are used by drivers, which turn commands into events.
    """

    def find(self, kind: str, name: str) -> Entity | None: ...

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        """What a prompt says, None where its text is not known."""

    def extensions(self) -> Mapping[str, Entity]:
        """Who is reached by an extension: its digits to an entity of kind `user`, `group` or `number` (whose name is
        the number)."""

    def transfer(self, kind: str, target: str) -> TransferAnswer:
        """How a transfer to an existing target ends."""

    def table_row(self, table: str, key: str) -> TableAnswer: ...

    def data_action(self, category: str, action: str, inputs: tuple[tuple[str, Value], ...]) -> DataActionAnswer: ...

    def schedule_state(self, kind: str, name: str, emergency_group: str | None, at: datetime) -> str | None:
        """The state that somebody has fixed for a schedule, schedule group or emergency group, None where its
        definition is to say it."""

    def schedules(self) -> Schedules:
        """The definitions of schedules and groups."""

    def service(self, question: Ask) -> ServiceAnswer:
        """How an action comes out whose doing lies outside the flow; `unknown` where nobody said it."""


def answer_schedule(directory: Directory, question: EvaluateSchedule, now: datetime) -> ScheduleAnswer:
    """The state that the directory has fixed, else what its definitions say. An emergency goes before a fixed state
    (Architect: Emergency before all others)."""
    at = question.at or now
    fixed = directory.schedule_state(question.kind, question.name, question.emergency_group, at)
    defined = directory.schedules()
    if fixed is None:
        return defined.evaluate(question, now)
    if question.emergency_group is not None and defined.is_emergency(question.emergency_group):
        return ScheduleAnswer("emergency")
    return ScheduleAnswer(fixed)


class DataAction(msgspec.Struct, frozen=True):
    """The fixed answer of one data action of an integration."""

    category: str
    action: str
    answer: DataActionAnswer


class Service(msgspec.Struct, frozen=True):
    """The fixed answer of a service: of each action of a kind, or of those with this target (a bot's name, an id)."""

    kind: str
    answer: ServiceAnswer
    target: str = ""


class KnownOrg:
    """A `Directory` from plain values.

    `names` maps a kind to the names that exist; a kind that is absent is open: every name of it exists.
    `tables` maps a table's name to its rows by key; a table that is absent fails as TableNotFoundException.
    A data action without an answer is `unknown`, a schedule without a state is None: the call reports both
    as not executed. `schedules` are fixed states by name (of an emergency group that is
    switched on: `active` or `emergency`), `definitions` say the others. `failing` holds (kind, target)
    of transfers that fail. `extensions` are who is reached by which. A service without an answer is `unknown`.
    """

    def __init__(
        self,
        *,
        names: Mapping[str, tuple[str, ...]] | None = None,
        prompts: Mapping[tuple[str, str], str] | None = None,
        tables: Mapping[str, Mapping[str, Mapping[str, Value]]] | None = None,
        schedules: Mapping[str, str] | None = None,
        data_actions: tuple[DataAction, ...] = (),
        failing: frozenset[tuple[str, str]] = frozenset(),
        definitions: Schedules | None = None,
        extensions: Mapping[str, Entity] | None = None,
        services: tuple[Service, ...] = (),
    ) -> None:
        self._names = names or {}
        self._prompts = prompts or {}
        self._tables = tables or {}
        self._schedules = schedules or {}
        self._data_actions = {(each.category, each.action): each.answer for each in data_actions}
        self._failing = failing
        self._definitions = definitions or Schedules()
        self._extensions = extensions or {}
        self._services = {(each.kind, each.target): each.answer for each in services}

    def find(self, kind: str, name: str) -> Entity | None:
        known = self._names.get(kind)
        if known is not None and name not in known:
            return None
        return Entity(kind, name, name)

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        del system
        found = self._prompts.get((name, language))
        return found if found is not None else self._prompts.get((name, ""))

    def transfer(self, kind: str, target: str) -> TransferAnswer:
        known = self._names.get(kind)
        if (known is not None and target not in known) or (kind, target) in self._failing:
            return TransferAnswer(False, "TransferFailed", f'{kind} "{target}" could not be reached')
        return TransferAnswer(True)

    def table_row(self, table: str, key: str) -> TableAnswer:
        rows = self._tables.get(table)
        if rows is None:
            return TableAnswer(None, "TableNotFoundException", f'there is no data table "{table}"')
        row = rows.get(key)
        return TableAnswer(None if row is None else tuple(row.items()))

    def data_action(self, category: str, action: str, inputs: tuple[tuple[str, Value], ...]) -> DataActionAnswer:
        del inputs
        return self._data_actions.get((category, action), DataActionAnswer("unknown"))

    def schedule_state(self, kind: str, name: str, emergency_group: str | None, at: datetime) -> str | None:
        del kind, at
        if emergency_group is not None and self._schedules.get(emergency_group) in {"active", "emergency"}:
            return "emergency"
        return self._schedules.get(name)

    def extensions(self) -> Mapping[str, Entity]:
        return self._extensions

    def schedules(self) -> Schedules:
        return self._definitions

    def service(self, question: Ask) -> ServiceAnswer:
        found = self._services.get((question.kind, question.target)) or self._services.get((question.kind, ""))
        return found or ServiceAnswer("unknown")
