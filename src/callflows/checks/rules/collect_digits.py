"""A Collect Input action asks for a number of digits that is not possible.

What it does:
    Checks that `exact`, `min` and `max` are between 1 and 40 and that `min` is not above `max`.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - collectInput:
        name: PIN
        inputData: {var: Flow.pin}
        digits: {range: {min: 6, max: 4}}
    ```

Source:
    Architect: Collect Input takes 1 to 40 digits (older editors: 32).
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import Group, Literal, Node
from callflows.model.actions.data import MAX_DIGITS

LEAST, MOST = 1, MAX_DIGITS


def check(subject: Subject) -> Iterator[Finding]:
    for site in subject.program.sites:
        digits = site.action.get("digits")
        if site.action.kind != "collectInput" or not isinstance(digits, Group):
            continue
        address = f"{site.address}/digits"
        yield from _bounds(digits.get("exact"), "exact", f"{address}/exact")
        within = digits.get("range")
        if isinstance(within, Group):
            yield from _range(within, f"{address}/range")


def _range(within: Group, address: str) -> Iterator[Finding]:
    for key in ("min", "max"):
        yield from _bounds(within.get(key), key, f"{address}/{key}")
    least, most = _number(within.get("min")), _number(within.get("max"))
    if least is not None and most is not None and least > most:
        yield Finding(
            address,
            f"Collect Input asks for at least {least} and at most {most} digits.",
            "Make min no greater than max.",
        )


def _bounds(node: Node, key: str, address: str) -> Iterator[Finding]:
    count = _number(node)
    if count is not None and not LEAST <= count <= MOST:
        yield Finding(
            address,
            f"Collect Input cannot take {count} digits ({key}).",
            f"Use a number from {LEAST} to {MOST}.",
        )


def _number(node: Node) -> int | None:
    value = node.value if isinstance(node, Literal) else node
    return value if isinstance(value, int) and not isinstance(value, bool) else None
