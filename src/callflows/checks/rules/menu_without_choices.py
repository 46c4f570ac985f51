"""A menu that offers nothing.

What it does:
    Looks for menus without choices.

Why it matters:
    The caller can only wait; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - menu: {name: Main, refId: Main_10, audio: {tts: Hello}, choices: []}
    ```

Source:
    Architect: `menu.noMenuChoices`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.menus import menus_of


def check(subject: Subject) -> Iterator[Finding]:
    for listed in menus_of(subject):
        if not listed.choices:
            yield Finding(
                listed.address,
                f'The menu "{listed.menu.name}" has no choices.',
                "Add at least one choice.",
            )
