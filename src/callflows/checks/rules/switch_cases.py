"""A Switch action without cases, or with more than 64.

What it does:
    Counts the cases of each `switch`.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - switch: {name: By language, evaluate: {firstTrue: {cases: []}}}
    ```

Source:
    Architect: a switch has 1 to 64 cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import switch_cases
from callflows.checks.finding import Finding, Subject

MOST = 64


def check(subject: Subject) -> Iterator[Finding]:
    for site in subject.program.sites:
        if site.action.kind != "switch":
            continue
        count = switch_cases(site)
        if count == 0:
            yield Finding(site.address, "The switch has no cases.", "Add a case, or remove the action.")
        elif count > MOST:
            yield Finding(
                site.address,
                f"The switch has {count} cases; {MOST} are allowed.",
                "Move some of the cases to a second switch on the default path.",
            )
