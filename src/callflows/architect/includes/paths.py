"""References in source: what `ref:` and target references say, and the way they lead through a document.

Archy: `<file_path>#<yaml_path>`, the path alone in its own file; a path is absolute (`/common/tasks/task[Main]`) or
relative (`.` this object, `..` one up); a property is `/<name>`, an item of a list `/<item type>[<refId>]`.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, child
from callflows.architect.faults import nearest, shortened

_WITH_FILE = re.compile(r"([^#\[\]]*)#(.*)\Z", re.DOTALL)
_DOTS = re.compile(r"(\.\.?)(?:/+|\Z)")
_SHOWN = 5


_Names: TypeAlias = dict[str, tuple[YamlNode, MapNode | None]]
Known: TypeAlias = dict[int, _Names]


class Reference(msgspec.Struct, frozen=True):
    """`file` is "" for a path in the own file."""

    file: str
    path: str


class Way(msgspec.Struct, frozen=True):
    """Where a path leads: `trail` holds what it passes, from the root to the `node` it ends at; `item` is the item of a
    list that the node belongs to (`playAudio: …`), None for a property."""

    trail: tuple[YamlNode, ...]
    item: MapNode | None = None

    @property
    def node(self) -> YamlNode:
        return self.trail[-1]


class Lost(msgspec.Struct, frozen=True):
    """A path that leads nowhere, in words, and what to do; the way up to where it ends, and what is left of it."""

    message: str
    help: str = ""
    trail: tuple[YamlNode, ...] = ()
    rest: str = ""


def parse(text: str) -> Reference:
    """The parts of a reference. A `#` inside brackets belongs to a refId."""
    found = _WITH_FILE.match(text.strip())
    return Reference(found[1].strip(), found[2].strip()) if found else Reference("", text.strip())


def follow(path: str, root: YamlNode, here: tuple[YamlNode, ...], known: Known) -> Way | Lost:
    """Where a path leads. `here` is the trail to the object that holds the reference; `known` keeps the names below
    each object, by its identity, for as long as the document lives."""
    if path.startswith("."):
        return _down(*_climbed(path, here), "Where the path starts", known)
    if path and not path.startswith("/"):
        return Lost(
            f'"{shortened(path)}" is no path.',
            "A path starts with / or with . for this object and .. for the one above.",
        )
    return _down(path.rstrip("/"), (root,), "On the first level", known)


def go_on(rest: str, way: Way, known: Known) -> Way | Lost:
    """Where the rest of a path leads from the end of another."""
    return _down(rest, way.trail, "What is included there", known)


def _climbed(path: str, here: tuple[YamlNode, ...]) -> tuple[str, tuple[YamlNode, ...]]:
    """What is left of a relative path after its dots, and where it goes on from.

    Each `..` climbs one segment of an address: from an action to its list, from the list to its task.
    """
    trail, rest = here, path
    while found := _DOTS.match(rest):
        if found[1] == ".." and len(trail) > 1:
            trail = trail[:-1]
        rest = rest[found.end() :]
    return f"/{rest}".rstrip("/"), trail


def _down(rest: str, trail: tuple[YamlNode, ...], first: str, known: Known) -> Way | Lost:
    """Along the names of a path; `first` says where it starts."""
    item: MapNode | None = None
    walked = ""
    while rest:
        names = known.get(id(trail[-1]))
        if names is None:
            names = known[id(trail[-1])] = _names(trail[-1])
        step = _step(names, rest)
        if step is None:
            return _lost(trail, f"Under {shortened(walked)}" if walked else first, rest)
        node, item, after = step
        walked += rest[: len(rest) - len(after)]
        trail, rest = (*trail, node), after
    return Way(trail, item)


def _step(names: _Names, rest: str) -> tuple[YamlNode, MapNode | None, str] | None:
    """Along the longest name that fits: what it leads to, the list's item that it is, and the rest of the path."""
    end = len(rest)
    while end > 0:
        found = names.get(rest[:end])
        if found is not None:
            return (*found, rest[end:])
        end = rest.rfind("/", 0, end)
    return None


def _names(node: YamlNode) -> _Names:
    """What can stand next in a path, with its slash; the first one where two have the same name."""
    if isinstance(node, MapNode):
        return {f"/{name}": (below, None) for name, (_, below) in node.entries.items()}
    found: _Names = {}
    for item in node.items if isinstance(node, ListNode) else ():
        if isinstance(item, MapNode):
            for name, (_, below) in item.entries.items():
                ref_id = child(below, "refId")
                if isinstance(ref_id, ScalarNode):
                    found.setdefault(f"/{name}[{ref_id.text}]", (below, item))
    return found


def _lost(trail: tuple[YamlNode, ...], where: str, rest: str) -> Lost:
    node = trail[-1]
    segment = _segment(rest)
    names = [name[1:] for name in _names(node)]
    near = nearest(segment, names)
    listed = ", ".join(shortened(name) for name in names[:_SHOWN])
    if near:
        advice = f'Did you mean "{near}"?'
    elif names:
        advice = f"Here are: {listed}{', …' if len(names) > _SHOWN else ''}."
    elif isinstance(node, ListNode):
        advice = "An item of a list is addressed as /<type>[<refId>]; give it a refId."
    else:
        advice = ""
    return Lost(f'{where} is no "{shortened(segment)}".', advice, trail, rest)


def _segment(rest: str) -> str:
    """The first name of a path; slashes inside brackets belong to it."""
    closed = re.match(r"/[^/\[]*\[[^\]]*\]", rest)
    return closed[0][1:] if closed else rest[1:].partition("/")[0]
