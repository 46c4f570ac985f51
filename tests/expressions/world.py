"""A small world for expressions to run in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from callflows import expressions
from callflows.expressions import Entity, Type, Value, parse

NOW = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)


class World:
    """Finds everything that is asked for, but for what `missing` names; `empty`: finds nothing."""

    def __init__(self, *missing: str, empty: bool = False) -> None:
        self.missing = missing
        self.empty = empty

    def now(self) -> datetime:
        return NOW

    def find(self, kind: str, name: str, /) -> Entity | None:
        if self.empty or name in self.missing:
            return None
        return Entity(kind, f"{kind}:{name}", name, name if kind == "user" else "")

    def random_int(self, limit: int, /) -> int:
        return limit - 1

    def language(self) -> str:
        return "en-us"


class Variables:
    """A scope over a plain mapping."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values

    def get(self, name: str, /) -> Value:
        return self.values[name]


def evaluate(
    text: str,
    values: Mapping[str, Value] | None = None,
    types: Mapping[str, Type] | None = None,
    *,
    expected: Type | None = None,
    world: World | None = None,
) -> Value:
    """The value of an expression that must parse."""
    parsed = parse(text)
    assert parsed.ast is not None, parsed.diagnostics
    return expressions.compile(parsed.ast, types, expected=expected).evaluate(Variables(values or {}), world or World())
