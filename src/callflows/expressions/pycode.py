"""Pieces of a Python syntax tree.

Each carries as its line the number that generated code needs where it fails: the offset of the user's node, plus one.
"""

from __future__ import annotations

import ast
from typing import cast

_LOAD, _STORE, _IS, _IS_NOT, _NOT = ast.Load(), ast.Store(), ast.Is(), ast.IsNot(), ast.Not()


def name(identifier: str, line: int) -> ast.expr:
    return ast.Name(identifier, _LOAD, lineno=line, col_offset=0)


def constant(value: str | int | None, line: int) -> ast.expr:
    return ast.Constant(value, lineno=line, col_offset=0)


def call(function: str, arguments: list[ast.expr], line: int) -> ast.expr:
    return ast.Call(name(function, line), arguments, [], lineno=line, col_offset=0)


def item(owner: ast.expr, index: int, line: int) -> ast.expr:
    return ast.Subscript(owner, constant(index, line), _LOAD, lineno=line, col_offset=0)


def attribute(owner: ast.expr, identifier: str, line: int) -> ast.expr:
    return ast.Attribute(owner, identifier, _LOAD, lineno=line, col_offset=0)


def collected(items: list[ast.expr], line: int) -> ast.expr:
    return ast.Tuple(items, _LOAD, lineno=line, col_offset=0)


def assign(identifier: str, value: ast.expr, line: int) -> ast.stmt:
    return ast.Assign([ast.Name(identifier, _STORE, lineno=line, col_offset=0)], value, lineno=line, col_offset=0)


def put(owner: str, index: int, value: int, line: int) -> ast.stmt:
    """`owner[index] = value`."""
    target = ast.Subscript(name(owner, line), constant(index, line), _STORE, lineno=line, col_offset=0)
    return ast.Assign([target], constant(value, line), lineno=line, col_offset=0)


def statement(value: ast.expr, line: int) -> ast.stmt:
    return ast.Expr(value, lineno=line, col_offset=0)


def result(value: ast.expr, line: int) -> ast.stmt:
    return ast.Return(value, lineno=line, col_offset=0)


def branch(test: ast.expr, then: list[ast.stmt], otherwise: list[ast.stmt], line: int) -> ast.stmt:
    return ast.If(test, then, otherwise, lineno=line, col_offset=0)


def choice(test: ast.expr, then: ast.expr, otherwise: ast.expr, line: int) -> ast.expr:
    return ast.IfExp(test, then, otherwise, lineno=line, col_offset=0)


def is_none(value: ast.expr, line: int) -> ast.expr:
    return ast.Compare(value, [_IS], [constant(None, line)], lineno=line, col_offset=0)


def is_not(value: ast.expr, *others: bool | None, line: int) -> ast.expr:
    """`value is not a and value is not b …`."""
    tests: list[ast.expr] = [
        ast.Compare(value, [_IS_NOT], [constant(other, line)], lineno=line, col_offset=0) for other in others
    ]
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests, lineno=line, col_offset=0)


def negated(value: ast.expr, line: int) -> ast.expr:
    return ast.UnaryOp(_NOT, value, lineno=line, col_offset=0)


def both(left: ast.expr, right: ast.expr, line: int) -> ast.expr:
    return ast.BoolOp(ast.And(), [left, right], lineno=line, col_offset=0)


def either(left: ast.expr, right: ast.expr, line: int) -> ast.expr:
    return ast.BoolOp(ast.Or(), [left, right], lineno=line, col_offset=0)


_SKELETON = "def run(scope, environment):\n try:\n  pass\n except ExpressionError as error:\n  place(error)\n  raise"


def function(body: list[ast.stmt]) -> ast.Module:
    """`def run(scope, environment)` around statements; an ExpressionError that has no place yet gets its line's."""
    module = ast.parse(_SKELETON)
    definition = cast("ast.FunctionDef", module.body[0])
    cast("ast.Try", definition.body[0]).body = body
    return module
