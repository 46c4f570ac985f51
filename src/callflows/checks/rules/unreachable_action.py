"""Actions after one that ends the task, the loop or the call.

What it does:
    Reports the first action of each list that stands behind an ending one.

Why it matters:
    It never runs. Often an action was put into the wrong branch.

Example:
    ```yaml
    actions:
      - disconnect: {name: Disconnect}
      - playAudio: {name: Goodbye, audio: {tts: Goodbye}}   # never heard
    ```

Source:
    Architect: `errors.unreachableAction`, a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Also, Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for listed in subject.program.lists:
        at = next((i for i, site in enumerate(listed.sites) if site.address in subject.program.ending), None)
        if at is None or at + 1 == len(listed.sites):
            continue
        first, by = listed.sites[at + 1], listed.sites[at]
        yield Finding(
            first.address,
            f'"{first.action.name or first.action.kind}" is never reached: '
            f'"{by.action.name or by.action.kind}" before it ends the path.',
            "Move it before the ending action, or remove it.",
            (Also("the path ends here", by.address),),
        )
