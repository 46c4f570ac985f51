"""The body of a function that evaluates an expression, statement by statement.

Each statement carries the user's offset as its line, so a fault has its place (`dispatch.place`).
"""

from __future__ import annotations

import ast as python
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

from callflows.expressions import dispatch, pycode
from callflows.expressions.errors import ExpressionError
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.values import Value

_FOLDED_LENGTH = 1_000
_ALWAYS_THERE: Mapping[str, object] = {"__builtins__": {}, "ExpressionError": ExpressionError, "place": dispatch.place}


class Coded(NamedTuple):
    """A node's value as code. `known`: it is `value`, whatever the call. `is_set`: certainly not NOT_SET. `truth`:
    certainly true or false. `atom`: a name or constant, free to stand anywhere and more than once."""

    code: python.expr | None
    is_set: bool = False
    truth: bool = False
    atom: bool = False
    known: bool = False
    value: Value = None


def known(value: Value) -> Coded:
    return Coded(None, value is not None, isinstance(value, bool), True, True, value)


def fold(run: Callable[..., Value], values: Sequence[object]) -> Coded | None:
    """What a call gives in every call: None where it fails, which it then does when it runs, or is very long."""
    try:
        found = run(*values)
    except ExpressionError:
        return None
    if isinstance(found, str | tuple) and len(found) > _FOLDED_LENGTH:
        return None
    return known(found)


class Body:
    """Statements, the names they refer to, and the locals they use."""

    def __init__(self, names: dict[str, object] | None) -> None:
        self._names: dict[str, object] = dict(_ALWAYS_THERE) if names is None else names
        self._body: list[python.stmt] = []
        self._effects = 0  # how many statements of the body may fail or must keep their order
        self._locals = 0
        self._certain: set[str] = set()  # the locals that are not NOT_SET wherever the present code runs

    def _settled(self, values: Sequence[Coded], marks: Sequence[tuple[int, int]], *, force: bool) -> list[Coded]:
        """The values as they may stand side by side: one that later statements would overtake, or each with `force`,
        is put into a local at its mark."""
        settled = list(values)
        effects = self._effects
        for index in reversed(range(len(settled))):
            value, (at, before) = settled[index], marks[index]
            if not value.atom and (force or before != effects):
                local = self._local()
                self._body.insert(at, pycode.assign(local, self._code(value, 1), 1))
                self._effects += 1
                settled[index] = self._local_value(local, value.is_set, value.truth, 1)
        return settled

    def _refuse(self, value: Coded, function: Function, overload: Overload, index: int, line: int) -> Coded:
        """The check of an argument that must not be NOT_SET."""
        code = self._code(value, line)
        if isinstance(code, python.Name):
            if code.id in self._certain:
                return value._replace(is_set=True)
            self._certain.add(code.id)
        words = (function.name, overload.parameter(index).name)
        fault = self._fault(lambda offset: dispatch.not_set(*words, offset), line)
        self._check(pycode.branch(pycode.is_none(code, line), [fault], [], line))
        return value._replace(is_set=True)

    def _failing(self, error: ExpressionError, line: int) -> Coded:
        """Code that fails in every call."""
        self._effects += 1
        self._body.append(self._fault(lambda _: ExpressionError(error.code, error.message, error.offset), line))
        return known(None)

    def _fault(self, make: Callable[[int], ExpressionError], line: int) -> python.stmt:
        """The statement that raises a fresh error."""

        def fail() -> None:
            raise make(line - 1)

        return pycode.statement(pycode.call(self._bound("fail", fail), [], line), line)

    def _plain(
        self, name: str, run: Callable[..., object], more: Sequence[python.expr], line: int, *, world: bool = False
    ) -> Callable[[Sequence[Coded]], python.expr]:
        """What makes the call of an implementation on values."""

        def make(values: Sequence[Coded]) -> python.expr:
            arguments = [self._code(value, line) for value in values]
            if world:
                arguments.insert(0, pycode.name("environment", line))
            return pycode.call(self._bound(name if name.isidentifier() else "operator", run), [*arguments, *more], line)

        return make

    def _called(self, run: Callable[..., object], name: str, arguments: list[python.expr], line: int) -> Coded:
        return Coded(pycode.call(self._helper(name, run), arguments, line))

    def _atom(self, value: Coded, line: int) -> Coded:
        if value.atom and not value.known:
            return value
        return self._local_value(self._keep(value, line), value.is_set, value.truth, line)

    def _keep(self, value: Coded, line: int) -> str:
        """Puts a value into a fresh local."""
        local = self._local()
        self._check(pycode.assign(local, self._code(value, line), line))
        return local

    def _local_value(self, local: str, is_set: bool, truth: bool, line: int) -> Coded:
        return Coded(pycode.name(local, line), is_set, truth, atom=True)

    def _check(self, statement: python.stmt) -> None:
        """Adds a statement that may fail."""
        self._effects += 1
        self._body.append(statement)

    def _code(self, value: Coded, line: int) -> python.expr:
        if value.code is not None:
            return value.code
        if value.value is None or type(value.value) in {str, int, bool}:
            return pycode.constant(cast("str | int | None", value.value), line)
        return pycode.name(self._bound("value", value.value), line)

    def _bound(self, name: str, value: object) -> str:
        """A fresh name for an object that the code uses."""
        fresh = self._fresh(name)
        self._names[fresh] = value
        return fresh

    def _helper(self, name: str, value: object) -> str:
        self._names[name] = value
        return name

    def _fresh(self, name: str) -> str:
        return f"{name}_{len(self._names)}"

    def _local(self) -> str:
        self._locals += 1
        return f"v{self._locals}"
