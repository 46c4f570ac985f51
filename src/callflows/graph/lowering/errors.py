"""`settingsErrorHandling` of a plan of errors, and the task that tells the error paths apart."""

from __future__ import annotations

from collections.abc import Sequence

from callflows.expressions import quote
from callflows.graph.lowering.actions import disconnect
from callflows.graph.lowering.routes import ErrorPlan
from callflows.graph.lowering.settings import group
from callflows.model import Action, Actions, Audio, Expression, Group, Items, Literal, Node, Nothing, NoValue

SORRY = "Sorry, an error occurred. Please try your call again."
"""What Architect's own default says before it disconnects; every exported call flow has it."""

CASES = 64
"""Architect: a switch has at most so many cases."""


def error_handling(plan: ErrorPlan, task_ref: str, audio: Node) -> Group:
    """The `settingsErrorHandling` block. `audio` is what the queue form says first."""
    if plan.form == "disconnect":
        return group(errorHandling=group(disconnect=Nothing()), preHandlingAudio=Audio(tts=SORRY))
    if plan.form == "queue":
        target = group(targetQueue=Literal(group(name=plan.queue)))
        return group(errorHandling=group(queue=target), preHandlingAudio=audio)
    return group(errorHandling=task_target(task_ref), preHandlingAudio=NoValue())


def task_target(ref: str) -> Group:
    """Error handling by a task. No export shows this form: assumed to be the key of the platform's own
    name for it, with the reference spelled as in `jumpToTask`."""
    return group(task=group(targetTaskRef=ref))


def dispatch(variable: str, paths: Sequence[tuple[str, tuple[Action, ...]]]) -> tuple[Action, ...]:
    """Goes to the error path that `variable` names: (its name, its actions) each, all of which end.
    An error outside any invoke disconnects, as the platform's default does."""
    switches = [
        Action("switch", (("name", "Which error path?"), ("evaluate", _first_true(variable, paths[i : i + CASES]))))
        for i in range(0, len(paths), CASES)
    ]
    return (*switches, disconnect())


def _first_true(variable: str, paths: Sequence[tuple[str, tuple[Action, ...]]]) -> Group:
    cases = tuple(
        group(case=group(value=Expression(f"{variable} == {quote(name)}"), actions=Actions(actions)))
        for name, actions in paths
    )
    return group(firstTrue=group(cases=Items(cases)))
