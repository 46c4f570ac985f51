"""What flows ask of the org by name, and which names of a test none of them can ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from callflows.analysis import Program, Reference, analyse
from callflows.architect import nearest
from callflows.model import Entries, Flow, Group, Node, RefKind, get
from callflows.testing.world import KEYS, OBJECTS, Said, World, words_of_kind

KINDS: Final = MappingProxyType(
    {
        RefKind.QUEUE: "queue",
        RefKind.USER: "user",
        RefKind.GROUP: "group",
        RefKind.SKILL: "skill",
        RefKind.LANGUAGE_SKILL: "languageSkill",
        RefKind.PROMPT: "userPrompt",
        RefKind.SYSTEM_PROMPT: "systemPrompt",
        RefKind.SCHEDULE: "schedule",
        RefKind.SCHEDULE_GROUP: "scheduleGroup",
        RefKind.EMERGENCY_GROUP: "emergencyGroup",
        RefKind.WRAPUP_CODE: "wrapupCode",
    }
)
"""What `Directory.find` calls the objects that flows name."""
_KEYS: Final = MappingProxyType(
    {
        RefKind.DATA_TABLE: "tables",
        RefKind.COMMON_MODULE: "sharedFlows",
        **{ref: KEYS[kind] for ref, kind in KINDS.items() if kind in KEYS},
    }
)
_FOUND: Final = MappingProxyType({f"find{kind.lower()}": key for kind, key in KEYS.items()})
"""Find actions and functions, by the beginning of their names, and what they find by a name that is worked out."""
_SURE: Final = frozenset(
    {"dataActions", "tables", "sharedFlows", "schedules", "scheduleGroups", "emergencyGroups", "services", "functions"}
)
"""Keys under which a name that no flow has can never be asked for. Of the others flows also come by names that stand
nowhere in them, so there a name is only wrong where it is nearly one of theirs."""
_WORDS: Final = MappingProxyType(
    {
        **{key: words_of_kind(kind) for kind, key in KEYS.items()},
        "dataActions": "data action",
        "tables": "data table",
        "sharedFlows": "shared flow",
        "services": "action",
        "functions": "function",
        "prompts": "prompt",
    }
)
_ANY_CASE: Final = frozenset({"sharedFlows", "functions"})
Names: TypeAlias = Mapping[str, frozenset[tuple[str, ...]]]


class Asks(msgspec.Struct, frozen=True):
    """What flows ask for: by key of the data the names, each a path (a data action stands under its category); `open`
    are the keys under which an expression works names out; `fields` are the outputs of a data action, or the columns of
    a table, that flows take."""

    names: Names
    open: frozenset[str] = frozenset()
    fields: Mapping[Said, frozenset[str]] = MappingProxyType({})

    def wrong(self, said: Said) -> str | None:
        """The nearest name that flows ask for, "" where none is near; None where the name may be asked for."""
        key, path = _looked_for(said)
        if key not in _WORDS or key in self.open or any(not part for part in path):
            return None
        names = self.names.get(key, frozenset())
        if _plain(key, path) in names:
            return None
        near = _nearest(path, names)
        return near if near or key in _SURE else None


def asks_of(flows: Iterable[Flow]) -> Asks:
    """What these flows ask for together."""
    names: dict[str, set[tuple[str, ...]]] = {}
    opened: set[str] = set()
    fields: dict[Said, frozenset[str]] = {}
    for flow in flows:
        facts = analyse(flow)
        for key, path in _names(facts):
            names.setdefault(key, set()).add(_plain(key, path))
        opened.update(_opened(facts))
        for said, taken in _fields(facts):
            fields[said] = fields.get(said, frozenset()) | taken
    return Asks({key: frozenset(found) for key, found in names.items()}, frozenset(opened), fields)


def unasked(world: World, asks: Asks) -> Iterator[tuple[Said, str]]:
    """What is said of a world that flows cannot ask for, each with the nearest name, "" where none is near."""
    used = frozenset(
        name for group in world.definitions.groups for name in (*group.open, *group.closed, *group.holidays)
    )
    for said in world.said:
        near = asks.wrong(said)
        if near is not None and not (said[0] == "schedules" and said[1][0] in used):
            yield said, near


def untaken(world: World, asks: Asks) -> Iterator[tuple[Said, str, str]]:
    """Outputs and columns that are said to come and that no flow takes, where the flows take one whose name is nearly
    the same and that is not said: (what, its name, the name that is taken)."""
    for said, given in world.fields:
        taken = asks.fields.get(said, frozenset())
        for name in sorted(given - taken - {"key"}):
            near = nearest(name, sorted(taken - given))
            if near is not None:
                yield said, name, near


def words_of(said: Said) -> str:
    """`data action "CRM" / "Get VIP"`."""
    key, path = _looked_for(said)
    return f"{_WORDS.get(key, key)} " + " / ".join(f'"{part}"' for part in path)


def _looked_for(said: Said) -> Said:
    """A transfer asks for an object; of a service only the kind of its action is known."""
    key, path = said
    if key == "transfers":
        return OBJECTS.get(path[0], ""), path[1:]
    return (key, path[:1]) if key == "services" else said


def _plain(key: str, path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in path) if key in _ANY_CASE else path


def _nearest(path: tuple[str, ...], names: frozenset[tuple[str, ...]]) -> str:
    whole = {" / ".join(each): each for each in sorted(names)}
    same_end = next((said for said, each in whole.items() if len(path) > 1 and each[-1] == path[-1]), None)
    return same_end or nearest(" / ".join(path), whole) or ""


def _names(facts: Program) -> Iterator[Said]:
    for reference in facts.references:
        if reference.kind is RefKind.DATA_ACTION:
            yield "dataActions", (_category(reference), reference.name)
        elif reference.kind in _KEYS:
            yield _KEYS[reference.kind], (reference.name,)
    for site in facts.sites:
        yield "services", (site.action.kind,)
    for text in facts.texts:
        for call in text.calls:
            yield "functions", (call.name,)


def _opened(facts: Program) -> Iterator[str]:
    words = [site.action.kind.lower() for site in facts.sites]
    calls = (call for text in facts.texts for call in text.calls)
    words += [call.name.lower() for call in calls if not (call.arguments and call.arguments[0])]
    for word in words:
        yield from (key for start, key in _FOUND.items() if word.startswith(start))


def _fields(facts: Program) -> Iterator[tuple[Said, frozenset[str]]]:
    """The outputs of data actions, and the columns of tables."""
    for site in facts.sites:
        for category, below in _under(get(site.action.entries, "category")):
            for action, body in _under(_setting(below, "dataAction")):
                kinds = ("successOutputs", "failureOutputs")
                names = (name for kind in kinds for name, _ in _under(_setting(body, kind)))
                yield ("dataActions", (category, action)), frozenset(names)
        for table, body in _under(get(site.action.entries, "dataTable")):
            yield ("tables", (table,)), frozenset(name for name, _ in _under(_setting(body, "foundOutputs")))


def _under(node: Node | None) -> Entries:
    return node.entries if isinstance(node, Group) else ()


def _setting(node: Node, key: str) -> Node | None:
    return get(_under(node), key)


def _category(reference: Reference) -> str:
    """The category of a data action, which stands before it in the flow's file."""
    return reference.address.removesuffix(f"/dataAction/{reference.name}").rpartition("/category/")[2]
