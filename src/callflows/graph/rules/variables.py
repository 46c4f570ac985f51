"""The variables that a flow declares or fills: names and types that Architect takes, each declared once."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.expressions import DECLARABLE, builtin_variables
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.names import TYPES, VARIABLE_NAME, bare, filled_by, results_of
from callflows.graph.types import FlowNode, FlowVariable
from callflows.graph.values import make_value

RESERVED = frozenset(
    name.removeprefix("flow.")
    for name in builtin_variables("inboundCall").keys() - {name.lower() for name in DECLARABLE}
    if name.startswith("flow.")
)
"""Names below `Flow.` that Architect fills itself, lower case."""


def check(context: Context) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for position, variable in enumerate(context.flow.variables or ()):
        name = bare(variable.name)
        place = f"variables[{position}]"
        if name.lower() in seen:
            yield finding(
                "graph-duplicate-variable",
                f'the variable "{name}" is declared twice (case does not count)',
                address=place,
                help="Declare it once.",
            )
        seen.add(name.lower())
        yield from _name(context, name, None, place)
        yield from _type(variable, None, place)
        yield from _initial(context, variable, place)
    for node in context.flow.nodes or ():
        for variable in filled_by(node, context.surroundings):
            if bare(variable.name).lower() not in seen:
                seen.add(bare(variable.name).lower())
                yield from _name(context, bare(variable.name), node, "")
            yield from _type(variable, node, "")
        yield from _fits(context, node)


def _name(context: Context, name: str, node: FlowNode | None, place: str) -> Iterator[Diagnostic]:
    at = f"{label(node)}: " if node is not None else ""
    if not VARIABLE_NAME.match(name):
        yield finding(
            "graph-bad-variable-name",
            f'{at}"{name}" cannot be a variable\'s name',
            node=node,
            address=place,
            help="Use a letter, then letters, digits and underscores.",
        )
    elif context.kind == "inbound" and name.lower() in RESERVED:
        yield finding(
            "graph-bad-variable-name",
            f'{at}"{name}" is a variable that Architect fills itself',
            node=node,
            address=place,
            help="Use another name.",
        )


def _type(variable: FlowVariable, node: FlowNode | None, place: str) -> Iterator[Diagnostic]:
    if variable.type.lower() not in TYPES:
        yield finding(
            "graph-unknown-variable-type",
            f'the variable "{bare(variable.name)}" is of type "{variable.type}"',
            node=node,
            address=place,
            help=f"{nearest(variable.type, TYPES.values())}Types are string, integer, decimal, boolean, dateTime, "
            "duration, currency, phoneNumber, queue and the like, and each with Collection behind it.",
        )


def _fits(context: Context, node: FlowNode) -> Iterator[Diagnostic]:
    """A variable takes values of one type only (Architect: results are not converted; digits are a string)."""
    for name, type_ in results_of(node, context.surroundings):
        known = context.names.own(name)
        if known is not None and known.type and TYPES.get(type_.lower(), known.type) != known.type:
            yield finding(
                "graph-wrong-type",
                f'{label(node)} puts the type {type_} into "{known.name}", which is of type {known.type}',
                node=node,
                help="Use another variable, or declare this one with that type.",
            )


def _initial(context: Context, variable: FlowVariable, place: str) -> Iterator[Diagnostic]:
    """Architect: an initial value is a constant."""
    type_name = TYPES.get(variable.type.lower())
    if variable.initial_value is None or type_name is None:
        return
    made = make_value(variable.initial_value, type_name, context.names)
    constant = not isinstance(variable.initial_value, str) or "${" not in variable.initial_value
    if made.wrong_type or not constant:
        why = made.wrong_type or "an initial value is a constant"
        yield finding(
            "graph-wrong-type",
            f'the variable "{bare(variable.name)}": {why}',
            address=place,
            help="Give a constant of the variable's type, or use a set node.",
        )
