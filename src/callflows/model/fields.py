"""Following a catalogue field's path to what an action, or a group of settings, has there."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.model.nodes import Action, Entries, Group, Items, Node, get
from callflows.model.spec import Field


def nodes_at(action: Action, path: str, address: str = "") -> Iterator[tuple[str, Node]]:
    """(address, node) of everything that stands at a `Field.path` of an action whose address is given; nothing where
    the setting is absent."""
    steps = path.split("/")
    found: list[tuple[str, Entries]] = [(address, action.entries)]
    for step in steps[:-1]:
        found = [
            (place, node.entries)
            for above, entries in found
            for place, node in _below(above, entries, step)
            if isinstance(node, Group)
        ]
    for above, entries in found:
        yield from _below(above, entries, steps[-1])


def type_at(field: Field, address: str) -> str:
    """The data type of what stands at an address that `nodes_at` gave for the field's path; "" for any."""
    if not field.typed_by_key:
        return field.type
    return address.split("/")[-1 - field.path.split("/")[::-1].index("*")]


def _below(address: str, entries: Entries, step: str) -> Iterator[tuple[str, Node]]:
    if step == "*":
        for key, node in entries:
            yield f"{address}/{key}", node
        return
    key = step.removesuffix("[]")
    if not any(name == key for name, _ in entries):
        return
    node = get(entries, key)
    if key == step:
        yield f"{address}/{key}", node
    elif isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield f"{address}/{key}[{index}]", item
