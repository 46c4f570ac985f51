"""Two objects of one flow have the same refId.

What it does:
    Compares the refIds of all tasks, menus, menu choices and actions.

Why it matters:
    References name their target by refId alone, so it is open which of the two is meant.

Example:
    ```yaml
    tasks:
      - task: {name: Main, refId: Main_10, actions: []}
      - task: {name: Other, refId: Main_10, actions: []}
    ```

Source:
    Archy: a refId is unique in its flow. No published flow that was studied repeats one.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import ref_ids
from callflows.checks.finding import Also, Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for ref_id, address in ref_ids(subject.flow, subject.program.sites):
        if ref_id in first:
            yield Finding(
                address,
                f'The refId "{ref_id}" is used twice.',
                "Give each object its own refId and mend the references.",
                (Also("first used here", first[ref_id]),),
            )
        first.setdefault(ref_id, address)
