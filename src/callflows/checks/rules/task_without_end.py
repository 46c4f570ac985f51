"""A task whose last actions do not say how it ends.

What it does:
    Follows every task to its last action and reports the ones where a path runs out of actions. In-queue flows
    repeat their task and are left out.

Why it matters:
    The call is disconnected there, or the caller of the task goes on, without a word to the person on the line.
    Often a branch was forgotten.

Example:
    ```yaml
    - task:
        name: Main
        refId: Main_10
        actions:
          - playAudio: {name: Hello, audio: {tts: Hello}}   # and then?
    ```

Source:
    Architect's editor asks for an ending action (`task.noTerminatingAction`), but many published flows have tasks
    without one, so it is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS, ActionList
from callflows.checks.finding import Finding, Subject
from callflows.model import spec_of

_WITH_ENDS = CALL_FLOWS - {"inqueueCall"}
"""The task of an in-queue flow starts again when it runs out of actions."""


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type not in _WITH_ENDS:
        return
    for listed in subject.program.lists:
        if listed.body and not _may_end(listed, subject.program.ending):
            last = listed.sites[-1] if listed.sites else None
            yield Finding(
                last.address if last else listed.address,
                f'The task can run out of actions after "{last.action.name or last.action.kind}".'
                if last
                else "The task has no actions.",
                "End every path with disconnect, endTask, a jump or a transfer.",
            )


def _may_end(listed: ActionList, ending: frozenset[str]) -> bool:
    """Whether the list ends, or holds an action that is unknown here and may end it."""
    return any(site.address in ending or spec_of(site.action.kind) is None for site in listed.sites)
