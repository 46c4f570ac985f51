"""A flow as a test wants it: with other values to begin with, or a shared flow that only gives its outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from msgspec.structs import replace

from callflows.architect import nearest
from callflows.model import Actions, Flow, Literal, NoValue, Variable
from callflows.testing.values import value_of

Plain: TypeAlias = str | int | Decimal | float | bool | None
Values: TypeAlias = tuple[tuple[str, Plain], ...]
MODULE: Final = "commonModule"


def with_inputs(flow: Flow, inputs: Values) -> Flow:
    """The flow with these values for its input variables, named with or without their scope. Raises ValueError for a
    name that is none of them and for a value that no text, number or truth value is."""
    return replace(flow, variables=_valued(flow, inputs, "input", lambda each: bool(each.is_input)))


def giving(module: Flow, outputs: Values) -> Flow:
    """A shared flow that does nothing and gives these outputs. Raises ValueError as `with_inputs`."""
    variables = _valued(module, outputs, "output", lambda each: bool(each.is_output))
    return replace(module, variables=variables, initial_greeting=None, actions=Actions(()), task_variables=())


def _valued(flow: Flow, values: Values, what: str, wanted: Callable[[Variable], bool]) -> tuple[Variable, ...]:
    given: dict[str, Plain] = {}
    names = {_short(each.name).lower(): each.name for each in flow.variables if wanted(each)}
    for name, value in values:
        known = names.get(_short(name).lower())
        if known is None:
            near = nearest(_short(name), map(_short, names.values()))
            there = ", ".join(map(_short, names.values())) or "none"
            advice = f'did you mean "{near}"?' if near else f"there are {there}"
            raise ValueError(f'"{flow.name}" has no {what} "{name}": {advice}')
        given[known] = value
    return tuple(
        replace(each, initial=_literal(given[each.name])) if each.name in given else each for each in flow.variables
    )


def _literal(value: Plain) -> Literal | NoValue:
    found = value_of(value)
    if found is None:
        return NoValue()
    if not isinstance(found, str | int | Decimal):
        raise ValueError(f"{value!r} cannot be an input or output here: give a text, a number or a truth value")
    return Literal(found)


def _short(name: str) -> str:
    return name.partition(".")[2] or name


def values_of(given: Mapping[str, Plain]) -> Values:
    """The values as a key: the same ones are compiled once."""
    return tuple(sorted(given.items()))
