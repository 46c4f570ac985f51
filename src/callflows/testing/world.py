"""What a call meets in a test: an org that is filled by hand. `mocks` has the words to fill it with."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from callflows.engine import FunctionAnswer, Schedule, ScheduleGroup, Schedules
from callflows.engine.commands import Ask
from callflows.engine.events import DataActionAnswer, ServiceAnswer, TableAnswer, TransferAnswer
from callflows.expressions import Entity
from callflows.testing.scripts import DataActionScript, Inputs, Script, Table

Said: TypeAlias = tuple[str, tuple[str, ...]]
"""Something that is spoken of: its key in the data (`tables`), and its name; a data action's is after its category."""

OBJECTS: Final = MappingProxyType(
    {
        "queue": "queues",
        "user": "users",
        "group": "groups",
        "skill": "skills",
        "languageSkill": "languageSkills",
        "wrapupCode": "wrapupCodes",
    }
)
"""The kinds of objects, and the keys under which data speak of them."""
_STATES: Final = MappingProxyType(
    {"schedule": "schedules", "scheduleGroup": "scheduleGroups", "emergencyGroup": "emergencyGroups"}
)
KEYS: Final = MappingProxyType({**OBJECTS, **_STATES, "userPrompt": "prompts"})
"""The kinds of all that is found by a name that is worked out, and the keys under which data speak of it."""
ANY: Final = ""
"""The target, or kind of target, that stands for all."""


