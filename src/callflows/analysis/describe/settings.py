"""Settings in words, by the labels of the catalogue and the shape of what is written; never by the kind of action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from callflows.analysis.describe.portrait import Part
from callflows.analysis.describe.values import duration_in_words, in_words, is_usual, words
from callflows.model import (
    Action,
    Actions,
    Entries,
    Field,
    Group,
    Items,
    Kind,
    Node,
    Nothing,
    Output,
    nodes_at,
    spec_of,
)

_SKIPPED = frozenset({"name", "refId", "outputs"})
_PASSED = frozenset({"inputs", "outputs", "success outputs", "failure outputs"})
NO_SETTINGS = ("none", True)
"""Archy: `none: true` stands in a mapping that holds nothing."""
Jumps = Mapping[str, str]
"""Address of a reference -> what it leads to, in words."""


def parts_of(
    entries: Entries, address: str, fields: Sequence[Field], jumps: Jumps, *, defaults: bool = False
) -> tuple[Part, ...]:
    """What an action (or a group of settings) at `address` says beside its name and its output paths: without what is
    as in a new flow. `defaults` says that the settings are a flow's defaults for its actions."""
    action = Action("", entries)
    known: dict[str, Field] = {}
    for field in fields:
        for place, _ in nodes_at(action, field.path, address):
            known.setdefault(place, field)
    reader = _Reader(known, jumps, defaults=defaults)
    return tuple(
        part
        for key, node in entries
        if key not in _SKIPPED and (key, node) != NO_SETTINGS
        for part in reader.parts(f"{address}/{key}", words(key), node)
    )


class _Reader:
    def __init__(self, fields: Mapping[str, Field], jumps: Jumps, *, defaults: bool) -> None:
        self.fields = fields
        self.defaults = defaults
        self.jumps = jumps

    def parts(self, address: str, label: str, node: Node) -> Iterator[Part]:
        field = self.fields.get(address)
        if field is not None and field.label:
            label = f"{self.prefix(address)} {_lowered(field.label)}".lstrip()
        if isinstance(node, Actions) or (isinstance(node, Group) and _has_actions(node)):
            return
        if address in self.jumps:
            yield Part("", self.jumps[address])
        elif isinstance(node, Nothing):
            if label:
                yield Part("", label)
        elif isinstance(node, Group):
            yield from self.group(address, label, node, field)
        elif isinstance(node, Items):
            for index, item in enumerate(node.items):
                yield from self.parts(f"{address}[{index}]", label, item)
        elif not is_usual(node, field):
            yield Part(label, in_words(node))

    def prefix(self, address: str) -> str:
        """The action whose default a setting of the flow is."""
        holder = spec_of(address.rpartition("/")[0].rpartition("/")[2])
        return holder.title if holder and self.defaults else ""

    def group(self, address: str, label: str, node: Group, field: Field | None) -> Iterator[Part]:
        """A mapping: an assignment, an object by name, a name as a key, or further settings."""
        keys = [key for key, _ in node.entries]
        variable, name = node.get("variable"), node.get("name")
        if "value" in keys and isinstance(variable, str):
            yield Part("", f"{variable} = {in_words(node.get('value'))}")
        elif keys == ["name"]:
            yield Part(label, in_words(name))
        elif duration_in_words(node):
            if not is_usual(node, field):
                yield Part(label, in_words(node))
        elif field is not None and field.kind is Kind.KEYED:
            for key, below in node.entries:
                yield Part(label, key)
                yield from self.parts(f"{address}/{key}", "", below)
        else:
            for key, below in node.entries:
                yield from self.parts(f"{address}/{key}", self.inner(label, key, below), below)

    def inner(self, label: str, key: str, below: Node) -> str:
        """The label of a setting inside others: theirs and its own. What is passed to a module or a data action, and
        what comes back, goes by its name alone."""
        if label in _PASSED or isinstance(below, Output):
            return key
        spec = spec_of(key)
        return f"{label} {spec.title if spec else words(key)}".lstrip()


def _has_actions(group: Group) -> bool:
    return any(isinstance(below, Actions) for _, below in group.entries)


def _lowered(label: str) -> str:
    """A label inside a line: `Target Queue` is `target queue`, `ACD Skills` is `ACD skills`."""
    return " ".join(word if word[1:2].isupper() else word.lower() for word in label.split(" "))
