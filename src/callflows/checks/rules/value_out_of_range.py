"""A literal outside the range that its setting allows.

What it does:
    Compares literal numbers and durations with the ranges in the action catalogue, and the menus' repeat counts.

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

from collections.abc import Iterator, Mapping

from callflows.checks.finding import Finding, Subject
from callflows.model import Field, Group, Kind, Literal, Node, nodes_at, spec_of

_REPEATS = Field(path="settingsMenu/repeatCount", kind=Kind.VALUE, type="Integer", minimum=0, maximum=10)
_MILLISECONDS: Mapping[str, int] = {"ms": 1, "seconds": 1000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


def check(subject: Subject) -> Iterator[Finding]:
    for place in subject.program.places:
        if place.site is None and "/".join(place.path) == _REPEATS.path:
            yield from _compare(_REPEATS, place.address, place.node)
    for site in subject.program.sites:
        spec = spec_of(site.action.kind)
        for field in spec.fields if spec else ():
            if field.minimum is not None or field.maximum is not None:
                for address, node in nodes_at(site.action, field.path, site.address):
                    yield from _compare(field, address, node)


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
        parts = [(amount, _MILLISECONDS.get(unit)) for unit, amount in value.entries]
        numbers = [a * factor for a, factor in parts if factor and isinstance(a, int) and not isinstance(a, bool)]
        return sum(numbers) if numbers and len(numbers) == len(parts) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _help(field: Field, unit: str) -> str:
    if field.maximum is None:
        return f"Use {field.minimum}{unit} or more."
    if field.minimum is None:
        return f"Use {field.maximum}{unit} or less."
    return f"Use a value from {field.minimum} to {field.maximum}{unit}."
