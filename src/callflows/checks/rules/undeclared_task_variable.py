"""A `Task.` variable that its task does not declare.

What it does:
    Looks up every `Task.` variable among the variables of the task that uses it; reports its first use in the task.

Why it matters:
    The variable of another task is not visible here, and what an undeclared one holds is not certain.

Example:
    ```yaml
    - task:
        name: Main
        refId: Main_10
        actions:
          - playAudio: {name: Hello, audio: {exp: ToAudioTTS(Task.Name)}}   # the task has no variables
    ```

Source:
    Architect: `expression.variableReferenceNotValid`; but three published common modules use `Task.` variables that
    are declared nowhere, so it is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS, VariableUse
from callflows.checks.expressions import part_of_use
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type not in CALL_FLOWS:
        return
    symbols = subject.program.symbols
    seen: set[tuple[str, str]] = set()
    for use in subject.program.uses:
        key = (_task_of(use), use.name.lower())
        if key in seen or not key[1].startswith("task.") or symbols.resolve(use.name, use.address):
            continue
        seen.add(key)
        elsewhere = symbols.resolve(use.name)
        yield Finding(
            use.address,
            f"{use.name} is declared in another task and not visible here."
            if elsewhere
            else f"{use.name} is not declared in this task.",
            "Declare it among this task's variables"
            + (", or pass it on as an input of the task." if elsewhere else "."),
            part=part_of_use(subject, use),
        )


def _task_of(use: VariableUse) -> str:
    """The task that holds the use: the owner, or the choice of a menu that has a task of its own."""
    below = use.address.removeprefix(use.owner)
    return use.owner + below.partition("/task/")[0] if below.startswith("/choices") else use.owner
