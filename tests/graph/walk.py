"""Two ways to follow one call: along the graph's edges, and through the lowered actions.

Both ask the same `Choices` what happens at a node, so that they must visit the same nodes in the same order.
The second knows only what Architect means: lists in order, branches that fall through, jumps, error handling.
"""

from __future__ import annotations

from typing import Any

from callflows import model
from callflows.graph.index import Index
from callflows.graph.kinds import type_of
from callflows.model import Action, Group, Literal
from callflows.models import Flow


class Choices:
    """What happens at each node, by its name: an outcome's name."""

    def __init__(self, outcomes: dict[str, int]) -> None:
        self.outcomes = outcomes

    def at(self, name: str, *possible: str) -> str:
        return possible[self.outcomes.get(name, 0) % len(possible)]


def along_the_graph(flow: Flow, choices: Choices) -> tuple[list[str], str]:
    """The names of the nodes that the call visits, and how it ends."""
    index = Index(flow)
    assert index.start is not None
    here = index.next_of(index.start.id, "next")
    seen: list[str] = []
    while True:
        assert here is not None
        node = index.nodes[here]
        seen.append(node.name)
        outcome = _outcome(type_of(node), node.name, choices)
        if outcome in ("hangup", "left", "end"):
            return seen, outcome
        following = index.next_of(here, outcome)
        if following is None:
            return seen, "hangup"
        here = following


def _outcome(type_: str, name: str, choices: Choices) -> str:  # noqa: PLR0911
    match type_:
        case "invoke":
            return choices.at(name, "complete", "error")
        case "decision":
            return choices.at(name, "yes", "no")
        case "collect":
            return choices.at(name, "success", "failure")
        case "queue" | "transfer":
            return choices.at(name, "left", "failure")
        case "hangup":
            return "hangup"
        case "end":
            return "end"
        case _:
            return "next"


class _EndedError(Exception):
    pass


class _JumpError(Exception):
    pass


class Walker:
    """Follows a call through a lowered flow."""

    def __init__(self, flow: model.Flow, choices: Choices, node_names: set[str]) -> None:
        self.flow = flow
        self.choices = choices
        self.node_names = node_names
        self.variables: dict[Any, Any] = {}
        self.seen: list[str] = []
        self.tasks: dict[Any, tuple[Action, ...]] = {
            f"/{flow.type}/tasks/task[{t.ref_id}]": t.actions for t in flow.tasks
        }

    def run(self) -> tuple[list[str], str]:
        """(names of the actions that stand for nodes, how the call ends)."""
        actions: tuple[Action, ...] = (
            self.flow.actions.items if self.flow.actions else self.tasks[self.flow.start_up_ref]
        )
        while True:
            try:
                self._list(actions)
            except _EndedError as ended:
                return self.seen, str(ended)
            except _JumpError as jump:
                actions = self.tasks[str(jump)]
                continue
            raise AssertionError("a list ended that nothing follows")

    def _list(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if action.name in self.node_names:
                self.seen.append(action.name)
            getattr(self, f"_{action.kind}")(action)

    def _branch(self, action: Any, outcome: str) -> None:
        outputs: Any = action.get("outputs")
        branch: Any = outputs.get(outcome) if isinstance(outputs, Group) else None
        if branch is not None:
            self._list(branch.get("actions").items)

    def _playAudio(self, action: Any) -> None:  # noqa: N802
        pass

    def _updateData(self, action: Any) -> None:  # noqa: N802
        for statement in action.get("statements").items:
            ((_, inside),) = statement.entries
            value = inside.get("value")
            self.variables[inside.get("variable")] = value.value if isinstance(value, Literal) else None

    def _callCommonModule(self, action: Any) -> None:  # noqa: N802
        if self.choices.at(action.name, "complete", "error") == "error":
            self._error()

    def _error(self) -> None:
        settings: Any = dict(self.flow.settings)["settingsErrorHandling"]
        handling = settings.get("errorHandling")
        ((kind, target),) = handling.entries
        if kind == "task":
            raise _JumpError(target.get("targetTaskRef"))
        raise _EndedError(f"error {kind}")

    def _decision(self, action: Any) -> None:
        condition = action.get("condition").text
        if " == " in condition:
            outcome = "yes" if self._true(condition) else "no"
        else:
            outcome = self.choices.at(action.name, "yes", "no")
        self._branch(action, outcome)

    def _true(self, condition: str) -> bool:
        variable, _, text = condition.partition(" == ")
        return self.variables.get(variable) == text.strip('"')

    def _switch(self, action: Any) -> None:
        for case in action.get("evaluate").get("firstTrue").get("cases").items:
            inside = case.get("case")
            if self._true(inside.get("value").text):
                self._list(inside.get("actions").items)
                return

    def _collectInput(self, action: Any) -> None:  # noqa: N802
        self._branch(action, self.choices.at(action.name, "success", "failure"))

    def _transferToAcd(self, action: Any) -> None:  # noqa: N802
        if self.choices.at(action.name, "left", "failure") == "left":
            raise _EndedError("left")
        self._branch(action, "failure")

    def _transferToNumber(self, action: Any) -> None:  # noqa: N802
        self._transferToAcd(action)

    def _disconnect(self, action: Any) -> None:
        raise _EndedError("hangup")

    def _endTask(self, action: Any) -> None:  # noqa: N802
        raise _EndedError("end")

    def _jumpToTask(self, action: Any) -> None:  # noqa: N802
        raise _JumpError(action.get("targetTaskRef"))


def depth_of(actions: tuple[Action, ...]) -> int:
    """How deep actions nest."""
    deepest = 0
    pending = [(action, 1) for action in actions]
    while pending:
        action, depth = pending.pop()
        deepest = max(deepest, depth)
        pending.extend((a, depth + 1) for b in model.branches(action) for a in b.actions)
    return deepest
