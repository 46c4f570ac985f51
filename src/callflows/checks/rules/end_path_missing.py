"""End Task leaves by a path that its task does not have.

What it does:
    Compares the `outputPath` of each `endTask` with the `outputPaths` of its task; `default` always exists.
    Case does not count.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - endTask: {name: End Task, outputPath: {name: NoAgents}}   # the task has no outputPaths
    ```

Source:
    Architect: `task.invalidBranchReference`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import Group
from callflows.model.walk import task_address


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    paths = {
        task_address(flow, i): {"default", *(path.lower() for path in task.output_paths)}
        for i, task in enumerate(flow.tasks)
    }
    for site in subject.program.sites:
        path = site.action.get("outputPath")
        name = path.get("name") if isinstance(path, Group) else None
        if site.action.kind != "endTask" or not isinstance(name, str):
            continue
        if name.lower() not in paths.get(site.owner, {"default"}):
            yield Finding(
                f"{site.address}/outputPath",
                f'The task has no end path "{name}".',
                "Add it to the task's outputPaths, or use default.",
            )
