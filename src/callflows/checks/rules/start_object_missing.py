"""The flow does not say where a call starts, or names a start that is not there.

What it does:
    Looks for the task or menu that `startUpRef` leads to; in a common module and an in-queue flow
    for `startUpTaskActions`.

Why it matters:
    A call that enters the flow has nowhere to go, so Genesys Cloud does not publish it.

Example:
    ```yaml
    inboundCall:
      name: Support
      startUpRef: "/inboundCall/tasks/task[Main_10]"   # no task has this refId
    ```

Source:
    Architect: `flow.noStartUpObject`. Only the name, `startUpRef`, `defaultLanguage` and the start object are
    needed in an inbound call flow; a common module has one start task.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from callflows.analysis import CALL_FLOWS, TargetKind
from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import Mend, Rewrite

_START_TASK = frozenset({"commonModule", "inqueueCall"})
"""Flow types whose start task stands in the flow itself."""


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if flow.type not in CALL_FLOWS:
        return
    if flow.type in _START_TASK:
        if flow.actions is None:
            yield Finding(
                subject.top,
                "The flow has no startUpTaskActions.",
                "Add startUpTaskActions with the actions of its start task.",
                reader_reports=True,
            )
    elif not flow.start_up_ref:
        yield Finding(
            subject.top,
            "The flow has no startUpRef.",
            f'Name the task or menu a call starts in, such as startUpRef: "/{flow.type}/tasks/task[<refId>]".',
            reader_reports=True,
        )
    for target in subject.program.targets:
        if target.kind is TargetKind.START and target.text and target.found is None:
            yield Finding(
                target.address,
                f'The flow starts at "{target.text}", but there is no such task or menu.',
                "Use the refId of a task or menu of this flow.",
                mends=tuple(Mend(Rewrite(target.address, target.text, near)) for near in _near(subject, target.text)),
            )


def _near(subject: Subject, text: str) -> list[str]:
    """The task or menu that was most likely meant."""
    flow = subject.flow
    known = [f"/{flow.type}/menus/menu[{menu.ref_id}]" for menu in flow.menus if menu.ref_id]
    known += [f"/{flow.type}/tasks/task[{task.ref_id}]" for task in flow.tasks if task.ref_id]
    return get_close_matches(text, known, n=1)
