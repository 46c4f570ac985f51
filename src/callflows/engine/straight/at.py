"""A step whose code is written: what its code may be made of, and where it goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from callflows.engine.audio import Part, parts_of
from callflows.engine.audio import text_of as said
from callflows.engine.sources import (
    Broken,
    ByLanguage,
    Constant,
    Described,
    Evaluated,
    Fixed,
    Listed,
    Named,
    PromptSound,
    Read,
    Sound,
    Source,
    Spoken,
)
from callflows.engine.state import END, PARK, Node, State
from callflows.engine.straight.parts import Given, Lines, Path, Step
from callflows.engine.straight.played import End
from callflows.engine.units import Unit
from callflows.expressions import Type, Value, as_type


class UnwrittenError(Exception):
    """This has no code: the interpreter plays the calls that come here."""


class Writing(Protocol):
    """Who puts the code of nodes together."""

    nodes: list[Node]

    def unit(self, index: int) -> tuple[int, Unit]:
        """The flow or module in which a node stands, and its number; the flow's is 0."""

    def go(self, step: Step, path: Path) -> Lines:
        """On to another step."""

    def end(self, end: End, path: Path) -> Lines:
        """The call is over."""

    def note(self, path: Path) -> Lines:
        """Tell an observer of the steps of a path, the first time that a call takes them."""

    def bound(self, value: object) -> str:
        """A constant in the code: text and numbers as they are, anything else under a name."""

    def given(self, give: Given) -> str:
        """What is the same in all calls of a context."""

    def slot(self, part: int, number: int) -> str:
        """The local that holds a variable of a flow or module."""

    def enter(self, part: int) -> Lines:
        """Begin with the variables of a flow or module anew."""

    def expression(self, source: Evaluated, part: int, name: str) -> Lines | None:
        """Give a local the value of an expression; None for one that asks more than variables."""

    def view(self, part: int, read: Collection[int]) -> Lines:
        """Let `view` be a state in which sources that read these variables find their values now."""


@dataclass(frozen=True, slots=True)
class At:
    """A step, who writes its code, and how it was reached."""

    writing: Writing
    step: Step
    path: Path

    @property
    def part(self) -> int:
        return self.writing.unit(self.step.node)[0]

    def go(self, index: int, waiting: tuple[int, ...] | None = None) -> Lines:
        """On to another node, with the same tasks and modules around it unless others are named."""
        around = self.step.waiting if waiting is None else waiting
        path = self.path
        steps = (*path.steps, (self.step.node, index))
        return self.writing.go(Step(index, around), path._replace(steps=steps, nodes=path.nodes + 1))

    def again(self, part: str) -> Lines:
        """On to another part of the same node."""
        path = self.path
        return self.writing.go(self.step._replace(part=part), path._replace(nodes=path.nodes + 1))

    def parked(self) -> At:
        """From here on after a wait at this node, which the observer hears of."""
        return replace(self, path=self.path._replace(steps=(*self.path.steps, (self.step.node, PARK))))

    def end(self, by: str, reason: str = "") -> Lines:
        """The call is over, at this node."""
        node, (_, unit) = self.writing.nodes[self.step.node], self.writing.unit(self.step.node)
        path = self.path._replace(steps=(*self.path.steps, (self.step.node, END)))
        return self.writing.end(End(by, unit.name, node.address, reason), path)

    def slot(self, number: int) -> str:
        """The local that holds a variable of the flow or module that this node stands in."""
        return self.writing.slot(self.part, number)

    def value(self, source: Source, name: str) -> Lines:
        """Give the local `name` a source's value now."""
        match source:
            case Constant():
                return [f"{name} = {self.writing.bound(source.constant)}"]
            case Read():
                return [f"{name} = {self.slot(source.slot)}"]
            case Broken():
                raise UnwrittenError
            case Evaluated():
                found = self.writing.expression(source, self.part, name)
                if found is not None:
                    return found
        if is_given(source):
            return [f"{name} = {self.writing.given(source.value)}"]
        return [*self.view(source), f"{name} = {self.writing.bound(source)}.value(view)"]

    def view(self, *sources: Source | Sound) -> Lines:
        """Let `view` be a state in which these find their values now."""
        return self.writing.view(self.part, dict.fromkeys(slot for each in sources for slot in _variables(each)))

    def cast(self, value: str, type: Type) -> str:
        """A value as a variable of this type takes it."""
        return f"{self.writing.bound(as_type)}({value}, {self.writing.bound(type)}, None)"

    def hear(self, sound: Sound) -> tuple[Lines, At]:
        """Let the caller hear a sound; and from where it goes on. Nobody waits for a sound without parts."""
        if isinstance(sound, Fixed):
            text = said(sound.heard)
            heard: Lines = [f"heard.append({text!r})"] if text else []
            return heard, self.parked() if sound.heard else self
        waits = self.writing.note(Path(((self.step.node, PARK),)))
        other: Lines = [f"text = {self.writing.bound(said)}(parts)"]
        other += ["if parts:", waits] if waits else []
        if isinstance(sound, Spoken):  # a text is heard as it is
            other = [*self.view(), f"parts = {self.writing.bound(_parts)}(text, view)", *other]
            spoken: Lines = [*self.value(sound.source, "text"), "if text.__class__ is not str:", other]
            spoken += ["else:", waits] if waits else []
        else:
            spoken = [*self.view(sound), f"parts = {self.writing.bound(sound)}.parts(view)[0]", *other]
        return [*spoken, "if text:", ["heard.append(text)"]], self


def is_given(source: Source) -> bool:
    """Whether a source has the same value in all calls of one context."""
    return isinstance(source, Constant | Named) or (isinstance(source, Listed) and all(map(is_given, source.items)))


def _parts(value: Value, state: State) -> tuple[Part, ...]:
    """What is heard of the value of an expression."""
    return parts_of(value, state.context.directory, state.lang)


def _variables(source: Source | Sound) -> Iterator[int]:
    """The variables that a source or sound reads."""
    match source:
        case Read():
            yield source.slot
        case Evaluated():
            yield from source.compiled.reads
        case Listed():
            for item in source.items:
                yield from _variables(item)
        case Described():
            yield from _variables(source.sound)
        case Spoken():
            yield from _variables(source.source)
        case ByLanguage():
            for sound in (source.default, *source.alternates.values()):
                yield from _variables(sound)
        case Constant() | Named() | Broken() | Fixed() | PromptSound():
            pass
        case _:
            raise UnwrittenError


def literal(source: Source) -> Value:
    """The value of a source that is the same in every call; else the code gives up."""
    if isinstance(source, Constant):
        return source.constant
    raise UnwrittenError
