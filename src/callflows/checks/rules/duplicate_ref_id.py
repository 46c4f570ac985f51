"""Two objects of one flow have the same refId.

What it does:
    Compares the refIds of all tasks, menus and actions of the flow, and those of the choices of each menu: a choice is
    named by its own menu alone, so the same one may stand in several.

Why it matters:
    References name their target by refId alone, so it is open which of the two is meant.

Example:
    ```yaml
    tasks:
      - task: {name: Main, refId: Main_10, actions: []}
      - task: {name: Other, refId: Main_10, actions: []}
    ```

Source:
    Archy: a refId is unique in its list. No published flow that was studied repeats one in the whole flow.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import ref_ids
from callflows.checks.finding import Also, Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for ref_id, address in ref_ids(subject.flow, subject.program.sites):
        known = (_menu(ref_id, address), ref_id)
        if known in first:
            yield Finding(
                address,
                f'The refId "{ref_id}" is used twice.',
                "Give each object its own refId and mend the references.",
                (Also("first used here", first[known]),),
            )
        first.setdefault(known, address)


def _menu(ref_id: str, address: str) -> str:
    """The list of choices that a choice stands in, "" for everything else."""
    choices = address[: -len(ref_id) - 2].rpartition("/")[0]
    return choices if choices.endswith("/choices") else ""
