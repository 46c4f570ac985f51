"""How a finding can be mended: what to write where, before it becomes an edit of a file."""

from __future__ import annotations

import re
from typing import Protocol

import msgspec

from callflows.analysis import Access, Program, VariableUse
from callflows.diagnostics import Diagnostic, Edit, Fix


class Editable(Protocol):
    """A file whose text can be edited by address (`architect.Editable`). None = not there, or not so."""

    def rename_key(self, address: str, new: str) -> Edit | None: ...
    def rewrite(self, address: str, old: str, new: str) -> Edit | None: ...
    def replace(self, address: str, text: str, start: int, end: int, new: str) -> Edit | None: ...


class RenameKey(msgspec.Struct, frozen=True):
    """Write `new` for the key at `address`."""

    address: str
    new: str

    def edit(self, file: Editable) -> Edit | None:
        return file.rename_key(self.address, self.new)


class Rewrite(msgspec.Struct, frozen=True):
    """Write the text `new` for the text `old` at `address`."""

    address: str
    old: str
    new: str

    def edit(self, file: Editable) -> Edit | None:
        return file.rewrite(self.address, self.old, self.new)


class Replace(msgspec.Struct, frozen=True):
    """Write `new` for the characters from `start` to `end` of the `text` at `address`."""

    address: str
    text: str
    start: int
    end: int
    new: str

    def edit(self, file: Editable) -> Edit | None:
        return file.replace(self.address, self.text, self.start, self.end, self.new)


class Mend(msgspec.Struct, frozen=True):
    """One change that mends a finding. It is `safe` where the flow is refused as it stands and nothing else can have
    been meant; a guess is not."""

    change: RenameKey | Rewrite | Replace
    safe: bool = False

    def fix(self, file: Editable) -> Fix | None:
        """The mend as edits, None where the file does not allow it."""
        edit = self.change.edit(file)
        return Fix(title=f"Write {self.change.new}", edits=(edit,), safe=self.safe) if edit else None


def other_name(program: Program, use: VariableUse, new: str) -> tuple[Mend, ...]:
    """Name another variable where one is used: a guess."""
    if use.access is Access.WRITE:
        place = next((p for p in program.places if p.address == use.address), None)
        if place is None:
            return ()
        address = use.address if isinstance(place.node, str) else f"{use.address}/var"
        return (Mend(Rewrite(address, use.name, new)),)
    text = next((t.text for t in program.texts if t.address == use.address), None)
    if text is None or use.offset is None or text[use.offset : use.offset + len(use.name)] != use.name:
        return ()
    end = use.offset + len(use.name)
    return (Mend(Replace(f"{use.address}/exp", text, use.offset, end, new)),)


_HABITS = {"&&": "and", "||": "or", "<>": "!=", "=": "==", "\u00a0": " "}
"""What other languages write, and the one thing that it can mean in Architect's."""
_SINGLE_QUOTED = re.compile(r"'[^'\"\\]*'")


def habit(address: str, text: str, fault: Diagnostic) -> tuple[Mend, ...]:
    """The operator of another language written as Architect's, where the fault of the expression `text` is one."""
    span = fault.span
    if span is None or span.line != span.end_line:
        return ()
    start = sum(len(line) + 1 for line in text.split("\n")[: span.line - 1]) + span.column - 1
    end = start + span.end_column - span.column
    old = text[start:end]
    new = f'"{old[1:-1]}"' if _SINGLE_QUOTED.fullmatch(old) else _HABITS.get(old)
    if new is None:
        return ()
    if new[0] in '" ':
        return (Mend(Replace(f"{address}/exp", text, start, end, new), safe=True),)
    spaced = new if text[start - 1 : start].isspace() else f" {new}"
    spaced += "" if text[end : end + 1].isspace() else " "
    return (Mend(Replace(f"{address}/exp", text, start, end, spaced), safe=True),)
