"""Which variables, prompts and functions an expression names, without running it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.expressions.ast import Ast, Call, Literal, Variable, children


class VariableRef(msgspec.Struct, frozen=True):
    """A variable, prompt (`Prompt.x`) or built-in (`System.DateTime`) that is named, as it is spelt, and where."""

    name: str
    offset: int


class CallRef(msgspec.Struct, frozen=True):
    """A function that is called: its spelling, the text literals among its arguments (None for others), and where."""

    name: str
    arguments: tuple[str | None, ...]
    offset: int


def references_of(ast: Ast) -> tuple[VariableRef, ...]:
    """Every name with or without scope, in the order of the text, repeats included."""
    return tuple(
        VariableRef(f"{node.scope}.{node.name}" if node.scope else node.name, node.offset)
        for node in walk(ast)
        if isinstance(node, Variable)
    )


def calls_of(ast: Ast) -> tuple[CallRef, ...]:
    """Every function call, in the order of the text."""
    return tuple(
        CallRef(node.name, tuple(_text(argument) for argument in node.arguments), node.offset)
        for node in walk(ast)
        if isinstance(node, Call)
    )


def walk(ast: Ast) -> Iterator[Ast]:
    """The node and all below it, each before its children."""
    yield ast
    for child in children(ast):
        yield from walk(child)


def _text(node: Ast) -> str | None:
    return node.value if isinstance(node, Literal) and isinstance(node.value, str) else None
