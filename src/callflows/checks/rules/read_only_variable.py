"""An action writes a variable that Architect itself fills.

What it does:
    Looks for built-in variables among those that receive a result.

Why it matters:
    Built-in variables are read-only; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - updateData:
        name: Change caller
        statements:
          - string: {variable: Call.Ani, value: {lit: "+13175550100"}}
    ```

Source:
    Architect: `expression.variableIsReadOnly`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import Access
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for use in subject.program.uses:
        if use.access is not Access.WRITE:
            continue
        symbol = subject.program.symbols.resolve(use.name, use.address)
        if symbol is not None and symbol.read_only:
            yield Finding(
                use.address,
                f"{symbol.name} is read-only and cannot receive a value.",
                "Write to a variable that the flow declares.",
            )
