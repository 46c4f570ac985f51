"""A call of a common module that was never published.

What it does:
    Asks the org for the published version of every module that the flow calls.

Why it matters:
    The module's published version is copied into the flow when the flow is published; there is none to copy.

Example:
    ```yaml
    - callCommonModule:
        name: Authenticate
        commonModule: {Authentication: {ver_latestPublished: {inputs: {}, outputs: {}}}}   # only saved so far
    ```

Source:
    Genesys Cloud: "Work with common module flows": the module must be published.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import RefKind


def check(subject: Subject) -> Iterator[Finding]:
    known = subject.known
    if known is None:
        return
    for call in subject.program.calls:
        if call.name and known.has(RefKind.COMMON_MODULE, call.name) and known.module(call.name) is None:
            yield Finding(
                call.module_address,
                f'The common module "{call.name}" has no published version.',
                "Publish the module first.",
            )
