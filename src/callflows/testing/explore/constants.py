"""Parts of expressions that have one value, and expressions with values for their variables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from callflows.expressions import (
    Ast,
    Call,
    Compiled,
    Duration,
    Entity,
    ExpressionError,
    PhoneNumber,
    Value,
    Variable,
    compile,  # noqa: A004 - the room's verb
)
from callflows.expressions.ast import children
from callflows.testing.beginning import MONDAY_MORNING

Constant: TypeAlias = str | int | Decimal | bool | Duration | datetime | Entity
Plain: TypeAlias = Constant | None
"""What a candidate is; None is NOT_SET."""
_BY_CHANCE = frozenset({"random", "randomint"})


class World:
    """What expressions ask of the world while they are looked at: each object exists, and it is `moment`."""

    def __init__(self, moment: datetime = MONDAY_MORNING) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self.moment

    def find(self, kind: str, name: str, /) -> Entity | None:
        """An object with this name."""
        return Entity(kind, name, name)

    def random_int(self, limit: int, /) -> int:
        """Always the least."""
        return 0

    def language(self) -> str:
        """English."""
        return "en-us"


class Values:
    """Variables with their values; others are NOT_SET."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def get(self, name: str, /) -> Value:
        """The value."""
        return self._values.get(name)


_WORLD = World()
_NONE = Values({})


def constant(ast: Ast) -> Constant | None:
    """The value of an expression without variables, with the time taken as that at which calls usually begin; None
    where it has none, or one that nothing is compared with."""
    if not is_constant(ast):
        return None
    found = evaluated(compile(ast), _NONE, _WORLD)
    if isinstance(found, PhoneNumber):
        return found.raw
    return found if isinstance(found, str | int | Decimal | bool | Duration | datetime | Entity) else None


def is_constant(ast: Ast) -> bool:
    """Whether an expression speaks of no variable and of no chance."""
    if isinstance(ast, Variable) or (isinstance(ast, Call) and ast.name.lower() in _BY_CHANCE):
        return False
    return all(map(is_constant, children(ast)))


def evaluated(compiled: Compiled, values: Values, world: World) -> Value:
    """What an expression comes to; None where it fails."""
    try:
        return compiled.evaluate(values, world)
    except ExpressionError:
        return None
