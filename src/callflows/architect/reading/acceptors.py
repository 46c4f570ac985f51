"""Whether the catalogue has nothing to say against an action or a group of settings: the quick answer, without places
and messages.

An entry of the catalogue is compiled to a tree of places, which is walked along what the action holds: the cost is
that of the action, not of the number of fields that its kind could have. `accepts` is true only where
`catalogue_check` would report nothing, `accepts_settings` only where `settings_check` would; whoever adds a rule there
adds it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from callflows.model import (
    CATALOGUE,
    SETTINGS,
    Action,
    Actions,
    ActionSpec,
    Audio,
    Entries,
    Expression,
    Field,
    Group,
    Items,
    Kind,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
    SettingsSpec,
)

_SCALAR = (str, int, type(None))  # Decimal never stands for itself: it is inside `lit`
TAKES: Final[Mapping[Kind, tuple[type, ...]]] = MappingProxyType(
    {
        Kind.VALUE: (Literal, Expression, NoValue),
        Kind.AUDIO: (Audio, Expression, NoValue),
        Kind.OUTPUT: (Output, NoValue),
        Kind.TASK_REF: (str,),
        Kind.MENU_REF: (str,),
        Kind.STATE_REF: (str,),
        Kind.NAMED: (Group, Literal, Expression, NoValue),
        Kind.KEYED: (Group,),
        Kind.PLAIN: (*_SCALAR, Literal),
    }
)
"""What may stand at a field of each kind; anything at one that is not here."""


def takes_at(field: Field) -> tuple[type, ...] | None:
    """What may stand at a field, None for anything."""
    takes = TAKES.get(field.kind)
    return (*takes, str) if takes is not None and field.bare else takes


_NODES: Final = (
    *(str, int, bool, Decimal, type(None)),
    *(Literal, Expression, NoValue, Output, Nothing, Audio, Group, Items, Actions),
)
_ANY: Final = frozenset(_NODES)


class _Place:
    """What may stand at one place below an action.

    `types` are the exact types of nodes that may stand here, `one_of` the texts (None = any), `alone` says that a
    group has one entry, `choices` of which keys it has exactly one. `below` are the places under a group's keys,
    `star` that of any other key, `item` that of a list's items, `needs` the keys that a group must have. `open` says
    that the type is all there is to look at.
    """

    __slots__ = ("alone", "below", "choices", "item", "needs", "one_of", "open", "star", "types")

    def __init__(self) -> None:
        self.types = _ANY
        self.one_of: frozenset[str] | None = None
        self.alone = False
        self.choices: tuple[frozenset[str], ...] = ()
        self.below: dict[str, _Place] = {}
        self.star: _Place | None = None
        self.item: _Place | None = None
        self.needs: frozenset[str] = frozenset()
        self.open = True

    def step(self, step: str) -> _Place:
        """The place of one step of a field's path."""
        if step == "*":
            self.star = self.star or _Place()
            return self.star
        place = self.below.setdefault(step.removesuffix("[]"), _Place())
        if step.endswith("[]"):
            place.item = place.item or _Place()
            return place.item
        return place

    def restrict(self, field: Field) -> None:
        takes = takes_at(field)
        if takes is not None:
            self.types &= frozenset(node for node in _NODES if issubclass(node, takes))
        self.alone = self.alone or field.kind is Kind.KEYED
        if field.one_of and field.kind is Kind.GROUP:
            self.types &= {Group}
            self.choices += (frozenset(field.one_of),)
        elif field.one_of:
            texts = frozenset(field.one_of)
            self.one_of = texts if self.one_of is None else self.one_of & texts

    def take_over(self, other: _Place) -> None:
        """Be as strict as another place, too."""
        self.types &= other.types
        self.alone = self.alone or other.alone
        self.choices += other.choices
        if other.one_of is not None:
            self.one_of = other.one_of if self.one_of is None else self.one_of & other.one_of
        self.needs |= other.needs
        for key, place in other.below.items():
            self.below.setdefault(key, _Place()).take_over(place)
        if other.star is not None:
            self.star = self.star or _Place()
            self.star.take_over(other.star)
        if other.item is not None:
            self.item = self.item or _Place()
            self.item.take_over(other.item)

    def finish(self) -> None:
        """Let what holds for any key hold for the named ones, too, here and below."""
        if self.star is not None:
            for place in self.below.values():
                place.take_over(self.star)
        for place in (*self.below.values(), *filter(None, (self.star, self.item))):
            place.finish()
        looked_at = (self.alone, self.choices, self.below, self.star, self.item, self.needs)
        self.open = self.one_of is None and not any(looked_at)


