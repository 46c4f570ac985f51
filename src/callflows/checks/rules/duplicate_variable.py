"""One variable is declared twice.

What it does:
    Compares the names of the variables that are visible in the same place, ignoring case.

Why it matters:
    It is open which of the two is meant; Genesys Cloud refuses the second.

Example:
    ```yaml
    variables:
      - stringVariable: {name: Flow.Pin}
      - integerVariable: {name: Flow.pin}
    ```

Source:
    Architect: `nameInUse`; it looks variables up ignoring case. No published flow that was studied repeats one.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Also, Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for symbol in subject.program.symbols.declared:
        key = (symbol.visible_in, symbol.name.lower())
        if symbol.name and key in first:
            yield Finding(
                f"{symbol.address}/name",
                f"The variable {symbol.name} is declared twice.",
                "Keep one of the declarations.",
                (Also("first declared here", f"{first[key]}/name"),),
            )
        first.setdefault(key, symbol.address)
