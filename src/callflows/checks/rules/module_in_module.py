"""A common module that calls a common module.

What it does:
    Looks for `callCommonModule` inside a common module.

Why it matters:
    Genesys Cloud does not allow it: a module is copied into the flow that calls it, and only one level deep.

Example:
    ```yaml
    commonModule:
      name: Outer
      startUpTaskActions:
        - callCommonModule: {name: Call Inner, commonModule: {Inner: {ver_latestPublished: {inputs: {}, outputs: {}}}}}
    ```

Source:
    Genesys Cloud: "Work with common module flows". No published module that was studied calls another.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type != "commonModule":
        return
    for call in subject.program.calls:
        yield Finding(
            call.address,
            f'A common module cannot call the common module "{call.name}".',
            "Call both modules from the flow, or move the actions into this module.",
        )
