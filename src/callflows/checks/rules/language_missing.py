"""A flow without a language.

What it does:
    Looks for `defaultLanguage` in a flow, and in a common module for `supportedLanguages` or `defaultLanguage`.

Why it matters:
    Text to speech and prompts need a language; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    inboundCall:
      name: Support
      startUpRef: "/inboundCall/tasks/task[Main_10]"   # no defaultLanguage
    ```

Source:
    Architect: `setLocale.noSupportedLanguages`, `setLocale.noDefaultLanguage`. Most exported modules have
    `supportedLanguages` only.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if flow.type not in CALL_FLOWS or flow.default_language:
        return
    if flow.type == "commonModule":
        if flow.supported_languages is None or not flow.supported_languages.entries:
            yield Finding(
                subject.top,
                "The common module has no supportedLanguages.",
                "Add supportedLanguages, such as en-us: {none: true}.",
            )
        return
    yield Finding(
        subject.top, "The flow has no defaultLanguage.", "Add defaultLanguage, such as en-us.", reader_reports=True
    )
