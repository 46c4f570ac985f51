"""Which calls of a search are worth keeping, and each made as simple as it can be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

import msgspec

from callflows.testing.explore.naming import named
from callflows.testing.explore.picks import Picks
from callflows.testing.explore.run import Way
from callflows.testing.explore.search import INTERRUPT, Late


class Call(msgspec.Struct, frozen=True):
    """A call that is worth keeping, under the name of its path in words."""

    name: str
    way: Way


Again = Callable[[Picks], Way]
"""Places a call with picks, and what is usual elsewhere."""
MOST_AGAIN = 60
"""So often is one call placed again to make it simpler."""


def kept(ways: tuple[Way, ...], again: Again, late: Late) -> tuple[Call, ...]:
    """The fewest calls, as far as taking the best one each time finds them, that reach everything that was reached and
    end in each way that was seen, in the order in which they were found. Each is made as simple as it can be, unless
    the user is in a hurry."""
    left: set[Hashable] = {aim for way in ways for aim in _aims(way)}
    chosen: list[tuple[int, Way]] = []
    while left:
        best = max(range(len(ways)), key=lambda index: _worth(ways[index], left, index))
        way = ways[best]
        if late() != INTERRUPT:
            way = _simpler(way, _aims(way) & left, again)
        chosen.append((best, way))
        left -= _aims(way)
    found = [way for _, way in sorted(chosen, key=lambda each: each[0])]
    return tuple(Call(name, way) for name, way in zip(names(found), found, strict=True))


def _worth(way: Way, left: set[Hashable], index: int) -> tuple[int, int, int, int]:
    """How good it is to keep a call: what it reaches of what is left, then how simple it is."""
    labels, length = _burden(way)
    return len(_aims(way) & left), -labels, -length, -index


def _simpler(way: Way, needed: set[Hashable] | frozenset[Hashable], again: Again) -> Way:
    """The call without the picks that it does not need to reach what is needed."""
    picks = list(way.picks)
    placed = 0
    for index in range(len(picks) - 1, -1, -1):
        if not picks[index].option.label or placed >= MOST_AGAIN:
            continue
        placed += 1
        fewer = [*picks[:index], *picks[index + 1 :]]
        other = again(tuple(fewer))
        if needed <= _aims(other) and _burden(other) < _burden(way):
            way, picks = other, fewer
    return way


def _burden(way: Way) -> tuple[int, int]:
    """How much has to happen that is not usual, and how long it is to tell."""
    labels = [pick.option.label for pick in way.picks if pick.option.label]
    return len(labels), sum(map(len, labels))


def _aims(way: Way) -> frozenset[Hashable]:
    ended = (way.ended.by, way.ended.flow, way.ended.address, way.told, way.circle, way.mute, way.cut)
    return way.reached | {ended} | {(each.flow, each.address, each.message, each.expression) for each in way.failures}


def names(ways: Iterable[Way]) -> list[str]:
    """The paths in words; where two have the same, a number behind the later one."""
    used: dict[str, int] = {}
    found = []
    for way in ways:
        name = named(way)
        used[name] = used.get(name, 0) + 1
        found.append(name if used[name] == 1 else f"{name} ({used[name]})")
    return found
