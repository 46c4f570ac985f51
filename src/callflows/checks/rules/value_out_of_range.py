"""A literal outside the range that its setting allows.

What it does:
    Compares literal numbers and durations with the ranges in the catalogue: those of actions, and those of the settings
    of the flow and its menus.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - loop: {name: Loop, currentIndex: {var: Task.i}, loopCount: {lit: 500}}   # 1 to 99
    ```

Source:
    Architect: `facets.valueMustBe…`; menus repeat 0 to 10 times.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.settings import described
from callflows.model import Field, Group, Literal, Node
from callflows.model.data_types import UNITS


def check(subject: Subject) -> Iterator[Finding]:
    for field, address, node in described(subject, _is_bounded):
        yield from _compare(field, address, node)


def _is_bounded(field: Field) -> bool:
    return field.minimum is not None or field.maximum is not None


def _compare(field: Field, address: str, node: Node) -> Iterator[Finding]:
    value = _number(node)
    if value is None:
        return
    low = field.minimum is not None and value < field.minimum
    high = field.maximum is not None and value > field.maximum
    if low or high:
        unit = " ms" if field.type == "Duration" else ""
        yield Finding(address, f"The value {value}{unit} is outside the allowed range.", _help(field, unit))


def _number(node: Node) -> int | None:
    """The whole number that a literal is, a duration in milliseconds; None for everything else."""
    value = node.value if isinstance(node, Literal) else None
    if isinstance(value, Group):
        parts = [(amount, UNITS.get(unit)) for unit, amount in value.entries]
        numbers = [a * factor for a, factor in parts if factor and isinstance(a, int) and not isinstance(a, bool)]
        return sum(numbers) if numbers and len(numbers) == len(parts) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _help(field: Field, unit: str) -> str:
    if field.maximum is None:
        return f"Use {field.minimum}{unit} or more."
    if field.minimum is None:
        return f"Use {field.maximum}{unit} or less."
    return f"Use a value from {field.minimum} to {field.maximum}{unit}."
