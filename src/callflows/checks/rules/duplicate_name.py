"""Two tasks, or two menus, of one flow have the same name.

What it does:
    Compares the names of the tasks with each other, and those of the menus; case counts.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    tasks:
      - task: {name: Main, refId: Main_10, actions: []}
      - task: {name: Main, refId: Main_11, actions: []}
    ```

Source:
    Architect: `task.multipleNames`, `menu.multipleNames`. No published flow that was studied repeats one.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Also, Finding, Subject
from callflows.model.walk import menu_address, task_address


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    named = [("menu", menu.name, menu_address(flow, i)) for i, menu in enumerate(flow.menus)]
    named += [("task", task.name, task_address(flow, i)) for i, task in enumerate(flow.tasks)]
    first: dict[tuple[str, str], str] = {}
    for word, name, address in named:
        if name and (word, name) in first:
            yield Finding(
                f"{address}/name",
                f'The {word} name "{name}" is used twice.',
                f"Give each {word} its own name.",
                (Also("first used here", f"{first[word, name]}/name"),),
            )
        first.setdefault((word, name), address)
