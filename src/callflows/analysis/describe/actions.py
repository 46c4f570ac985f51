"""Actions as a tree of lines: what each does, and what follows on each of its output paths."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis.describe.portrait import Line, LineKind, Part
from callflows.analysis.describe.settings import Jumps, parts_of
from callflows.analysis.describe.values import in_words, words
from callflows.model import Action, Actions, Branch, Group, Items, Node, branches, spec_of
from callflows.model.walk import sites_of

_OWN_TASK = "task"


def lines_of(address: str, actions: tuple[Action, ...], jumps: Jumps, depth: int = 0) -> Iterator[Line]:
    """The lines of an action list at `address`."""
    for site in sites_of(address, actions, ""):
        yield _line(site.action, site.address, jumps, depth)
        yield from _below(site.action, site.address, jumps, depth + 1)


def _line(action: Action, address: str, jumps: Jumps, depth: int) -> Line:
    spec = spec_of(action.kind)
    title = spec.title if spec else words(action.kind) or action.kind
    same = _bare(action.name) == _bare(title)
    parts = parts_of(action.entries, address, spec.fields if spec else (), jumps)
    return Line(depth, LineKind.ACTION, title, "" if same else action.name, parts, address)


def _below(action: Action, address: str, jumps: Jumps, depth: int) -> Iterator[Line]:
    for branch in branches(action, address):
        if branch.output == _OWN_TASK:
            yield from lines_of(branch.address, branch.actions, jumps, depth)
            continue
        label, parts = _label(action, branch, address)
        yield Line(depth, LineKind.BRANCH, label, "", parts, branch.address)
        if branch.actions:
            yield from lines_of(branch.address, branch.actions, jumps, depth + 1)
        else:
            yield Line(depth + 1, LineKind.NOTE, "goes on")


def _label(action: Action, branch: Branch, address: str) -> tuple[str, tuple[Part, ...]]:
    """An output path's name; that of a case is its value."""
    above = branch.address.removesuffix("/actions")
    holder = _at(action, above.removeprefix(address))
    if "[" in branch.output and isinstance(holder, Group):
        said = [Part("", in_words(node)) for _, node in holder.entries if not isinstance(node, Actions)]
        return "case", tuple(said)
    return words(branch.output), ()


def _at(action: Action, path: str) -> Node:
    """What stands at a path of keys and `[index]` below an action."""
    node: Node = Group(action.entries)
    for step in path.replace("[", "/[").split("/")[1:]:
        if step.startswith("[") and isinstance(node, Items):
            node = node.items[int(step[1:-1])]
        elif isinstance(node, Group):
            node = node.get(step)
        else:
            return None
    return node


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
