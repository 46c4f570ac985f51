"""What a trace keeps of the outside, so that the call can be replayed from it alone: how it began, what it was told,
and what the org knew when it asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias, get_type_hints

import msgspec

from callflows.engine import trace as t
from callflows.engine.codec import UnreadableError, decode, encode
from callflows.engine.context import CallContext, FunctionAnswer
from callflows.engine.directory import Directory, KnownOrg
from callflows.engine.events import (
    AgentAnswers,
    DataActionAnswer,
    Digits,
    Event,
    HangUp,
    Played,
    ScheduleAnswer,
    ServiceAnswer,
    Silence,
    Speech,
    TableAnswer,
    TransferAnswer,
)
from callflows.engine.state import State
from callflows.engine.units import Unit
from callflows.expressions import Entity, Value

MAX_MS = 366 * 24 * 3_600_000
"""No event of a call, and no call that is replayed, takes longer than a year."""
LAST_YEAR = 9_990
"""What is added to a time in a call stays a time."""
_EVENTS: Mapping[str, type[Event]] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            AgentAnswers,
            DataActionAnswer,
            Digits,
            HangUp,
            Played,
            ScheduleAnswer,
            ServiceAnswer,
            Silence,
            Speech,
            TableAnswer,
            TransferAnswer,
        )
    }
)
_BROUGHT = frozenset({"row", "outputs"})
"""The fields of events that hold names and values."""
_NOTHING_USUAL = object()


def _with_usual(kind: type[Event]) -> tuple[str, tuple[tuple[str, object], ...]]:
    """The name of a kind of events and its fields, each with the value that it has where nobody says otherwise."""
    fields = kind.__struct_fields__
    without = (_NOTHING_USUAL,) * (len(fields) - len(kind.__struct_defaults__))
    return kind.__name__, tuple(zip(fields, (*without, *kind.__struct_defaults__), strict=True))


_FIELDS = MappingProxyType({each: _with_usual(each) for each in _EVENTS.values()})


def started(flow: Unit, language: str, context: CallContext) -> t.Started:
    """The first event of a call to `flow`."""
    return t.Started(
        flow=flow.name,
        flow_type=flow.type,
        caller=context.caller,
        called=context.called,
        at=context.at.isoformat().replace("+00:00", "Z"),
        language=language,
        wanted_language=context.language,
        seed=context.seed,
        conversation_id=context.conversation_id,
        remote_name=context.remote_name,
        attributes=context.attributes,
        variables=t.shown_pairs(context.variables),
    )


def context_of(
    began: t.Started, directory: Directory, functions: tuple[tuple[str, FunctionAnswer], ...] = ()
) -> CallContext:
    """The context of a call that began like this. Raises UnreadableError where no call begins so."""
    try:
        at = datetime.fromisoformat(began.at)
        if not at.year < LAST_YEAR:
            raise UnreadableError(f"a call cannot begin at {began.at}")
        return CallContext(
            caller=began.caller,
            called=began.called,
            at=at,
            seed=began.seed,
            language=began.wanted_language,
            conversation_id=began.conversation_id,
            remote_name=began.remote_name,
            attributes=began.attributes,
            variables=tuple([(name, decode(value)) for name, value in began.variables]),
            directory=directory,
            functions=functions,
        )
    except (ValueError, OverflowError) as error:
        raise UnreadableError(f"a call cannot begin like this: {error}") from error


def told(ms: int, event: Event) -> t.Told:
    """What a trace holds of an event that the call was told `ms` after it began."""
    name, fields = _FIELDS[type(event)]
    said: list[tuple[str, t.Shown]] = []
    values: tuple[tuple[str, t.Shown], ...] | None = None
    for field, usual in fields:
        found = getattr(event, field)
        if field in _BROUGHT:
            values = None if found is None else t.shown_pairs(found)
        elif found != usual:
            said.append((field, encode(found)))
    return t.Told(t=ms, event=name, said=tuple(said), values=values)


def event_of(told: t.Told) -> Event:
    """The event that a trace holds. Raises UnreadableError where it holds none."""
    kind = _EVENTS.get(told.event)
    if kind is None:
        raise UnreadableError(f'a call is told no "{told.event}"')
    given: dict[str, Value] = {name: decode(value) for name, value in told.said}
    brought = None if told.values is None else tuple([(name, decode(value)) for name, value in told.values])
    hints = get_type_hints(kind)
    for name in _BROUGHT & hints.keys():
        given[name] = () if brought is None and name == "outputs" else brought
    for name, value in given.items():
        if name not in _BROUGHT and not _fits(hints.get(name), value):
            raise UnreadableError(f"{told.event} has no such {name}")
    try:
        return kind(**given)  # type: ignore[arg-type]
    except TypeError as error:
        raise UnreadableError(f"{told.event}: {error}") from error


def events_of(said: Iterable[t.Told]) -> list[Event]:
    """The events that a trace holds. Raises UnreadableError."""
    found = [event_of(each) for each in said]
    if sum(event.ms for event in found) > MAX_MS:
        raise UnreadableError("it takes longer than a year")
    return found


def _fits(hint: object, value: Value) -> bool:
    check = _FITS.get(hint)
    return check is not None and check(value)


_FITS: Mapping[object, Callable[[Value], bool]] = MappingProxyType(
    {
        str: lambda value: isinstance(value, str),
        bool: lambda value: isinstance(value, bool),
        int: lambda value: type(value) is int and 0 <= value <= MAX_MS,
        str | None: lambda value: value is None or isinstance(value, str),
        tuple[str, ...]: lambda value: isinstance(value, tuple) and all(isinstance(each, str) for each in value),
    }
)


def witness(state: State) -> None:
    """From here on the trace of this call holds what its org knew when it asked."""

    def note(what: str, kind: str, name: str, language: str, answer: Value) -> None:
        state.note(t.Known(t=state.clock, what=what, kind=kind, name=name, language=language, answer=encode(answer)))

    state.context = msgspec.structs.replace(state.context, directory=Witness(state.context.directory, note))


Note: TypeAlias = Callable[[str, str, str, str, Value], None]


class Witness(KnownOrg):
    """A directory that notes what it was asked, once: only what a `KnownOrg` that knows nothing
    would not have answered."""

    def __init__(self, org: Directory, note: Note) -> None:
        super().__init__()
        self._org = org
        self._note = note
        self._noted: set[tuple[str, str, str, str]] = set()

    def find(self, kind: str, name: str) -> Entity | None:
        found = self._org.find(kind, name)
        if found != super().find(kind, name):
            self._say("find", kind, name, "", found)
        return found

    def prompt_text(self, name: str, language: str, system: bool) -> str | None:
        found = self._org.prompt_text(name, language, system)
        if found is not None:
            self._say("prompt", "system" if system else "user", name, language, found)
        return found

    def extensions(self) -> Mapping[str, Entity]:
        found = self._org.extensions()
        for digits, entity in sorted(found.items()):
            self._say("extension", entity.kind, digits, "", entity)
        return found

    def _say(self, what: str, kind: str, name: str, language: str, answer: Value) -> None:
        key = (what, kind, name, language)
        if key not in self._noted:
            self._noted.add(key)
            self._note(what, kind, name, language, answer)
