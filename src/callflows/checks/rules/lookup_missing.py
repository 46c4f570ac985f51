"""An expression looks up an object by a fixed name that the org does not have.

What it does:
    Asks the org for the names in `FindQueue("…")`, `FindUserPrompt("…")` and the other Find functions.

Why it matters:
    The flow is published, but the call finds nothing: the function gives NOT_SET, and a transfer to NOT_SET goes to
    the flow's error handling.

Example:
    ```yaml
    - transferToAcd:
        name: To Support
        targetQueue: {exp: FindQueue("Suport")}   # the queue is called Support
    ```

Source:
    Architect: the Find functions give NOT_SET when nothing, or more than one object, has the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.expressions import part_of_reference
from callflows.checks.finding import Finding, Subject
from callflows.checks.rules.object_missing import word_for
from callflows.model import RefKind


def check(subject: Subject) -> Iterator[Finding]:
    known = subject.known
    if known is None:
        return
    for reference in subject.program.references:
        if not reference.lookup or reference.kind is RefKind.SYSTEM_PROMPT:
            continue
        if not known.has(reference.kind, reference.name):
            word = word_for(reference.kind)
            yield Finding(
                reference.address,
                f'The expression looks up the {word} "{reference.name}", which is not in the org.',
                f"Create the {word}, or look up one that exists.",
                part=part_of_reference(subject, reference),
            )
