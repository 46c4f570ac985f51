"""Two choices of one menu have the same digit.

What it does:
    Compares the `dtmf` keys of the choices of each menu.

Why it matters:
    Genesys Cloud does not publish the flow: it is open which choice the digit means.

Example:
    ```yaml
    choices:
      - menuDisconnect: {name: Goodbye, dtmf: digit_9}
      - menuJumpToTask: {name: Agent, dtmf: digit_9, targetTaskRef: "/inboundCall/tasks/task[Agent_10]"}
    ```

Source:
    Architect: `menuChoice.duplicateDtmf`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Also, Finding, Subject
from callflows.checks.menus import menus_of


def check(subject: Subject) -> Iterator[Finding]:
    for listed in menus_of(subject):
        first: dict[str, str] = {}
        for site in listed.choices:
            digit = site.action.get("dtmf")
            if not isinstance(digit, str):
                continue
            if digit in first:
                yield Finding(
                    f"{site.address}/dtmf",
                    f'The menu "{listed.menu.name}" uses {digit} for two choices.',
                    "Give each choice its own digit.",
                    (Also("first used here", first[digit]),),
                )
            first.setdefault(digit, f"{site.address}/dtmf")
