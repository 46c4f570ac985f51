"""What generated code calls: the overload that values choose, and the faults that have words of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn, cast

from callflows.expressions import jsonvalues, types
from callflows.expressions.environment import Environment, FunctionSource, Scope
from callflows.expressions.errors import ExpressionError
from callflows.expressions.explain import no_overload
from callflows.expressions.functions.lists import get_at
from callflows.expressions.properties import read_property
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.types import Type
from callflows.expressions.values import PLAIN_TYPES, Entity, Json, Value, type_of

Compute = Callable[..., Value]


def not_set(function: str, parameter: str, offset: int) -> ExpressionError:
    """A parameter that refuses NOT_SET got it."""
    return ExpressionError("not-set", f"{function}: {parameter} is NOT_SET", offset)


def place(error: ExpressionError) -> None:
    """Gives an error of generated code the place that its line tells, unless it already has one."""
    if error.offset < 0 and error.__traceback__ is not None:
        error.at(error.__traceback__.tb_lineno - 1)


def read(scope: Scope, key: str, offset: int) -> Value:
    """A variable by its name."""
    try:
        return scope.get(key)
    except KeyError as error:
        raise unknown_variable(key, offset) from error


def unknown_variable(key: str, offset: int) -> ExpressionError:
    return ExpressionError("unknown-variable", f"there is no variable `{key}`", offset)


def unknown_function(environment: Environment, name: str, *arguments: Value) -> Value:
    """A call of a function that callflows does not know: the environment's answer. Raises ExpressionError
    `unknown-function` where it has none."""
    if isinstance(environment, FunctionSource):
        return environment.call_function(name, arguments)
    raise ExpressionError("unknown-function", f"callflows does not know the function {name}")


def prompt(environment: Environment, kind: str, name: str, offset: int) -> Entity:
    """The prompt that `Prompt.x` or `PromptSystem.x` names."""
    found = environment.find(kind, name)
    if found is None:
        raise ExpressionError("not-found", f'there is no prompt "{name}"', offset)
    return found


def refuse_operand(value: Value, operator: str, offset: int) -> NoReturn:
    """An operand of `and` or `or` that is no Boolean."""
    if value is None:
        raise ExpressionError("not-set", f"an operand of {operator} is NOT_SET", offset)
    raise ExpressionError("type", f"an operand of {operator} is no Boolean", offset)


def refuse_condition(offset: int) -> NoReturn:
    """A condition that is neither a Boolean nor NOT_SET."""
    raise ExpressionError("type", "the condition is no Boolean", offset)


def item(owner: Value, index: Value) -> Value:
    """`owner[index]`: an item of a collection or JSON array, or with a text a property."""
    if owner is None or index is None:
        raise ExpressionError("not-set", "the collection or its index is NOT_SET")
    if isinstance(index, str):
        return read_property(owner, index)
    if isinstance(index, int) and not isinstance(index, bool):
        if isinstance(owner, tuple):
            return get_at(owner, index)
        if isinstance(owner, Json):
            return jsonvalues.item(owner, index)
    raise ExpressionError("type", "[ ] takes an Integer on a collection or a text on an object")


class _Chosen(NamedTuple):
    """An overload, and where its parameters refuse NOT_SET."""

    overload: Overload
    refuses: tuple[int, ...]


class Late:
    """A call whose overload the values choose when it runs. Static types stay where they are known, so that a typed
    NOT_SET keeps its type. The choice is remembered by the values' types."""

    __slots__ = ("_by_class", "_by_type", "_function", "_known", "_offset")

    def __init__(self, function: Function, known: Sequence[Type], offset: int) -> None:
        self._function = function
        self._known = tuple(None if static.code in {"unk", "nts"} else static for static in known)
        self._offset = offset
        self._by_type: dict[tuple[Type, ...], _Chosen] = {}
        self._by_class: dict[tuple[type, ...], _Chosen] = {}

    def __call__(self, environment: Environment, *values: Value) -> Value:
        classes = tuple(map(type, values))
        overload, refuses = self._by_class.get(classes) or self._choice(classes, values)
        for index in refuses:
            if values[index] is None:
                raise not_set(self._function.name, overload.parameter(index).name, self._offset)
        compute = cast("Compute", overload.run)
        try:
            return compute(environment, *values) if overload.world else compute(*values)
        except ExpressionError as error:
            error.at(self._offset)
            raise

    def _choice(self, classes: tuple[type, ...], values: tuple[Value, ...]) -> _Chosen:
        actual = tuple(
            type_of(value) if static is None else static for value, static in zip(values, self._known, strict=True)
        )
        found = self._by_type.get(actual)
        if found is None:
            overload = _choose(self._function, actual, self._offset)
            refuses = tuple(index for index in range(len(actual)) if not overload.parameter(index).not_set)
            found = self._by_type[actual] = _Chosen(overload, refuses)
        if all(static is not None or kind in PLAIN_TYPES for kind, static in zip(classes, self._known, strict=True)):
            self._by_class[classes] = found
        return found


def _choose(function: Function, actual: tuple[Type, ...], offset: int) -> Overload:
    candidates = function.candidates(actual)
    if candidates and candidates[0].result(actual) is not None:
        return candidates[0]
    if not candidates and types.NOT_SET in actual:
        loose = tuple(types.UNKNOWN if found == types.NOT_SET else found for found in actual)
        fitting = function.candidates(loose)
        if fitting:
            index = actual.index(types.NOT_SET)
            raise not_set(function.name, fitting[0].parameter(index).name, offset)
    raise ExpressionError("type", no_overload(function, actual, together=bool(candidates)), offset)
