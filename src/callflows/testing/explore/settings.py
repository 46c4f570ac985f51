"""The settings of actions as what a search reads in them: expressions, assignments, participant data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from callflows.expressions import Ast, Literal, parse
from callflows.model import Action, Expression, Group, Items, Node, Output
from callflows.model import Literal as Written


def updates_of(action: Action) -> Iterator[tuple[str, Node]]:
    """(variable, value) of the statements of an Update Data action."""
    for body in bodies_of(action.get("statements")) if action.kind == "updateData" else ():
        target = body.get("variable")
        name = target.name if isinstance(target, Output) else target
        if isinstance(name, str):
            yield name, body.get("value")


def attributes_set(action: Action) -> Iterator[str]:
    """The names of the participant data that an action sets."""
    if action.kind == "setParticipantData":
        yield from (name for name, _ in attributes_of(action))


def attributes_of(action: Action) -> Iterator[tuple[str, Group]]:
    """The participant data of an action, by name where that is written."""
    for body in bodies_of(action.get("attributes")):
        text = ast_of(body.get("name"))
        if isinstance(text, Literal) and isinstance(text.value, str):
            yield text.value, body


class Attribute(Literal, frozen=True, eq=False):
    """A source that is participant data; `name` is the attribute's."""

    name: str = ""


def attribute_named(name: str) -> Attribute:
    """Participant data as a source."""
    return Attribute(0, 0, None, "", name)


def attribute_of(ast: Ast) -> Attribute | None:
    """The participant data that a source is, None for any other source."""
    return ast if isinstance(ast, Attribute) else None


def ast_of(node: Node) -> Ast | None:
    """A setting as an expression; a literal as itself, None for what is neither."""
    if isinstance(node, Expression):
        return parse(node.text).ast
    if isinstance(node, Written):
        return None if isinstance(node.value, Group | Items) else _literal(node.value)
    return _literal(node)


def _literal(value: object) -> Ast | None:
    return Literal(0, 0, value) if isinstance(value, str | int | Decimal | bool) else None


def cases_of(body: Node) -> Iterator[Node]:
    """The values of the cases of a switch."""
    listed = body.get("cases") if isinstance(body, Group) else None
    for item in listed.items if isinstance(listed, Items) else ():
        case = item.get("case") if isinstance(item, Group) else None
        if isinstance(case, Group):
            yield case.get("value")


def bodies_of(node: Node) -> Iterator[Group]:
    """`- type: {…}` of a list."""
    for item in node.items if isinstance(node, Items) else ():
        for _, body in item.entries if isinstance(item, Group) else ():
            if isinstance(body, Group):
                yield body
