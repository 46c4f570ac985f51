"""Where the values come from that an action's expressions need: entries, answers of the org, who calls, assignments."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.model import Action, Audio, Expression, Flow, Group, Items, Node
from callflows.model.walk import actions_of
from callflows.testing.explore.hints import ATTRIBUTE, Hints, Key
from callflows.testing.explore.picks import Point
from callflows.testing.explore.settings import attributes_set, updates_of
from callflows.testing.explore.sites import Goal, Sites

_GIVES = ("success", "found")
_BUILT_IN = {
    "caller": ("call.ani",),
    "called": ("call.calledaddress", "call.calledaddressoriginal"),
    "language": ("call.language", "interaction.language"),
    "name": ("call.remotename",),
    "at": ("flow.startdatetimeutc",),
}


class Origins(msgspec.Struct, frozen=True):
    """`variables` are those of an action's expressions, by (flow, name in lower case); `names` these and all that their
    values come from; `places` the actions, by (flow, address), that get one of `names` from outside; `assigned` what
    gives one a value: the actions that do, and those places' paths. `clock` says that the time decides."""

    variables: tuple[Key, ...]
    names: frozenset[Key]
    places: frozenset[tuple[str, str]]
    assigned: tuple[Goal, ...]
    clock: bool

    def holds(self, point: Point) -> bool:
        """Whether what is picked at a point can change what decides."""
        if point.address:
            return (point.flow, point.address) in self.places
        if point.kind == "at" and self.clock:
            return True
        subject = f"{ATTRIBUTE}{point.subject}" if point.kind == "attribute" else point.subject
        wanted = _BUILT_IN.get(point.kind, (subject.lower(),))
        return any(name in wanted for _, name in self.names)


class Sources:
    """Finds origins."""

    def __init__(self, flows: tuple[Flow, ...], hints: Hints, sites: Sites) -> None:
        self._hints = hints
        self._sites = sites
        self._gets: dict[Key, list[tuple[str, str]]] = {}
        self._assigns: dict[Key, list[Goal]] = {}
        for place, found in sites.outputs.items():
            for _, name in found:
                self._gets.setdefault((place[0], name.lower()), []).append(place)
        for place, entry in sites.collects.items():
            self._gets.setdefault((place[0], entry.target.lower()), []).append(place)
        for flow in flows:
            for site in actions_of(flow):
                goal = Goal(flow.name, site.address)
                for name, _ in updates_of(site.action):
                    self._assigns.setdefault((flow.name, name.lower()), []).append(goal)
                for name in attributes_set(site.action):
                    self._assigns.setdefault((hints.main, f"{ATTRIBUTE}{name}".lower()), []).append(goal)

    def of(self, unit: str, action: Action) -> Origins:
        """The origins of what an action's expressions need."""
        conditions = tuple(_conditions(action))
        variables, names, clock = self._hints.closure(unit, conditions)
        places = frozenset(place for name in names for place in self._gets.get(name, ()))
        found = [goal for name in sorted(names) for goal in self._assigns.get(name, ())]
        found += [Goal(*place, output) for place in sorted(places) for output in _GIVES]
        assigned = dict.fromkeys(goal for goal in found if goal in self._sites.goals)
        return Origins(variables, names, places, tuple(assigned), clock)


def _conditions(action: Action) -> Iterator[Expression]:
    """The expressions of an action's own settings: those by which it decides, or without which it fails."""
    pending: list[Node] = [node for key, node in action.entries if key != "outputs"]
    while pending:
        node = pending.pop()
        if isinstance(node, Expression):
            yield node
        elif isinstance(node, Audio) and node.exp is not None:
            yield Expression(node.exp)
        elif isinstance(node, Group):
            pending.extend(below for key, below in node.entries if key != "actions")
        elif isinstance(node, Items):
            pending.extend(node.items)
