"""The default language is not among the supported ones.

What it does:
    Compares `defaultLanguage` with `supportedLanguages`, where both are written. Case does not count.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    defaultLanguage: en-us
    supportedLanguages:
      es-us: {defaultLanguageSkill: {noValue: true}}
    ```

Source:
    Architect: `setLocale.defaultLanguageError`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.languages import supported_languages


def check(subject: Subject) -> Iterator[Finding]:
    flow = subject.flow
    if not flow.default_language or flow.supported_languages is None:
        return
    if flow.default_language.lower() not in supported_languages(flow):
        yield Finding(
            f"{subject.top}/defaultLanguage",
            f'The default language "{flow.default_language}" is not among the supported languages.',
            "Add it to supportedLanguages.",
        )
