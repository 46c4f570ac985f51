"""Filling a template of `inlining` with arguments."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from callflows.expressions import pycode
from callflows.expressions.inlining import HELPERS, MAY_GIVE_NOT_SET, TEMPLATES
from callflows.expressions.values import Value

_PARAMETERS = ("a", "b", "c")
_COMPARE: Mapping[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Lt: operator.lt,  # type: ignore[dict-item]  # what templates compare are numbers
    ast.LtE: operator.le,  # type: ignore[dict-item]
    ast.Gt: operator.gt,  # type: ignore[dict-item]
    ast.GtE: operator.ge,  # type: ignore[dict-item]
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


class Argument(NamedTuple):
    """What takes a parameter's place. `is_set`: certainly not NOT_SET. `known`: `value` is what it is."""

    code: ast.expr
    is_set: bool
    known: bool = False
    value: Value = None


class Template(NamedTuple):
    """A parsed template. `plain`: each argument stands in it once, in order, so it need not be in a variable."""

    body: ast.expr
    plain: bool
    may_be_not_set: bool


class Filled(NamedTuple):
    """The code, which helpers it names, and whether it may give NOT_SET."""

    code: ast.expr
    helpers: frozenset[str]
    may_be_not_set: bool


@cache
def template(key: str) -> Template | None:
    """The template of this key, None where there is none."""
    text = TEMPLATES.get(key)
    if text is None:
        return None
    body = ast.parse(text, mode="eval").body
    used = [name for name in _names(body) if name in (*_PARAMETERS, "call")]
    return Template(body, used == list(_PARAMETERS[: len(used)]), key in MAY_GIVE_NOT_SET)


def fill(
    found: Template, arguments: Sequence[Argument], local: str, implementation: Callable[[], ast.expr], line: int
) -> Filled:
    """The template with its arguments, its own name `r` as `local`, and `call` as what `implementation` gives."""
    filling = _Filling(dict(zip(_PARAMETERS, arguments, strict=False)), local, implementation, line)
    code = filling.expression(found.body)
    return Filled(code, frozenset(filling.helpers), found.may_be_not_set or _gives_none(code))


def _names(node: ast.AST) -> list[str]:
    """The names in the order in which they are evaluated, as far as the templates need it: that of the text, but the
    test of a conditional comes first."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.IfExp):
        return [*_names(node.test), *_names(node.body), *_names(node.orelse)]
    return [name for child in ast.iter_child_nodes(node) for name in _names(child)]


def _gives_none(code: ast.expr) -> bool:
    if isinstance(code, ast.IfExp):
        return _gives_none(code.body) or _gives_none(code.orelse)
    return isinstance(code, ast.Constant) and code.value is None


class _Unknown:
    """The value of what only the call knows."""


_UNKNOWN = _Unknown()
_SET = _Unknown()


class _Filling:
    def __init__(
        self, arguments: Mapping[str, Argument], local: str, implementation: Callable[[], ast.expr], line: int
    ) -> None:
        self._arguments = arguments
        self._local = local
        self._implementation = implementation
        self._line = line
        self.helpers: set[str] = set()

    def expression(self, node: ast.expr) -> ast.expr:
        """The node with everything in its place; a choice that the known arguments decide is made."""
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.IfExp):
            verdict = self._verdict(node.test)
            if verdict is not None:
                return self.expression(node.body if verdict else node.orelse)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            open_ = [each for each in node.values if self._verdict(each) is None]
            return self._copy(ast.BoolOp(node.op, open_)) if len(open_) > 1 else self.expression(open_[0])
        return self._copy(node)

    def _copy(self, node: ast.expr) -> ast.expr:
        fields: dict[str, Any] = {name: self._field(value) for name, value in ast.iter_fields(node)}
        return type(node)(**fields, lineno=self._line, col_offset=0)

    def _field(self, value: object) -> object:
        if isinstance(value, list):
            return [self._field(each) for each in value]
        return self.expression(value) if isinstance(value, ast.expr) else value

    def _name(self, node: ast.Name) -> ast.expr:
        if node.id in self._arguments:
            return self._arguments[node.id].code
        if node.id == "call":
            return self._implementation()
        if node.id == "r":
            return ast.Name(self._local, node.ctx, lineno=self._line, col_offset=0)
        self.helpers.add(node.id)
        return pycode.name(node.id, self._line)

    def _verdict(self, test: ast.expr) -> bool | None:
        """Whether a test holds, where that is known now."""
        if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
            verdicts = [self._verdict(each) for each in test.values]
            return False if False in verdicts else None if None in verdicts else True
        if isinstance(test, ast.Name):
            value = self._value(test)
            return None if isinstance(value, _Unknown) else bool(value)
        if not isinstance(test, ast.Compare):
            return None
        values = [self._value(each) for each in (test.left, *test.comparators)]
        if values[0] is _SET and values[1] is None:
            return isinstance(test.ops[0], ast.IsNot)
        if any(isinstance(value, _Unknown) for value in values):
            return None
        return all(
            _COMPARE[type(sign)](left, right) for sign, left, right in zip(test.ops, values, values[1:], strict=False)
        )

    def _value(self, node: ast.expr) -> object:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Attribute) and node.attr == "__class__":
            value = self._value(node.value)
            return _UNKNOWN if isinstance(value, _Unknown) else type(value)
        if isinstance(node, ast.Name) and node.id in self._arguments:
            argument = self._arguments[node.id]
            return argument.value if argument.known else _SET if argument.is_set else _UNKNOWN
        return HELPERS.get(node.id, _UNKNOWN) if isinstance(node, ast.Name) else _UNKNOWN
