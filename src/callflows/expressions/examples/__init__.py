"""Examples of every function with their results, by category: data for the documents and for editors.

A function's name stands on a line of its own; below it each line holds an expression, `=>` and its result as
`text.display` writes it, or `error` and the code of the run-time error. They hold in a world where every object that
is looked up exists, in which it is 2026-11-22T12:00:05Z and the call speaks en-us.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from callflows.expressions.examples import audio, casts, dates, numbers, objects, text, values

TABLES = (
    audio.EXAMPLES,
    casts.EXAMPLES,
    dates.EXAMPLES,
    numbers.EXAMPLES,
    objects.EXAMPLES,
    text.EXAMPLES,
    values.EXAMPLES,
)


class Example(msgspec.Struct, frozen=True):
    """An expression, and what it gives: a value as `display` writes it, or `error` and a code of `ExpressionError`."""

    expression: str
    result: str

    @property
    def fails(self) -> bool:
        """Evaluating it is a run-time error."""
        return self.result.startswith("error ")


@functools.cache
def examples() -> Mapping[str, tuple[Example, ...]]:
    """The examples by lower-case name of the function."""
    return MappingProxyType(dict(_read("".join(TABLES).splitlines())))


def _read(lines: Iterable[str]) -> Iterable[tuple[str, tuple[Example, ...]]]:
    name = ""
    found: list[Example] = []
    for line in lines:
        if line.startswith(" "):
            expression, _, result = line.strip().rpartition(" => ")
            found.append(Example(expression, result))
        elif line:
            if name:
                yield name, tuple(found)
            name, found = line.lower(), []
    yield name, tuple(found)
