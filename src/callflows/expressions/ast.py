"""The syntax tree of an expression.

Nodes are frozen and compare by meaning: where they stand in the text (`offset`, `end`) does not count, so
`parse(print(ast)) == ast`. Offsets count characters from 0; `end` is exclusive.
Depth is bounded by the parser (`parser.MAX_DEPTH`), so walking a tree recursively is safe.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import msgspec


class Node(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What all nodes share. For operators `offset` is the operator's own place, as Architect's messages count it.

    A tree holds no cycle, so the garbage collector need not look at it (`gc=False`).
    """

    offset: int
    end: int

    def _meaning(self) -> tuple[object, ...]:
        fields = (getattr(self, name) for name in self.__struct_fields__ if name not in {"offset", "end"})
        return (type(self), *((type(field), field) for field in fields))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._meaning() == other._meaning()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._meaning())


class Literal(Node, frozen=True, eq=False):
    """A number, text or truth value; NOT_SET is the value None. `text` is how it was written."""

    value: str | int | Decimal | bool | None
    text: str = ""

    def _meaning(self) -> tuple[object, ...]:
        return (Literal, type(self.value), str(self.value))


class Variable(Node, frozen=True, eq=False):
    """`Flow.amount`, `Call.Ani`, `Prompt.welcome`: a scope and a name. `scope` is empty for a name without one.

    Names ignore case; the typed spelling is kept for printing.
    """

    scope: str
    name: str

    @property
    def key(self) -> str:
        """The name by which a `Scope` knows the variable: lower case, with its scope."""
        return (f"{self.scope}.{self.name}" if self.scope else self.name).lower()

    def _meaning(self) -> tuple[object, ...]:
        return (Variable, self.key)


class Call(Node, frozen=True, eq=False):
    """A function call, `If(…)` included."""

    name: str
    arguments: tuple[Ast, ...]

    def _meaning(self) -> tuple[object, ...]:
        return (Call, self.name.lower(), self.arguments)


class Unary(Node, frozen=True, eq=False):
    """`-x`, `!x` or `~x`."""

    operator: str
    operand: Ast


class Binary(Node, frozen=True, eq=False):
    """`left operator right`; `and` and `or` are in lower case here."""

    operator: str
    left: Ast
    right: Ast


class Ternary(Node, frozen=True, eq=False):
    """`condition ? then : otherwise`."""

    condition: Ast
    then: Ast
    otherwise: Ast


class Index(Node, frozen=True, eq=False):
    """`target[index]`; with a text literal as index it reads a property."""

    target: Ast
    index: Ast


class Member(Node, frozen=True, eq=False):
    """`target.name` or `target."name"`."""

    target: Ast
    name: str

    def _meaning(self) -> tuple[object, ...]:
        return (Member, self.name.lower(), self.target)


Ast: TypeAlias = Literal | Variable | Call | Unary | Binary | Ternary | Index | Member


def dotted(node: Ast) -> str:
    """`System.DateTime.dayOfWeek.sunday` for a chain of names, the empty string for anything else."""
    names: list[str] = []
    while isinstance(node, Member):
        names.append(node.name)
        node = node.target
    if not isinstance(node, Variable):
        return ""
    names += [node.name, node.scope] if node.scope else [node.name]
    return ".".join(reversed(names))


def children(node: Ast) -> tuple[Ast, ...]:  # noqa: PLR0911 - one return a case
    """The nodes directly below, in the order of the text."""
    match node:
        case Call():
            return node.arguments
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Ternary():
            return (node.condition, node.then, node.otherwise)
        case Index():
            return (node.target, node.index)
        case Member():
            return (node.target,)
        case _:
            return ()