class _Acceptor:
    """A kind of action. `keys` are those that may stand in it, None for any; `outputs` the names of its output paths,
    None for any; `has_outputs` says that it has some."""

    __slots__ = ("has_outputs", "keys", "listed", "outputs", "root", "switched")

    def __init__(self, spec: ActionSpec) -> None:
        self.root = _compiled(spec.fields)
        self.keys = spec.keys if spec.seen else None
        self.has_outputs = bool(spec.outputs)
        self.listed, self.switched = spec.path_list, spec.switched
        self.outputs = frozenset(spec.outputs) if spec.seen and not spec.named_outputs else None

    def accepts(self, entries: Entries) -> bool:
        keys = self.keys
        for key, node in entries:
            if not key or (keys is not None and key not in keys):  # without a key: a bare scalar for settings
                return False
            if key == "outputs" and self.has_outputs and not self._outputs(node):
                return False
        return _fine_below(self.root, entries)

    def _outputs(self, node: Node) -> bool:
        if not isinstance(node, Group):
            return False
        for name, path in node.entries:
            if self.outputs is not None and name not in self.outputs:
                return False
            if self.listed is not None and name == self.listed[0]:
                item = self.listed[1]
                if not isinstance(path, Items) or not all(is_listed_path(below, item) for below in path.items):
                    return False
            elif not is_path(path, switched=name in self.switched):
                return False
        return True


def _compiled(fields: Iterable[Field]) -> _Place:
    root = _Place()
    for field in fields:
        place = root
        above, _, key = field.path.rpartition("/")
        for step in above.split("/") if above else ():
            place = place.step(step)
        if field.required and key != "*":
            place.needs |= {key}
        place.step(key).restrict(field)
    root.finish()
    return root


def _fine_below(place: _Place, entries: Entries) -> bool:
    below, star, left = place.below, place.star, len(place.needs)
    for key, node in entries:
        found = below.get(key, star)
        if found is not None:
            if type(node) not in found.types or not (found.open or _fine(found, node)):
                return False
            if left and key in place.needs:
                left -= 1
    return not left


def _fine(place: _Place, node: Node) -> bool:
    """Whether nothing is wrong with a node of a fitting type and what is below it."""
    if isinstance(node, str):
        return place.one_of is None or node in place.one_of
    if isinstance(node, Group):
        if place.alone and len(node.entries) != 1:
            return False
        for choice in place.choices:
            if sum(key in choice for key, _ in node.entries) != 1:
                return False
        return _fine_below(place, node.entries)
    if isinstance(node, Items) and place.item is not None:
        item = place.item
        return all(type(below) in item.types and (item.open or _fine(item, below)) for below in node.items)
    return True


_ACCEPTORS: Final[Mapping[str, _Acceptor]] = {kind: _Acceptor(spec) for kind, spec in CATALOGUE.items()}


def accepts(action: Action) -> bool:
    """Whether the catalogue knows the action and nothing is wrong with it."""
    found = _ACCEPTORS.get(action.kind)
    return found is not None and found.accepts(action.entries)


class _Settings:
    """A group of settings. `keys` are those that may stand in it, None for any. `itself` says that it is no group but
    one setting."""

    __slots__ = ("itself", "keys", "root")

    def __init__(self, spec: SettingsSpec) -> None:
        self.itself = spec.itself is not None
        self.root = _compiled(spec.fields)
        self.keys = spec.keys if spec.closed else None

    def accepts(self, node: Node) -> bool:
        if self.itself:
            return _fine_below(self.root, (("", node),))
        entries = settings_entries(node)
        if entries is None or (self.keys is not None and any(key not in self.keys for key, _ in entries)):
            return False
        return _fine_below(self.root, entries)


_SETTINGS: Final[Mapping[str, _Settings]] = {key: _Settings(spec) for key, spec in SETTINGS.items()}


def accepts_settings(key: str, node: Node) -> bool:
    """Whether nothing is wrong with what stands under a key of `SETTINGS`, in a header or a menu."""
    return _SETTINGS[key].accepts(node)


def settings_entries(node: Node) -> Entries | None:
    """The entries of a group of settings, None where something else stands there. Nothing, or `none: true`, is a group
    without settings (Architect: `settingsKnowledge: {none: true}`)."""
    if isinstance(node, Group):
        return node.entries
    return () if node is None or isinstance(node, Nothing) else None


def is_path(node: Node, *, switched: bool) -> bool:
    """Whether it holds the actions of an output path, or nothing; or says that the path is switched off."""
    if not isinstance(node, Group):
        return False
    if not node.entries or isinstance(node.get("actions"), Actions):
        return True
    return switched and len(node.entries) == 1 and node.entries[0][0] == "enabled"


def is_listed_path(node: Node, item: str) -> bool:
    """Whether it is one of the paths that a flow names in a list: `item` with its name and its actions."""
    path = node.get(item) if isinstance(node, Group) else None
    return isinstance(path, Group) and isinstance(path.get("name"), str)
