"""A menu choice that no caller can choose.

What it does:
    Looks for choices with neither a digit nor speech terms. The default choice of a menu needs neither.

Why it matters:
    The choice can never be taken; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    choices:
      - menuDisconnect: {name: Goodbye}
    ```

Source:
    Architect: `menuChoice.noDtmfOrSpeechRec`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.menus import menus_of
from callflows.model import Action, Group


def check(subject: Subject) -> Iterator[Finding]:
    for listed in menus_of(subject):
        for site in listed.choices:
            if not _can_be_chosen(site.action) and site.address != listed.default_choice:
                yield Finding(
                    site.address,
                    f'The choice "{site.action.name}" of the menu "{listed.menu.name}" '
                    "has neither a digit nor speech terms.",
                    "Give it a digit such as dtmf: digit_1, or make it the default choice.",
                )


def _can_be_chosen(choice: Action) -> bool:
    terms = choice.get("speechRecTerms")
    digit = choice.get("dtmf")
    return bool(isinstance(digit, str) and digit) or bool(isinstance(terms, Group) and terms.entries)
