"""The lines of a text to model nodes, last line first.

Going backwards, everything below a line is finished when the line is reached, so each line is touched once, nothing
is looked up ahead, and no document stands between text and model. `maps[n]` holds the entries of the mapping that is
open at indentation n (in blanks, two a level), `lists[n]` the items of the list whose dashes stand there; both grow
from the end. A line with something below it takes all of the next level, which is then empty again: what is left
over in the end, or a level with both, shows that the text was laid out in another way.

Frozen nodes of equal lines are shared.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

from callflows.architect.composer import MAX_DEPTH
from callflows.architect.fast_lines import (
    DASH_LEAF,
    ITEM,
    LEAF,
    NOTHING,
    OPEN,
    SKIP,
    Line,
    Lines,
    UnusualError,
    bare_action,
)
from callflows.architect.shapes import VALUE_KEYS
from callflows.model import Action, Actions, Audio, Entries, Group, Items, Literal, Node

_Entry: TypeAlias = tuple[str, Node]
_Item: TypeAlias = Node | Action | _Entry
"""An item until it is known what its list holds: `- key:` with entries below is an `Action`, `- key: scalar` and
`- key:` alone are entries, anything else is a node already."""

_DEEPEST: Final = 2 * (MAX_DEPTH - 2)
"""The indentation that is surely within the depth that the composer allows."""
_AUDIO_KEYS: Final = frozenset({"tts", "exp", "prompt"})
_EXCLUSIVE: Final = VALUE_KEYS | {"prompt"}
_SPECIAL: Final = _EXCLUSIVE | {"alternateSequences"}


class Builder:
    """Builds the nodes of one text. `actions` are all actions that stand in action lists, last list first."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.maps: defaultdict[int, list[_Entry]] = defaultdict(list)
        self.lists: defaultdict[int, list[_Item]] = defaultdict(list)
        self.alone: dict[int, Node] = {}
        self.actions: list[Action] = []

    def run(self, lines: list[str]) -> Entries:
        """The entries of the top mapping. Raises UnusualError."""
        known, maps = self.lines.known, self.maps
        below = 0
        for text in reversed(lines):
            body = text.lstrip(" ")
            line = known.get(body) or self.learn(body)
            indent = len(text) - len(body)
            form = line.form
            if form == LEAF:
                if below > indent:
                    raise UnusualError
                maps[indent].append(line.entry)
            elif form == OPEN:
                maps[indent].append(self.opened(line, indent, below) if below > indent else empty(line))
            elif form == SKIP:
                continue
            else:
                self.dash(line, indent, below)
            below = indent
        top = maps.pop(0, [])
        if any(maps.values()) or any(self.lists.values()) or max((*maps, *self.lists), default=0) > _DEEPEST:
            raise UnusualError
        top.reverse()
        return tuple(top)

    def learn(self, body: str) -> Line:
        line = self.lines.parse(body)
        if line.alone is not None:
            self.alone[id(line.entry)] = line.alone
        return line

    def opened(self, line: Line, indent: int, below: int) -> _Entry:
        """The entry of `key:` with something below it."""
        if below != indent + 2:
            raise UnusualError
        rows = self.maps[indent + 2]
        items = self.lists[indent + 2]
        if not rows:
            if not items:
                raise UnusualError
            node = self.action_list(items) if line.lists_actions else self.items(items)
            items.clear()
            return (line.key, node)
        if items or line.lists_actions:
            raise UnusualError
        if len(rows) > 1:
            entry = (line.key, self.group(taken(rows)))
            rows.clear()
            return entry
        only = rows.pop()
        done = line.finished.get(id(only))
        if done is None:
            done = line.finished[id(only)] = (only, (line.key, self.single(only)))
        return done[1]

    def dash(self, line: Line, indent: int, below: int) -> None:
        inner = indent + 2
        if self.lists[inner]:
            raise UnusualError
        siblings = self.maps[inner]
        if line.form == ITEM:
            if below > indent:
                raise UnusualError
            self.lists[indent].append(line.entry[1])
            return
        item: _Item
        if below <= inner:
            item = line.entry if line.form == DASH_LEAF else empty(line)
        elif line.form == DASH_LEAF or below != inner + 2:
            raise UnusualError
        else:
            item = self.raw(line.key, below)
        if siblings:
            siblings.append(self.as_entry(item))
            item = self.group(taken(siblings))
            siblings.clear()
        self.lists[indent].append(item)

    def raw(self, key: str, indent: int) -> _Item:
        """The item `- key:` with something below it at the indentation given."""
        rows = self.maps[indent]
        items = self.lists[indent]
        if rows and items:
            raise UnusualError
        if rows:
            entries = taken(rows)
            if len(entries) > 1 and len(dict(entries)) != len(entries):
                raise UnusualError
            rows.clear()
            return Action(key, entries)
        if not items:
            raise UnusualError
        node = self.items(items)
        items.clear()
        return (key, node)

    def as_entry(self, item: _Item) -> _Entry:
        """The entry that stands behind a dash."""
        if isinstance(item, Action):
            return (item.kind, self.mapping(item.entries))
        if isinstance(item, tuple):
            return item
        raise UnusualError

    def action_list(self, items: list[_Item]) -> Actions:
        items.reverse()
        found: list[Action] = []
        for item in items:
            if isinstance(item, Action):
                found.append(item)
            elif isinstance(item, tuple):
                found.append(bare_action(item))
            else:
                raise UnusualError
        self.actions += found
        return Actions(tuple(found))

    def items(self, items: list[_Item]) -> Items:
        items.reverse()
        found: list[Node] = []
        for item in items:
            if isinstance(item, Action):
                found.append(self.single((item.kind, self.mapping(item.entries))))
            elif isinstance(item, tuple):
                found.append(self.single(item))
            else:
                found.append(item)
        return Items(tuple(found))

    def mapping(self, entries: Entries) -> Node:
        return self.single(entries[0]) if len(entries) == 1 else self.group(entries)

    def single(self, entry: _Entry) -> Node:
        """The value of a mapping of one entry (`shapes.Shaper` says which mapping is what)."""
        known = self.alone.get(id(entry))
        if known is not None:
            return known
        key, node = entry
        if key == "lit":
            return Literal(node)
        if key == "alternateSequences" and node is not None:
            return self.audio({key: node}, (entry,))
        return Group((entry,))

    def group(self, entries: Entries) -> Node:
        """The value of a mapping of several entries."""
        index = dict(entries)
        if len(index) != len(entries):
            raise UnusualError
        if _SPECIAL.isdisjoint(index):
            return Group(entries)
        if "alternateSequences" in index or "prompt" in index or "tts" in index:
            return self.audio(index, entries)
        keys = VALUE_KEYS.intersection(index)
        if len(keys) > 1:
            raise UnusualError
        if "lit" in index:
            return Literal(index["lit"], tuple(entry for entry in entries if entry[0] != "lit"))
        return Group(entries)

    def audio(self, index: dict[str, Node], entries: Entries) -> Node:
        """An audio with alternates, or a group that only looks a little like one."""
        sequences = index.get("alternateSequences")
        others = [key for key in index if key != "alternateSequences"]
        if len(others) > 1 or (others and others[0] not in _AUDIO_KEYS):
            if len(_EXCLUSIVE.intersection(index)) > 1:
                raise UnusualError
            return Group(entries)
        if not isinstance(sequences, Group):
            raise UnusualError
        main = others[0] if others else ""
        text = index.get(main)
        if main and not isinstance(text, str):
            raise UnusualError
        texts = {main: text} if isinstance(text, str) else {}
        return Audio(
            tts=texts.get("tts"), exp=texts.get("exp"), prompt=texts.get("prompt"), alternates=sequences.entries
        )


def empty(line: Line) -> _Entry:
    """The entry of `key:` with nothing below it."""
    if line.key in NOTHING:
        raise UnusualError
    return line.entry


def taken(rows: list[_Entry]) -> Entries:
    """The entries of a level in file order."""
    rows.reverse()
    return tuple(rows)
