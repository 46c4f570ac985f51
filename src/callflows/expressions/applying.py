"""The code of functions and operators on values that are code already."""

from __future__ import annotations

import ast as python
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from callflows.expressions import dispatch, pycode, types
from callflows.expressions.body import Body, Coded, fold
from callflows.expressions.environment import Environment
from callflows.expressions.errors import ExpressionError
from callflows.expressions.inlining import HELPERS
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.templates import Argument, fill, template
from callflows.expressions.types import Type
from callflows.expressions.values import Value


class Finish(NamedTuple):
    """What the result of the whole expression passes through: an overload (of a function with this name) for an
    argument of a known type, a refusal in words, or, with `late`, what its value decides (`compiler.as_type`)."""

    needed: Type
    found: Type
    function: Function | None = None
    refusal: str = ""
    late: Callable[[Value, Type, Environment], Value] | None = None


class Applied(NamedTuple):
    """A function, one of its overloads, and the types of the arguments it is given."""

    function: Function
    overload: Overload
    given: Sequence[Type]


class Applying(Body):
    """A body that knows how to apply overloads."""

    def _fixed(self, applied: Applied, values: list[Coded], refused: Sequence[int], line: int) -> Coded:
        """A call of an overload. `refused`: the arguments that may be NOT_SET and must not."""
        function, overload, given = applied
        if all(value.known for value in values) and not overload.world and not refused:
            folded = fold(cast("Callable[..., Value]", overload.run), [value.value for value in values])
            if folded is not None:
                return folded
        for index in refused:
            if values[index].known:
                words = (function.name, overload.parameter(index).name)
                return self._failing(dispatch.not_set(*words, line - 1), line)
            values[index] = self._refuse(values[index], function, overload, index, line)
        name = function.name.lower()
        if name == "makelist" and values:
            return Coded(pycode.collected([self._code(value, line) for value in values], line), True)
        if name == "append" and overload.returns == types.STRING:
            return self._joined(overload, values, line)
        plain = self._plain(name, overload.run, (), line, world=overload.world)
        for codes in (given, [overload.parameter(index).type for index in range(len(values))]):
            key = key_of(name, codes)
            if template(key) is not None:
                return self._templated(key, values, plain, line, overload.returns == types.BOOLEAN)
        return self._templated("", values, plain, line)

    def _joined(self, overload: Overload, values: Sequence[Coded], line: int) -> Coded:
        """Append on texts: a formatted text, and the implementation where that is too long."""
        parts: list[python.expr] = []
        for value in values:
            code = self._code(value, line)
            if not value.known:
                either = code if value.is_set else pycode.either(code, pycode.constant("", line), line)
                code = python.FormattedValue(either, -1, None, lineno=line, col_offset=0)
            if value.value is not None or not value.known:
                parts.append(code)
        text = python.JoinedStr(parts, lineno=line, col_offset=0)
        return self._templated("joined", [Coded(text, True)], self._plain("append", overload.run, (), line), line)

    def _templated(
        self,
        key: str,
        values: list[Coded],
        plain: Callable[[Sequence[Coded]], python.expr],
        line: int,
        boolean: bool = False,
    ) -> Coded:
        """The template of this key with these values, the call of the implementation where there is none."""
        found = template(key)
        if found is None:
            return Coded(plain(values))
        if isinstance(found.body, python.Name) and found.body.id == "a":
            return values[0]
        if not found.plain:
            values = self._settled(values, [(len(self._body), self._effects)] * len(values), force=True)
        arguments = [Argument(self._code(each, line), each.is_set, each.known, each.value) for each in values]
        filled = fill(found, arguments, self._local(), lambda: plain(values), line)
        self._names |= {name: HELPERS[name] for name in filled.helpers}
        is_set = not filled.may_be_not_set
        return Coded(filled.code, is_set, boolean and is_set)

    def finished(self, value: Coded, finish: Finish | None, offset: int) -> Coded:
        """The result as the setting needs it."""
        line = offset + 1
        if finish is None:
            return value
        if finish.late is not None:
            arguments = [
                self._code(value, line),
                pycode.name(self._bound("needed", finish.needed), line),
                pycode.name("environment", line),
            ]
            return self._called(finish.late, "as_type", arguments, line)
        if finish.refusal:
            self._body.clear()
            return self._failing(ExpressionError("type", finish.refusal, offset), line)
        if finish.function is None:
            return value
        overload = finish.function.candidates((finish.found,))[0]
        values = self._settled([value], [(len(self._body), self._effects)], force=True)
        refused = [] if overload.parameter(0).not_set or value.is_set else [0]
        return self._fixed(Applied(finish.function, overload, (finish.found,)), values, refused, line)


def key_of(name: str, kinds: Sequence[Type]) -> str:
    """By what a template is found."""
    return " ".join((name.lower(), *(f"{kind.code}{'_coll' if kind.collection else ''}" for kind in kinds)))
