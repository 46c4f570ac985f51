"""YAML nodes to the model's nodes: which mapping is a value, which list holds actions, what is only settings.

The shapes are those of Architect's exports; anything else is a `Group` or `Items` and kept as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.document.source_map import SourceMap
from callflows.architect.faults import Findings, fault
from callflows.architect.keys import ACTION_LISTS, BARE, EXCLUSIVE, VALUE_KEYS
from callflows.model import (
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
)
from callflows.model.walk import item_address

_AUDIO_KEYS = ("tts", "exp", "prompt")
AUDIO_FORMS: Final = "`tts`, `exp`, `prompt`, `alternateSequences` or `noValue`"
"""What may stand at an audio setting, in words."""


class Shaper:
    """Turns YAML nodes into model nodes and gathers what is wrong with them."""

    def __init__(self, source: SourceMap, findings: Findings) -> None:
        self.source = source
        self.findings = findings

    def node(self, node: YamlNode, address: str, key: str = "") -> Node:
        """The model's node for what stands at `address` under `key`."""
        if key in ACTION_LISTS:
            return Actions(self.actions(node, address))
        if isinstance(node, ScalarNode):
            return node.value
        if isinstance(node, ListNode):
            items: list[Node] = []
            for index, item in enumerate(node.items):
                items.append(self.node(item, f"{address}[{index}]"))
            return Items(tuple(items))
        value = self._value(node, address)
        return Group(self.entries(node, address)) if value is None else value

    def entries(self, node: MapNode, address: str, skip: frozenset[str] = frozenset()) -> Entries:
        """The settings of a mapping, in file order, without those under `skip`."""
        found: list[tuple[str, Node]] = []
        for name, (_, below) in node.entries.items():
            if name not in skip:
                found.append((name, self.node(below, f"{address}/{name}", name)))
        return tuple(found)

    def actions(self, node: YamlNode, address: str) -> tuple[Action, ...]:
        """The actions of a list, or the choices of a menu; what is no action is reported and left out."""
        if not isinstance(node, ListNode):
            if not (isinstance(node, ScalarNode) and node.value is None):
                self.wrong(address, f"Here stands {what_it_is(node)}; expected a list of actions.")
            return ()
        found: list[Action] = []
        for index, item in enumerate(self.kept(node, _is_action)):
            if isinstance(item, MapNode):
                found.append(self._action(item, f"{address}[{index}]", address, index))
        for index in range(len(found), len(node.items)):
            said = f"Here stands {what_it_is(node.items[index])}; expected an action such as `disconnect:`."
            self.wrong(f"{address}[{index}]", said)
        return tuple(found)

    def kept(self, node: ListNode, fits: Callable[[YamlNode], bool]) -> list[YamlNode]:
        """The items that a list may hold. Those that it may not are put behind them in the document, so that an index
        counts the same items in the flow, which lacks them, and in its source map."""
        kept = [item for item in node.items if fits(item)]
        if len(kept) < len(node.items):
            node.items = [*kept, *(item for item in node.items if not fits(item))]
        return kept

    def wrong(self, address: str, message: str, help: str = "") -> None:
        """Note a wrong shape at an address."""
        if self.findings.room("wrong-shape"):
            span = self.source.span(address)
            self.findings.add(fault("wrong-shape", message, span=span, address=address, help=help))

    def _action(self, item: MapNode, place: str, address: str, index: int) -> Action:
        kind, (_, settings) = next(iter(item.entries.items()))
        own = item_address(address, index, kind, ref_id(settings))
        if len(item.entries) > 1:
            others = ", ".join(f'"{name}"' for name in list(item.entries)[1:4])
            self.wrong(
                f"{place}/{kind}",
                f'Beside the action "{kind}" stands {others}; an item of an action list is one action.',
                "Indent the action's settings below it, or start the next action with a dash.",
            )
        if isinstance(settings, MapNode):
            return Action(kind, self.entries(settings, own))
        if isinstance(settings, ListNode):
            self.wrong(own, f'The action "{kind}" has a list here; expected its settings.')
            return Action(kind)
        return Action(kind) if settings.value is None else Action(kind, ((BARE, settings.value),))

    def _value(self, node: MapNode, address: str) -> Node:
        """The value that a mapping is, None where it is only a group of settings."""
        keys = VALUE_KEYS.intersection(node.entries)
        if "alternateSequences" in node.entries or "prompt" in node.entries or "tts" in keys:
            return self._audio(node, address)
        if len(keys) != 1:
            self._ambiguous(node, keys, address)
            return None
        (key,) = keys
        below = node.entries[key][1]
        if key == "lit":
            rest = self.entries(node, address, keys)
            return Literal(self.node(below, f"{address}/lit", "lit"), rest)
        if len(node.entries) > 1 or not isinstance(below, ScalarNode):
            return None
        return self._single(key, below, address)

    def _single(self, key: str, below: ScalarNode, address: str) -> Node:
        if key == "exp":
            return Expression(below.text)
        if key == "var":
            return Output(below.text)
        if below.value is not True:
            self.wrong(f"{address}/{key}", f'"{key}" is {what_it_is(below)}; it can only be true.')
            return None
        return Nothing() if key == "none" else NoValue(fallback=key == "noValue")

    def _audio(self, node: MapNode, address: str) -> Node:
        """An audio, None where the mapping only looks a little like one."""
        sequences = node.entries.get("alternateSequences")
        others = [key for key in node.entries if key != "alternateSequences"]
        main = node.entries[others[0]][1] if others else None
        if len(others) > 1 or (others and others[0] not in _AUDIO_KEYS):
            self._ambiguous(node, EXCLUSIVE.intersection(node.entries), address)
            return None
        if main is not None and not isinstance(main, ScalarNode):
            return None
        if sequences is not None and not isinstance(sequences[1], MapNode):
            return None
        text = main.text if main is not None else None
        inside = f"{address}/alternateSequences"
        alternates = self.entries(sequences[1], inside) if sequences and isinstance(sequences[1], MapNode) else ()
        key = others[0] if others else ""
        return Audio(
            tts=text if key == "tts" else None,
            exp=text if key == "exp" else None,
            prompt=text if key == "prompt" else None,
            alternates=alternates,
        )

    def _ambiguous(self, node: MapNode, keys: frozenset[str], address: str) -> None:
        """Two of `lit`, `exp`, `noValue` … at once: nobody can know which is meant."""
        if len(keys) > 1 and all(isinstance(node.entries[key][1], ScalarNode) for key in keys):
            said = " and ".join(f"`{key}`" for key in node.entries if key in keys)
            self.wrong(address, f"Here stand {said} together; a value is one of them.", "Keep the one that is meant.")


def _is_action(item: YamlNode) -> bool:
    return isinstance(item, MapNode) and bool(item.entries)


def is_ambiguous(node: Node) -> bool:
    """Whether a group is two values at once, which was reported when it was read."""
    if not isinstance(node, Group):
        return False
    values = [below for key, below in node.entries if key in EXCLUSIVE]
    return len(values) > 1 and not any(isinstance(below, msgspec.Struct) for below in values)


def ref_id(node: YamlNode | None) -> str | None:
    """The refId among an object's settings."""
    found = node.entries.get("refId") if isinstance(node, MapNode) else None
    return found[1].text if found and isinstance(found[1], ScalarNode) and found[1].text else None
