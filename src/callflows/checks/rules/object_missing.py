"""The flow names a queue, prompt, table, module, flow or the like that the org does not have.

What it does:
    Asks the org for everything that the flow names: settings of actions, error handling, initial values, prompts
    in audio and expressions. Names that an expression computes or looks up when a call runs are left out, and so
    are system prompts, which come with the platform.

Why it matters:
    References are by name; Genesys Cloud does not publish a flow whose objects it cannot find.

Example:
    ```yaml
    - transferToAcd:
        name: To Support
        targetQueue: {lit: {name: Suport}}   # the queue is called Support
    ```

Source:
    Architect: `expression.literalDropDownValueDoesNotExist`, `dataTable.notFound` and the like;
    Genesys Cloud: `architect.flow.cannot.publish.missing.dependencies`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callflows.checks.expressions import part_of_reference
from callflows.checks.finding import Finding, Subject
from callflows.model import RefKind

_WORDS: Mapping[RefKind, str] = {
    RefKind.QUEUE: "queue",
    RefKind.PROMPT: "user prompt",
    RefKind.DATA_TABLE: "data table",
    RefKind.DATA_ACTION: "data action",
    RefKind.COMMON_MODULE: "common module",
    RefKind.INBOUND_CALL: "inbound call flow",
    RefKind.INQUEUE_CALL: "in-queue call flow",
    RefKind.SECURE_CALL: "secure call flow",
    RefKind.VOICE_SURVEY: "voice survey flow",
    RefKind.BOT_FLOW: "bot flow",
    RefKind.SKILL: "skill",
    RefKind.LANGUAGE_SKILL: "language skill",
    RefKind.USER: "user",
    RefKind.GROUP: "group",
    RefKind.SCRIPT: "script",
    RefKind.SCHEDULE: "schedule",
    RefKind.SCHEDULE_GROUP: "schedule group",
    RefKind.EMERGENCY_GROUP: "emergency group",
    RefKind.OUTCOME: "flow outcome",
    RefKind.MILESTONE: "flow milestone",
    RefKind.WRAPUP_CODE: "wrap-up code",
    RefKind.RESPONSE: "canned response",
}


def word_for(kind: RefKind) -> str:
    """The kind in words."""
    return _WORDS.get(kind, kind.value.lower())


def check(subject: Subject) -> Iterator[Finding]:
    known = subject.known
    if known is None:
        return
    for reference in subject.program.references:
        if reference.lookup or not _is_checked(reference.kind) or known.has(reference.kind, reference.name):
            continue
        word = word_for(reference.kind)
        yield Finding(
            reference.address,
            f'There is no {word} "{reference.name}" in the org.',
            f"Create the {word}, or name one that exists.",
            part=part_of_reference(subject, reference),
        )


def _is_checked(kind: RefKind) -> bool:
    """System prompts are part of the platform and no list of them is published."""
    return kind is not RefKind.SYSTEM_PROMPT