class World:
    """A `Directory` of the engine that tests fill.

    Objects (queues, users, …) are there unless somebody says that they are not, or `only` lists what there is. A
    transfer succeeds unless somebody says otherwise. Data actions, tables, schedules and schedule groups that nobody
    has spoken of are answered as the engine answers unknown ones, and stand in `unmocked`.
    """

    def __init__(self) -> None:
        self.prompts: dict[tuple[str, str, str], str] = {}
        self.functions: dict[str, FunctionAnswer] = {}
        self._objects: dict[tuple[str, str], Entity | None] = {}
        self._closed: set[str] = set()
        self._spoken: dict[tuple[str, str], None] = {}
        self.tables: dict[str, Table] = {}
        self.data_actions: dict[tuple[str, str], DataActionScript] = {}
        self.states: dict[tuple[str, str], Script[str]] = {}
        self.transfers: dict[tuple[str, str], Script[TransferAnswer]] = {}
        self.services: dict[tuple[str, str], Script[ServiceAnswer]] = {}
        self.dialled: dict[str, Entity] = {}
        self.shared_flows: dict[str, Inputs] = {}
        self.definitions = Schedules()
        self._unmocked: dict[str, None] = {}
        self._assumed: dict[tuple[str, str], None] = {}

    def __repr__(self) -> str:
        return "<World>"

    def for_call(self) -> World:
        """The same world with lists of its own of what was not mocked."""
        one = copy.copy(self)
        one._unmocked = {}
        one._assumed = {}
        return one

    @property
    def unmocked(self) -> tuple[str, ...]:
        """What was asked and nobody had said, each once, in the order of the questions."""
        return tuple(self._unmocked)

    @property
    def assumed(self) -> tuple[tuple[str, str], ...]:
        """(kind, name) of the objects that were asked for and nobody had spoken of: they were taken as there."""
        return tuple(self._assumed)

    @property
    def unasked(self) -> tuple[str, ...]:
        """Data actions and tables that were spoken of and no call has asked: perhaps a name is spelled wrongly."""
        actions = (key for key, script in self.data_actions.items() if script.answers and not script.asked)
        tables = (name for name, table in self.tables.items() if table.spoken_of and not table.asked)
        return (*(_data_action(*key) for key in actions), *map(_table, tables))

    @property
    def stubs(self) -> tuple[tuple[str, Inputs], ...]:
        """The shared flows that only give outputs, with these, by name."""
        return tuple(sorted(self.shared_flows.items()))

    @property
    def said(self) -> Iterator[Said]:
        """Everything that is spoken of by name, but for lists of what there is."""
        yield from (("dataActions", key) for key, script in self.data_actions.items() if script.answers)
        yield from (("tables", (name,)) for name, table in self.tables.items() if table.spoken_of)
        yield from ((_STATES[kind], (name,)) for (kind, name), script in self.states.items() if script.answers)
        yield from (("schedules", (each.name,)) for each in self.definitions.schedules)
        yield from (("scheduleGroups", (each.name,)) for each in self.definitions.groups)
        yield from (("transfers", key) for key, script in self.transfers.items() if script.answers)
        yield from (("services", key) for key, script in self.services.items() if script.answers)
        yield from ((OBJECTS[kind], (name,)) for kind, name in self._spoken if kind in OBJECTS)
        yield from (("prompts", (name,)) for kind, name, _ in self.prompts if kind == "userPrompt")
        yield from (("sharedFlows", (name,)) for name in self.shared_flows)
        yield from (("functions", (name,)) for name in self.functions)

    @property
    def fields(self) -> Iterator[tuple[Said, frozenset[str]]]:
        """The outputs of data actions and the columns of tables that are spoken of."""
        for key, script in self.data_actions.items():
            if script.fields:
                yield ("dataActions", key), frozenset(script.fields)
        for name, table in self.tables.items():
            columns = frozenset(column for row in (table.known or {}).values() for column, _ in row)
            if columns:
                yield ("tables", (name,)), columns

    def only(self, kind: str, names: Iterable[str]) -> None:
        """There are these objects of the kind, and no others."""
        self._closed.add(kind)
        for name in names:
            self._put(Entity(kind, name, name))

    def speaks_of(self, kind: str, name: str) -> bool:
        """Whether somebody has said whether there is this object."""
        return (kind, name) in self._objects or kind in self._closed

    def put(self, entity: Entity) -> None:
        """There is this object; it is found by its name, its id and its user name."""
        self._spoken[entity.kind, entity.name] = None
        self._put(entity)

    def _put(self, entity: Entity) -> None:
        for key in filter(None, (entity.name, entity.id, entity.username)):
            self._objects[entity.kind, key] = entity

    def define(self, defined: Schedule | ScheduleGroup) -> None:
        """There is this schedule or group, in the place of one of the same name."""
        old = self.definitions
        if isinstance(defined, Schedule):
            schedules = (*(each for each in old.schedules if each.name != defined.name), defined)
            self.definitions = msgspec.structs.replace(old, schedules=schedules)
        else:
            groups = (*(each for each in old.groups if each.name != defined.name), defined)
            self.definitions = msgspec.structs.replace(old, groups=groups)

    def take_away(self, kind: str, name: str) -> None:
        """There is no such object."""
        self._spoken[kind, name] = None
        self._objects[kind, name] = None

    def find(self, kind: str, name: str) -> Entity | None:
        """As `Directory`."""
        key = (kind, name)
        found = self._objects.get(key)
        if found is not None or key in self._objects or kind in self._closed:
            return found
        self._assumed[key] = None
        return Entity(kind, name, name)

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        """As `Directory`."""
        kind = "systemPrompt" if system else "userPrompt"
        found = self.prompts.get((kind, name, language.lower()))
        return found if found is not None else self.prompts.get((kind, name, ""))

    def transfer(self, kind: str, target: str) -> TransferAnswer:
        """As `Directory`: what is said of this target, else of all."""
        for key in ((kind, target), (ANY, target), (kind, ANY), (ANY, ANY)):
            answer = self.transfers[key].next() if key in self.transfers else None
            if answer is not None:
                return answer
        if kind in _FOUND_KINDS and self.find(kind, target) is None:
            return TransferAnswer(False, "TransferFailed", f'there is no {kind} "{target}"')
        return TransferAnswer(True)

    def table_row(self, table: str, key: str) -> TableAnswer:
        """As `Directory`."""
        found = self.tables.setdefault(table, Table())
        found.asked.append(key)
        if found.refusal is not None:
            return TableAnswer(None, *found.refusal)
        if found.known is None:
            self._unknown(_table(table))
            return TableAnswer(None, "TableNotFoundException", f'nobody has said what the data table "{table}" holds')
        return TableAnswer(found.known.get(key))

    def data_action(self, category: str, action: str, inputs: Inputs) -> DataActionAnswer:
        """As `Directory`."""
        script = self.data_actions.setdefault((category, action), DataActionScript())
        script.asked.append(dict(inputs))
        answer = script.next()
        if answer is None:
            self._unknown(_data_action(category, action))
            return DataActionAnswer("unknown")
        return answer(inputs)

    def schedule_state(self, kind: str, name: str, emergency_group: str | None, at: datetime) -> str | None:
        """As `Directory`."""
        if emergency_group is not None and self._state("emergencyGroup", emergency_group) == "active":
            return "emergency"
        state = self._state(kind, name)
        if state is None and not self.definitions.defines(kind, name):
            self._unknown(f'{words_of_kind(kind)} "{name}"')
        elif state is None and kind == "scheduleGroup":
            self._note_schedules(name)
        return state

    def _note_schedules(self, group: str) -> None:
        """The schedules of a group that are not defined never apply."""
        known = {each.name for each in self.definitions.schedules}
        for each in self.definitions.groups:
            if each.name == group:
                for name in (*each.open, *each.closed, *each.holidays):
                    if name not in known:
                        self._unknown(f'schedule "{name}"')

    def schedules(self) -> Schedules:
        """As `Directory`."""
        return self.definitions

    def extensions(self) -> Mapping[str, Entity]:
        """As `Directory`."""
        return self.dialled

    def service(self, question: Ask) -> ServiceAnswer:
        """As `Directory`: what is said of this target, else of all of the kind."""
        for key in ((question.kind, question.target), (ANY, question.target), (question.kind, ANY)):
            answer = self.services[key].next() if key in self.services else None
            if answer is not None:
                return answer
        if not question.acts:
            self._unknown(f'{question.kind} "{question.target}"' if question.target else question.kind)
        return ServiceAnswer("unknown")

    def _state(self, kind: str, name: str) -> str | None:
        script = self.states.get((kind, name))
        return None if script is None else script.next()

    def _unknown(self, what: str) -> None:
        self._unmocked[what] = None


_FOUND_KINDS = frozenset({"queue", "user", "group"})
_CAPITAL = re.compile("[A-Z]")


def words_of_kind(kind: str) -> str:
    """A kind of objects as people write it: `languageSkill` is a language skill."""
    return "wrap-up code" if kind == "wrapupCode" else _CAPITAL.sub(lambda found: f" {found[0].lower()}", kind)


def _data_action(category: str, action: str) -> str:
    return f'data action "{category}" / "{action}"'


def _table(name: str) -> str:
    return f'data table "{name}"'
