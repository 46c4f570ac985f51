"""`noValue` at a setting that needs a value.

What it does:
    Looks at the settings that the action catalogue says cannot be left blank: what is set there to no value at all.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - transferToAcd: {name: To the agents, targetQueue: {noValue: true}}   # which queue?
    ```

Source:
    Architect: `expression.notSetWithContext`, a required expression or variable is blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.settings import described
from callflows.model import Field, Kind, NoValue

_VALUES = (Kind.VALUE, Kind.AUDIO, Kind.OUTPUT)


def check(subject: Subject) -> Iterator[Finding]:
    for field, address, node in described(subject, _needs_value):
        if isinstance(node, NoValue):
            name = field.label or address.rpartition("/")[2]
            yield Finding(address, f'"{name}" has no value, and cannot be left blank.', "Give it a value.")


def _needs_value(field: Field) -> bool:
    return not field.not_set and field.kind in _VALUES
