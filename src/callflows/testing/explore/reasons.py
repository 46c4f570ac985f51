"""What a search did not reach, and why: the first place that stands in the way, and how much lies behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from callflows.analysis import TargetKind, analyse
from callflows.expressions import display
from callflows.model import Action, Expression, Flow, Group, Items, Literal, Node, branches
from callflows.model.walk import menu_address, roots_of, sites_of, task_address
from callflows.testing.coverage.unreachable import dead, has_emergency
from callflows.testing.explore.aims import Aims
from callflows.testing.explore.hints import Hints
from callflows.testing.explore.run import Way
from callflows.testing.explore.sites import Goal, Sites

_SHOWN = 4
"""So many values are told one by one."""
_AROUND = "only what can be reached from here leads here"


class Unreached(msgspec.Struct, frozen=True):
    """An action or path that no call reached, though what comes before it was reached. `why` is `unreachable` (no call
    can reach it), `value` (it needs a value that was not found), `error` (the action before it always fails) or `limit`
    (the search was ended first); `behind` is how many actions and paths lie behind it, itself included; `what` is the
    action and path, the task or the menu in words."""

    goal: Goal
    why: str
    reason: str
    behind: int
    what: str = ""


class Barriers:
    """The order in which a flow's actions come, and so what is in the way of each."""

    def __init__(self, flows: tuple[Flow, ...], sites: Sites, hints: Hints, aims: Aims) -> None:
        self._sites = sites
        self._aims = aims
        self._dead = {flow.name: dead(analyse(flow)) for flow in flows}
        self._hints = hints
        self._outside = sites.outside()
        self._names: dict[Goal, str] = {}
        self._before: dict[Goal, tuple[Goal, ...]] = {}
        for flow in flows:
            self._flow(flow)

    def unreached(self, reached: Iterable[Goal], ways: Iterable[Way], *, ended: str) -> tuple[Unreached, ...]:
        """What was not reached, the first place on each way to it. `ended` is how the search ended (`Found.end`)."""
        known = frozenset(reached)
        missing = [goal for goal in self._sites.goals if goal not in known]
        roots = Counter(self._root(goal, known) for goal in missing)
        failures = {Goal(each.flow, each.address): each.message for way in ways for each in way.failures}
        return tuple(
            msgspec.structs.replace(self._explained(root, count, known, failures, ended), what=self._named(root))
            for root, count in roots.items()
        )

    def _named(self, goal: Goal) -> str:
        """`decision "Open?": path no`, `task "Main"`."""
        site = self._sites.actions.get(Goal(goal.flow, goal.address))
        if site is None:
            return self._names.get(goal, "")
        named = f'{site.action.kind} "{site.action.name}"' if site.action.name else site.action.kind
        return f"{named}: path {goal.output}" if goal.output else named

    def _flow(self, flow: Flow) -> None:
        for index, menu in enumerate(flow.menus):
            self._names[Goal(flow.name, menu_address(flow, index))] = f'menu "{menu.name}"'
        for index, task in enumerate(flow.tasks):
            self._names[Goal(flow.name, task_address(flow, index))] = f'task "{task.name}"'
        for owner, address, actions in roots_of(flow):
            if address.endswith("/choices"):
                for site in sites_of(address, actions, owner):
                    self._before[Goal(flow.name, site.address)] = (Goal(flow.name, owner),)
                    self._branches(flow.name, site.address, site.action)
            else:
                self._list(flow.name, address, actions, (Goal(flow.name, owner),) if owner != f"/{flow.type}" else ())
        found = analyse(flow)
        for target in found.targets:
            if target.found is None or target.kind is TargetKind.CHOICE:
                continue
            goal = Goal(flow.name, target.found)
            source = Goal(flow.name, self._action_of(flow.name, target.address))
            self._before[goal] = (*self._before.get(goal, ()), source)

    def _action_of(self, unit: str, address: str) -> str:
        """The action that holds a setting, "" for the flow itself."""
        while address and Goal(unit, address) not in self._sites.actions:
            address = address.rpartition("/")[0]
        return address

    def _list(self, unit: str, address: str, actions: tuple[Action, ...], before: tuple[Goal, ...]) -> None:
        for site in sites_of(address, actions, ""):
            goal = Goal(unit, site.address)
            self._before[goal] = before
            before = (goal,)
            self._branches(unit, site.address, site.action)

    def _branches(self, unit: str, address: str, action: Action) -> None:
        goal = Goal(unit, address)
        for output in self._sites.paths.get((unit, address), ()):
            self._before[Goal(unit, address, output)] = (goal,)
        for branch in branches(action, address):
            above = Goal(unit, address, branch.output)
            self._list(unit, branch.address, branch.actions, (above if above in self._sites.goals else goal,))

    def _root(self, goal: Goal, reached: frozenset[Goal]) -> Goal:
        """The first goal on the ways to this one that was not reached, though one before it was; where there is none,
        the task or menu that nothing leads to."""
        seen = {goal: None}
        pending = [goal]
        for each in pending:
            before = [one for one in self._before.get(each, ()) if one.address]
            if not before and each not in self._sites.goals:
                return each
            if any(one in reached for one in before):
                return each
            new = [one for one in before if one not in seen]
            seen.update(dict.fromkeys(new))
            pending += new
        return next((each for each in sorted(seen) if each not in self._sites.goals), goal)

    def _explained(
        self, root: Goal, behind: int, reached: frozenset[Goal], failures: Mapping[Goal, str], ended: str
    ) -> Unreached:
        before = [each for each in self._before.get(root, ()) if each.address]
        if root not in self._sites.goals and not any(each in reached for each in before):
            return Unreached(root, "unreachable", _AROUND if before else "nothing leads here", behind)
        fixed = self._fixed(root)
        if fixed:
            return Unreached(root, "unreachable", fixed, behind)
        if not root.output and root.address in self._dead[root.flow]:
            return Unreached(root, "unreachable", "what stands before it ends the path", behind)
        failed = next((each for each in before if each in failures), None)
        if failed is not None and not self._went_on(root, reached):
            reason = f"what comes before ends in an error: {failures[failed]}{self._seen(failed)}"
            return Unreached(root, "error", reason, behind)
        why, reason = self._needed_now(root, ended)
        return Unreached(root, why, reason, behind)

    def _went_on(self, root: Goal, reached: frozenset[Goal]) -> bool:
        """Whether another path of the same action was taken, so that it does not always fail."""
        paths = self._sites.paths.get((root.flow, root.address), ())
        return bool(root.output) and any(Goal(root.flow, root.address, path) in reached for path in paths)

    def _needed_now(self, root: Goal, ended: str) -> tuple[str, str]:
        """Why a goal whose way there is open was not reached, and in words."""
        needed = self._needed(root)
        seen = self._seen(root) if needed else ""
        if ended != "done" and not (needed and self._aims.used_up(Goal(root.flow, root.address))):
            return "limit", f"the search was ended before{f'; {needed}' if needed else ''}{seen}"
        if needed and not self._is_open(root):
            return "unreachable", f"{needed}{seen}; nothing from outside decides it"
        if needed:
            return "value", f"{needed}{seen}"
        return "unreachable", "no call takes this path" if root.output else "no call goes on to here"

    def _seen(self, root: Goal) -> str:
        """What the variables that decide held in the calls that came there."""
        parts = []
        for key, values in self._aims.seen(Goal(root.flow, root.address)):
            name = self._hints.spelled(key)
            if values and name:
                many = len(values) > _SHOWN
                held = f"had {len(values)} values" if many else f"was {' or '.join(map(display, values))}"
                parts.append(f"{name} {held}")
        return f"; {', '.join(parts)}" if parts else ""

    def _condition(self, root: Goal) -> Node:
        site = self._sites.actions.get(Goal(root.flow, root.address))
        if site is None or not root.output:
            return None
        if site.action.kind == "decision":
            return site.action.get("condition")
        return _case(site.action, root.output)

    def _fixed(self, root: Goal) -> str:
        condition = self._condition(root)
        if isinstance(condition, Literal) and isinstance(condition.value, bool):
            return f"the condition is always {str(condition.value).lower()}"
        if root.output == "emergency" and not has_emergency(self._sites.actions[Goal(root.flow, root.address)].action):
            return "no emergency group is given"
        return ""

    def _is_open(self, root: Goal) -> bool:
        """Whether something from outside can change what decides at a path."""
        condition = self._condition(root)
        if not isinstance(condition, Expression):
            return True
        return self._hints.is_open(root.flow, condition, self._outside)

    def _needed(self, root: Goal) -> str:
        condition = self._condition(root)
        if isinstance(condition, Expression):
            wanted = {"yes": "true", "no": "false"}.get(root.output, "taken")
            return f"no value was found for which this is {wanted}: {' '.join(condition.text.split())}"
        if condition is not None and root.output.startswith("cases["):
            return "no value was found that fits this case"
        if root.output == "default" and self._switches(root):
            return "every call took one of the cases"
        return ""

    def _switches(self, root: Goal) -> bool:
        site = self._sites.actions.get(Goal(root.flow, root.address))
        return site is not None and site.action.kind == "switch"


def _case(action: Action, output: str) -> Node:
    """The value of a case of a switch."""
    pending: list[Node] = [action.get("evaluate")]
    while pending:
        node = pending.pop()
        if not isinstance(node, Group):
            continue
        cases = node.get("cases")
        if isinstance(cases, Items) and output.startswith("cases["):
            index = int(output[6:-1])
            item = cases.items[index] if index < len(cases.items) else None
            case = item.get("case") if isinstance(item, Group) else None
            return case.get("value") if isinstance(case, Group) else None
        pending.extend(below for _, below in node.entries)
    return None
