"""What can happen at each wait of a call: the caller's keys and words, the answers of the org."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import islice, product
from types import MappingProxyType
from typing import Any

from callflows.engine.commands import (
    Ask,
    Collect,
    Command,
    EvaluateSchedule,
    Invoke,
    LookUp,
    Play,
    TransferTo,
    TransferToQueue,
)
from callflows.engine.events import (
    DataActionAnswer,
    Digits,
    Played,
    ScheduleAnswer,
    ServiceAnswer,
    Silence,
    Speech,
    TableAnswer,
    TransferAnswer,
)
from callflows.expressions import Value, display
from callflows.testing.explore.hints import Hints
from callflows.testing.explore.inverses import FILLER, fitted
from callflows.testing.explore.picks import Option, Point
from callflows.testing.explore.sites import MenuSite, Sites
from callflows.testing.explore.values import values_for

KEYS = "1234567890*#"
MOST = 125
"""Options of one answer with several outputs."""


class Options:
    """The options of every wait. They depend on the flow alone, and on the values that the call holds for what an entry
    is compared with."""

    def __init__(self, hints: Hints, sites: Sites) -> None:
        self.hints = hints
        self.sites = sites
        self._known: dict[Hashable, tuple[Option, ...]] = {}

    def at(
        self, command: Command, unit: str, wait: int | None, known: Mapping[tuple[str, str], Value]
    ) -> tuple[Point, tuple[Option, ...]]:
        """The point at which a call waits after `command`, and what can happen there. `known` are the values of
        variables now, by flow and name in lower case."""
        if isinstance(command, Play):
            return Point("played", unit, command.address), (Option("played", "", Played(command.ms)),)
        point = point_of(command, unit)
        if point.subject == "collectInput":
            return point, self._made(command, unit, wait, known)
        key = (point, wait, command.timeout_ms if isinstance(command, Invoke) else None)
        if key not in self._known:
            self._known[key] = self._made(command, unit, wait, known)
        return point, self._known[key]

    def _made(
        self, command: Command, unit: str, wait: int | None, known: Mapping[tuple[str, str], Value]
    ) -> tuple[Option, ...]:
        give = _GIVES[type(command)]
        return tuple({each.key: each for each in give(self, command, unit, wait or 0, known)}.values())

    def _keys(self, command: Collect, unit: str, wait: int, known: Mapping[tuple[str, str], Value]) -> Iterator[Option]:
        quiet = Option("quiet", "no entry", Silence(wait))
        if command.purpose == "silence":
            yield Option("quiet", "", Silence(wait))
        elif command.purpose == "menu":
            yield from self._menu(self.sites.menus.get((unit, command.address), MenuSite()))
            yield quiet
        elif command.purpose == "collectInput":
            yield from self._entries(command, unit, known)
            yield quiet
        elif command.purpose == "confirm":
            yield from (_typed(key) for key in "129")
            yield quiet
        else:
            yield from (_typed(keys) for keys in ("1000#", "1#"))
            yield quiet

    def _menu(self, menu: MenuSite) -> Iterator[Option]:
        yield from (_typed(key) for key in menu.keys)
        yield from (Option(f"say {term}", f'say "{term}"', Speech(term)) for term in menu.terms)
        wrong = next((key for key in reversed("123456789*#0") if key not in menu.keys), None)
        if wrong is not None:
            yield Option(f"keys {wrong}", f"wrong key {wrong}", Digits(wrong))

    def _entries(self, command: Collect, unit: str, known: Mapping[tuple[str, str], Value]) -> Iterator[Option]:
        site = self.sites.collects.get((unit, command.address))
        low = min(site.low if site else 1, command.maximum)
        high, terminator = command.maximum, site.terminator if site else ""
        for entry in self._texts(unit, site.target if site else "", known):
            for digits in fitted(entry, low, high):
                yield _typed(digits + (terminator if len(digits) < high else ""))
        yield _typed(FILLER[:low] + (terminator if low < high else ""))
        yield _typed(("9" * low) + (terminator if low < high else ""))
        yield _typed(FILLER[:high])
        yield from (Option(f"keys {key}", f"press {key}", Digits(key)) for key in "*#")
        if low > 1:
            yield Option(f"keys {FILLER[: low - 1]}", f"too short {FILLER[: low - 1]}", Digits(FILLER[: low - 1]))

    def _texts(self, unit: str, variable: str, known: Mapping[tuple[str, str], Value]) -> Iterator[str]:
        """What an entry could be: what it is compared with now, and ever."""
        for other in self.hints.linked(unit, variable):
            value = known.get((unit, other))
            if value is not None:
                yield str(value)
        for each in self.hints.values(unit, variable):
            if isinstance(each, str | int) and not isinstance(each, bool):
                yield str(each)

    def _action(self, command: Invoke, unit: str, wait: int, known: object) -> Iterator[Option]:
        name = command.action
        for outputs, said in self._rows(self.sites.outputs.get((unit, command.address), ()), unit):
            answer = DataActionAnswer("success", outputs)
            yield Option(f"success {outputs!r}", f"{name}: {said}" if said else "", answer)
        yield Option("failure", f"{name} fails", DataActionAnswer("failure"))
        ms = command.timeout_ms or 60_000
        yield Option("timeout", f"{name} times out", DataActionAnswer("timeout", ms=ms))

    def _row(self, command: LookUp, unit: str, wait: int, known: object) -> Iterator[Option]:
        for row, said in self._rows(self.sites.outputs.get((unit, command.address), ()), unit):
            label = f"{command.table}: {said}" if said else f"in {command.table}"
            yield Option(f"row {row!r}", label, TableAnswer(row))
        yield Option("none", f"not in {command.table}", TableAnswer(None))
        failed = TableAnswer(None, "DataTableException", "the look-up failed")
        yield Option("failure", f"{command.table} fails", failed)

    def _schedule(self, command: EvaluateSchedule, unit: str, wait: int, known: object) -> Iterator[Option]:
        states = ("open", "closed", "holiday") if command.kind == "scheduleGroup" else ("active", "inactive")
        if command.emergency_group is not None:
            states = (*states, "emergency")
        for state in states:
            yield Option(state, f"{command.name} {state}", ScheduleAnswer(state))

    def _transfer(self, command: TransferTo | TransferToQueue, unit: str, wait: int, known: object) -> Iterator[Option]:
        yield Option("success", f"to {command.target}", TransferAnswer(True))
        failed = TransferAnswer(False, "TransferFailed", "the transfer failed")
        yield Option("failure", f"transfer to {command.target} fails", failed)

    def _service(self, command: Ask, unit: str, wait: int, known: object) -> Iterator[Option]:
        site = self.sites.outputs.get((unit, command.address), ())
        written = self.sites.paths.get((unit, command.address), ())
        paths = tuple(dict.fromkeys((*command.paths, *written))) or ("success",)
        for path in paths:
            for outputs, said in self._rows(site, unit) if path != "failure" else (((), ""),):
                shown = f"{command.target or command.kind} {path}"
                label = f"{shown}: {said}" if said else shown
                yield Option(f"{path} {outputs!r}", label, ServiceAnswer(path, outputs))

    def _rows(
        self, outputs: Sequence[tuple[str, str]], unit: str
    ) -> Iterator[tuple[tuple[tuple[str, Value], ...], str]]:
        """Values for (output, variable), and what is not usual about them in words: each at its first, then one after
        the other changed, then mixed."""
        columns = [
            values_for(self.hints.type_of(unit, variable), self.hints.values(unit, variable)) for _, variable in outputs
        ]
        names = [name for name, _ in outputs]
        first = tuple(column[0] for column in columns)
        rows = [first]
        for index, column in enumerate(columns):
            rows += [(*first[:index], value, *first[index + 1 :]) for value in column[1:]]
        rows += islice(product(*(column[:5] for column in columns)), MOST)
        for row in rows:
            unusual = [
                f"{name} {display(value)}"
                for name, value, usual in zip(names, row, first, strict=True)
                if value is not usual
            ]
            yield tuple(zip(names, row, strict=True)), ", ".join(unusual)


def point_of(command: Command, unit: str) -> Point:
    """Where a call waits after a command."""
    kind, subject = "other", ""
    match command:
        case Invoke():
            kind, subject = "dataAction", f"{command.category}/{command.action}"
        case LookUp():
            kind, subject = "table", f"{command.table}/{command.key}"
        case EvaluateSchedule():
            kind, subject = "schedule", f"{command.kind}/{command.name}"
        case TransferTo() | TransferToQueue():
            kind, subject = "transfer", f"{command.kind}/{command.target}"
        case Ask():
            kind, subject = "service", f"{command.kind}/{command.target}"
        case Collect():
            kind, subject = "keys", command.purpose
        case _:
            pass
    return Point(kind, unit, command.address, subject)


def _typed(keys: str) -> Option:
    return Option(f"keys {keys}", f"press {keys}", Digits(keys))


_GIVES: Mapping[type, Callable[[Options, Any, str, int, Any], Iterator[Option]]] = MappingProxyType(
    {
        Collect: Options._keys,
        Invoke: Options._action,
        LookUp: Options._row,
        EvaluateSchedule: Options._schedule,
        TransferTo: Options._transfer,
        TransferToQueue: Options._transfer,
        Ask: Options._service,
    }
)
