"""What a call meets: what a file says of the world, and behind it what the org knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from callflows.engine import EmergencyGroup, Schedules
from callflows.engine.events import DataActionAnswer, ServiceAnswer, TableAnswer, TransferAnswer
from callflows.expressions import Entity, Value

if TYPE_CHECKING:
    from callflows.engine import Directory
    from callflows.engine.commands import Ask
    from callflows.testing import World


class Layered:
    """A `Directory`: each question goes to `said` where that says something about it, else to `org`."""

    def __init__(self, said: World, org: Directory) -> None:
        self._said = said
        self._org = org

    def find(self, kind: str, name: str) -> Entity | None:
        """As `Directory`."""
        return (self._said if self._said.speaks_of(kind, name) else self._org).find(kind, name)

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        """As `Directory`."""
        found = self._said.prompt_text(name, language, system)
        return self._org.prompt_text(name, language, system) if found is None else found

    def extensions(self) -> Mapping[str, Entity]:
        """As `Directory`."""
        return {**self._org.extensions(), **self._said.extensions()}

    def transfer(self, kind: str, target: str) -> TransferAnswer:
        """As `Directory`."""
        scripts = self._said.transfers
        told = any(
            key in scripts and scripts[key].answers for key in ((kind, target), ("", target), (kind, ""), ("", ""))
        )
        return (self._said if told or self._said.speaks_of(kind, target) else self._org).transfer(kind, target)

    def table_row(self, table: str, key: str) -> TableAnswer:
        """As `Directory`."""
        return (self._said if table in self._said.tables else self._org).table_row(table, key)

    def data_action(self, category: str, action: str, inputs: tuple[tuple[str, Value], ...]) -> DataActionAnswer:
        """As `Directory`."""
        script = self._said.data_actions.get((category, action))
        told = script is not None and script.answers
        return (self._said if told else self._org).data_action(category, action, inputs)

    def schedule_state(self, kind: str, name: str, emergency_group: str | None, at: datetime) -> str | None:
        """As `Directory`."""
        found = self._said.schedule_state(kind, name, emergency_group, at)
        return self._org.schedule_state(kind, name, emergency_group, at) if found is None else found

    def schedules(self) -> Schedules:
        """As `Directory`: what the file says goes before a definition of the org."""
        said, org = self._said.schedules(), self._org.schedules()
        told = (EmergencyGroup(name, state == "active") for name, state in self._emergencies())
        return Schedules(
            schedules=(*said.schedules, *org.schedules),
            groups=(*said.groups, *org.groups),
            emergency_groups=(*told, *said.emergency_groups, *org.emergency_groups),
        )

    def _emergencies(self) -> Iterator[tuple[str, str]]:
        """The emergency groups that the file gives a state, with the one that was told last."""
        for (kind, name), script in self._said.states.items():
            if kind == "emergencyGroup" and script.answers:
                yield name, script.answers[max(0, min(script.given, len(script.answers)) - 1)]

    def service(self, question: Ask) -> ServiceAnswer:
        """As `Directory`."""
        scripts = self._said.services
        told = any(key in scripts for key in ((question.kind, question.target), (question.kind, "")))
        return (self._said if told else self._org).service(question)
