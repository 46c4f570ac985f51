"""The tools with which actions are compiled: slots, values, audio, branches.

Lists of actions wait in a queue and are compiled one after the other, so depth of nesting costs no Python stack.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypedDict

from callflows.engine.names import Names
from callflows.engine.probes import Probes
from callflows.engine.sources import NOT_SET, SILENT, Sound, Source
from callflows.engine.state import Node, PathNode
from callflows.engine.units import Region, Unit
from callflows.engine.values import output_name, sound_of, source_of
from callflows.expressions import Type
from callflows.model import Action, Actions, Entries, Flow, Group, NoValue, Variable, branches, get
from callflows.model import Node as Setting
from callflows.model.walk import item_address


@dataclass(eq=False, slots=True)
class Loop:
    """The loop around an action: where its next pass begins, and where it is left."""

    step: int
    exit: int


@dataclass(eq=False, slots=True)
class Target:
    """A variable that receives a result."""

    name: str
    slot: int
    type: Type


@dataclass(eq=False, slots=True)
class Written:
    """A task as it is written: its variables, and its actions with the address of their list."""

    variables: tuple[Variable, ...]
    actions: tuple[Action, ...]
    address: str


@dataclass(eq=False, slots=True)
class TaskPlan:
    """A task that others may enter: `entry` clears its variables and goes on to `inside`; who calls it sets
    them and enters at `inside`. `ends` are the names of the paths on which it may end."""

    name: str
    address: str
    entry: int
    inside: int
    region: Region
    names: Names
    ends: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class UnitPlan:
    """The flow or module being compiled. Tasks and menus are found by their refId. `choices` are those of each menu
    (by its node) with their nodes, `global_keys` the keys that choose something in every menu,
    `global_terms` what may be said in every menu: (language, words, node)."""

    flow: Flow
    unit: Unit
    names: Names
    tasks: dict[str, TaskPlan] = field(default_factory=dict)
    menus: dict[str, int] = field(default_factory=dict)
    choices: dict[int, list[tuple[Action, int]]] = field(default_factory=dict)
    global_keys: dict[str, int] = field(default_factory=dict)
    global_terms: list[tuple[str, str, int]] = field(default_factory=list)

    def task(self, reference: Setting | None) -> TaskPlan | None:
        return self.tasks.get(ref_id_of(reference)) if isinstance(reference, str) else None

    def menu(self, reference: Setting | None) -> int | None:
        return self.menus.get(ref_id_of(reference)) if isinstance(reference, str) else None

    def settings(self, path: str) -> Setting | None:
        """A setting of the flow itself: `settingsMenu/repeatCount`."""
        return dig(self.flow.settings, path)


@dataclass(eq=False, slots=True)
class Around:
    """What surrounds a list of actions: its unit, what it may name, the loop or menu it is in."""

    plan: UnitPlan
    names: Names
    loop: Loop | None = None
    menu: int | None = None


class Head(TypedDict):
    """Where a node's action stands and what it is."""

    address: str
    kind: str
    name: str


@dataclass(eq=False, slots=True)
class Place:
    """One action to compile: where it stands, its node's index, and the node after it."""

    builder: Builder
    action: Action
    address: str
    index: int
    next: int
    around: Around

    @property
    def head(self) -> Head:
        """What every node of an action begins with: `XNode(**place.head, …)`."""
        return {"address": self.address, "kind": self.action.kind, "name": self.action.name}

    def second(self, node: Node) -> int:
        """The index of a node that comes after the action's first one: no action of its own, and free of charge."""
        node.kind, node.cost = "", 0
        return self.builder.add(node)

    def setting(self, path: str) -> Setting | None:
        return dig(self.action.entries, path)

    def value(self, path: str, wanted: Type | None = None) -> Source:
        return self.source(self.setting(path), wanted)

    def source(self, node: Setting | None, wanted: Type | None = None) -> Source:
        return NOT_SET if node is None else source_of(node, wanted, self.around.names)

    def sound(self, path: str) -> Sound:
        node = self.setting(path)
        return SILENT if node is None else sound_of(node, self.around.names)

    def sound_of(self, node: Setting) -> Sound:
        return sound_of(node, self.around.names)

    def target(self, path: str) -> Target | None:
        """The variable written at `path` (`{var: X}` or the bare name), None for noValue or nothing."""
        return self.target_of(self.setting(path))

    def target_of(self, node: Setting | None) -> Target | None:
        name = output_name(node)
        if name is None:
            return None
        declared = self.around.names.declared(name)
        return Target(declared.name, declared.slot, declared.type)

    def branch(self, path: str, loop: Loop | None = None) -> int:
        """The first node of the actions at `path`; the action's successor where nothing is written."""
        node = self.setting(path)
        return self.list_of(node, f"{self.address}/{path}", loop=loop)

    def list_of(self, node: Setting | None, address: str, *, exit: int | None = None, loop: Loop | None = None) -> int:
        """The first node of `{actions: […]}`, followed by `exit` (by default the action's successor)."""
        found = node.get("actions") if isinstance(node, Group) else node
        items = found.items if isinstance(found, Actions) else ()
        around = self.around
        if loop is not None:
            around = Around(around.plan, around.names, loop, around.menu)
        after = self.next if exit is None else exit
        return self.builder.path(address, self.builder.sequence(items, f"{address}/actions", after, around), after)

    def groups(self, path: str) -> tuple[tuple[str, Setting], ...]:
        node = self.setting(path)
        return node.entries if isinstance(node, Group) else ()


