"""Set Language switches to a language that the flow does not support.

What it does:
    Compares the literal language of each `setLanguage` with the languages of the flow. Case does not count.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - setLanguage: {name: French, languageValue: {lit: fr-ca}, language: fr-ca}   # the flow has en-us only
    ```

Source:
    Architect: `setLocale.defaultLanguageError` on Set Language.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.languages import supported_languages
from callflows.model import Literal


def check(subject: Subject) -> Iterator[Finding]:
    supported = supported_languages(subject.flow)
    if not supported:
        return
    for site in subject.program.sites:
        value = site.action.get("languageValue")
        if site.action.kind != "setLanguage" or not isinstance(value, Literal) or not isinstance(value.value, str):
            continue
        if value.value.lower() not in supported:
            yield Finding(
                f"{site.address}/languageValue",
                f'The flow does not support the language "{value.value}".',
                "Add it to supportedLanguages.",
            )
