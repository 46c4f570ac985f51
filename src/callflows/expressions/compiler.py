"""Trees that are ready to run.

Types are settled when a tree is compiled; its code (`generate`) is made when it is evaluated for the first time, so
that a program of hundreds of expressions loads at once and pays only for those that it reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from callflows.expressions.applying import Finish
from callflows.expressions.ast import Ast
from callflows.expressions.conversion import conversion
from callflows.expressions.environment import Environment, Scope, Slots
from callflows.expressions.errors import ExpressionError
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.generate import Inlined, Run, Settled, generate, inline
from callflows.expressions.signatures import Function
from callflows.expressions.typed import Typed
from callflows.expressions.types import Type
from callflows.expressions.values import Value, type_of


class Compiled:
    """An expression that is ready to run; shared freely between calls.

    `type` is the type of its value, UNKNOWN where only the values of variables tell. `evaluate` gives the value: its
    scope is a `Slots` where numbers were given to `compile`. It raises ExpressionError, and nothing else, where a live
    call would fail.
    """

    __slots__ = ("_settled", "evaluate", "type")

    evaluate: Run

    def __init__(self, settled: Settled, type: Type) -> None:
        def first(scope: Scope | Slots, environment: Environment) -> Value:
            if self.evaluate is first:
                self.evaluate = generate(settled)
            return self.evaluate(scope, environment)

        self._settled = settled
        self.evaluate = first
        self.type = type

    @property
    def reads(self) -> tuple[int, ...]:
        """The numbers of the variables that it names; none where variables are read by name."""
        return tuple((self._settled.typed.slots or {}).values())

    def inlined(self, variable: Callable[[int], str], names: dict[str, object]) -> Inlined | None:
        """The code of `evaluate`, to stand in a larger function whose local `variable(number)` holds a numbered
        variable; what the code refers to is added to the names that the function sees. None where the expression asks
        its environment or has no numbered variables."""
        return inline(self._settled, variable, names)


def compile(  # noqa: A001 - the room's verb, as in `re.compile`
    ast: Ast,
    variables: Mapping[str, Type] | None = None,
    slots: Mapping[str, int] | None = None,
    *,
    expected: Type | None = None,
    branches: bytearray | None = None,
) -> Compiled:
    """Compiles a tree. Never fails: what does not type fails when it runs, as a call would.

    `variables` gives the types of variables by lower-case name; names it lacks are typed by their values. `slots`
    gives the numbers of all variables there are; the scope is then a `Slots`, and no name is looked up. With
    `expected` the result is converted to that type as Architect does (`infer` tells whether it can be).

    `branches` (two bytes for each of the tree's `branchings`) receives which ways evaluation goes, by 1 in place of 0;
    without it nothing is noted, at no cost.
    """
    typed = Typed(ast, variables or {}, slots)
    found = typed.type
    if expected is None or expected.code == "any":
        return Compiled(Settled(ast, typed, None, branches), found)
    return Compiled(Settled(ast, typed, _finish(found, expected), branches), expected)


def as_type(value: Value, needed: Type, environment: Environment) -> Value:
    """A value as a setting of type `needed` takes it, by the cast that Architect puts around an expression there;
    NOT_SET fits every type. Raises ExpressionError `type` where there is no cast, or the cast's own error."""
    del environment
    if value is None:
        return None
    found = type_of(value)
    function, refusal = _cast(found, needed)
    if refusal:
        raise ExpressionError("type", refusal, 0)
    if function is None:
        return value
    run = cast("Callable[[Value], Value]", function.candidates((found,))[0].run)
    try:
        return run(value)
    except ExpressionError as error:
        error.at(0)
        raise


@cache
def _cast(found: Type, needed: Type) -> tuple[Function | None, str]:
    name, refusal = conversion(found, needed)
    return FUNCTIONS[name.lower()] if name else None, refusal


def _finish(found: Type, needed: Type) -> Finish:
    """What a result of type `found` passes through to become `needed`."""
    if found.code == "unk":
        return Finish(needed, found, late=as_type)
    function, refusal = _cast(found, needed)
    return Finish(needed, found, function, refusal)
