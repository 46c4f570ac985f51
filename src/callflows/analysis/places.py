"""Every setting of a flow with its place: the ground that the rest of this room stands on.

`model.walk` goes over actions; this goes over settings, also those that belong to the flow, its variables
and its menus, and tells for each the path of keys by which the action catalogue describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from callflows.model import Action, Actions, Audio, Entries, Flow, Group, Items, Literal, Node, Site, Variable
from callflows.model.walk import child, menu_address, task_address


class Place(msgspec.Struct, frozen=True):
    """One setting.

    `address` is the place in the flow. `path` holds the keys from the action (or from the flow, menu or
    variable) down to the setting, list indices left out. `site` is the action that holds it, None for
    settings of the flow, its variables and menus.
    """

    address: str
    path: tuple[str, ...]
    node: Node
    site: Site | None = None


def places_of(flow: Flow, sites: Iterable[Site]) -> Iterator[Place]:
    """Every setting of the flow: header, variables, menus, tasks' variables, then actions in file order."""
    yield from _header_places(flow)
    for index, menu in enumerate(flow.menus):
        address = menu_address(flow, index)
        menu_entries: Entries = (("audio", menu.audio), *menu.settings, *menu.extra)
        yield from _below(menu_entries, address, None)
    for index, task in enumerate(flow.tasks):
        address = task_address(flow, index)
        yield from _variable_places(task.variables, child(address, "variables"))
        yield from _below(task.extra, address, None)
    for site in sites:
        yield from _below(site.action.entries, site.address, site)


def declared_variables(flow: Flow, sites: Iterable[Site]) -> Iterator[tuple[str, str, Variable]]:
    """(address, scope, variable) of every variable that the flow declares.

    The scope is the address below which the variable is visible: the flow's own for `Flow.` and
    `Common.` variables and a module's start task, the task's or menu choice's for `Task.` variables, the
    state's for `State.` variables.
    """
    top = f"/{flow.type}"
    yield from _declared(flow.variables, child(top, "variables"), top)
    yield from _declared(flow.task_variables, child(top, "startUpTaskVariables"), top)
    for index, task in enumerate(flow.tasks):
        address = task_address(flow, index)
        yield from _declared(task.variables, child(address, "variables"), address)
    for place in _below(flow.extra, top, None):
        if place.path == ("states", "state") and isinstance(place.node, Group):
            yield from _unread_variables(place.node, place.address)
    for site in sites:
        own = site.action.get("task")
        if isinstance(own, Group):
            yield from _unread_variables(own, child(site.address, "task"))


def variable_address(base: str, index: int, variable: Variable) -> str:
    """The address of the variable at `index` of the list at `base`."""
    return f"{base}[{index}]/{variable.type}Variable"


def _declared(variables: tuple[Variable, ...], base: str, scope: str) -> Iterator[tuple[str, str, Variable]]:
    for index, variable in enumerate(variables):
        yield variable_address(base, index, variable), scope, variable


def _unread_variables(owner: Group, address: str) -> Iterator[tuple[str, str, Variable]]:
    """The variables of a state, or of the task that stands inside a menu choice; the reader leaves them as settings."""
    listed = owner.get("variables")
    base = child(address, "variables")
    for index, item in enumerate(listed.items if isinstance(listed, Items) else ()):
        variable = _as_variable(item)
        if variable is not None:
            yield variable_address(base, index, variable), address, variable


def _as_variable(item: Node) -> Variable | None:
    if not isinstance(item, Group) or len(item.entries) != 1:
        return None
    key, body = item.entries[0]
    name = body.get("name") if isinstance(body, Group) else None
    if not key.endswith("Variable") or not isinstance(body, Group) or not isinstance(name, str):
        return None
    is_input, is_output = body.get("isInput"), body.get("isOutput")
    return Variable(
        type=key.removesuffix("Variable"),
        name=name,
        initial=body.get("initialValue"),
        is_input=is_input if isinstance(is_input, bool) else None,
        is_output=is_output if isinstance(is_output, bool) else None,
    )


def _header_places(flow: Flow) -> Iterator[Place]:
    top = f"/{flow.type}"
    header: Entries = (
        ("name", flow.name),
        ("description", flow.description),
        ("division", flow.division),
        ("defaultLanguage", flow.default_language),
        ("startUpRef", flow.start_up_ref),
        ("supportedLanguages", flow.supported_languages),
        ("initialGreeting", flow.initial_greeting),
        *flow.settings,
        *flow.extra,
    )
    yield from _below(tuple((key, node) for key, node in header if node is not None), top, None)
    yield from _variable_places(flow.variables, child(top, "variables"))
    yield from _variable_places(flow.task_variables, child(top, "startUpTaskVariables"))


def _variable_places(variables: tuple[Variable, ...], base: str) -> Iterator[Place]:
    for index, variable in enumerate(variables):
        address = variable_address(base, index, variable)
        entries: Entries = (
            ("name", variable.name),
            ("description", variable.description),
            ("initialValue", variable.initial),
            *variable.extra,
        )
        for place in _below(entries, address, None):
            yield Place(place.address, (f"{variable.type}Variable", *place.path), place.node)


def _below(entries: Entries, address: str, site: Site | None) -> Iterator[Place]:
    """The settings below `entries`, depth first in file order; action lists are not entered."""
    pending: list[tuple[str, tuple[str, ...], Node]] = [
        (child(address, key), (key,), node) for key, node in reversed(entries)
    ]
    while pending:
        place, path, node = pending.pop()
        if isinstance(node, Actions | Action):
            continue
        yield Place(place, path, node, site)
        pending.extend(reversed(list(_children(place, path, node))))


def _children(address: str, path: tuple[str, ...], node: Node) -> Iterator[tuple[str, tuple[str, ...], Node]]:
    if isinstance(node, Group):
        for key, below in node.entries:
            yield child(address, key), (*path, key), below
    elif isinstance(node, Items):
        for index, below in enumerate(node.items):
            yield f"{address}[{index}]", path, below
    elif isinstance(node, Audio):
        inside = child(address, "alternateSequences")
        for language, below in node.alternates:
            yield child(inside, language), (*path, "alternateSequences", language), below
    elif isinstance(node, Literal) and isinstance(node.value, Items):
        for index, below in enumerate(node.value.items):
            yield f"{child(address, 'lit')}[{index}]", path, below
