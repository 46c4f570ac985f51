"""Handles on what a test says of one thing of the org: a data action, a table, a schedule, a shared flow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, Self, TypeVar

from callflows.engine import FunctionAnswer, Schedule, ScheduleGroup
from callflows.engine.events import DataActionAnswer, ServiceAnswer, TransferAnswer
from callflows.expressions import Entity, Value, to_text
from callflows.testing.scripts import Answering, DataActionScript, Row, Script, Table
from callflows.testing.services import wrong_path
from callflows.testing.values import Given, pairs_of, value_of
from callflows.testing.variants import Values, values_of
from callflows.testing.world import World

A = TypeVar("A")


class Mock(Generic[A]):
    """A handle on a script. What is said by one handle is a sequence; what a new one says takes the place of it."""

    def __init__(self, script: Script[A]) -> None:
        self._script = script
        self._fresh = True

    def _say(self, answer: A) -> Self:
        if self._fresh:
            self._script.clear()
            self._fresh = False
        self._script.add(answer)
        return self


class DataActionMock(Mock[Answering]):
    """One data action of an integration."""

    def __init__(self, script: DataActionScript) -> None:
        super().__init__(script)
        self._calls, self._fields = script.asked, script.fields

    def returns(self, outputs: Mapping[str, Given] | None = None, /, **named: Given) -> Self:
        """It succeeds with these outputs. A name that is no Python name stands in the mapping."""
        return self._gives("success", {**(outputs or {}), **named})

    def fails(self, message: str = "", /, **named: Given) -> Self:
        """It fails: the failure path, with the failure outputs by their names (`errorCode`, `status`, …); `message` is
        `userMessage`."""
        return self._gives("failure", {"userMessage": message, **named} if message else named)

    def times_out(self) -> Self:
        """It gives no answer in time: the time-out path, after the action's own time-out."""
        return self._say(lambda _: DataActionAnswer("timeout"))

    def answers(self, work_out: Callable[[dict[str, Value]], Mapping[str, Given]]) -> Self:
        """It succeeds with the outputs that `work_out` makes of its inputs."""
        return self._say(lambda inputs: DataActionAnswer("success", pairs_of(work_out(dict(inputs)))))

    def _gives(self, outcome: str, outputs: Mapping[str, Given]) -> Self:
        __tracebackhide__ = True
        answer = DataActionAnswer(outcome, pairs_of(outputs))
        self._fields.update(dict.fromkeys(outputs))
        return self._say(lambda _: answer)

    @property
    def called_with(self) -> list[Mapping[str, Value]]:
        """The inputs of each time that it was asked, in order."""
        return list(self._calls)


