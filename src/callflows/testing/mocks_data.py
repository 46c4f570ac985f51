"""What stands for the org, as data: `given:` of scenario files and the file of `callflows call --data`.

    queues: [Support, VIP]                      # there are these and no others
    users: {Ada: missing}                       # one that is not there; of the others nothing is said
    dataActions:
      CRM:
        Get VIP: {returns: {level: 3}}
        Open ticket: [times out, {fails: {errorCode: "500"}}, {returns: {}}]     # one after the other; the last stays
    tables:
      Customer PINs:
        - {key: "1234", name: Ada}
      Old table: missing                        # or: fails
    prompts: {welcome: Welcome., bye: {en-us: Bye., de-de: Tschüss.}}
    schedules:
      Lunch: active
      Week: {start: 2026-01-05T09:00, end: 2026-01-05T17:00, rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}
    scheduleGroups:
      Sales hours: [open, closed]
      Support hours: {timeZone: America/New_York, open: [Week], holidays: []}
    emergencyGroups: {Snow: active}
    transfers:
      queue: {Support: fails, VIP: [busy, succeeds]}
      number: {"+13175551234": {fails: {errorType: Busy, errorMessage: try later}}, "*": no answer}
    services:                                   # by the kind of the action and what it names: a bot, an id
      callLexBot: {Bank: {takes: Balance, outputs: {amount: 5}}}
      getExternalContact: {"*": notFound}
    sharedFlows: {Global Authentication Menu: {returns: {authenticated: true}}}    # not run
    extensions: {"4711": {user: Ada}}
    functions: {OurOwn: 5}

YAML or JSON. The names are those of the fields `world` of `callflows eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.testing.given.answers import FLOW_TARGETS, data_actions, services, target_of, transfers
from callflows.testing.given.hours import schedules
from callflows.testing.given.reading import Reader, one_or_more
from callflows.testing.given.things import KINDS, extensions, functions, objects, prompts, shared_flows, tables
from callflows.testing.placed import Entry, Placed, placed, read_placed, unknown_key
from callflows.testing.world import Said, World

__all__ = ["FLOW_TARGETS", "GIVEN", "KINDS", "Made", "Place", "field_places", "from_data", "places", "read_world"]

_TAKES: Final[Mapping[str, Callable[[Reader, Entry], None]]] = MappingProxyType(
    {
        **dict.fromkeys(KINDS, objects),
        "dataActions": data_actions,
        "tables": tables,
        "prompts": prompts,
        "systemPrompts": prompts,
        "schedules": schedules,
        "scheduleGroups": schedules,
        "emergencyGroups": schedules,
        "transfers": transfers,
        "services": services,
        "sharedFlows": shared_flows,
        "extensions": extensions,
        "functions": functions,
    }
)
_DEEP: Final = frozenset({"dataActions", "transfers", "services"})
"""Keys under which a name is found on the second level."""
Place: TypeAlias = tuple[Said, Span | None]
"""Something that is spoken of, and where."""
GIVEN: Final = tuple(_TAKES)
"""Every key of the mapping."""


class Made(msgspec.Struct, frozen=True):
    """The world that the data describe, as far as they could be understood, and what is wrong with them."""

    world: World
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """No error."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)


def from_data(given: Placed | Mapping[str, object]) -> Made:
    """The world of a mapping: one that was read with its places, or decoded JSON. Every fault is found at once."""
    reader = Reader()
    for entry in reader.mapping(given if isinstance(given, Placed) else placed(given), "what is given"):
        take = _TAKES.get(entry.key)
        if take is None:
            reader.found.append(unknown_key(entry, GIVEN, "what is given"))
        else:
            take(reader, entry)
    return Made(reader.mocks.world, tuple(reader.found))


def read_world(data: bytes | str, file: str, substitutions: Mapping[str, str] | None = None) -> Made:
    """The world of a file. Never raises on what it holds."""
    read = read_placed(data, file, substitutions)
    if read.root is None:
        return Made(World(), read.diagnostics)
    made = from_data(read.root)
    return Made(made.world, (*read.diagnostics, *made.diagnostics))


def field_places(given: Placed) -> Iterator[tuple[Said, str, Span | None]]:
    """Every output of a data action and every column of a table that is spoken of, where it stands."""
    for category in _entries(given.get("dataActions")):
        for action in category.value.entries:
            for answer in one_or_more(action.value):
                for outcome in answer.entries:
                    for each in outcome.value.entries:
                        yield ("dataActions", (category.key, action.key)), each.key, each.key_span
    for table in _entries(given.get("tables")):
        for row in table.value.items:
            for each in row.entries:
                yield ("tables", (table.key,)), each.key, each.key_span


def _entries(given: Placed | None) -> tuple[Entry, ...]:
    return () if given is None else given.entries


def places(given: Placed) -> Iterator[Place]:
    """Every name that is spoken of, where it stands."""
    for entry in given.entries:
        for one in entry.value.entries:
            if entry.key not in _DEEP:
                yield (entry.key, (one.key,)), one.key_span
                continue
            for each in one.value.entries:
                target = each.key if entry.key == "dataActions" else target_of(each.key)
                yield (entry.key, (one.key, target)), each.key_span
