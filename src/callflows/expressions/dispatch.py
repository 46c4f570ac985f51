"""Running a function or operator on its arguments: NOT_SET rules, the overload, and where a fault happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from callflows.expressions import types
from callflows.expressions.environment import Environment, Scope
from callflows.expressions.errors import ExpressionError
from callflows.expressions.explain import no_overload
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.types import Type
from callflows.expressions.values import Value, type_of

Run = Callable[[Scope, Environment], Value]


def apply(
    function: Function, overload: Overload | None, arguments: Sequence[Run], known: Sequence[Type], offset: int
) -> Run:
    """A closure that evaluates the arguments and runs `overload`, or without one what the values choose."""
    if overload is None:
        return _chosen_late(function, tuple(arguments), tuple(known), offset)
    required = tuple(not overload.parameter(i).not_set for i in range(len(arguments)))
    if not overload.world and len(arguments) == 2:
        return _two(function, overload, (arguments[0], arguments[1]), (required[0], required[1]), offset)
    return _fixed(function, overload, tuple(arguments), required, offset)


def condition(value: Value, operator: str, offset: int) -> bool:
    """A Boolean operand of `and` and `or`. Raises ExpressionError for NOT_SET and for other types."""
    if value is True or value is False:
        return value
    if value is None:
        raise ExpressionError("not-set", f"an operand of {operator} is NOT_SET", offset)
    raise ExpressionError("type", f"an operand of {operator} is no Boolean", offset)


def _two(
    function: Function, overload: Overload, arguments: tuple[Run, Run], required: tuple[bool, bool], offset: int
) -> Run:
    """The common case: two arguments."""
    first, second = arguments
    need_left, need_right = required
    compute = cast("Callable[[Value, Value], Value]", overload.run)

    def run(scope: Scope, environment: Environment) -> Value:
        left, right = first(scope, environment), second(scope, environment)
        if left is None and need_left:
            raise _not_set(function, overload, 0, offset)
        if right is None and need_right:
            raise _not_set(function, overload, 1, offset)
        try:
            return compute(left, right)
        except ExpressionError as error:
            error.at(offset)
            raise

    return run


def _fixed(
    function: Function, overload: Overload, arguments: tuple[Run, ...], required: tuple[bool, ...], offset: int
) -> Run:
    compute = cast("Callable[..., Value]", overload.run)
    world = overload.world

    def run(scope: Scope, environment: Environment) -> Value:
        values = [argument(scope, environment) for argument in arguments]
        for index, value in enumerate(values):
            if value is None and required[index]:
                raise _not_set(function, overload, index, offset)
        try:
            return compute(environment, *values) if world else compute(*values)
        except ExpressionError as error:
            error.at(offset)
            raise

    return run


def _chosen_late(function: Function, arguments: tuple[Run, ...], known: tuple[Type, ...], offset: int) -> Run:
    """Static types stay where they are known, so that a typed NOT_SET keeps its type."""
    remembered: dict[tuple[Type, ...], Overload] = {}
    open_ = tuple(static.code in {"unk", "nts"} for static in known)

    def run(scope: Scope, environment: Environment) -> Value:
        values = [argument(scope, environment) for argument in arguments]
        actual = tuple(
            type_of(value) if loose else static for value, static, loose in zip(values, known, open_, strict=True)
        )
        overload = remembered.get(actual)
        if overload is None:
            overload = remembered[actual] = _choose(function, actual, offset)
        for index, value in enumerate(values):
            if value is None and not overload.parameter(index).not_set:
                raise _not_set(function, overload, index, offset)
        compute = cast("Callable[..., Value]", overload.run)
        try:
            return compute(environment, *values) if overload.world else compute(*values)
        except ExpressionError as error:
            error.at(offset)
            raise

    return run


def _choose(function: Function, actual: tuple[Type, ...], offset: int) -> Overload:
    candidates = function.candidates(actual)
    if candidates and candidates[0].result(actual) is not None:
        return candidates[0]
    if not candidates and types.NOT_SET in actual:
        loose = tuple(types.UNKNOWN if found == types.NOT_SET else found for found in actual)
        fitting = function.candidates(loose)
        if fitting:
            raise _not_set(function, fitting[0], actual.index(types.NOT_SET), offset)
    raise ExpressionError("type", no_overload(function, actual, together=bool(candidates)), offset)


def _not_set(function: Function, overload: Overload, index: int, offset: int) -> ExpressionError:
    name = overload.parameter(index).name
    return ExpressionError("not-set", f"{function.name}: {name} is NOT_SET", offset)
