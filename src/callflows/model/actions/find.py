"""Actions that look something up by name, address or id; the result is set only when it is found."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import output, value
from callflows.model.flow_types import ALL, CALL_FLOWS
from callflows.model.spec import ActionSpec, RefKind

_FOUND: Final = ("found", "notFound")
_PROMPT_FLOWS: Final = (*CALL_FLOWS, "botFlow", "digitalBot")


def _by_name(
    key: str,
    title: str,
    type: str,
    what: str,
    refers_to: RefKind,
    *,
    by: str = "name",
    flow_types: tuple[str, ...] = ALL,
    seen: bool = False,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="find",
        fields=(
            value(
                "findName",
                "String",
                required=True,
                refers_to=refers_to,
                label=f"{title.removeprefix('Find ')} {by.capitalize()}",
                help=f"The {by} of the {what}; Architect looks up 25 different ones a call.",
            ),
            output("findResult", type, label=f"{title.removeprefix('Find ')} Result", help=f"Receives the {what}."),
        ),
        outputs=_FOUND,
        flow_types=flow_types,
        seen=seen,
        help=f"Finds a {what} by its {by} while the flow runs.",
    )


def _by_id(
    key: str, title: str, type: str, what: str, *, flow_types: tuple[str, ...] = ALL, seen: bool = False
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="find",
        fields=(
            value("findId", "String", required=True, help=f"The id of the {what}."),
            output("findResult", type, help=f"Receives the {what}."),
        ),
        outputs=_FOUND,
        flow_types=flow_types,
        seen=seen,
        help=f"Finds a {what} by its id while the flow runs.",
    )


ACTIONS: Final = (
    _by_name("findQueue", "Find Queue", "Queue", "queue", RefKind.QUEUE, seen=True),
    _by_id("findQueueById", "Find Queue by Id", "Queue", "queue", seen=True),
    _by_name("findUser", "Find User", "User", "user", RefKind.USER, by="email address"),
    _by_id("findUserById", "Find User by Id", "User", "user", seen=True),
    ActionSpec(
        key="findUsersById",
        title="Find Users by Id",
        category="find",
        fields=(
            value("findIds", "StringCollection", required=True, help="The ids of the users."),
            output("findResult", "UserCollection", help="Receives the users, one for each id and in their order."),
        ),
        outputs=("found", "notFound", "partiallyFound"),
        flow_types=ALL,
        seen=False,
        help="Finds several users by their ids while the flow runs.",
    ),
    _by_name("findSkill", "Find Skill", "Skill", "skill", RefKind.SKILL),
    _by_name("findLanguageSkill", "Find Language Skill", "LanguageSkill", "language skill", RefKind.LANGUAGE_SKILL),
    _by_name("findGroup", "Find Group", "Group", "group", RefKind.GROUP),
    _by_name("findSchedule", "Find Schedule", "Schedule", "schedule", RefKind.SCHEDULE),
    _by_name("findScheduleGroup", "Find Schedule Group", "ScheduleGroup", "schedule group", RefKind.SCHEDULE_GROUP),
    _by_name(
        "findEmergencyGroup", "Find Emergency Group", "EmergencyGroup", "emergency group", RefKind.EMERGENCY_GROUP
    ),
    _by_name("findUserPrompt", "Find User Prompt", "Prompt", "user prompt", RefKind.PROMPT, flow_types=_PROMPT_FLOWS),
    _by_name(
        "findSystemPrompt",
        "Find System Prompt",
        "Prompt",
        "system prompt",
        RefKind.SYSTEM_PROMPT,
        flow_types=_PROMPT_FLOWS,
    ),
    _by_name("findGrammar", "Find Grammar", "Grammar", "grammar", RefKind.GRAMMAR, flow_types=_PROMPT_FLOWS),
    _by_id("findGrammarById", "Find Grammar by Id", "Grammar", "grammar", flow_types=_PROMPT_FLOWS),
    _by_name(
        "findUtilizationLabel",
        "Find Utilization Label",
        "UtilizationLabel",
        "utilization label",
        RefKind.UTILIZATION_LABEL,
    ),
)
