"""What stands at a setting of a flow: a literal, an expression, an audio, nothing, or a group of settings.

The value shapes are closed over the published flows that were studied
(Architect: `lit`, `exp`, `noValue`, `noValueWithNoFallback`, `var`, `tts`, `prompt`,
`alternateSequences`, `none`); any other mapping is a `Group`, any list `Items`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import msgspec

Scalar: TypeAlias = str | int | Decimal | bool | None


class Literal(msgspec.Struct, frozen=True):
    """`lit: x`: a constant. `value` is a scalar, a `Group` such as `{name: Support}` or `{seconds: 5}`,
    or `Items` of values for a collection. `extra` holds keys that stand beside `lit`
    (Architect: schedule groups are written `{lit: {name: X}, name: X}`)."""

    value: Node
    extra: Entries = ()

    @property
    def name(self) -> str | None:
        """The name in `lit: {name: X}` (a queue, prompt, schedule group…), None for other literals."""
        found = get(self.value.entries, "name") if isinstance(self.value, Group) else None
        return found if isinstance(found, str) else None


class Expression(msgspec.Struct, frozen=True):
    """`exp: text`: an Architect expression, evaluated when the action runs."""

    text: str


class NoValue(msgspec.Struct, frozen=True):
    """`noValue: true`: NOT_SET, or "use the flow's default" where there is one.
    `fallback=False` is `noValueWithNoFallback: true`: NOT_SET without that default."""

    fallback: bool = True


class Output(msgspec.Struct, frozen=True):
    """`var: Scope.Name`: the variable that receives a result."""

    name: str


class Nothing(msgspec.Struct, frozen=True):
    """`none: true`: the marker of an empty object (`disconnect: {none: true}`)."""


class Audio(msgspec.Struct, frozen=True):
    """What is played: text to speech or a prompt (`Prompt.x`, `PromptSystem.x`) alone, or one of `tts`, `exp`,
    `prompt` as the default beside per-language `alternates`; none of them where only alternates are given.
    A lone `exp` is an `Expression`, at an audio setting as anywhere."""

    tts: str | None = None
    exp: str | None = None
    prompt: str | None = None
    alternates: tuple[tuple[str, Node], ...] = ()


class Group(msgspec.Struct, frozen=True):
    """A mapping of settings, in the order in which they are written."""

    entries: Entries = ()

    def get(self, key: str) -> Node | None:
        return get(self.entries, key)


class Items(msgspec.Struct, frozen=True):
    """A list of settings."""

    items: tuple[Node, ...] = ()


class Action(msgspec.Struct, frozen=True):
    """An action of a task, or a choice of a menu: `- transferToAcd: {…}`.

    `kind` is the key of the catalogue (`transferToAcd`, `menuTask`); `entries` are its settings in
    the order written, its branches among them as `Actions` nodes. Unknown kinds and keys are kept.
    An action with a bare scalar for settings (`- ref: other.yaml#/…`) has one entry, under the key "".
    """

    kind: str
    entries: Entries = ()

    def get(self, key: str) -> Node | None:
        return get(self.entries, key)

    @property
    def name(self) -> str:
        """The action's name, "" where it has none (the name is optional in hand-written files)."""
        found = self.get("name")
        return found if isinstance(found, str) else ""

    @property
    def ref_id(self) -> str | None:
        found = self.get("refId")
        return found if isinstance(found, str) else None


class Actions(msgspec.Struct, frozen=True):
    """An `actions:` list: the actions of a branch, a case, or a menu choice's task."""

    items: tuple[Action, ...] = ()


Value: TypeAlias = Literal | Expression | NoValue | Output | Nothing | Audio
Node: TypeAlias = Value | Group | Items | Actions | Scalar
Entries: TypeAlias = tuple[tuple[str, Node], ...]


def get(entries: Entries, key: str) -> Node | None:
    """The setting written under `key`, None where it is absent."""
    for name, node in entries:
        if name == key:
            return node
    return None
