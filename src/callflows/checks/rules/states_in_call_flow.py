"""States in a flow type that has none.

What it does:
    Looks for `states` in call flows and common modules.

Why it matters:
    Only workflow, message and e-mail flows have states; a call flow has tasks and menus. Genesys Cloud refuses it.

Example:
    ```yaml
    inboundCall:
      name: Support
      states:
        - state: {name: Start, refId: Start_10, actions: []}
    ```

Source:
    Architect: `states` belong to workflow, message and e-mail flows.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if flow.type in CALL_FLOWS and any(key == "states" for key, _ in flow.extra):
        yield Finding(
            f"{subject.top}/states",
            f'A flow of type {flow.type} has no "states".',
            "Write tasks and menus instead.",
        )
