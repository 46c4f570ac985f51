"""Going over a flow: every action with its address, every branch, every value.

An address is the path of keys from the flow to the place, with list items in brackets: by refId where
they have one (as Archy's own references do), else by index from 0:
`/inboundCall/tasks/task[Main_10]/actions[2]/transferToAcd/targetQueue`,
`/commonModule/startUpTaskActions[0]/decision/outputs/yes/actions[1]/playAudio/audio`,
`/inboundCall/menus/menu[Main_20]/choices[0]/menuTask/task/actions[0]`.
The reader's source map uses the same addresses.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.model.flow import Flow
from callflows.model.nodes import (
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Group,
    Items,
    Literal,
    Node,
    NoValue,
    Output,
    Value,
)

_LISTED = ("case", "intent", "path")
"""The keys of branches that stand in a list: they go by their place in it (`cases[0]`)."""


class Site(msgspec.Struct, frozen=True):
    """An action at its place. `owner` is the address of the task, menu or start task it belongs to."""

    address: str
    action: Action
    owner: str


class Branch(msgspec.Struct, frozen=True):
    """An action list below an action. `output` is the output path's id (`failure`, `yes`, `default`,
    `cases[0]`, `intents[0]`; `task` for a menu choice's own task); `address` is that of the list."""

    output: str
    address: str
    actions: tuple[Action, ...]


def child(address: str, key: str) -> str:
    """The address of `key` below `address`."""
    return f"{address}/{key}"


def item_address(address: str, index: int, key: str, ref_id: str | None) -> str:
    """The address of a list's item `- key: {…}`, by refId where it has one."""
    return f"{address}/{key}[{ref_id}]" if ref_id else f"{address}[{index}]/{key}"


def task_address(flow: Flow, index: int) -> str:
    return item_address(f"/{flow.type}/tasks", index, "task", flow.tasks[index].ref_id)


def menu_address(flow: Flow, index: int) -> str:
    return item_address(f"/{flow.type}/menus", index, "menu", flow.menus[index].ref_id)


def roots_of(flow: Flow) -> Iterator[tuple[str, str, tuple[Action, ...]]]:
    """(owner, address of the list, its actions) of every action list that hangs on the flow itself:
    a module's start task, tasks, the choices of menus, and what other flow types have (states of a workflow),
    in the order of the file."""
    top = f"/{flow.type}"
    for place, node in _walk(flow.extra, top):
        if isinstance(node, Actions):
            yield place.rpartition("/")[0], place, node.items
    for index, menu in enumerate(flow.menus):
        owner = menu_address(flow, index)
        yield owner, child(owner, "choices"), menu.choices
    for index, task in enumerate(flow.tasks):
        owner = task_address(flow, index)
        yield owner, child(owner, "actions"), task.actions
    if flow.actions is not None:
        yield top, child(top, "startUpTaskActions"), flow.actions.items


def actions_of(flow: Flow) -> Iterator[Site]:
    """Every action and menu choice of the flow, an action before those of its branches, in file order."""
    for owner, address, actions in roots_of(flow):
        pending = list(reversed(list(sites_of(address, actions, owner))))
        while pending:
            site = pending.pop()
            yield site
            below: list[Site] = []
            for branch in branches(site.action, site.address):
                below.extend(sites_of(branch.address, branch.actions, owner))
            pending.extend(reversed(below))


def sites_of(address: str, actions: tuple[Action, ...], owner: str) -> Iterator[Site]:
    """The actions of one list, each with its address; not those of their branches."""
    for index, action in enumerate(actions):
        yield Site(item_address(address, index, action.kind, action.ref_id), action, owner)


def branches(action: Action, address: str = "") -> Iterator[Branch]:
    """The action lists directly below an action, in file order."""
    for place, node in _walk(action.entries, address):
        if isinstance(node, Actions):
            above = place.rpartition("/")[0]
            output = above.rpartition("/")[2]
            if output in _LISTED:
                output = above.rpartition("/")[0].rpartition("/")[2]
            yield Branch(output, place, node.items)


def values_of(action: Action, address: str = "") -> Iterator[tuple[str, Value]]:
    """(address, value) of every value that the action itself holds, its branches' actions left out."""
    return node_values(action.entries, address)


def node_values(entries: Entries, address: str) -> Iterator[tuple[str, Value]]:
    """(address, value) of every value below a group of settings."""
    for place, node in _walk(entries, address):
        if isinstance(node, Literal | Expression | NoValue | Output | Audio):
            yield place, node


def _walk(entries: Entries, address: str) -> Iterator[tuple[str, Node]]:
    pending: list[tuple[str, Node]] = [(child(address, key), node) for key, node in reversed(entries)]
    while pending:
        place, node = pending.pop()
        yield place, node
        if isinstance(node, Group):
            pending.extend((child(place, key), below) for key, below in reversed(node.entries))
        elif isinstance(node, Items):
            last = len(node.items) - 1
            pending.extend((f"{place}[{last - back}]", below) for back, below in enumerate(reversed(node.items)))
        elif isinstance(node, Audio):
            inside = child(place, "alternateSequences")
            pending.extend((child(inside, key), below) for key, below in reversed(node.alternates))
        elif isinstance(node, Literal) and isinstance(node.value, Items):
            last = len(node.value.items) - 1
            pending.extend(
                (f"{child(place, 'lit')}[{last - back}]", below)
                for back, below in enumerate(reversed(node.value.items))
            )