class TableMock:
    """One data table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def rows(self, rows: Iterable[Mapping[str, Given]]) -> Self:
        """It holds exactly these rows. Each has its key under `key` (Genesys Cloud: every data table's key column),
        which may be an empty text. Raises ValueError for a row without one."""
        found: dict[str, Row] = {}
        for row in rows:
            if not isinstance(row, Mapping):
                raise ValueError(f"a row of a data table is a mapping, not {row!r}")
            pairs = pairs_of(row)
            key = to_text(dict(pairs).get("key"))
            if key is None:
                raise ValueError(f"a row of a data table needs its key: {dict(row)}")
            found[key] = pairs
        self._table.known = found
        self._table.refusal = None
        return self

    def row(self, key: str, columns: Mapping[str, Given] | None = None, /, **named: Given) -> Self:
        """It holds this row too."""
        known = self._table.known or {}
        self._table.known = {**known, key: (("key", key), *pairs_of({**(columns or {}), **named}))}
        self._table.refusal = None
        return self

    def fails(self, error_type: str = "DataTableException", message: str = "") -> Self:
        """A look-up takes the failure path."""
        self._table.refusal = (error_type, message)
        return self

    def missing(self) -> Self:
        """There is no such table: a look-up takes the failure path."""
        return self.fails("TableNotFoundException", "there is no such data table")

    @property
    def looked_up(self) -> list[str]:
        """The keys that were looked up, in order."""
        return list(self._table.asked)


class ObjectMock:
    """One object of the org, such as a queue, by name."""

    def __init__(self, world: World, kind: str, name: str) -> None:
        self._world, self._kind, self._name = world, kind, name

    def exists(self, id: str = "", *, username: str = "") -> Self:
        """It is there, found by its name and, where one is given, by its id or (a user) by its e-mail address."""
        self._world.put(Entity(self._kind, id or self._name, self._name, username))
        return self

    def missing(self) -> Self:
        """It is not there: a Find action takes its not-found path, a transfer to it fails."""
        self._world.take_away(self._kind, self._name)
        return self


class PromptMock(ObjectMock):
    """One user prompt, or a system prompt."""

    def says(self, text: str, language: str = "") -> Self:
        """What it says, in every language or in this one."""
        self._world.prompts[self._kind, self._name, language.lower()] = text
        return self


class SwitchMock(Mock[str]):
    """What applies or does not: a schedule, an emergency group. Each question takes the next answer."""

    def active(self) -> Self:
        """The schedule applies now; the emergency group is switched on."""
        return self._say("active")

    def inactive(self) -> Self:
        """The schedule does not apply now; the emergency group is switched off."""
        return self._say("inactive")


class ScheduleMock(SwitchMock):
    """A schedule: its state is said, or comes from its definition at the call's time."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world.states.setdefault(("schedule", name), Script()))
        self._world, self._name = world, name

    def defined(self, start: str | datetime, end: str | datetime, rrule: str = "") -> Self:
        """It applies from `start` to `end`, local times without an offset (`2026-01-05T09:00`), and again by `rrule`
        (`FREQ=WEEKLY;BYDAY=MO,TU`). Raises ValueError where these are none."""
        __tracebackhide__ = True
        self._world.define(Schedule(self._name, _local(start), _local(end), rrule))
        return self


class ScheduleGroupMock(Mock[str]):
    """A schedule group: its state is said, or comes from its schedules at the call's time."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world.states.setdefault(("scheduleGroup", name), Script()))
        self._world, self._name = world, name

    def open(self) -> Self:
        """It is open."""
        return self._say("open")

    def closed(self) -> Self:
        """It is closed."""
        return self._say("closed")

    def holiday(self) -> Self:
        """It has a holiday."""
        return self._say("holiday")

    def emergency(self) -> Self:
        """Its emergency group is active."""
        return self._say("emergency")

    def defined(
        self,
        time_zone: str = "UTC",
        *,
        open: Iterable[str] = (),
        closed: Iterable[str] = (),
        holidays: Iterable[str] = (),
    ) -> Self:
        """It consists of these schedules, by name, whose times are those of `time_zone` (`America/New_York`). Raises
        ValueError where that is none."""
        __tracebackhide__ = True
        group = ScheduleGroup(self._name, time_zone, tuple(open), tuple(closed), tuple(holidays))
        self._world.define(group)
        return self


class ServiceMock(Mock[ServiceAnswer]):
    """An action whose doing lies outside the flow: a bot, external contacts, the conversation. `kind` is "" for any."""

    def __init__(self, script: Script[ServiceAnswer], kind: str) -> None:
        super().__init__(script)
        self._kind = kind

    def takes(self, path: str, outputs: Mapping[str, Given] | None = None, /, **named: Given) -> Self:
        """It leaves by this output path, or with this intent of a bot, and gives these outputs. Raises ValueError for
        a path that it does not have."""
        __tracebackhide__ = True
        wrong = wrong_path(self._kind, path)
        if wrong:
            raise ValueError(wrong)
        return self._say(ServiceAnswer(path, pairs_of({**(outputs or {}), **named})))


class TransferMock(Mock[TransferAnswer]):
    """Transfers to one target, or to all."""

    def succeeds(self) -> Self:
        """The call leaves the flow."""
        return self._say(TransferAnswer(True))

    def fails(self, error_type: str = "TransferFailed", message: str = "") -> Self:
        """The failure audio and the failure path."""
        return self._say(TransferAnswer(False, error_type, message or "the transfer failed"))

    def busy(self) -> Self:
        """Nobody there is free."""
        return self.fails("Busy", "the line is busy")

    def no_answer(self) -> Self:
        """Nobody takes the call."""
        return self.fails("NoAnswer", "nobody answers")


class SharedFlowMock:
    """One shared flow, in the calls of the flows that call it."""

    def __init__(self, world: World, name: str, check: Callable[[Values], object] = lambda _: None) -> None:
        self._world, self._name, self._check = world, name, check

    def returns(self, outputs: Mapping[str, Given] | None = None, /, **named: Given) -> None:
        """It does nothing and gives these outputs, by name with or without `Common.`. Raises ValueError for one that it
        does not have, or whose value is of another type."""
        __tracebackhide__ = True
        values = values_of({**(outputs or {}), **named})
        self._check(values)
        self._world.shared_flows[self._name] = values


class FunctionMock:
    """A function of the expression language that callflows does not know."""

    def __init__(self, functions: dict[str, FunctionAnswer], name: str) -> None:
        self._functions, self._name = functions, name

    def returns(self, value: Given) -> None:
        """It gives this value, whatever its arguments."""
        self._functions[self._name] = value_of(value)

    def answers(self, work_out: Callable[..., Given]) -> None:
        """It gives what `work_out` makes of its arguments' values."""
        self._functions[self._name] = lambda *arguments: value_of(work_out(*arguments))


def _local(given: str | datetime) -> datetime:
    return given if isinstance(given, datetime) else datetime.fromisoformat(given)
