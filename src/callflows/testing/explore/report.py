"""What came of exploring a flow: the calls worth keeping, what was not reached and why, dead ends, the longest ways."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import msgspec

from callflows.engine import Program
from callflows.model import Flow
from callflows.testing.explore.keeping import Call, kept, names
from callflows.testing.explore.leaving import Left, hang_ups
from callflows.testing.explore.naming import named
from callflows.testing.explore.reasons import Barriers, Unreached
from callflows.testing.explore.run import Way
from callflows.testing.explore.search import MOST_CALLS, Late, Search, Tell
from callflows.testing.explore.sites import Goal

DEAD_ENDS = MappingProxyType(
    {
        "silence": "the flow waits for the caller without having said anything",
        "loop": "goes round for ever while the caller does nothing",
        "endless": "the call does not come to an end",
        "unsaid": "the call ends without telling the caller why",
        "error": "a run-time error",
    }
)
"""The kinds of dead ends, and what they are."""


class DeadEnd(msgspec.Struct, frozen=True):
    """A place where a caller is left alone. `kind` is one of `DEAD_ENDS`, `call` the name of a call that does."""

    kind: str
    flow: str
    address: str
    message: str
    call: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `actions` and `paths` are how many were reached, and of how many. `unreachable` is how many
    of the others no call can reach. `end` is how the search ended: `done`, `calls`, `time` or `interrupt`."""

    flow: str
    calls: tuple[Call, ...]
    unreached: tuple[Unreached, ...]
    dead_ends: tuple[DeadEnd, ...]
    hang_ups: tuple[Left, ...]
    not_executed: tuple[tuple[str, str, str], ...]
    actions: tuple[int, int]
    paths: tuple[int, int]
    unreachable: int
    longest: Call
    most_keys: Call
    played: int
    end: str
    seed: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything was reached that a call can reach."""
        return all(each.why == "unreachable" for each in self.unreached)


def explore(
    program: Program,
    flows: tuple[Flow, ...],
    *,
    late: Late,
    most: int = MOST_CALLS,
    seed: int = 0,
    tell: Tell = lambda calls, reached, goals: None,
) -> Report:
    """Search the calls of a flow. `flows` are the flow that is called and then the shared flows in it. Where `late`
    says `interrupt` nothing is placed any more, and what was found is reported."""
    search = Search(program, flows, seed=seed)
    found = search.run(late, most, tell)
    calls = kept(found.ways, search.again, late)
    every = [*((call.name, call.way) for call in calls), *zip(names(found.ways), found.ways, strict=True)]
    unreached = Barriers(flows, search.sites, search.hints, search.aims).unreached(
        search.reached, found.ways, ended=found.end
    )
    goals = search.sites.goals
    return Report(
        flow=flows[0].name,
        calls=calls,
        unreached=unreached,
        dead_ends=tuple(_dead_ends(every, queue=flows[0].type == "inqueueCall")),
        hang_ups=hang_ups(found.ways, search.again, late),
        not_executed=tuple(sorted({each for way in found.ways for each in way.skipped})),
        actions=_counted(search.reached, [goal for goal in goals if not goal.output]),
        paths=_counted(search.reached, [goal for goal in goals if goal.output]),
        unreachable=sum(each.behind for each in unreached if each.why == "unreachable"),
        longest=Call(named(found.longest), found.longest),
        most_keys=Call(named(found.most_keys), found.most_keys),
        played=found.calls,
        end=found.end,
        seed=seed,
    )


def _counted(reached: set[Goal], goals: list[Goal]) -> tuple[int, int]:
    return sum(1 for goal in goals if goal in reached), len(goals)


def _dead_ends(calls: Iterable[tuple[str, Way]], *, queue: bool) -> Iterable[DeadEnd]:
    """Each place once, with the first call that comes to it."""
    found: dict[tuple[str, str, str, str], DeadEnd] = {}
    for name, way in calls:
        for kind, flow, address, message in _ends_of(way, queue=queue):
            found.setdefault((kind, flow, address, message), DeadEnd(kind, flow, address, message, name))
    return found.values()


def _ends_of(way: Way, *, queue: bool) -> Iterable[tuple[str, str, str, str]]:
    """(kind, flow, address, message) of everything that leaves the caller alone."""
    if way.mute is not None:
        yield "silence", *way.mute, DEAD_ENDS["silence"]
    if way.circle is not None and way.circle.silent and not queue:
        yield "loop", way.circle.flow, way.circle.address, DEAD_ENDS["loop"]
    if way.cut or any(each.code == "action-limit" for each in way.failures):
        yield "endless", way.ended.flow, way.ended.address, DEAD_ENDS["endless"]
    for each in way.failures:
        expression = f": {' '.join(each.expression.split())}" if each.expression else ""
        yield "error", each.flow, each.address, f"{DEAD_ENDS['error']}, {each.message}{expression}"
    if way.ended.by in ("disconnect", "error") and not way.told and not _is_wanted(way):
        reason = f" ({way.ended.reason})" if way.ended.reason else ""
        yield "unsaid", way.ended.flow, way.ended.address, DEAD_ENDS["unsaid"] + reason


def _is_wanted(way: Way) -> bool:
    """Whether the caller ended the call by a choice of a menu, or a shared flow alone came to its end."""
    return (way.chosen and way.ended.address.endswith("/menuDisconnect")) or way.ended.reason == "end of task"
