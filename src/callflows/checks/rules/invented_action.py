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

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import INVENTED


def check(subject: Subject) -> Iterator[Finding]:
    for site in subject.program.sites:
        real = INVENTED.get(site.action.kind)
        if real is not None:
            message = f'Architect has no action "{site.action.kind}".'
            yield Finding(site.address, message, f"Use {real}.", reader_reports=True)