Build: TypeAlias = Callable[[Place], Node]


class Builder:
    """The table of nodes as it grows."""

    def __init__(
        self,
        builds: Mapping[str, Build],
        fallback: Build,
        module: Callable[[str], Unit | None],
        probes: Probes | None = None,
    ) -> None:
        self.nodes: list[Node | None] = []
        self.module = module
        self._probes = probes
        self._builds = builds
        self._fallback = fallback
        self._pending: deque[Place] = deque()

    def reserve(self) -> int:
        self.nodes.append(None)
        return len(self.nodes) - 1

    def put(self, index: int, node: Node) -> int:
        node.index = index
        self.nodes[index] = node
        return index

    def add(self, node: Node) -> int:
        return self.put(self.reserve(), node)

    def sequence(self, actions: tuple[Action, ...], address: str, exit: int, around: Around) -> int:
        """The first node of a list of actions that goes on at `exit`; the actions are compiled later."""
        indexes = [self.reserve() for _ in actions]
        for at, action in enumerate(actions):
            after = indexes[at + 1] if at + 1 < len(indexes) else exit
            where = item_address(address, at, action.kind, action.ref_id)
            self._pending.append(Place(self, action, where, indexes[at], after, around))
        return indexes[0] if indexes else exit

    @property
    def probed(self) -> bool:
        """Whether the program is made for coverage."""
        return self._probes is not None

    def path(self, address: str, first: int, after: int) -> int:
        """Where the output path at an address begins: at its `first` node, which is `after` for one without actions.
        With probes it always has a node of its own."""
        if self._probes is None:
            return first
        if first == after:
            first = self.add(PathNode(address=address, cost=0, next=after))
        self._probes.paths[first] = address
        return first

    def one(self, action: Action, address: str, index: int, next: int, around: Around) -> None:
        """Compile a single action into the node `index`."""
        self._pending.append(Place(self, action, address, index, next, around))

    def finish(self) -> list[Node]:
        """Compile all that waits; the whole table."""
        while self._pending:
            place = self._pending.popleft()
            build = self._builds.get(place.action.kind, self._fallback)
            self.put(place.index, build(place))
        return [node for node in self.nodes if node is not None]


def below(actions: tuple[Action, ...]) -> Iterator[Action]:
    """The actions and all below them, without recursion."""
    pending = list(actions)
    while pending:
        action = pending.pop()
        yield action
        for branch in branches(action):
            pending.extend(branch.actions)


def ref_id_of(reference: str) -> str:
    """The refId that a reference ends in, which may hold any sign: `./choices/menuTask[Yes/No_12]` -> `Yes/No_12`."""
    found = _REFERENCE.fullmatch(reference.strip())
    return found.group(1) if found else ""


_REFERENCE = re.compile(r"(?:.*/)?\w+\[(.*)\]", re.DOTALL)


def dig(entries: Entries, path: str) -> Setting | None:
    """The setting at a path of keys, None where any of them is absent."""
    node: Setting | None = None
    for key in path.split("/"):
        node = get(entries, key)
        entries = node.entries if isinstance(node, Group) else ()
    return node


def is_no_value(node: Setting | None) -> bool:
    return isinstance(node, NoValue)
