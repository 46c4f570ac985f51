"""Schedules, schedule groups and emergency groups, from data: their states, or what defines them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from callflows.testing.given.reading import Reader, one_or_more
from callflows.testing.handles import ScheduleGroupMock, SwitchMock
from callflows.testing.placed import Entry

M = TypeVar("M")


def schedules(reader: Reader, entry: Entry) -> None:
    """By name: a state, several one after the other, or a definition."""
    for one in reader.mapping(entry.value, entry.key):
        if one.value.kind == "mapping" and entry.key in _DEFINES:
            _defined(reader, one, _DEFINES[entry.key])
            continue
        if entry.key == "scheduleGroups":
            _say(reader, one, reader.mocks.schedule_group(one.key), _GROUP)
        elif entry.key == "schedules":
            _say(reader, one, reader.mocks.schedule(one.key), _SWITCH)
        else:
            _say(reader, one, reader.mocks.emergency_group(one.key), _SWITCH)


def _say(reader: Reader, one: Entry, mock: M, words: Mapping[str, Callable[[M], object]]) -> None:
    for answer in one_or_more(one.value):
        word = reader.word(answer, tuple(words), f'"{one.key}"')
        if word:
            words[word](mock)


def _defined(reader: Reader, one: Entry, define: Callable[[Reader, Entry], object]) -> None:
    try:
        define(reader, one)
    except ValueError as error:
        reader.add("test-wrong-value", f"{error}.", one.value.span)


def _schedule(reader: Reader, one: Entry) -> None:
    said = {key: value.text for key, value in reader.keys(one.value, ("start", "end", "rrule"), f'"{one.key}"')}
    reader.mocks.schedule(one.key).defined(said.get("start", ""), said.get("end", ""), said.get("rrule", ""))


def _schedule_group(reader: Reader, one: Entry) -> None:
    zone = "UTC"
    named: dict[str, tuple[str, ...]] = {"open": (), "closed": (), "holidays": ()}
    for key, body in reader.keys(one.value, ("timeZone", *named), f'"{one.key}"'):
        if key == "timeZone":
            zone = body.text
        else:
            named[key] = tuple(reader.name(item, key) for item in one_or_more(body))
    reader.mocks.schedule_group(one.key).defined(zone, **named)


_DEFINES: Mapping[str, Callable[[Reader, Entry], None]] = MappingProxyType(
    {"schedules": _schedule, "scheduleGroups": _schedule_group}
)
_GROUP: Final[Mapping[str, Callable[[ScheduleGroupMock], object]]] = MappingProxyType(
    {
        "open": ScheduleGroupMock.open,
        "closed": ScheduleGroupMock.closed,
        "holiday": ScheduleGroupMock.holiday,
        "emergency": ScheduleGroupMock.emergency,
    }
)
_SWITCH: Final[Mapping[str, Callable[[SwitchMock], object]]] = MappingProxyType(
    {"active": SwitchMock.active, "inactive": SwitchMock.inactive}
)
