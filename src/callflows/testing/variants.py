"""A flow as a test wants it: with other values to begin with, or a shared flow that only gives its outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from msgspec.structs import replace

from callflows.expressions import Entity, Json, PhoneNumber, Type, Value, to_text, type_named, type_of, types
from callflows.expressions.given import KINDS, from_data
from callflows.expressions.jsonvalues import plain
from callflows.model import Actions, Flow, Group, Items, Literal, Node, NoValue, Variable
from callflows.testing.advice import advice_on
from callflows.testing.values import Given, value_of

Values: TypeAlias = tuple[tuple[str, Value], ...]
"""Values by name, with or without a scope, in the order of the names."""
MODULE: Final = "commonModule"
_WRITTEN: Final = frozenset({"bln", "int", "dec", "cur", "dtm", "dur", "phn", "str", *KINDS})
"""The codes of types whose values can be written: as a literal, or by the name of an object."""


def values_of(given: Mapping[str, Given]) -> Values:
    """The values in the language's own form. Raises ValueError as `value_of`."""
    return tuple(sorted((name, value_of(each)) for name, each in given.items()))


def with_inputs(flow: Flow, inputs: Values) -> Flow:
    """The flow with these values for its input variables, named with or without their scope. Raises ValueError for a
    name that is none of them and for a value that is not of the variable's type."""
    return replace(flow, variables=_valued(flow, inputs, "input", lambda each: bool(each.is_input)))


def giving(module: Flow, outputs: Values) -> Flow:
    """A shared flow that does nothing and gives these outputs. Raises ValueError as `with_inputs`."""
    variables = _valued(module, outputs, "output", lambda each: bool(each.is_output))
    return replace(module, variables=variables, initial_greeting=None, actions=Actions(()), task_variables=())


def typed(value: Value, wanted: Type) -> Value:
    """The value as one of this type: a text may be the type's literal (`5`, `true`, `PT1M30S`) or the name of an object
    of the org, and JSON stands for a record. Raises ValueError, with a message for people, where it is none."""
    if value is None or wanted in (types.UNKNOWN, types.ANY) or type_of(value) == wanted:
        return value
    if isinstance(value, tuple) and wanted.collection:
        return tuple(typed(each, wanted.one) for each in value)
    if isinstance(value, Json) and not wanted.collection and wanted.code not in _WRITTEN:
        return value  # a record, such as a contact: flows read its members
    if isinstance(value, Json):
        return from_data(plain(value), wanted)[1]
    if isinstance(value, tuple) or wanted.collection or isinstance(value, Entity):
        raise ValueError(f"{_shown(value)} is no {wanted.name}")
    text = to_text(value) or ""
    return from_data(text.lower() if isinstance(value, bool) else text, wanted)[1]


def stubbed(modules: Mapping[str, Flow], stubs: Iterable[tuple[str, Values]]) -> dict[str, Flow]:
    """The shared flows; those that are named among the stubs, in any case, only give these outputs. Raises ValueError
    as `giving`."""
    given = {name.casefold(): outputs for name, outputs in stubs}
    return {
        name: giving(module, given[name.casefold()]) if name.casefold() in given else module
        for name, module in modules.items()
    }


def key_of(values: Values) -> tuple[tuple[str, str, Value], ...]:
    """What tells values apart: to Python 1 and True are the same."""
    return tuple((name, type(value).__name__, value) for name, value in values)


def _valued(flow: Flow, values: Values, what: str, wanted: Callable[[Variable], bool]) -> tuple[Variable, ...]:
    given: dict[str, Node] = {}
    known = {_short(each.name).lower(): each for each in flow.variables if wanted(each)}
    for name, value in values:
        variable = known.get(_short(name).lower())
        if variable is None:
            raise ValueError(
                f'"{flow.name}" has no {what} "{name}": {_advice(name, (each.name for each in known.values()))}'
            )
        try:
            given[variable.name] = _node(typed(value, type_named(variable.type) or types.UNKNOWN))
        except ValueError as error:
            raise ValueError(f'the {what} "{name}" of "{flow.name}": {error}') from None
    return tuple(replace(each, initial=given[each.name]) if each.name in given else each for each in flow.variables)


def _node(value: Value) -> Node:
    """The value as the initial value of a variable is written in a flow."""
    if value is None:
        return NoValue()
    if isinstance(value, tuple):
        return Literal(Items(tuple(map(_node, value))))
    if isinstance(value, Entity):
        return Literal(Group((("name", value.name),)))
    if isinstance(value, str | int | Decimal):
        return Literal(value)
    return Literal(value.raw if isinstance(value, PhoneNumber) else to_text(value) or "")


def _advice(name: str, known: Iterable[str]) -> str:
    names = [_short(each) for each in known]
    return advice_on(_short(name), names, f"there are {', '.join(names) or 'none'}")


def _shown(value: Value) -> str:
    return f"[{to_text(value, ', ')}]" if isinstance(value, tuple) else to_text(value) or "NOT_SET"


def _short(name: str) -> str:
    return name.partition(".")[2] or name
