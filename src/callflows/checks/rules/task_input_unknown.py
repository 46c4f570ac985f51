"""A task is called with an input that it does not have.

What it does:
    Compares the `taskInputs` of calls and jumps with the input variables of the task that they lead to.

Why it matters:
    The value goes nowhere; the task works with what the variable is initially.

Example:
    ```yaml
    - callTask:
        name: Check PIN
        targetTaskRef: "/inboundCall/tasks/task[Check_10]"   # its input variable is Task.Pin
        taskInputs:
          - string: {name: Task.Code, value: {exp: Flow.Code}}
    ```

Source:
    Architect: the input variables of a task are its parameters. That Genesys Cloud refuses it is not known, so it
    is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import nodes_at
from callflows.model.walk import task_address


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    inputs = {
        task_address(flow, i): {v.name.lower() for v in task.variables if v.is_input}
        for i, task in enumerate(flow.tasks)
    }
    names = {task_address(flow, i): task.name for i, task in enumerate(flow.tasks)}
    targets = {target.address: target.found for target in subject.program.targets}
    for site in subject.program.sites:
        found = targets.get(f"{site.address}/targetTaskRef")
        if found is None:
            continue
        for address, name in nodes_at(site.action, "taskInputs[]/*/name", site.address):
            if isinstance(name, str) and name.lower() not in inputs.get(found, set()):
                yield Finding(
                    address,
                    f'The task "{names[found]}" has no input {name}.',
                    "Mark the variable of the task with isInput: true, or remove the input.",
                )
