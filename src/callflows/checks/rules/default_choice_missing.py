"""The default choice of a menu is not among its choices.

What it does:
    Resolves `defaultChildMenuRef` among the choices of the menu that holds it.

Why it matters:
    A caller who presses nothing would have nowhere to go; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - menu:
        name: Main
        choices:
          - menuDisconnect: {name: Goodbye, refId: Goodbye_11, dtmf: digit_9}
        defaultChildMenuRef: "./choices/menuDisconnect[Agent_12]"
    ```

Source:
    Architect: `menu.defaultChoiceNotValid`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import TargetKind
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for target in subject.program.targets:
        if target.kind is TargetKind.CHOICE and target.found is None:
            yield Finding(
                target.address,
                f'The default choice "{target.text}" is not a choice of this menu.',
                "Name a choice of the menu that has a refId, such as ./choices/menuTask[<refId>].",
            )
