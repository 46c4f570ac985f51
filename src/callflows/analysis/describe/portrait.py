"""What a flow in words consists of."""

from __future__ import annotations

import enum

import msgspec


class LineKind(enum.StrEnum):
    """What a line of a tree is."""

    ACTION = "action"
    BRANCH = "branch"  # an output path; its actions stand below it
    NOTE = "note"  # something about what stands above


class Part(msgspec.Struct, frozen=True):
    """`label text`: one setting and its value, the label empty where the value speaks for itself."""

    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label} {self.text}" if self.label else self.text


class Line(msgspec.Struct, frozen=True):
    """One line of a tree. `text` is what it is, `name` what the author called it ("" where that says no more), `parts`
    are its settings in Architect's text. `address` is its place in the flow."""

    depth: int
    kind: LineKind
    text: str
    name: str = ""
    parts: tuple[Part, ...] = ()
    address: str = ""


class VariableRow(msgspec.Struct, frozen=True):
    """A variable. `direction` is `in`, `out`, `in, out` or ""."""

    name: str
    type: str
    initial: str
    direction: str
    description: str


class Section(msgspec.Struct, frozen=True):
    """A task, a menu, a group of settings. `variables` are those of a task."""

    title: str
    name: str
    address: str
    parts: tuple[Part, ...] = ()
    variables: tuple[VariableRow, ...] = ()
    lines: tuple[Line, ...] = ()


class Portrait(msgspec.Struct, frozen=True):
    """A flow: `title` is its type in words, `facts` are its header, `settings` hold only what differs from a new
    flow's, `sections` its start task, menus, tasks, and what else has actions, in the order of the file."""

    title: str
    name: str
    facts: tuple[Part, ...]
    variables: tuple[VariableRow, ...]
    settings: tuple[Section, ...]
    sections: tuple[Section, ...]


def at_address(portrait: Portrait, address: str) -> Portrait | None:
    """Only what stands at an address and below: one section, or of its lines those of an action or a branch. None where
    nothing stands there."""
    replace = msgspec.structs.replace
    nothing = replace(portrait, facts=(), variables=(), settings=(), sections=())
    for section in portrait.sections:
        if section.address == address:
            return replace(nothing, sections=(section,))
        lines = _below(section.lines, address)
        if lines:
            return replace(nothing, sections=(replace(section, parts=(), variables=(), lines=lines),))
    found = tuple(section for section in portrait.settings if section.address == address)
    return replace(nothing, settings=found) if found else None


def _below(lines: tuple[Line, ...], address: str) -> tuple[Line, ...]:
    """The line of an address with all that is further in, moved to the left."""
    for index, line in enumerate(lines):
        if line.address == address:
            end = index + 1
            while end < len(lines) and lines[end].depth > line.depth:
                end += 1
            return tuple(msgspec.structs.replace(one, depth=one.depth - line.depth) for one in lines[index:end])
    return ()
