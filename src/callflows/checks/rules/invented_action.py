"""An action that looks like Architect's but is none.

What it does:
    Looks for action names that are written by mistake for real ones.

Why it matters:
    Archy and Genesys Cloud refuse the flow. Other unknown actions may be newer than the table here and are left alone.

Example:
    ```yaml
    - setVariable: {name: Set tries, variable: Flow.tries, value: {lit: 0}}   # the action is updateData
    ```

Source:
    Archy: its actions are a closed set; Update Data and Jump to Task are the ones that these names stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callflows.checks.finding import Finding, Subject

INVENTED: Mapping[str, str] = {"setVariable": "updateData", "gotoTask": "jumpToTask"}


def check(subject: Subject) -> Iterator[Finding]:
    for site in subject.program.sites:
        real = INVENTED.get(site.action.kind)
        if real is not None:
            yield Finding(site.address, f'Architect has no action "{site.action.kind}".', f"Use {real}.")
