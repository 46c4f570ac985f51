"""Find… functions: objects of the org by name or id, through the Environment. None or several found are NOT_SET."""

from __future__ import annotations

from callflows.expressions.environment import Environment
from callflows.expressions.signatures import Function, function, overload
from callflows.expressions.values import Entity


def _found(environment: Environment, kind: str, name: str | None, prefix: str = "") -> Entity | None:
    """Prompt names may carry their scope: `Prompt.Greeting` is `Greeting`."""
    if name and prefix and name.lower().startswith(prefix):
        name = name[len(prefix) :]
    return environment.find(kind, name) if name else None


def _finder(name: str, code: str, kind: str, parameter: str, prefix: str = "") -> Function:
    def run(environment: Environment, wanted: str | None) -> Entity | None:
        return _found(environment, kind, wanted, prefix)

    summary = "The one that is called so; NOT_SET where there is none or more than one."
    return function(name, "search", summary, overload(f"str? {parameter} -> {code}", run, world=True))


FUNCTIONS = (
    _finder("FindEmergencyGroup", "emg", "emergencyGroup", "name"),
    _finder("FindGroup", "grp", "group", "name"),
    _finder("FindLanguageSkill", "lac", "languageSkill", "skillToFind"),
    _finder("FindQueue", "que", "queue", "queueToFind"),
    _finder("FindQueueById", "que", "queue", "id"),
    _finder("FindScheduleGroup", "scg", "scheduleGroup", "name"),
    _finder("FindSkill", "skl", "skill", "skillToFind"),
    _finder("FindSystemPrompt", "pmt", "systemPrompt", "promptName", "promptsystem."),
    _finder("FindUser", "usr", "user", "userEmail"),
    _finder("FindUserById", "usr", "user", "id"),
    _finder("FindUserPrompt", "pmt", "userPrompt", "promptName", "prompt."),
)
