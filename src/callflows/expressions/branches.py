"""Where an expression may go two ways: `If`, `?:`, and the right side of `and` and `or`.

`compile(…, branches=marks)` notes in `marks`, two bytes a branching in the order of `branchings`, which ways were gone.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.expressions.ast import Ast, Binary, Call, Index, Member, Ternary, children


class Way(msgspec.Struct, frozen=True):
    """One of the two ways. `label` says which: `then`, `else`; for `and` and `or` `right` (the right side decides) and
    `left` (the left side alone decides). `offset` and `end` are the part of the text that then runs."""

    label: str
    offset: int
    end: int


class Branching(msgspec.Struct, frozen=True):
    """A place of the text with two ways. `kind` is `If`, `?:`, `and` or `or`; `ways` are in the order of the marks."""

    kind: str
    ways: tuple[Way, Way]


def branchings(ast: Ast) -> tuple[Branching, ...]:
    """Every branching of a tree, an outer one before those inside it, else in the order of the text."""
    return tuple(_branching(node) for node in branching_nodes(ast))


def branching_nodes(ast: Ast) -> Iterator[Ast]:
    """The nodes of `branchings`, in the same order."""
    pending = [ast]
    while pending:
        node = pending.pop()
        if _branches(node):
            yield node
        pending.extend(reversed(children(node)))


def _branches(node: Ast) -> bool:
    match node:
        case Ternary():
            return True
        case Binary():
            return node.operator in {"and", "or"}
        case Call():
            return node.name.lower() == "if" and len(node.arguments) == 3
        case _:
            return False


def _branching(node: Ast) -> Branching:
    if isinstance(node, Binary):
        return Branching(node.operator, (_way("right", node.right), _way("left", node.left)))
    if isinstance(node, Ternary):
        return Branching("?:", (_way("then", node.then), _way("else", node.otherwise)))
    arguments = children(node)
    return Branching("If", (_way("then", arguments[1]), _way("else", arguments[2])))


def _way(label: str, node: Ast) -> Way:
    """The text of a node: `offset` of an operator, member or index is its sign's, so its first operand begins it."""
    first, last = node, node
    while isinstance(first, Binary | Ternary | Member | Index):
        first = children(first)[0]
    while isinstance(last, Binary | Ternary):
        last = children(last)[-1]
    return Way(label, first.offset, last.end)
