"""An Update Data statement of one type writes a variable of another.

What it does:
    Compares the type of each statement of `updateData` with the declared type of its variable.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - updateData:
        name: Count
        statements:
          - string: {variable: Flow.tries, value: {lit: "1"}}   # Flow.tries is an integerVariable
    ```

Source:
    Architect: `expression.variableTypeError`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for place in subject.program.places:
        if place.site is None or place.site.action.kind != "updateData" or not isinstance(place.node, str):
            continue
        if len(place.path) != 3 or place.path[0] != "statements" or place.path[2] != "variable":
            continue
        symbol = subject.program.symbols.resolve(place.node, place.address)
        if symbol is not None and not symbol.read_only and symbol.type.lower() != place.path[1].lower():
            yield Finding(
                place.address,
                f"The statement writes a value of type {place.path[1]}, but {symbol.name} is of type {symbol.type}.",
                f"Write the statement as {symbol.type}.",
            )
