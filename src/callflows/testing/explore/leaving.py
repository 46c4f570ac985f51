"""What stays behind a caller who hangs up midway.

Architect has no path for it: the flow ends where it is, and what it did before stays: participant data, milestones,
outcomes. At each place where a caller waits one call is placed that is hung up there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from callflows.testing.explore.picks import Picks
from callflows.testing.explore.run import Way
from callflows.testing.explore.search import INTERRUPT, Late


class Left(msgspec.Struct, frozen=True):
    """Something that stays when a caller hangs up, in words, and the places (flow, address) where one leaves it."""

    what: str
    places: tuple[tuple[str, str], ...]


class Again(Protocol):
    """Places a call with picks once more; at the wait with this number the caller hangs up."""

    def __call__(self, picks: Picks, leave_at: int) -> Way: ...


def hang_ups(ways: Iterable[Way], again: Again, late: Late) -> tuple[Left, ...]:
    """What is left behind at the places where callers wait, by the call that leaves most at each. No call is placed any
    more when the user is in a hurry."""
    most: dict[tuple[str, str], tuple[int, Way, int]] = {}
    for way in ways:
        for number, wait in enumerate(way.waits):
            place = (wait.flow, wait.address)
            if wait.left and (place not in most or wait.left > most[place][0]):
                most[place] = (wait.left, way, number)
    found: dict[str, list[tuple[str, str]]] = {}
    for place, (_, way, number) in most.items():
        if late() == INTERRUPT:
            break
        hung_up = again(way.picks, number)
        for what in hung_up.left if hung_up.ended.by == "hangUp" else ():
            found.setdefault(what, []).append(place)
    return tuple(Left(what, tuple(places)) for what, places in found.items())
