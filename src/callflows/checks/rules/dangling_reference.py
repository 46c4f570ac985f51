"""A jump to a task or menu that is not there.

What it does:
    Resolves every `targetTaskRef` and `targetMenuRef`, absolute or relative.

Why it matters:
    Genesys Cloud does not publish a flow that jumps nowhere.

Example:
    ```yaml
    - jumpToTask:
        name: Jump to Main
        targetTaskRef: "/inboundCall/tasks/task[Mian_10]"   # the task's refId is Main_10
    ```

Source:
    Architect: `task.noReference`, `task.invalidReference`, `menu.noReference`, `menu.invalidReference`. No
    published flow that was studied has a dangling reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from callflows.analysis import CALL_FLOWS, TargetKind
from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import Mend, Rewrite

_WORDS = {TargetKind.TASK: "task", TargetKind.MENU: "menu"}


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type not in CALL_FLOWS:
        return
    for target in subject.program.targets:
        word = _WORDS.get(target.kind)
        if word and target.found is None:
            yield Finding(
                target.address,
                f'There is no {word} "{target.text}" in this flow.',
                _help(subject, word, target.text),
                mends=tuple(
                    Mend(Rewrite(target.address, target.text, near), safe=near.lower() == target.text.lower())
                    for near in get_close_matches(target.text, _known(subject, word), n=1)
                ),
            )


def _known(subject: Subject, word: str) -> list[str]:
    flow = subject.flow
    owners = flow.tasks if word == "task" else flow.menus
    return [f"/{flow.type}/{word}s/{word}[{o.ref_id}]" for o in owners if o.ref_id]


def _help(subject: Subject, word: str, text: str) -> str:
    known = _known(subject, word)
    near = get_close_matches(text, known, n=1)
    if near:
        return f'Did you mean "{near[0]}"?'
    return f"Use the refId of a {word} of this flow." if known else f"This flow has no {word} with a refId."
