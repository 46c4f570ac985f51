"""A task or menu that no call can reach.

What it does:
    Follows every jump, call and menu choice from the start of the flow and from its error handling.

Why it matters:
    It is dead weight, or a jump to it was forgotten.

Example:
    ```yaml
    startUpRef: "/inboundCall/tasks/task[Main_10]"
    tasks:
      - task: {name: Main, refId: Main_10, actions: [{disconnect: {name: Disconnect}}]}
      - task: {name: Old, refId: Old_11, actions: [{disconnect: {name: Disconnect}}]}   # nobody jumps here
    ```

Source:
    Ours. Genesys Cloud accepts it: exported flows often keep an unused main menu.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS, TargetKind, jump_graph, reachable
from callflows.checks.finding import Finding, Subject
from callflows.model.walk import menu_address, task_address


def check(subject: Subject) -> Iterator[Finding]:
    flow, targets = subject.flow, subject.program.targets
    if flow.type not in CALL_FLOWS or not any(t.kind is TargetKind.START and t.found for t in targets):
        return
    reached = reachable(jump_graph(flow, targets), subject.top)
    owners = [(menu_address(flow, i), "menu", menu.name) for i, menu in enumerate(flow.menus)]
    owners += [(task_address(flow, i), "task", task.name) for i, task in enumerate(flow.tasks)]
    for address, word, name in owners:
        if address not in reached:
            yield Finding(
                address,
                f'The {word} "{name}" is never reached.',
                f"Jump to the {word}, or remove it.",
            )
