"""The lines of a text to model nodes, last line first.

Going backwards, everything below a line is finished when the line is reached, so each line is touched once, nothing
is looked up ahead, and no document stands between text and model. `maps[n]` holds the entries of the mapping that is
open at indentation n (in blanks, two a level), `lists[n]` the items of the list whose dashes stand there; both grow
from the end. A line with something below it takes all of the next level, which is then empty again: what is left
over in the end, or a level with both, shows that the text was laid out in another way. A list may stand below its key
without blanks; then the next line is a dash, and the list is taken before a key of its indentation goes on.

Frozen nodes of equal lines are shared.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

from callflows.architect.document.composer import MAX_DEPTH
from callflows.architect.fast.lines import (
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
from callflows.architect.keys import EXCLUSIVE, VALUE_KEYS
from callflows.model import Action, Actions, Audio, Entries, Group, Items, Literal, Node

_Entry: TypeAlias = tuple[str, Node]
_Item: TypeAlias = Node | Action | _Entry
"""An item until it is known what its list holds: `- key:` with entries below is an `Action`, `- key: scalar` and
`- key:` alone are entries, anything else is a node already."""

_DEEPEST: Final = 2 * (MAX_DEPTH - 2)
"""The indentation that is surely within the depth that the composer allows."""
_FLAT: Final = 1
_MAP: Final = 2
_LIST: Final = 3
"""How far right of a key the next line is: dashes below the key itself, a key, dashes; a dash counts one column more,
so that it is told from a key of the same indentation."""
_AUDIO_KEYS: Final = frozenset({"tts", "exp", "prompt"})
_SPECIAL: Final = EXCLUSIVE | {"alternateSequences"}


class Builder:
    """Builds the nodes of one text. `actions` are all actions that stand in action lists, last list first."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.maps: defaultdict[int, list[_Entry]] = defaultdict(list)
        self.lists: defaultdict[int, list[_Item]] = defaultdict(list)
        self.alone: dict[int, Node] = {}
        self.actions: list[Action] = []
        self.flat_lists = False  # a list stands at its key's own indentation: a level without blanks

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
                maps[indent].append(self.opened(line, indent, below - indent) if below > indent else empty(line))
            elif form == SKIP:
                continue
            else:
                self.dash(line, indent, below - indent)
                below = indent + 1
                continue
            below = indent
        top = maps.pop(0, [])
        deepest = _DEEPEST // 2 if self.flat_lists else _DEEPEST
        if any(maps.values()) or any(self.lists.values()) or max((*maps, *self.lists), default=0) > deepest:
            raise UnusualError
        top.reverse()
        return tuple(top)

    def learn(self, body: str) -> Line:
        line = self.lines.parse(body)
        if line.alone is not None:
            self.alone[id(line.entry)] = line.alone
        return line

    def opened(self, line: Line, indent: int, step: int) -> _Entry:
        """The entry of `key:` with something below it, `step` columns further right."""
        if step != _FLAT and self.lists[indent]:
            raise UnusualError
        if step != _MAP:
            node = self.listed(indent, step, actions=line.lists_actions)
            return (line.key, node)
        rows = self.taken_map(indent + 2)
        if line.lists_actions:
            raise UnusualError
        if len(rows) > 1:
            return (line.key, self.group(rows))
        only = rows[0]
        done = line.finished.get(id(only))
        if done is None:
            done = line.finished[id(only)] = (only, (line.key, self.single(only)))
        return done[1]

    def dash(self, line: Line, indent: int, step: int) -> None:
        """An item of a list, with something `step` columns further right in the next line."""
        inner = indent + 2
        item: _Item
        if line.form == ITEM:
            if step > 1:
                raise UnusualError
            self.lists[indent].append(line.entry[1])
            return
        if step <= _MAP:
            item = line.entry if line.form == DASH_LEAF else empty(line)
        elif line.form == DASH_LEAF:
            raise UnusualError
        elif step - 2 == _MAP:
            entries = self.taken_map(inner + 2)
            if len(entries) > 1 and len(dict(entries)) != len(entries):
                raise UnusualError
            item = Action(line.key, entries)
        else:
            item = (line.key, self.listed(inner, step - 2, actions=False))
        if self.lists[inner]:
            raise UnusualError
        siblings = self.maps[inner]
        if siblings:
            siblings.append(self.as_entry(item))
            item = self.group(self.taken_map(inner))
        self.lists[indent].append(item)

    def taken_map(self, indent: int) -> Entries:
        """All entries of the mapping at an indentation, which is closed."""
        rows = self.maps[indent]
        if not rows or self.lists[indent]:
            raise UnusualError
        rows.reverse()
        entries = tuple(rows)
        rows.clear()
        return entries

    def listed(self, indent: int, step: int, *, actions: bool) -> Node:
        """The list below a key at an indentation: two blanks further, or its dashes below the key itself."""
        if step == _FLAT:
            self.flat_lists = True
        elif step != _LIST or self.maps[indent + 2]:
            raise UnusualError
        items = self.lists[indent + step - 1]
        if not items:
            raise UnusualError
        node = self.action_list(items) if actions else self.items(items)
        items.clear()
        return node

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
        """The value of a mapping of one entry (`reading.shapes.Shaper` says which mapping is what)."""
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
            if len(EXCLUSIVE.intersection(index)) > 1:
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
