"""The places of a flow at which something comes from outside, and the actions and output paths to reach."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.analysis import switch_cases
from callflows.model import Action, Flow, Group, Items, Literal, Node, NoValue, Output, Site, branches, spec_of
from callflows.model.walk import actions_of, menu_address, values_of

ENTRY_MAX = 40
"""Architect: a caller keys in at most so many digits."""


class MenuSite(msgspec.Struct, frozen=True):
    """The keys and words of a menu's choices, global ones among them."""

    keys: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class CollectSite(msgspec.Struct, frozen=True):
    """The least and the most digits of an entry where they are written, the key that ends it, the variable that gets
    it."""

    low: int
    high: int
    terminator: str
    target: str


class Goal(msgspec.Struct, frozen=True, order=True):
    """Something that a call can reach: an action, or with `output` one of its output paths."""

    flow: str
    address: str
    output: str = ""


class Sites:
    """What the flow and its shared flows hold, by (flow, address)."""

    def __init__(self, flows: tuple[Flow, ...]) -> None:
        self.menus: dict[tuple[str, str], MenuSite] = {}
        self.collects: dict[tuple[str, str], CollectSite] = {}
        self.outputs: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self.paths: dict[tuple[str, str], tuple[str, ...]] = {}
        self.kinds: set[str] = set()
        self.actions: dict[Goal, Site] = {}
        self.goals: dict[Goal, None] = {}
        for flow in flows:
            self._menus(flow)
            for site in actions_of(flow):
                self._action(flow.name, site)

    def outside(self) -> frozenset[tuple[str, str]]:
        """The variables that get something from outside, by flow and name in lower case."""
        results = {(place[0], name.lower()) for place, found in self.outputs.items() for _, name in found}
        entries = {(place[0], site.target.lower()) for place, site in self.collects.items()}
        return frozenset(results | entries)

    def _menus(self, flow: Flow) -> None:
        choices = [choice for menu in flow.menus for choice in menu.choices]
        everywhere = _menu([each for each in choices if each.get("globalDtmf") is True])
        spoken = _menu([each for each in choices if each.get("globalSpeechRecTerms") is True])
        for index, menu in enumerate(flow.menus):
            own = _menu(menu.choices)
            keys = tuple(dict.fromkeys((*own.keys, *everywhere.keys)))
            terms = tuple(dict.fromkeys((*own.terms, *spoken.terms)))
            self.menus[flow.name, menu_address(flow, index)] = MenuSite(keys, terms)

    def _action(self, unit: str, site: Site) -> None:
        action, place = site.action, (unit, site.address)
        goal = Goal(unit, site.address)
        self.kinds.add(action.kind)
        self.actions[goal] = site
        self.goals[goal] = None
        self.paths[place] = _paths(site)
        for output in self.paths[place]:
            self.goals[Goal(unit, site.address, output)] = None
        if action.kind == "collectInput":
            self.collects[place] = entry_of(action)
        else:
            self.outputs[place] = tuple(_results(action))


def _menu(choices: list[Action] | tuple[Action, ...]) -> MenuSite:
    keys = [str(choice.get("dtmf")).removeprefix("digit_") for choice in choices if choice.get("dtmf") is not None]
    terms: list[str] = []
    for choice in choices:
        written = choice.get("speechRecTerms")
        for _, body in written.entries if isinstance(written, Group) else ():
            listed = body.get("terms") if isinstance(body, Group) else None
            terms += [item for item in (listed.items if isinstance(listed, Items) else ()) if isinstance(item, str)][:1]
    return MenuSite(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(terms)))


def entry_of(action: Action) -> CollectSite:
    """What a Collect Input action asks for."""
    low = _whole(_at(action, "digits/exact")) or _whole(_at(action, "digits/range/min")) or 1
    ending = _at(action, "digits/range/terminatingDtmf")
    terminator = ending.removeprefix("digit_") if isinstance(ending, str) and ending.startswith("digit_") else ""
    target = action.get("inputData")
    name = target.name if isinstance(target, Output) else target if isinstance(target, str) else ""
    high = _whole(_at(action, "digits/exact")) or _whole(_at(action, "digits/range/max")) or ENTRY_MAX
    return CollectSite(min(max(low, 1), ENTRY_MAX), min(max(low, high, 1), ENTRY_MAX), terminator, name)


def _at(action: Action, path: str) -> Node:
    first, *rest = path.split("/")
    node = action.get(first)
    for key in rest:
        node = node.get(key) if isinstance(node, Group) else None
    return node


def _whole(node: Node) -> int:
    value = node.value if isinstance(node, Literal) else node
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _results(action: Action) -> Iterator[tuple[str, str]]:
    """(output, variable) of everything that an action gets when it succeeds."""
    for address, value in values_of(action):
        parts = address.split("/")
        if isinstance(value, Output) and "failureOutputs" not in parts:
            yield parts[-1], value.name


def _paths(site: Site) -> tuple[str, ...]:
    """The output paths that a call can take: those of the catalogue, the cases of a switch, those that the flow names.
    A transfer that succeeds leaves the flow; that a loop's body runs is
    seen by its actions; without an emergency group there is no emergency."""
    spec = spec_of(site.action.kind)
    if site.action.kind == "switch":
        return (*(f"cases[{index}]" for index in range(switch_cases(site))), "default")
    if site.action.kind == "loop":
        return ()
    emergency = site.action.get("emergencyGroup")
    named = [branch.output for branch in branches(site.action) if branch.output != "task"]
    known = () if spec is None else spec.outputs
    if "emergency" in known and (emergency is None or isinstance(emergency, NoValue)):
        known = tuple(each for each in known if each != "emergency")
    return tuple(dict.fromkeys((*known, *named)))
