"""A flow name that Genesys Cloud does not accept.

What it does:
    Checks that the name is not blank, has no "/", does not end in "-debug", has a letter or digit, and is at
    most 200 characters long.

Why it matters:
    The flow cannot be created under this name.

Example:
    ```yaml
    inboundCall:
      name: Sales/Support
    ```

Source:
    Genesys Cloud: `architect.flow.validate.failed.missing.name`, `…invalid.name.contains.slash`,
    `…invalid.name.contains.debug`, `…invalid.name.no.alpha`; names are at most 200 characters long.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject

MAX_LENGTH = 200


def check(subject: Subject) -> Iterator[Finding]:
    name = subject.flow.name
    address = f"{subject.top}/name"
    if not name.strip():
        yield Finding(address, "The flow's name is blank.", "Give the flow a name.", reader_reports=not name)
        return
    if "/" in name:
        yield Finding(address, f'The flow name "{name}" contains "/".', 'Leave out the "/".')
    if name.strip().lower().endswith("-debug"):
        yield Finding(address, f'The flow name "{name}" ends in "-debug".', "Choose another ending.")
    if not any(c.isalnum() for c in name):
        yield Finding(address, f'The flow name "{name}" has no letter and no digit.', "Add a letter or a digit.")
    if len(name) > MAX_LENGTH:
        yield Finding(
            address,
            f"The flow name is {len(name)} characters long; {MAX_LENGTH} are allowed.",
            "Shorten the name.",
        )
