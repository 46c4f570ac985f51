"""Tree to canonical text: one space around operators, no brackets that are not needed, functions in their own spelling.

`parse(to_source(ast)) == ast` for every tree that the parser makes.
"""

from __future__ import annotations

from decimal import Decimal

from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.lexer import is_name
from callflows.expressions.text import decimal_text, quote

_PRECEDENCE = {"or": 2, "and": 3, "|": 4, "&": 5, "==": 6, "!=": 6, "<": 7, "<=": 7, ">": 7, ">=": 7}
_PRECEDENCE |= {"+": 8, "-": 8, "*": 9, "/": 9, "%": 9, "^": 10}
_TERNARY, _PREFIX, _PRIMARY = 1, 11, 12


def to_source(ast: Ast) -> str:
    """The expression as text."""
    return _print(ast)


def _print(node: Ast) -> str:  # noqa: PLR0911 - one return a case
    match node:
        case Literal():
            return _literal(node)
        case Variable():
            return f"{node.scope}{_member(node.name)}" if node.scope else node.name
        case Call():
            known = FUNCTIONS.get(node.name.lower())
            return f"{known.name if known else node.name}({', '.join(map(_print, node.arguments))})"
        case Member():
            return f"{_print(node.target)}{_member(node.name)}"
        case Index():
            return f"{_print(node.target)}[{_print(node.index)}]"
        case Unary():
            return node.operator + _operand(node)
        case Binary():
            return _binary(node)
        case Ternary():
            parts = _inside(node.condition, 2), _inside(node.then, 3), _inside(node.otherwise, 3)
            return f"{parts[0]} ? {parts[1]} : {parts[2]}"


def _binary(node: Binary) -> str:
    level = _PRECEDENCE[node.operator]
    right_first = node.operator == "^"
    left = _inside(node.left, level + 1 if right_first else level)
    right = _inside(node.right, level if right_first else level + 1)
    return f"{left} {node.operator} {right}"


def _operand(node: Unary) -> str:
    """`-` takes a primary, and directly before a number it would become part of it."""
    if node.operator != "-":
        return _inside(node.operand, _PREFIX)
    if isinstance(node.operand, Literal) and not isinstance(node.operand.value, (str, bool)):
        return f"({_print(node.operand)})"
    return _inside(node.operand, _PRIMARY)


def _inside(node: Ast, level: int) -> str:
    """The node in brackets where it binds more loosely than `level`."""
    text = _print(node)
    return f"({text})" if _level(node) < level else text


def _level(node: Ast) -> int:
    match node:
        case Binary():
            return _PRECEDENCE[node.operator]
        case Ternary():
            return _TERNARY
        case Unary():
            return _PREFIX
        case _:
            return _PRIMARY


def _literal(node: Literal) -> str:
    value = node.value
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return "NOT_SET"
    if isinstance(value, bool):
        return "true" if value else "false"
    return node.text or (decimal_text(value) if isinstance(value, Decimal) else str(value))


def _member(name: str) -> str:
    return f".{name}" if is_name(name) else f".{quote(name)}"
