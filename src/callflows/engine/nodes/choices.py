"""Where a menu's choices lead: tasks of their own, other menus, back."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine.builder import Place, Written
from callflows.engine.nodes.effects import report, unable
from callflows.engine.nodes.tasks import JumpNode, close_task, give_up, open_task
from callflows.engine.semantics import menu_before
from callflows.engine.state import Node, State
from callflows.model import Actions, Group, Items, NoValue, Variable
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class ChoiceNode(Node):
    """A choice that leads elsewhere without doing anything itself."""

    target: int

    def step(self, state: State) -> int:
        return self.target


@dataclass(kw_only=True, eq=False, slots=True)
class PreviousMenuNode(Node):
    """Back to the menu that played before this one; the tasks that wait are given up."""

    next: int

    def step(self, state: State) -> int:
        state.menus = menu_before(state.menus)
        if not state.menus:
            report(state, self.address, self.kind, "no menu has played before")
            return self.next
        give_up(state)
        return state.menus[-1]


def menu_task(place: Place) -> Node:
    """A choice with a task of its own, which has its own variables."""
    written = place.setting("task")
    body = written if isinstance(written, Group) else Group()
    listed = body.get("actions")
    task_as_written = Written(
        _variables(body.get("variables")),
        listed.items if isinstance(listed, Actions) else (),
        f"{place.address}/task/actions",
    )
    plan, builder = place.around.plan, place.builder
    task = open_task(builder, plan, place.action.name, place.address, task_as_written)
    close_task(builder, plan, task, task_as_written, place.around.menu)
    return ChoiceNode(**place.head, cost=0, target=task.entry)


def menu_sub_menu(place: Place) -> Node:
    """A menu inside a menu, which was compiled with it."""
    inside = place.around.plan.menus.get(place.address)
    if inside is None:
        return unable(place, "it stands in no menu")
    return ChoiceNode(**place.head, cost=0, target=inside)


def menu_repeat(place: Place) -> Node:
    return ChoiceNode(**place.head, target=place.next)


def repeat_menu(place: Place) -> Node:
    """Back to the menu whose choice this task belongs to."""
    if place.around.menu is None:
        return unable(place, "it stands in no menu")
    return JumpNode(**place.head, target=place.around.menu)


def menu_jump_to_menu(place: Place) -> Node:
    target = place.around.plan.menu(place.setting("targetMenuRef"))
    if target is None:
        return unable(place, f"there is no menu {place.setting('targetMenuRef')}")
    return JumpNode(**place.head, target=target)


def previous_menu(place: Place) -> Node:
    return PreviousMenuNode(**place.head, next=place.next)


def _variables(node: Setting | None) -> tuple[Variable, ...]:
    """`variables:` of a task written inside a choice, which the model keeps as plain settings."""
    found: list[Variable] = []
    for item in node.items if isinstance(node, Items) else ():
        for key, body in item.entries if isinstance(item, Group) else ():
            name = body.get("name") if isinstance(body, Group) else None
            if isinstance(body, Group) and isinstance(name, str):
                initial = body.get("initialValue")
                found.append(
                    Variable(
                        type=key.removesuffix("Variable"),
                        name=name,
                        initial=NoValue() if initial is None else initial,
                        is_input=body.get("isInput") is True,
                        is_output=body.get("isOutput") is True,
                    )
                )
    return tuple(found)
