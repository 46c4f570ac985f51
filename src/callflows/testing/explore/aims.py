"""Calls that aim at a path which was not taken, where the decision before it was met.

What decides there comes from somewhere: entries, answers of the org, assignments. A call that met the decision is
placed again with one of these changed and all else as it was; with what it did done again and again; or by way of
another assignment. An action that failed whenever it was met is aimed at in the same way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from callflows.expressions import Value
from callflows.testing.explore.hints import Key
from callflows.testing.explore.origins import Origins, Sources
from callflows.testing.explore.picks import Option, Pick, Picks, Point
from callflows.testing.explore.run import Way
from callflows.testing.explore.sites import Goal, Sites

Habits: TypeAlias = tuple[tuple[Point, tuple[str, ...]], ...]
"""What is picked at a point each time it comes up, one after the other; the last one stays."""
BASES = 12
"""Calls that met a decision with other values, from which others are made."""
PROFILES = 500
"""So many different values are kept of the calls that came to one action."""
VARIED = 80
"""Calls that are made from one by changing what decides."""


class Attempt(msgspec.Struct, frozen=True):
    """A call to place: `picks` in their order, and then `habits`. `aim` is the action whose paths it is for."""

    picks: Picks
    habits: Habits
    aim: Goal


class Aims:
    """The attempts that are left, by what calls met so far."""

    def __init__(self, sources: Sources, sites: Sites) -> None:
        self._paths: dict[Goal, tuple[Goal, ...]] = {}
        self._origins: dict[Goal, Origins] = {}
        self._bases: dict[Goal, list[Way]] = {}
        self._profiles: dict[Goal, dict[tuple[Value, ...], None]] = {}
        self._by: dict[Goal, tuple[Way, int]] = {}
        self._left: dict[Goal, deque[Attempt]] = {}
        self._tried: set[Attempt] = set()
        self._failed: set[Goal] = set()
        self._passed: set[Goal] = set()
        self.watched: dict[Goal, tuple[tuple[str, str], ...]] = {}
        for goal in sites.goals:
            if goal.output:
                action = Goal(goal.flow, goal.address)
                self._paths[action] = (*self._paths.get(action, ()), goal)
        for action in sites.actions:
            origins = sources.of(action.flow, sites.actions[action].action)
            if origins.variables or origins.clock:
                self._origins[action] = origins
                self.watched[action] = origins.variables

    def take(self, way: Way, reached: Iterable[Goal], options: Mapping[Point, tuple[Option, ...]]) -> None:
        """Learn from a call. `reached` is what was reached so far, `options` what can be picked at each point."""
        failed = {Goal(each.flow, each.address) for each in way.failures}
        self._failed |= failed
        self._passed |= way.reached - failed
        known = frozenset(reached)
        fresh = [goal for goal in way.order if goal not in self._by]
        for goal in fresh:
            self._by[goal] = (way, way.picked_before(goal))
        for action, values in way.profiles.items():
            profiles = self._profiles.setdefault(action, {})
            if len(profiles) >= PROFILES or not self._open(action, known) or values in profiles:
                continue
            profiles[values] = None
            bases = self._bases.setdefault(action, [])
            if len(bases) < BASES:
                bases.append(way)
                self._add(
                    action,
                    [*self._again(way, action), *self._by_way_of(way, action), *self._varied(way, action, options)],
                )
        if fresh:
            new = frozenset(fresh)
            for action, bases in self._bases.items():
                if not new.isdisjoint(self._origins[action].assigned) and self._open(action, known):
                    self._add(action, self._by_way_of(bases[0], action))

    def used_up(self, action: Goal) -> bool:
        """Whether an action was aimed at, and all attempts were made."""
        return action in self._bases and action not in self._left

    def seen(self, action: Goal) -> Iterator[tuple[Key, tuple[Value, ...]]]:
        """What each variable held in the calls that came to an action that is still open; None of built-in ones."""
        profiles = self._profiles.get(action, {})
        for at, key in enumerate(self.watched.get(action, ())):
            yield key, tuple({(type(each[at]), each[at]): each[at] for each in profiles}.values())

    def next(self, reached: Iterable[Goal]) -> Attempt | None:
        """The next attempt, of each decision in its turn; None where none is left."""
        known = frozenset(reached)
        while self._left:
            action = next(iter(self._left))
            waiting = self._left.pop(action)
            if not self._open(action, known):
                continue
            attempt = waiting.popleft()
            if waiting:
                self._left[action] = waiting
            return attempt
        return None

    def _open(self, action: Goal, reached: frozenset[Goal]) -> bool:
        if action in self._failed and action not in self._passed:
            return True
        return any(path not in reached for path in self._paths.get(action, ()))

    def _add(self, action: Goal, attempts: Iterable[Attempt]) -> None:
        waiting = self._left.get(action, deque())
        for each in attempts:
            if each not in self._tried:
                self._tried.add(each)
                waiting.append(each)
        if waiting:
            self._left[action] = waiting

    def _again(self, way: Way, action: Goal) -> Iterator[Attempt]:
        """What the call did before the decision, done again and again."""
        picks = way.picks[: way.picked_before(action)]
        if picks and picks[-1].option.event is not None:
            yield Attempt(picks, _habits({pick.point: pick for pick in picks}.values()), action)

    def _varied(self, way: Way, action: Goal, options: Mapping[Point, tuple[Option, ...]]) -> Iterator[Attempt]:
        """The call with one thing that decides changed, the latest first."""
        origins, end = self._origins[action], way.picked_before(action)
        made = 0
        for index in range(end - 1, -1, -1):
            pick = way.picks[index]
            if not origins.holds(pick.point):
                continue
            for option in options.get(pick.point, ()):
                if option.key != pick.option.key and made < VARIED:
                    made += 1
                    yield Attempt(
                        (*way.picks[:index], Pick(pick.point, option)), _habits(way.picks[index + 1 :]), action
                    )

    def _by_way_of(self, way: Way, action: Goal) -> Iterator[Attempt]:
        """By another place that gives a value to what decides: with what leads there picked where the call picked
        something else, and first there and then on as the call did."""
        end = way.picked_before(action)
        for goal in self._origins[action].assigned:
            found = self._by.get(goal)
            if found is None or not found[1]:
                continue
            first, count = found
            lead = first.picks[count - 1]
            for index in range(end - 1, -1, -1):
                if way.picks[index].point == lead.point and way.picks[index].option.key != lead.option.key:
                    yield Attempt((*way.picks[:index], lead), _habits(way.picks[index + 1 :]), action)
                    break
            yield Attempt(first.picks[:count], _habits(each for each in way.picks if each.option.event), action)


def _habits(picks: Iterable[Pick]) -> Habits:
    found: dict[Point, list[str]] = {}
    for pick in picks:
        found.setdefault(pick.point, []).append(pick.option.key)
    return tuple((point, tuple(keys)) for point, keys in found.items())
