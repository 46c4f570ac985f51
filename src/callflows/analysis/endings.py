"""Where the actions of a list stop running.

Architect: Disconnect ends the call; End Task, Jump to Task and Jump to Menu end the task; Exit Loop and Next
Loop end the loop path; an action ends its list when every one of its paths ends. A transfer leaves the flow
when it succeeds and goes on when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from callflows.model import ActionSpec, Flow, Group, Items, Site, branches, spec_of
from callflows.model.walk import roots_of, sites_of


class ActionList(msgspec.Struct, frozen=True):
    """Actions that run one after another. `body` is True for the whole of a task (a task of the flow, a
    menu choice's own, a module's start task), False for a branch of an action."""

    address: str
    sites: tuple[Site, ...]
    body: bool


def action_lists(flow: Flow, sites: Iterable[Site]) -> Iterator[ActionList]:
    """Every list of actions of the flow, those of tasks first. The choices of a menu are no such list."""
    for owner, address, actions in roots_of(flow):
        if not address.endswith("/choices"):
            yield ActionList(address, tuple(sites_of(address, actions, owner)), body=True)
    for site in sites:
        for branch in branches(site.action, site.address):
            below = tuple(sites_of(branch.address, branch.actions, site.owner))
            yield ActionList(branch.address, below, body=branch.output == "task")


def ending_actions(sites: Iterable[Site]) -> frozenset[str]:
    """The addresses of the actions after which nothing in their list can run."""
    ending: set[str] = set()
    for site in reversed(tuple(sites)):  # those of branches come after their action, so they are known first
        spec = spec_of(site.action.kind)
        if spec is not None and _ends(spec, site, ending):
            ending.add(site.address)
    return frozenset(ending)


def _ends(spec: ActionSpec, site: Site, ending: set[str]) -> bool:
    if spec.ends and not spec.transfer:
        return True
    if spec.menu_choice or "loop" in spec.outputs:  # a loop goes on when its count is used up
        return False
    ended = {
        branch.output: any(s.address in ending for s in sites_of(branch.address, branch.actions, site.owner))
        for branch in branches(site.action, site.address)
    }
    needed = {"default"} if site.action.kind == "switch" else set(spec.outputs)
    return bool(ended) and needed <= ended.keys() and all(ended.values()) and not _has_silent_case(site, ended)


def _has_silent_case(site: Site, ended: dict[str, bool]) -> bool:
    """Whether a case of a switch has no actions: such a case falls through."""
    if site.action.kind != "switch":
        return False
    return switch_cases(site) != sum(1 for output in ended if output.startswith("cases["))


def switch_cases(site: Site) -> int:
    """The number of cases of a switch action, whether they have actions or not."""
    pending = [site.action.get("evaluate")]
    total = 0
    while pending:
        node = pending.pop()
        if not isinstance(node, Group):
            continue
        cases = node.get("cases")
        if isinstance(cases, Items):
            total += len(cases.items)
        pending.extend(below for key, below in node.entries if key not in {"cases", "default"})
    return total
