"""Lists of actions from the layout: each node's action with its branches, jumps, and what a way to a block is.

Recursion goes as deep as actions nest, which the layout bounds.
"""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions import quote
from callflows.graph.kinds import type_of
from callflows.graph.lowering.actions import ActionMaker, disconnect, jump, update
from callflows.graph.lowering.layout import Layout
from callflows.graph.lowering.settings import group
from callflows.model import Action, Actions, Expression, Group, Literal, Node, NoValue

_LEAVES = frozenset({"queue", "transfer"})


class Emitter:
    """`names` are the blocks' names, `refs` (inbound only) where a jump to them goes. `marks` gives for an
    invoke the error path to remember while it runs; `mark_variable` is where."""

    def __init__(
        self,
        layout: Layout,
        maker: ActionMaker,
        names: Mapping[str, str],
        refs: Mapping[str, str],
        *,
        marks: Mapping[str, str],
        mark_variable: str,
        step_variable: str,
    ) -> None:
        self._layout = layout
        self._maker = maker
        self._names = names
        self._refs = refs
        self._marks = marks
        self._mark_variable = mark_variable
        self._step_variable = step_variable
        self._shut = layout.shut() if layout.module else frozenset()

    def block(self, root: str) -> tuple[Action, ...]:
        """The actions from node `root` on."""
        return tuple(self._list(root))

    def way_to(self, node_id: str) -> tuple[Action, ...]:
        """What a branch that goes to node `id` holds: its actions, or the way to its block."""
        if not self._layout.is_block(node_id):
            return tuple(self._list(node_id))
        if not self._layout.module:
            return (jump(self._names[node_id], self._refs[node_id]),)
        if node_id not in self._shut:
            return ()
        name = self._names[node_id]
        return (update(f"Go on with {name}"[:200], [remember(self._step_variable, name)]),)

    def module(self) -> tuple[Action, ...]:
        """The one task of a module: the start's block and all others behind it, shut where they must be."""
        found = list(self._list(self._layout.routes.first))
        for node_id in self._layout.blocks:
            body = self._list(node_id)
            if node_id in self._shut:
                condition = Expression(f"{self._step_variable} == {quote(self._names[node_id])}")
                name = f"Go on with {self._names[node_id]}?"[:200]
                outputs = group(yes=group(actions=Actions(tuple(body))))
                found.append(Action("decision", (("name", name), ("condition", condition), ("outputs", outputs))))
            else:
                found.extend(body)
        return tuple(found)

    @property
    def shuts(self) -> bool:
        """Whether the module needs its step variable."""
        return bool(self._shut)

    def _list(self, node_id: str) -> list[Action]:
        found: list[Action] = []
        following: str | None = node_id
        while following is not None:
            here, following = following, None
            found.extend(self._node(here))
            followed = self._layout.follows.get(here, "")
            ways = dict(self._layout.routes.ways_out(here))
            if followed:
                target = ways[followed]
                if self._layout.is_block(target):
                    found.extend(self.way_to(target))
                else:
                    following = target
            elif not ways and type_of(self._layout.routes.index.nodes[here]) in _LEAVES:
                found.append(disconnect())
        return found

    def _node(self, node_id: str) -> list[Action]:
        """The actions of the node itself, its nested branches inside the last of them."""
        *before, action = self._maker.actions_of(self._layout.routes.index.nodes[node_id])
        followed = self._layout.follows.get(node_id, "")
        branches: list[tuple[str, Node]] = []
        for outcome, target in self._layout.routes.ways_out(node_id):
            below = self.way_to(target) if outcome != followed else ()
            if below:
                branches.append((outcome, group(actions=Actions(below))))
        if branches:
            action = Action(action.kind, (*action.entries, ("outputs", Group(tuple(branches)))))
        if node_id in self._marks:
            before = [*before, update("Remember the error path", [remember(self._mark_variable, self._marks[node_id])])]
            return [*before, action, update("Forget the error path", [remember(self._mark_variable, None)])]
        return [*before, action]


def remember(variable: str, text: str | None) -> Node:
    """A statement that keeps `text` in a string variable; None clears it."""
    value: Node = Literal(text) if text is not None else NoValue()
    return Group((("string", group(variable=variable, value=value)),))
