"""Actions on data: `updateData`, participant data, the language."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine.builder import Place, Target
from callflows.engine.commands import SideEffect
from callflows.engine.nodes.effects import record
from callflows.engine.nodes.inputs import evaluated
from callflows.engine.semantics import with_attribute
from callflows.engine.sources import Source, as_text
from callflows.engine.state import Node, State
from callflows.expressions import Value, as_type, to_text, type_named, types
from callflows.model import Group, Items
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class UpdateNode(Node):
    """Statements in order; each sees what the one before it set."""

    statements: tuple[tuple[Target, Source], ...]
    next: int

    def step(self, state: State) -> int:
        for target, source in self.statements:
            state.assign(self, target.name, target.slot, source.value(state))
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class SetAttributesNode(Node):
    """Architect: participant attributes are texts with case-sensitive names that live on the conversation."""

    attributes: tuple[tuple[Source, Source], ...]
    paths: tuple[tuple[str, str], ...]
    next: int

    def step(self, state: State) -> int:
        pairs: list[tuple[str, Value]] = []
        for (named, path), (name, value) in zip(self.paths, self.attributes, strict=True):
            key = as_text(evaluated(state, self, named, name), "the name of a participant attribute", name)
            pairs.append((key, evaluated(state, self, path, value)))
        for key, found in pairs:
            state.attributes = with_attribute(state.attributes, key, to_text(found))
        record(state, SideEffect(self.address, "setParticipantData", tuple(pairs)))
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class GetAttributesNode(Node):
    """An attribute that does not exist gives NOT_SET; for a variable that holds no text its text is converted."""

    attributes: tuple[tuple[Source, Target], ...]
    paths: tuple[str, ...]
    next: int

    def step(self, state: State) -> int:
        for path, (name, target) in zip(self.paths, self.attributes, strict=True):
            key = as_text(evaluated(state, self, path, name), "the name of a participant attribute", name)
            found = as_type(state.attributes.get(key), target.type, state)
            state.assign(self, target.name, target.slot, found)
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class SetLanguageNode(Node):
    path: str
    language: Source
    next: int

    def step(self, state: State) -> int:
        language = as_text(evaluated(state, self, self.path, self.language), "the language", self.language)
        state.set_language(language)
        record(state, SideEffect(self.address, "setLanguage", (("language", language),)))
        return self.next


def update_data(place: Place) -> Node:
    found: list[tuple[Target, Source]] = []
    for item in _items(place.setting("statements")):
        for type_name, body in item.entries:
            if not isinstance(body, Group):
                continue
            target = place.target_of(body.get("variable"))
            if target is not None:
                found.append((target, place.source(body.get("value"), type_named(type_name) or target.type)))
    return UpdateNode(
        **place.head,
        statements=tuple(found),
        next=place.next,
    )


def set_participant_data(place: Place) -> Node:
    written = attributes_of(place)
    pairs = tuple(
        (place.source(each.get("name"), types.STRING), place.source(each.get("value"), types.STRING))
        for _, each in written
    )
    paths = tuple((f"{path}/name", f"{path}/value") for path, _ in written)
    return SetAttributesNode(**place.head, attributes=pairs, paths=paths, next=place.next)


def get_participant_data(place: Place) -> Node:
    found: list[tuple[Source, Target]] = []
    paths: list[str] = []
    for path, each in attributes_of(place):
        target = place.target_of(each.get("variable"))
        if target is not None:
            found.append((place.source(each.get("name"), types.STRING), target))
            paths.append(f"{path}/name")
    return GetAttributesNode(**place.head, attributes=tuple(found), paths=tuple(paths), next=place.next)


def set_language(place: Place) -> Node:
    path = "languageValue" if place.setting("languageValue") is not None else "language"
    return SetLanguageNode(
        **place.head,
        path=path,
        language=place.value(path, types.STRING),
        next=place.next,
    )


def attributes_of(place: Place) -> list[tuple[str, Group]]:
    """(path, item) of the items of `attributes`: each is a name, and a value or a variable."""
    written = place.setting("attributes")
    items = enumerate(written.items if isinstance(written, Items) else ())
    found = ((at, item.get("attribute")) for at, item in items if isinstance(item, Group))
    return [(f"attributes[{at}]/attribute", each) for at, each in found if isinstance(each, Group)]


def _items(node: Setting | None) -> list[Group]:
    return [item for item in node.items if isinstance(item, Group)] if isinstance(node, Items) else []
